"""The drawer's ledger: every reason why cash of a currency came into a drawer or left it.

What a drawer should hold is the sum of its entries, currency by currency, and nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.invariants import require_int, require_text, require_utc
from domain.money import minor_digits
from domain.sale import Sale

DrawerKind = Literal["float", "sale", "refund", "drop", "pay_in", "pay_out", "no_sale"]

_NEVER_NEGATIVE = frozenset({"float", "pay_in", "no_sale"})
_NEVER_POSITIVE = frozenset({"refund", "drop", "pay_out", "no_sale"})
_KINDS = _NEVER_NEGATIVE | _NEVER_POSITIVE | {"sale"}
_SUBJECT_MAX = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerEntry:
    """Cash of one currency that came (positive) or went (negative), in minor units.

    Kinds: `float` (counted in when the shift opened), `sale` (cash kept, with the change taken off:
    negative in the currency of the change where the cash was in another), `refund`, `drop` (to the
    safe) and `pay_out` (never positive), `pay_in`, and `no_sale` (the drawer was opened and nothing
    moved). `by` is a staff id; `subject` is a receipt number, or the code of a reason.

    Raises:
        ValueError: a sign that its kind cannot have, an unknown kind or currency.
    """

    shift_number: int
    at: datetime
    by: str
    kind: DrawerKind
    currency: str
    amount_minor: int
    subject: str = ""

    def __post_init__(self) -> None:
        require_int(self.shift_number, "shift_number", low=1)
        require_utc(self.at, "at")
        require_text(self.by, "by")
        require_int(self.amount_minor, "amount_minor")
        minor_digits(self.currency)
        if self.kind not in _KINDS:
            raise ValueError(f"unknown kind of drawer entry {self.kind!r}")
        if self.kind in _NEVER_NEGATIVE and self.amount_minor < 0:
            raise ValueError(f"a {self.kind} never takes cash out")
        if self.kind in _NEVER_POSITIVE and self.amount_minor > 0:
            raise ValueError(f"a {self.kind} never brings cash in")
        if len(self.subject) > _SUBJECT_MAX:
            raise ValueError(f"a subject has at most {_SUBJECT_MAX} characters")


def cash_kept(sale: Sale) -> Mapping[str, int]:
    """What a sale left in the drawer, in minor units per currency; the change is taken off."""
    kept: defaultdict[str, int] = defaultdict(int)
    for tender in sale.tenders:
        if tender.kind == "cash":
            kept[tender.handed_over.currency] += tender.handed_over.amount_minor
    kept[sale.change.currency] -= sale.change.amount_minor
    return dict(kept)


def entries_of_sale(sale: Sale) -> tuple[DrawerEntry, ...]:
    """The entries that a sale makes: one for each currency of which the drawer has more or less."""
    return tuple(
        DrawerEntry(
            shift_number=sale.shift_number,
            at=sale.at,
            by=sale.cashier_id,
            kind="sale",
            currency=currency,
            amount_minor=amount_minor,
            subject=sale.receipt_number,
        )
        for currency, amount_minor in cash_kept(sale).items()
        if amount_minor
    )


def add_up(entries: Iterable[DrawerEntry]) -> Mapping[str, int]:
    """What a drawer should hold by these entries, in minor units per currency."""
    sums: defaultdict[str, int] = defaultdict(int)
    for entry in entries:
        sums[entry.currency] += entry.amount_minor
    return dict(sums)
