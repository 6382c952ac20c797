"""What an operation says about allotments, read as leniently as is honest (sync rule 9.13).

A sale that fails every other check has spent its units all the same.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from central.storable import is_storable
from sync.protocol.allotment_bodies import HELD_MAX, SpentBody

_BOOKED = "shipment_booked"
_SPENDING_KINDS = ("sale_completed", _BOOKED)
_SCARCE = (b'"stock:', b'"booking:', b'"credit:', b'"voucher:', b'"refundable:')
_MARKS = (*_SCARCE, b'"shipment_booked"')
_ENTRIES_MAX = 2_000
_QUANTITY_MAX = 9_999
_WAYBILL_LENGTH_MAX = 128
_FIELDS = tuple(SpentBody.model_fields)
_DECLARED = "allotments_declared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What a sale or booking used up. ``waybill`` names the booking, where it is one."""

    entries: tuple[SpentBody, ...] = ()
    waybill: str | None = None


def spending_in(raw: bytes) -> Spending:
    """Return what an operation's bytes say was spent; nothing where they say nothing readable."""
    kind, body = _kind_and_body(raw)
    if kind not in _SPENDING_KINDS:
        return Spending()
    spent, waybill = body.get("spent"), body.get("waybill")
    if not isinstance(spent, list):
        return Spending()
    return Spending(
        entries=tuple(_entries(spent[:_ENTRIES_MAX])),
        waybill=waybill if isinstance(waybill, str) and _is_short_text(waybill) else None,
    )


def unasked_in(raw: bytes, scarce: Mapping[str, str]) -> Mapping[str, int]:
    """Return what a sale or a booking used of scarce things beyond what it says, by resource.

    ``scarce`` holds the resource of each marked item, by item, and of each limited agent's
    bookings, by agent. A till that was offline since does not know of either (sync rule 9.28).
    """
    if not any(name.encode() in raw for name in scarce):
        return {}
    facts = _facts(raw)
    unasked = dict(_used(facts, scarce))
    for entry in spending_in(raw).entries:
        if entry.resource in unasked:
            unasked[entry.resource] -= entry.quantity
    return {name: units for name, units in sorted(unasked.items()) if units > 0}


def bookers_in(raws: Iterable[bytes]) -> set[str]:
    """Return who booked a shipment in these operations."""
    bookers: set[str] = set()
    for raw in raws:
        if _BOOKED.encode() in raw:
            facts = _facts(raw)
            by = facts.get("by")
            if facts.get("kind") == _BOOKED and isinstance(by, str) and is_storable(by):
                bookers.add(by)
    return bookers


def _used(facts: Mapping[str, object], scarce: Mapping[str, str]) -> Counter[str]:
    """Count what an operation used of scarce things, whatever it says of them."""
    kind, body, by = facts.get("kind"), facts.get("body"), facts.get("by")
    if kind == _BOOKED and isinstance(by, str) and by in scarce:
        return Counter((scarce[by],))
    used: Counter[str] = Counter()
    lines = body.get("lines") if kind == "sale_completed" and isinstance(body, dict) else None
    for line in lines[:_ENTRIES_MAX] if isinstance(lines, list) else ():
        item_id, quantity = _sold(line)
        if item_id in scarce:
            used[scarce[item_id]] += quantity
    return used


def resources_in(raws: Iterable[bytes]) -> set[str]:
    """Return every resource that these operations may move: their rows are locked beforehand."""
    names: set[str] = set()
    for raw in raws:
        _, body = _kind_and_body(raw)
        parts: list[object] = [body]
        for field in ("spent", "held"):
            listed = body.get(field)
            parts += listed[:HELD_MAX] if isinstance(listed, list) else []
        named = (part.get("resource") for part in parts if isinstance(part, dict))
        names.update(name for name in named if isinstance(name, str) and is_storable(name))
    return names


def declares(raws: Iterable[bytes]) -> bool:
    """Tell whether one of these operations declares what its stream holds."""
    return any(_kind(raw) == _DECLARED for raw in raws if _DECLARED.encode() in raw)


def _entries(spent: list[object]) -> Iterator[SpentBody]:
    for one in spent:
        if not isinstance(one, dict):
            continue
        try:
            entry = SpentBody.model_validate({name: one.get(name) for name in _FIELDS})
        except ValidationError:
            continue
        texts = (entry.resource, entry.exception_by or "")
        if all(map(is_storable, texts)):
            yield entry


def _sold(line: object) -> tuple[str, int]:
    """Return the item of a sale's line and how many; nothing of a line that cannot be read."""
    if isinstance(line, dict):
        item_id, quantity = line.get("item_id"), line.get("quantity")
        if isinstance(item_id, str) and type(quantity) is int and 0 < quantity <= _QUANTITY_MAX:
            return item_id, quantity
    return "", 0


def _kind_and_body(raw: bytes) -> tuple[str, Mapping[str, object]]:
    if not any(mark in raw for mark in _MARKS):
        return "", {}
    facts = _facts(raw)
    kind, body = facts.get("kind"), facts.get("body")
    return (kind, body) if isinstance(kind, str) and isinstance(body, dict) else ("", {})


def _kind(raw: bytes) -> object:
    return _facts(raw).get("kind")


def _facts(raw: bytes) -> Mapping[str, object]:
    try:
        facts = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _is_short_text(text: str) -> bool:
    return len(text) <= _WAYBILL_LENGTH_MAX and is_storable(text)
