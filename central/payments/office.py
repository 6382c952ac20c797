"""What the office does with payments: look at them, have one given back, check one by hand.

Each deed names who did it and why, and goes the one way that every change of a payment goes.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

import sqlalchemy as sa

from central.audit import Deed, record
from central.opening import Central
from central.payments.given_back import require_not_credited, require_not_given
from central.payments.moving import Move, move_payment
from central.payments.paid_over import require_unused
from central.payments.providers import merchant_of
from central.payments.references import numbers_of
from central.payments.reversals import ask_back
from central.payments.rows import (
    Event,
    PaymentRow,
    find_payment,
    note_event,
    payment_row,
)
from central.payments.tables import payment, payment_event
from central.staff.approvers import require_approver
from central.tables import till
from domain.card_number import require_no_card_number
from domain.errors import BadInput, Conflict, NotFound
from domain.payment import STATES, UNSETTLED

LIST_MAX = 1_000
REASON_MAX = 400
_NOTHING = "Nothing was changed."
_WITH_TILL = sa.select(payment, till.c.label).join(
    till,
    sa.and_(
        till.c.organisation_id == payment.c.organisation_id, till.c.till_id == payment.c.till_id
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which payments to list; what is empty or None chooses nothing.

    ``is_open`` are those of which nobody knows yet whether there is money.
    """

    organisation_id: str
    state: str = ""
    provider: str = ""
    till: str = ""
    first_day: date | None = None
    last_day: date | None = None
    is_open: bool = False
    limit: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ByPerson:
    """Who does something to which payment, and why. ``by`` is a staff id."""

    organisation_id: str
    payment_id: str
    by: str
    reason: str


def list_payments(connection: sa.Connection, wanted: Wanted) -> list[dict[str, Any]]:
    """Return payments with their till's label, the newest first. Raises BadInput for a state."""
    if wanted.state and wanted.state not in STATES:
        raise BadInput("Check the state", f"It is one of: {', '.join(sorted(STATES))}.")
    if not 1 <= wanted.limit <= LIST_MAX:
        raise BadInput("Check the limit", f"1 to {LIST_MAX}.")
    statement = (
        _WITH_TILL.where(*_chosen(wanted))
        .order_by(payment.c.business_date.desc(), payment.c.changed_at.desc(), payment.c.payment_id)
        .limit(wanted.limit)
    )
    return [_shown({**row}) for row in connection.execute(statement).mappings()]


def show_payment(
    connection: sa.Connection, organisation_id: str, payment_id: str
) -> dict[str, Any]:
    """Return a payment with all that happened to it. Raises NotFound."""
    statement = _WITH_TILL.where(
        payment.c.organisation_id == organisation_id, payment.c.payment_id == payment_id
    )
    row = connection.execute(statement).mappings().one_or_none()
    if row is None:
        raise unknown_payment(payment_id)
    events = connection.execute(
        sa.select(payment_event)
        .where(
            payment_event.c.organisation_id == organisation_id,
            payment_event.c.payment_id == payment_id,
        )
        .order_by(payment_event.c.event_no)
    ).mappings()
    names = ("at", "before", "state", "by", "why", "evidence")
    history = [{name: one[name] for name in names} for one in events]
    return {**_shown({**row}), "history": history}


def reverse_payment(central: Central, deed: ByPerson) -> None:
    """Have the whole of a payment given back by its provider; the jobs do it, and tell the till.

    Raises BadInput without a name and a reason, NotFound, Conflict for a payment whose money is not
    known to be there, that is on its way back already, in whose place a store credit stands, or
    that tills have given back, in part as the store credit of what was paid over.
    """
    require_words(deed)
    with central.database.writing(central.surroundings.now()) as writing:
        require_approver(writing, deed.organisation_id, deed.by)
        row = find_payment(writing.connection, deed.organisation_id, deed.payment_id, lock=True)
        if row is None:
            raise unknown_payment(deed.payment_id)
        _require_reversible(central, writing.connection, row)
        require_not_given(writing.connection, row)
        require_unused(writing.connection, row)
        why = f"To be given back: {deed.reason.strip()[:REASON_MAX]}"
        note_event(writing, row, Event(by=deed.by.strip(), why=why, evidence={}))
        ask_back(writing, row)
        record(writing, central.surroundings, deed_of(deed, "payment_reversal_asked"))


