"""The drawer is counted and the shift ends. What is still waiting to be sent never holds it up."""

from dataclasses import dataclass
from datetime import datetime

from app.use_cases.audit import note_down
from app.use_cases.operations import Said, append_operation, personal_part
from app.use_cases.receipt_header import receipt_header
from app.use_cases.receipt_papers import queue_z
from app.use_cases.rights import require_open_shift, require_permission
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from app.use_cases.typed_text import require_writable
from domain.errors import BadInput
from domain.receipt import ZReport, render_z
from domain.shift import CashCount, DrawerSums, ShiftClosing, ShiftTotals, close
from domain.staff import Permission
from storage.unit_of_work import Reading
from sync.protocol.bodies import ShiftClosed
from sync.protocol.operation import PersonalPart


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseShift:
    """Notes and coins as counted, and what the cashier has to say about them."""

    count: CashCount
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedShift:
    """The closing and its Z report, line by line."""

    closing: ShiftClosing
    z_lines: tuple[str, ...]


def close_shift(till: Till, session: Session, request: CloseShift) -> ClosedShift:
    """Close the open shift on a count, in one transaction; any difference is recorded as it is.

    Raises RuleBroken (``no_shift``), NotAllowed and BadInput (a count in another currency, a note
    too long). Prints nothing: ``print_z`` does, afterwards.
    """
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        closing, totals = _closing(uow, session, request, now)
        append_operation(
            uow,
            till,
            Said(by=session.staff_id, at=now, day=closing.shift.business_date),
            _body(closing, totals),
            _note_part(till, session, request.note),
        )
        z_lines = _render_z(uow, till, closing, (totals, uow.outbox.waiting_count()))
        uow.shifts.close(closing, totals, z_lines, closed_by=session.staff_id)
        queue_z(uow, closing.shift.number, now)
        note_down(
            uow,
            now,
            session.staff_id,
            ("shift_closed", str(closing.shift.number)),
            {
                "expected_minor": closing.expected.amount_minor,
                "counted_minor": closing.counted.amount_minor,
                "over_short_minor": closing.over_short.amount_minor,
            },
        )
        uow.commit()
    return ClosedShift(closing=closing, z_lines=z_lines)


def preview_close(till: Till, session: Session, request: CloseShift) -> ClosedShift:
    """The closing and Z as they would be now; changes nothing. Raises what ``close_shift`` does."""
    now = till.clock.now()
    with till.db.reading() as uow:
        closing, totals = _closing(uow, session, request, now)
        # The closing itself will be one more to send.
        z_lines = _render_z(uow, till, closing, (totals, uow.outbox.waiting_count() + 1))
    return ClosedShift(closing=closing, z_lines=z_lines)


def _render_z(
    uow: Reading, till: Till, closing: ShiftClosing, figures: tuple[ShiftTotals, int]
) -> tuple[str, ...]:
    """The Z of a closing: what was sold, and how many operations wait at this moment."""
    totals, waiting_count = figures
    report = ZReport(closing=closing, totals=totals, waiting_count=waiting_count)
    header = receipt_header(uow, closing.shift.opened_by, closing.shift.business_date)
    return render_z(report, header, columns=till.receipt_columns)


def _closing(
    uow: Reading, session: Session, request: CloseShift, now: datetime
) -> tuple[ShiftClosing, ShiftTotals]:
    require_writable(request.note)
    shift = require_open_shift(uow)
    require_permission(uow, session, Permission.CLOSE_SHIFT, shift.business_date)
    currency = shift.opening_float.currency
    if request.count.currency != currency:
        raise BadInput(
            "Check the count",
            f"The drawer is counted in {currency}. Nothing was changed. Count it again.",
        )
    totals = uow.shifts.totals(shift.number)
    sums = DrawerSums.of(shift.opening_float, totals.cash_sales)
    # A clock that went back must not make the shift end before it began.
    closed_at = max(now, shift.opened_at)
    return close(shift, sums, request.count, closed_at=closed_at, note=request.note.strip()), totals


def _body(closing: ShiftClosing, totals: ShiftTotals) -> ShiftClosed:
    return ShiftClosed(
        shift=closing.shift.number,
        currency=closing.expected.currency,
        business_date=closing.shift.business_date,
        sale_count=totals.sale_count,
        takings_minor=totals.cash_sales.amount_minor,
        vat_minor=sum(part.vat.amount_minor for part in totals.vat_by_class),
        expected_minor=closing.expected.amount_minor,
        counted_minor=closing.counted.amount_minor,
        over_short_minor=closing.over_short.amount_minor,
        counts=closing.count.counts,
        first_receipt=totals.first_receipt,
        last_receipt=totals.last_receipt,
    )


def _note_part(till: Till, session: Session, note: str) -> tuple[PersonalPart, ...]:
    if not note.strip():
        return ()
    return (personal_part(till, session.staff_id, {"note": note.strip()}),)
