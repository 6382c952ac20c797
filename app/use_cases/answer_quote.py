"""A supervisor makes a special quote's price, or declines, with a PIN (sync rules 15b)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.use_cases.approve import Approval
from app.use_cases.audit import note_down
from app.use_cases.decide_payment import read_words
from app.use_cases.deciders import require_decider
from app.use_cases.operations import Said, append_operation
from app.use_cases.rights import business_day
from app.use_cases.second_person import signs_alone
from app.use_cases.shipment_pricing import special_hours
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.errors import BadInput, RuleBroken
from domain.money import Money
from domain.sentence import told
from domain.special_quote import SpecialAnswer, SpecialQuote, SpecialState, may_follow
from domain.staff import Permission
from storage.unit_of_work import Reading
from sync.protocol.quote_bodies import QuoteAnswered


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerQuote:
    """What somebody says to it, why, and the PIN that says so.

    With a ``price`` it is priced for ``hours`` from now; without one it is declined.
    """

    quote_id: str
    price: Money | None
    hours: int = 0
    reason: str
    approval: Approval


def answer_quote(till: Till, session: Session, request: AnswerQuote) -> SpecialQuote:
    """Keep an answer, with its operation, in one transaction; return the quote as it is then.

    Answered before, nothing is done: the first answer that this till knows stays. Where the store
    waives a second person, who is on duty may answer what they asked, if they may set prices; they
    have signed alone for it. Raises NotFound, BadInput (no reason, no price, too long),
    NotAllowed (who asked, or somebody without the right) and RuleBroken (``too_late``).
    """
    reason = read_words(request.reason)
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        special = uow.special_quotes.get(request.quote_id)
        day = business_day(uow, now)
        signer = request.approval.approved_by
        if not _signs_alone(uow, session, signer, day):
            require_decider(uow, signer, frozenset({special.asked_by}), day)
        answer = SpecialAnswer(
            price=_read_price(request.price, special.currency),
            valid_until=_read_end(uow, request, day, now),
            answered_by=signer,
            answered_at=now,
            reason=reason,
        )
        if special.answer is not None and _same(special.answer, answer):
            return special
        state: SpecialState = "declined" if answer.price is None else "priced"
        if not may_follow(special.state, state):
            raise _too_late()
        after = replace(special, state=state, answer=answer)
        uow.special_quotes.save(after)
        body = QuoteAnswered(
            quote_id=special.quote_id,
            decision="decline" if answer.price is None else "price",
            currency=special.currency,
            price_minor=None if answer.price is None else answer.price.amount_minor,
            valid_until=answer.valid_until,
            reason=reason,
            approved_by=signer,
        )
        append_operation(uow, till, Said(by=session.staff_id, at=now, day=day), body)
        note_down(
            uow,
            now,
            session.staff_id,
            (f"quote_{state}", special.quote_id),
            {"approved_by": signer, "price_minor": body.price_minor or 0},
        )
        uow.commit()
    return after


def longest_hours(till: Till) -> tuple[int, int]:
    """Return for how many hours a quote usually holds, and for how many a special one may."""
    with till.db.reading() as uow:
        on = business_day(uow, till.clock.now())
        return uow.rules.book().quote_validity_h(on), special_hours(uow, on)


def _signs_alone(uow: Reading, session: Session, signer: str, on: date) -> bool:
    """A price is set alone only by who may set prices (ledger rule 8)."""
    member = uow.staff.find_staff(signer)
    if member is None or not signs_alone(uow, session.staff_id, signer, on):
        return False
    return Permission.TYPE_PRICE in uow.rules.book().role_permissions(member.role, on)


def _read_price(price: Money | None, currency: str) -> Money | None:
    if price is None:
        return None
    if price.amount_minor <= 0 or price.currency != currency:
        raise BadInput(
            "Check the price",
            told(
                "It must be above zero, in {currency}. Nothing was changed and nothing is lost.",
                currency=currency,
            ),
        )
    return price


def _read_end(uow: Reading, request: AnswerQuote, on: date, now: datetime) -> datetime | None:
    if request.price is None:
        return None
    longest_h = special_hours(uow, on)
    if not 1 <= request.hours <= longest_h:
        raise BadInput(
            "Check how long it holds",
            told(
                "A special quote holds for 1 to {hours} hours. Nothing was changed and nothing is"
                " lost.",
                hours=longest_h,
            ),
        )
    return now + timedelta(hours=request.hours)


def _same(before: SpecialAnswer, now: SpecialAnswer) -> bool:
    return (before.answered_by, before.price) == (now.answered_by, now.price)


def _too_late() -> RuleBroken:
    return RuleBroken(
        "Somebody was faster",
        "This special quote is answered already. Nothing was changed and nothing is lost. Look at"
        " it again.",
        "too_late",
    )