def check_payment(
    central: Central,
    deed: ByPerson,
    outcome: Literal["verified", "disputed"],
    evidence: str,
) -> None:
    """Verify or dispute a payment by hand, on what a person saw.

    Raises BadInput without a name, a reason and evidence, NotFound, Conflict where its state takes
    no such word, or its number is another payment's.
    """
    require_words(deed)
    if not evidence.strip():
        raise BadInput(
            "Say where you saw it", f"{_NOTHING} Give --evidence: which page, which row."
        )
    require_no_card_number(evidence)
    with central.database.writing(central.surroundings.now()) as writing:
        require_approver(writing, deed.organisation_id, deed.by)
        row = find_payment(writing.connection, deed.organisation_id, deed.payment_id)
        if row is None:
            raise unknown_payment(deed.payment_id)
        move = Move(
            organisation_id=row.organisation_id,
            payment_id=row.payment_id,
            to=outcome,
            by=deed.by.strip(),
            why=deed.reason.strip()[:REASON_MAX],
            evidence={"seen": evidence.strip(), "by_hand": deed.by.strip()},
            merchant=merchant_of(central.settings, row.provider),
            references=numbers_of(row),
            by_person=True,
        )
        moved = move_payment(writing, central.surroundings, move)
        if moved.row.state != outcome:
            raise Conflict("It stays as it is", f"{_why_not(moved.row)} {_NOTHING}")
        record(writing, central.surroundings, deed_of(deed, f"payment_{outcome}_by_hand"))


def _why_not(row: PaymentRow) -> str:
    if row.state == "disputed":
        return row.message
    return f"A payment that is {row.state} takes no such word."


def _require_reversible(central: Central, connection: sa.Connection, row: PaymentRow) -> None:
    require_not_credited(connection, row)
    if row.step.startswith("refund"):
        raise Conflict("It is on its way back already", f"{_NOTHING} See 'payments show'.")
    if row.state != "verified":
        words = f"It is {row.state}: only what is verified is given back by its provider."
        raise Conflict("It cannot be given back", f"{words} {_NOTHING}")
    if not merchant_of(central.settings, row.provider):
        words = f"This office has no account at {row.provider.upper()}."
        raise Conflict("It cannot be given back", f"{words} {_NOTHING}")


def require_words(deed: ByPerson) -> None:
    """Require that a deed says who does it and why. Raises BadInput."""
    if not deed.by.strip() or not deed.reason.strip():
        raise BadInput("Say who and why", f"{_NOTHING} Give --by and --reason.")


def deed_of(deed: ByPerson, action: str) -> Deed:
    """Return the entry of a deed in the audit record."""
    return Deed(
        organisation_id=deed.organisation_id,
        actor=deed.by.strip(),
        action=action,
        subject=deed.payment_id,
        reason=deed.reason.strip()[:REASON_MAX],
    )


def _chosen(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    chosen = [payment.c.organisation_id == wanted.organisation_id]
    if wanted.state:
        chosen.append(payment.c.state == wanted.state)
    if wanted.is_open:
        chosen.append(payment.c.state.in_(UNSETTLED))
    if wanted.provider:
        chosen.append(payment.c.provider == wanted.provider)
    if wanted.till:
        chosen.append(till.c.label == wanted.till)
    if wanted.first_day is not None:
        chosen.append(payment.c.business_date >= wanted.first_day)
    if wanted.last_day is not None:
        chosen.append(payment.c.business_date <= wanted.last_day)
    return chosen


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    """What the office sees: no link that leads to a payer's page, and no number of a payer."""
    label = row.pop("label")
    read = asdict(payment_row(row))
    hidden = {"url", "payer_id", "stream", "branch", "seq", "organisation_id", "attempt_digits"}
    return {"till": label} | {name: value for name, value in read.items() if name not in hidden}


def unknown_payment(payment_id: str) -> NotFound:
    """Return what is said of an id that no payment has."""
    return NotFound("There is no such payment", f"{_NOTHING} Its id: {payment_id}.")
