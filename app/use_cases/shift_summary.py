"""How the open shift stands."""

from dataclasses import dataclass

from app.use_cases.rights import require_open_shift
from app.use_cases.till import Till
from domain.shift import DrawerSums, Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftSummary:
    """The open shift, what its drawer should hold, and how many sales it had."""

    shift: Shift
    sums: DrawerSums
    sale_count: int


def shift_summary(till: Till) -> ShiftSummary:
    """Add up the open shift. Raises RuleBroken (``no_shift``)."""
    with till.db.reading() as uow:
        shift = require_open_shift(uow)
        totals = uow.shifts.totals(shift.number)
    sums = DrawerSums.of(shift.opening_float, totals.cash_sales)
    return ShiftSummary(shift=shift, sums=sums, sale_count=totals.sale_count)
