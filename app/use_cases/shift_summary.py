"""How the open shift stands."""

from dataclasses import dataclass

from app.use_cases.rights import require_open_shift
from app.use_cases.till import Till
from domain.payment_sums import SureSum, sure_sums
from domain.shift import DrawerSums, Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftSummary:
    """The open shift, what its drawer should hold, and how many sales it had.

    ``others`` are the currencies beside the till's own that the drawer has met. ``payments`` are
    MMG and cards by code, by how sure their money is.
    """

    shift: Shift
    sums: DrawerSums
    sale_count: int
    others: tuple[DrawerSums, ...] = ()
    refund_count: int = 0
    void_count: int = 0
    payments: tuple[SureSum, ...] = ()


def shift_summary(till: Till) -> ShiftSummary:
    """Add up the open shift. Raises RuleBroken (``no_shift``)."""
    with till.db.reading() as uow:
        shift = require_open_shift(uow)
        number, own = shift.number, shift.opening_float.currency
        figures = uow.figures.of_shift(number, own)
        return ShiftSummary(
            shift=shift,
            sums=uow.shifts.sums(number),
            sale_count=figures.total("sale").count,
            others=tuple(
                uow.shifts.sums(number, currency)
                for currency in uow.drawer.sums(number)
                if currency != own
            ),
            refund_count=figures.total("refund").count,
            void_count=figures.total("void").count,
            payments=sure_sums(uow.payments.sums_of_shift(number)),
        )
