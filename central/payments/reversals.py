"""Payments that a till asked to go back the way they were paid, and what became of it.

The jobs have the provider do it, as where the office asks (``payments reverse``). That it was given
back is the payment's own state; that it was refused is told to the till, which paid nothing.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from central.column_kinds import key, text, time
from central.database import Writing
from central.payments.cases import PaymentCase, close_payment_cases, open_payment_case, settled
from central.payments.port import ASKED_BACK
from central.payments.rows import Event, PaymentRow, known_text, note_event, set_payment
from central.publication import new_change, till_feed
from central.storable import storable
from central.surroundings import Surroundings
from central.tables import metadata
from domain.money_text import format_money
from sync.protocol.reversal_bodies import PaymentReversalChanged

_WORDS_MAX = 400
_INSTEAD = (
    "The till paid nothing out: a supervisor gives it there as store credit, or the office in"
    " another way (credits issue)."
)

payment_reversal = sa.Table(
    "payment_reversal",
    metadata,
    key("organisation_id"),
    key("payment_id"),
    text("refund"),
    text("of_receipt"),
    text("state"),
    text("message"),
    time("asked_at"),
    time("changed_at"),
)
"""What tills asked for, by ``refund``, which gave the money so: ``asked``, ``refused``, or
``credited``: a till gave it as store credit after that.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which refund of which receipt sends a payment back, and who asks."""

    refund: str
    of_receipt: str
    by: str


def find_reversal(
    connection: sa.Connection, organisation_id: str, payment_id: str
) -> sa.RowMapping | None:
    """Return what a till asked for of a payment, or None."""
    statement = sa.select(payment_reversal).where(*_of(organisation_id, payment_id))
    return connection.execute(statement).mappings().one_or_none()


def ask_reversal(writing: Writing, row: PaymentRow, wish: Wish, *, may_send: bool) -> None:
    """Note what a till asks for, and let the jobs see to it where that may be.

    The first refund that asks counts, and what is on its way back already is not begun again. What
    may not be sent is to be refused next.
    """
    if find_reversal(writing.connection, row.organisation_id, row.payment_id) is None:
        values = {
            "organisation_id": row.organisation_id,
            "payment_id": row.payment_id,
            "refund": wish.refund,
            "of_receipt": wish.of_receipt,
            "state": "asked",
            "message": "",
            "asked_at": writing.at,
            "changed_at": writing.at,
        }
        writing.connection.execute(sa.insert(payment_reversal).values(values))
    why = f"To be given back the way it was paid, for refund {wish.refund}."
    note_event(writing, row, Event(by=wish.by, why=why, evidence={"refund": wish.refund}))
    if not may_send:
        return
    if row.state == "verified" and not row.step.startswith("refund"):
        ask_back(writing, row)
    _tell(writing, row)


def ask_back(writing: Writing, row: PaymentRow) -> None:
    """Let the jobs ask for a payment's money back from now on.

    What was asked for before came to nothing: a driver that only looks at it then asks once more.
    """
    known = dict(row.known)
    earlier = known.pop(ASKED_BACK, "")
    kept = known_text(known | ({f"earlier_{ASKED_BACK}": earlier} if earlier else {}))
    set_payment(writing, row, step="refund_due", next_at=writing.at, tries=0, known=kept)


def refuse_reversal(
    writing: Writing, surroundings: Surroundings, row: PaymentRow, why: str
) -> bool:
    """Tell the till that a payment does not go back, and ask a person; False where nobody asked."""
    statement = (
        sa.update(payment_reversal)
        .where(*_of(row.organisation_id, row.payment_id), payment_reversal.c.state != "credited")
        .values(state="refused", message=storable(why, _WORDS_MAX), changed_at=writing.at)
    )
    if writing.connection.execute(statement).rowcount != 1:
        return False
    _tell(writing, row)
    case = PaymentCase(
        kind="payment_unknown",
        title="Money could not go back the way it was paid",
        message=(
            f"{format_money(row.amount)} by {row.provider.upper()}, receipt {row.receipt}: {why}"
            f" {_INSTEAD}"
        ),
    )
    open_payment_case(writing, surroundings, row, case)
    return True


def note_credited(writing: Writing, row: PaymentRow, refund: str, quantity: int) -> str:
    """Note that a till gave as store credit what a provider refused; return what does not fit.

    The provider is asked no more. What is asked of it already cannot be called back.
    """
    asked = find_reversal(writing.connection, row.organisation_id, row.payment_id)
    if asked is None or asked["refund"] != refund:
        return f"refund {refund} sends no such payment back"
    doubt = ""
    if asked["state"] == "credited":
        doubt = "it was given as store credit before"
    elif row.state == "refunded" or row.step in {"refund_sending", "refund_waiting"}:
        doubt = "its provider gives it back as well, or was asked to"
    elif asked["state"] != "refused":
        doubt = "its provider had not refused"
    elif quantity != row.amount_minor:
        doubt = f"its payment is of {format_money(row.amount)}"
    statement = sa.update(payment_reversal).where(*_of(row.organisation_id, row.payment_id))
    writing.connection.execute(statement.values(state="credited", changed_at=writing.at))
    if row.step == "refund_due":
        set_payment(writing, row, step="idle", next_at=None)
    why = f"Given as a store credit, for refund {refund}."
    note_event(writing, row, Event(by="till", why=why, evidence={"refund": refund}))
    if not doubt:
        close_payment_cases(writing, row, ("payment_unknown",), settled(why))
    return doubt


def _tell(writing: Writing, row: PaymentRow) -> None:
    asked = find_reversal(writing.connection, row.organisation_id, row.payment_id)
    assert asked is not None
    body = PaymentReversalChanged(
        state=asked["state"],
        refund=asked["refund"],
        message=asked["message"],
        changed_at=asked["changed_at"],
    )
    writing.publish(till_feed(row.organisation_id, row.till_id), new_change(row.payment_id, body))


def _of(organisation_id: str, payment_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        payment_reversal.c.organisation_id == organisation_id,
        payment_reversal.c.payment_id == payment_id,
    )
