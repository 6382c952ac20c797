"""A shift begins with a counted float."""

from dataclasses import dataclass
from datetime import date

from app.use_cases.audit import note_down
from app.use_cases.operations import Said, append_operation
from app.use_cases.rights import has_permission, require_permission, today_at_store
from app.use_cases.shift_bodies import shift_opened_body
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.errors import BadInput, RuleBroken, WorldFailure
from domain.money import Money
from domain.sentence import told
from domain.shift import CashCount, Shift, business_date_of
from domain.shift_rules import drawer_currencies
from domain.staff import Permission
from storage.unit_of_work import Reading, UnitOfWork


class ClockWrong(WorldFailure):
    """The computer's date lies before something that has already happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreFloat:
    """Floats of currencies beside the till's own, and what was counted note by note of any."""

    others: tuple[Money, ...] = ()
    counts: tuple[CashCount, ...] = ()


def open_shift(
    till: Till, session: Session, opening_float: Money, more: MoreFloat | None = None
) -> Shift:
    """Open the till's one shift. Its business date is today at the store, for good (rule 14).

    Raises RuleBroken (``shift_open``: one shift at a time), NotAllowed, BadInput for a float in
    another currency, below zero or other than its notes and coins, and ClockWrong when the
    computer's date lies before the last exchange and nobody with the right to approve opens the
    shift, or no rules are in force on it: nothing could be sold in that shift, nor could it ever be
    closed.
    """
    ensure_stream(till)
    more = more or MoreFloat()
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        store = uow.till.get_till().store
        day = business_date_of(now, store.zone)
        known_day = today_at_store(uow, now)
        require_permission(uow, session, Permission.OPEN_SHIFT, known_day)
        if day < known_day:
            _require_word_on_date(uow, session, day, known_day)
        _require_no_shift(uow)
        _require_float(opening_float, store.currency)
        _require_more(uow, opening_float, more, day)
        shift = Shift(
            number=uow.shifts.next_number(),
            business_date=day,
            opened_at=now,
            opened_by=session.staff_id,
            opening_float=opening_float,
        )
        uow.shifts.add(shift, more.others)
        append_operation(
            uow,
            till,
            Said(by=session.staff_id, at=now, day=day),
            shift_opened_body(shift, store.zone, more.others, more.counts),
        )
        note_down(
            uow,
            now,
            session.staff_id,
            ("shift_opened", str(shift.number)),
            {"float_minor": opening_float.amount_minor},
        )
        uow.commit()
    return shift


def current_shift(till: Till) -> Shift | None:
    """The open shift, or None."""
    with till.db.reading() as uow:
        return uow.shifts.find_open()


def _require_word_on_date(uow: Reading, session: Session, day: date, known_day: date) -> None:
    """A date before the last exchange would stand on every receipt: somebody must vouch for it.

    Nobody can vouch for a date without rules.
    """
    has_rules = _are_rules_in_force(uow, session, day)
    if has_rules and has_permission(uow, session, Permission.APPROVE, known_day):
        return
    who_may = told(" If the date is right, ask a supervisor to open it.") if has_rules else ""
    raise ClockWrong(
        "This computer's date is wrong",
        told(
            "It says {day}, but this till spoke with the office on {known_day}."
            " Nothing is lost. Set the computer's date and time, then open the"
            " shift.{who_may}",
            day=f"{day:%d/%m/%Y}",
            known_day=f"{known_day:%d/%m/%Y}",
            who_may=who_may,
        ),
    )


def _are_rules_in_force(uow: Reading, session: Session, day: date) -> bool:
    """Tell whether a shift of that date could take cash and be closed again."""
    try:
        has_permission(uow, session, Permission.CLOSE_SHIFT, day)
        uow.rules.book().cash_step_minor(uow.till.get_till().store.currency, day)
    except RuleBroken:
        return False
    return True


def _require_no_shift(uow: UnitOfWork) -> None:
    shift = uow.shifts.find_open()
    if shift is not None:
        raise RuleBroken(
            "A shift is open already",
            told(
                "Shift {number} of {business_date} is still open on this till. Nothing"
                " is lost. Go on selling in it, or close it first.",
                number=shift.number,
                business_date=f"{shift.business_date:%d/%m/%Y}",
            ),
            "shift_open",
        )


def _require_float(opening_float: Money, currency: str) -> None:
    if opening_float.currency != currency or opening_float.is_negative:
        raise BadInput(
            "Check the float",
            told(
                "The float is an amount in {currency}, zero or more. Nothing was"
                " changed. Type it again.",
                currency=currency,
            ),
        )


def _require_more(uow: Reading, opening_float: Money, more: MoreFloat, day: date) -> None:
    """Require floats of currencies the drawer takes, once each, and counts that come to them."""
    own, taken = opening_float.currency, {money.currency: money for money in more.others}
    if not more.others and not more.counts:
        return
    known = drawer_currencies(uow.rules.book(), own, day)
    is_known = set(taken) <= set(known) - {own} and len(taken) == len(more.others)
    floats = {**taken, own: opening_float}
    adds_up = all(count.total == floats.get(count.currency) for count in more.counts)
    is_positive = not any(money.is_negative for money in more.others)
    if not (is_known and adds_up and is_positive):
        raise BadInput(
            "Check the float",
            "A float is an amount of money that this till takes, and its notes and coins come to"
            " it. Nothing was changed. Count it again.",
        )
