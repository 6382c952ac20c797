"""The drawer is counted and the shift ends. What is still waiting to be sent never holds it up."""

from dataclasses import dataclass, replace
from datetime import datetime

from app.use_cases.audit import note_down
from app.use_cases.operations import Said, append_operation, personal_part
from app.use_cases.receipt_header import receipt_header
from app.use_cases.receipt_papers import queue_z
from app.use_cases.rights import require_open_shift, require_permission
from app.use_cases.second_person import may_sign, require_signer
from app.use_cases.shift_bodies import shift_closed_body
from app.use_cases.shift_report import count_whole_x, period_report
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from app.use_cases.typed_text import require_words
from domain.errors import BadInput, RuleBroken
from domain.money_text import abs_money, currency_name, format_money
from domain.payment_sums import sure_sums
from domain.sentence import told
from domain.shift import (
    CashCount,
    Counting,
    DrawerCount,
    OverShortReason,
    Shift,
    ShiftClosing,
    ShownCount,
    close,
    counted_before,
)
from domain.shift_rules import over_short_rule
from domain.staff import Permission
from domain.z_report import ZReport, render_z
from storage.unit_of_work import Reading
from sync.protocol.operation import PersonalPart


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseShift:
    """Notes and coins as counted, and what the cashier has to say about them.

    ``others`` are the counts of currencies beside the till's own. ``reason`` and ``approved_by``
    (who signed with a PIN) are asked for where the drawer is far off (rule ``over_short``).
    """

    count: CashCount
    note: str = ""
    others: tuple[CashCount, ...] = ()
    reason: OverShortReason = ""
    approved_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedShift:
    """The closing and its Z report, line by line; what it still asks for is only in a preview."""

    closing: ShiftClosing
    z_lines: tuple[str, ...]
    needs_reason: bool = False
    needs_signature: bool = False


def close_shift(till: Till, session: Session, request: CloseShift) -> ClosedShift:
    """Close the open shift on a count, in one transaction; any difference is recorded as it is.

    Raises RuleBroken (``no_shift``; ``needs_reason`` and ``needs_signature`` for a difference above
    what the rules allow), NotAllowed and BadInput (a count in another currency, one that is
    missing, a note too long). Where nobody else may sign, nobody is asked to: central has a person
    look at it. Prints nothing: ``print_z`` does, afterwards.
    """
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        closing = _closing(uow, session, request, now)
        _require_remarks(uow, session, closing)
        number, currency = closing.shift.number, closing.expected.currency
        totals = uow.shifts.totals(number)
        body = shift_closed_body(
            closing,
            totals,
            uow.figures.of_shift(number, currency),
            uow.figures.perpetual(number, currency),
            sure_sums(uow.payments.sums_of_shift(number)),
            count_whole_x(uow, number),
        )
        append_operation(
            uow,
            till,
            Said(by=session.staff_id, at=now, day=closing.shift.business_date),
            body,
            _note_part(till, session, request.note),
        )
        z_lines = _render_z(uow, till, closing, uow.outbox.waiting_count())
        uow.shifts.close(closing, totals, z_lines, closed_by=session.staff_id)
        queue_z(uow, number, now)
        note_down(
            uow,
            now,
            session.staff_id,
            ("shift_closed", str(number)),
            {
                "expected_minor": closing.expected.amount_minor,
                "counted_minor": closing.counted.amount_minor,
                "over_short_minor": closing.over_short.amount_minor,
            },
        )
        uow.commit()
    return ClosedShift(closing=closing, z_lines=z_lines)


def preview_close(till: Till, session: Session, request: CloseShift) -> ClosedShift:
    """The closing and Z as they would be now, and what is still asked for; changes nothing.

    Raises what ``close_shift`` does, but for a missing reason or signature.
    """
    now = till.clock.now()
    with till.db.reading() as uow:
        closing = _closing(uow, session, request, now)
        needs_reason, needs_signature = _asked_for(uow, session, closing)
        # The closing itself will be one more to send.
        z_lines = _render_z(uow, till, closing, uow.outbox.waiting_count() + 1)
    return ClosedShift(
        closing=closing,
        z_lines=z_lines,
        needs_reason=needs_reason,
        needs_signature=needs_signature,
    )


def count_drawer(till: Till, session: Session, request: CloseShift) -> ClosedShift:
    """Keep a count whose result is about to be shown, then answer what ``preview_close`` does.

    Once somebody has seen what is expected, no count is blind: the one before that stays, on the Z
    and at central, whatever is counted afterwards, by whom, and whether the till was started anew.
    Raises what ``preview_close`` does; nothing is kept then.
    """
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        closing = _closing(uow, session, request, now)
        number = closing.shift.number
        drawers = tuple(
            ShownCount(expected=each.sums.expected, count=each.count) for each in closing.drawers
        )
        uow.shifts.add_counting(number, Counting(at=now, by=session.staff_id, drawers=drawers))
        subject = ("drawer_counted", str(number))
        off = {
            f"over_short_{each.count.currency}": each.over_short.amount_minor for each in drawers
        }
        note_down(uow, now, session.staff_id, subject, off)
        uow.commit()
    return preview_close(till, session, request)


