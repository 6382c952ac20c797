"""Payments that a till asked to go back the way they were paid, and what became of it.

The jobs have the provider do it, as where the office asks (``payments reverse``). That it was given
back is the payment's own state; that it was refused is told to the till, which paid nothing.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from central.column_kinds import key, text, time
from central.database import Writing
from central.payments.cases import PaymentCase, open_payment_case
from central.payments.port import ASKED_BACK
from central.payments.rows import Event, PaymentRow, known_text, note_event, set_payment
from central.publication import new_change, till_feed
from central.storable import storable
from central.surroundings import Surroundings
from central.tables import metadata
from domain.money_text import format_money
from sync.protocol.credit_names import code_end
from sync.protocol.reversal_bodies import PaymentReversalChanged

_WORDS_MAX = 400

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
    text("credit"),
)
"""What tills asked for, by ``refund``, which gave the money so: ``asked``, ``refused``, or
``credited``: a till or the office gave it after that, as the store credit of the resource
``credit``.
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
            "credit": "",
        }
        writing.connection.execute(sa.insert(payment_reversal).values(values))
    why = f"To be given back the way it was paid, for refund {wish.refund}."
    note_event(writing, row, Event(by=wish.by, why=why, evidence={"refund": wish.refund}))
    if not may_send:
        return
    if row.state == "verified" and not row.step.startswith("refund"):
        ask_back(writing, row)
    tell_reversal(writing, row)


def ask_back(writing: Writing, row: PaymentRow) -> None:
    """Let the jobs ask for a payment's money back from now on.

    What was asked for before came to nothing: a driver that only looks at it then asks once more.
    A till that was told so is told that it is asked for: it gives no credit meanwhile.
    """
    statement = (
        sa.update(payment_reversal)
        .where(*_of(row.organisation_id, row.payment_id), payment_reversal.c.state == "refused")
        .values(state="asked", changed_at=writing.at)
    )
    if writing.connection.execute(statement).rowcount:
        tell_reversal(writing, row)
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
    tell_reversal(writing, row)
    case = PaymentCase(
        kind="payment_unknown",
        title="Money could not go back the way it was paid",
        message=(
            f"{format_money(row.amount)} by {row.provider.upper()}, receipt {row.receipt}: {why}"
            " The till paid nothing out: a supervisor gives it there as store credit, or the office"
            f" does (credits issue --instead-of {row.payment_id}), and the other is told."
        ),
    )
    open_payment_case(writing, surroundings, row, case)
    return True


def settle_credited(writing: Writing, row: PaymentRow, resource: str, event: Event) -> None:
    """Note that a store credit stands in the place of a payment, and tell the till.

    The provider is asked no more. What is asked of it already cannot be called back.
    """
    statement = sa.update(payment_reversal).where(*_of(row.organisation_id, row.payment_id))
    writing.connection.execute(
        statement.values(state="credited", credit=resource, changed_at=writing.at)
    )
    if row.step == "refund_due":
        set_payment(writing, row, step="idle", next_at=None)
    note_event(writing, row, event)
    tell_reversal(writing, row)


def tell_reversal(writing: Writing, row: PaymentRow) -> None:
    """Publish how far it is in the payment's till's own stream."""
    asked = find_reversal(writing.connection, row.organisation_id, row.payment_id)
    assert asked is not None
    body = PaymentReversalChanged(
        state=asked["state"],
        refund=asked["refund"],
        message=asked["message"],
        credit=code_end(asked["credit"]) if asked["credit"] else "",
        changed_at=asked["changed_at"],
    )
    writing.publish(till_feed(row.organisation_id, row.till_id), new_change(row.payment_id, body))


def _of(organisation_id: str, payment_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        payment_reversal.c.organisation_id == organisation_id,
        payment_reversal.c.payment_id == payment_id,
    )
