"""How an item is sold, from the cells of a file: by weight, in season, by many, in variants.

A cell that cannot be read stops its row: an item sold by another measure or at another price than
the file says would be worse than one that is missing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.catalog_file.cells import CellError, clean_text, read_price
from domain.money import Money
from domain.sentence import told

_SOLD_BY = {"": None, "each": None, "kg": "kg", "lb": "lb", "lbs": "lb", "kilogram": "kg"}
_BREAKS_MAX = 10
_PARTS_MAX = 20
_PART_LENGTH_MAX = 80
_CODE_LENGTH_MAX = 100
_QUANTITY_MIN, _QUANTITY_MAX = 2, 9_999
_STEP = re.compile(r"([0-9]{1,4})\s*[:=x]\s*([0-9][0-9.,]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selling:
    """What an item says beside its price; every default is what most items are."""

    sold_by: str | None = None
    breaks: tuple[tuple[int, int], ...] = ()
    sold_from: date | None = None
    sold_until: date | None = None
    variant_of: str = ""
    variant: str = ""
    parts: tuple[str, ...] = ()
    normal_minor: int | None = None

    def contents(self) -> dict[str, object]:
        """Return what a change says of it: nothing where it is like most."""
        said: dict[str, object] = {
            "sold_by": self.sold_by,
            "breaks": [list(step) for step in self.breaks],
            "sold_from": None if self.sold_from is None else self.sold_from.isoformat(),
            "sold_until": None if self.sold_until is None else self.sold_until.isoformat(),
            "variant_of": self.variant_of,
            "variant": self.variant,
            "parts": list(self.parts),
            "normal_minor": self.normal_minor,
        }
        return {name: value for name, value in said.items() if value}


def read_selling(cell: Callable[[str], object], price: Money | None, currency: str) -> Selling:
    """Return how an item is sold; ``cell`` gives the cell of a thing. Raises CellError."""
    sold_by = _sold_by(cell("sold_by"))
    breaks = _breaks(cell("breaks"), currency)
    if breaks and (price is None or sold_by is not None):
        raise CellError(told("prices for many need a price for one, and goods that are sold each"))
    sold_from, sold_until = _day(cell("sold_from")), _day(cell("sold_until"))
    if sold_from and sold_until and sold_until < sold_from:
        raise CellError(told("its season ends before it begins"))
    normal = read_price(cell("normal_price"), currency)
    return Selling(
        sold_by=sold_by,
        breaks=breaks,
        sold_from=sold_from,
        sold_until=sold_until,
        variant_of=clean_text(cell("variant_of"))[:_CODE_LENGTH_MAX],
        variant=clean_text(cell("variant"))[:_CODE_LENGTH_MAX],
        parts=_parts(cell("parts")),
        normal_minor=None if normal is None else normal.amount_minor,
    )


def _sold_by(cell: object) -> str | None:
    said = clean_text(cell).lower()
    if said not in _SOLD_BY:
        raise CellError(told("it is sold by '{said}': each, kg or lb", said=said[:20]))
    return _SOLD_BY[said]


def _breaks(cell: object, currency: str) -> tuple[tuple[int, int], ...]:
    """Read ``5:950;20:900``: from 5 on 950 each, from 20 on 900."""
    text = clean_text(cell)
    steps: dict[int, int] = {}
    for part in filter(None, (each.strip() for each in text.split(";"))):
        found = _STEP.fullmatch(part)
        price = None if found is None else read_price(found[2], currency)
        if found is None or price is None or not _QUANTITY_MIN <= int(found[1]) <= _QUANTITY_MAX:
            raise CellError(
                told("'{part}' is no price for many: write 5:950;20:900", part=part[:20])
            )
        steps[int(found[1])] = price.amount_minor
    if len(steps) > _BREAKS_MAX or not all(steps.values()):
        raise CellError(
            told("it has at most {most} prices for many, each above zero", most=_BREAKS_MAX)
        )
    return tuple(sorted(steps.items()))


def _day(cell: object) -> date | None:
    text = clean_text(cell)
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise CellError(told("'{text}' is no day: write 2026-12-31", text=text[:20])) from error


def _parts(cell: object) -> tuple[str, ...]:
    text = clean_text(cell) if not isinstance(cell, list) else ";".join(map(clean_text, cell))
    parts = tuple(part.strip()[:_PART_LENGTH_MAX] for part in text.split(";") if part.strip())
    if len(parts) > _PARTS_MAX:
        raise CellError(
            told("it has {count} parts, at most {most}", count=len(parts), most=_PARTS_MAX)
        )
    return parts