def _render_z(
    uow: Reading, till: Till, closing: ShiftClosing, waiting_count: int
) -> tuple[str, ...]:
    """The Z of a closing: what was sold, and how many operations wait at this moment."""
    shift = closing.shift
    report = ZReport(
        closing=closing,
        period=period_report(uow, shift, waiting_count),
        perpetual=uow.figures.perpetual(shift.number, closing.expected.currency),
    )
    header = receipt_header(uow, shift.opened_by, shift.business_date)
    return render_z(report, header, columns=till.receipt_columns)


def _closing(uow: Reading, session: Session, request: CloseShift, now: datetime) -> ShiftClosing:
    require_words(request.note)
    shift = require_open_shift(uow)
    require_permission(uow, session, Permission.CLOSE_SHIFT, shift.business_date)
    currency = shift.opening_float.currency
    if request.count.currency != currency:
        raise BadInput(
            "Check the count",
            told(
                "The drawer is counted in {currency}. Nothing was changed. Count it again.",
                currency=currency,
            ),
        )
    # A clock that went back must not make the shift end before it began.
    closing = close(
        shift,
        uow.shifts.sums(shift.number),
        request.count,
        closed_at=max(now, shift.opened_at),
        note=request.note.strip(),
        others=_others(uow, shift, request.others),
    )
    before = counted_before(uow.shifts.list_countings(shift.number), closing.drawers)
    return replace(closing, reason=request.reason, approved_by=request.approved_by, before=before)


def _others(uow: Reading, shift: Shift, counts: tuple[CashCount, ...]) -> tuple[DrawerCount, ...]:
    """The counts of other currencies; one that the drawer should hold may not be left out."""
    own, counted = shift.opening_float.currency, {count.currency for count in counts}
    if len(counted) != len(counts) or own in counted:
        raise BadInput(
            "Check the count",
            "A currency was counted twice. Nothing was changed. Count it again.",
        )
    for currency, minor in uow.drawer.sums(shift.number).items():
        if minor and currency not in {own, *counted}:
            raise BadInput(
                "Count the other money too",
                told(
                    "There should be {currency} in the drawer. Nothing was changed. Count"
                    " them, then close the shift.",
                    currency=currency_name(currency),
                ),
            )
    return tuple(
        DrawerCount(sums=uow.shifts.sums(shift.number, count.currency), count=count)
        for count in counts
    )


def _asked_for(uow: Reading, session: Session, closing: ShiftClosing) -> tuple[bool, bool]:
    """Whether a reason and a second person's signature are asked for, by the rules of the day."""
    book, on = uow.rules.book(), closing.shift.business_date
    off = [
        (over_short_rule(book, drawer.currency, on), drawer.over_short.amount_minor)
        for drawer in closing.drawers
    ]
    needs_reason = any(rule.needs_reason(minor) for rule, minor in off)
    needs_signature = any(rule.needs_signature(minor) for rule, minor in off)
    return needs_reason, needs_signature and may_sign(uow, session, on)


def _require_remarks(uow: Reading, session: Session, closing: ShiftClosing) -> None:
    needs_reason, needs_signature = _asked_for(uow, session, closing)
    off = [drawer.over_short for drawer in closing.drawers if not drawer.over_short.is_zero]
    sums = ", ".join(format_money(abs_money(difference)) for difference in off)
    if needs_reason and not closing.reason:
        raise RuleBroken(
            "Say why the drawer is off",
            told(
                "It is {sums} off. Nothing is lost and nothing was closed. Choose a"
                " reason, then close the shift.",
                sums=sums,
            ),
            "needs_reason",
        )
    if needs_signature and closing.approved_by is None:
        raise RuleBroken(
            "A supervisor signs for this",
            told(
                "The drawer is {sums} off. Nothing is lost and nothing was closed. Ask"
                " a supervisor to type a PIN, then close the shift.",
                sums=sums,
            ),
            "needs_signature",
        )
    if closing.approved_by is not None:
        require_signer(uow, session, closing.approved_by, closing.shift.business_date)


def _note_part(till: Till, session: Session, note: str) -> tuple[PersonalPart, ...]:
    if not note.strip():
        return ()
    return (personal_part(till, session.staff_id, {"note": note.strip()}),)
