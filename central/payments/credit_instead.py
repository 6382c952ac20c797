"""Store credits in the place of payments that did not go back the way they were paid.

A till gives one or the office does, once (sync rule 16.26a). A second one counts, because somebody
has it: it is a case that names both.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from central.database import Writing
from central.payments.cases import (
    PaymentCase,
    close_payment_cases,
    open_payment_case,
    settled,
)
from central.payments.reversals import Wish, find_reversal, settle_credited, tell_reversal
from central.payments.rows import Event, PaymentRow, note_event
from central.surroundings import Surroundings
from domain.money import Money
from domain.money_text import format_money
from sync.protocol.credit_names import code_end


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """A credit that a till gave in the place of a payment, and for which of its refunds."""

    resource: str
    quantity: int
    refund: str


def part_sent(row: PaymentRow) -> Money:
    """Return what of a payment its sale took, which a refund sends back."""
    return Money(row.amount_minor - row.over_minor, row.currency)


def note_credited(writing: Writing, row: PaymentRow, given: Instead) -> str:
    """Note that a till gave as store credit what a provider refused; return what does not fit."""
    asked = find_reversal(writing.connection, row.organisation_id, row.payment_id)
    if asked is not None and asked["state"] == "credited":
        before, this = code_end(asked["credit"]), code_end(given.resource)
        why = f"Given as a second store credit {this}, for refund {given.refund}."
        note_event(writing, row, Event(by="till", why=why, evidence=_evidence(given)))
        return f"it was given as store credit before, as {before}, and this is {this}"
    if asked is None or asked["refund"] != given.refund:
        return f"refund {given.refund} sends no such payment back"
    doubt = _doubt(row, asked, given)
    why = f"Given as store credit {code_end(given.resource)}, for refund {given.refund}."
    settle_credited(
        writing, row, given.resource, Event(by="till", why=why, evidence=_evidence(given))
    )
    if not doubt:
        close_payment_cases(writing, row, ("payment_unknown",), settled(why))
    return doubt


def is_credited(writing: Writing, row: PaymentRow) -> bool:
    """Tell whether a store credit stands in the place of a payment."""
    asked = find_reversal(writing.connection, row.organisation_id, row.payment_id)
    return asked is not None and asked["state"] == "credited"


def keep_credited(
    writing: Writing, surroundings: Surroundings, row: PaymentRow, wish: Wish
) -> None:
    """Answer a till that asks for a payment which was given as store credit: it goes nowhere.

    One that lost what it knew may ask again, for another refund: its customer has nothing then.
    """
    asked = find_reversal(writing.connection, row.organisation_id, row.payment_id)
    assert asked is not None
    tell_reversal(writing, row)
    if asked["refund"] == wish.refund:
        return
    given = f"store credit {code_end(asked['credit'])} was given for it, for {asked['refund']}"
    why = f"Not given back for refund {wish.refund}: {given}."
    note_event(writing, row, Event(by=wish.by, why=why, evidence={"refund": wish.refund}))
    case = PaymentCase(
        kind="payment_unknown",
        title="A second refund sends back what is owed as store credit",
        message=(
            f"{format_money(row.amount)} by {row.provider.upper()}, receipt {row.receipt}: refund"
            f" {wish.refund} sends it back, and {given}. Its provider is not asked, and nothing was"
            " paid out a second time. Compare the papers of both refunds."
        ),
    )
    open_payment_case(writing, surroundings, row, case)


def _doubt(row: PaymentRow, asked: sa.RowMapping, given: Instead) -> str:
    is_sent = row.step in {"refund_sending", "refund_waiting"}
    if row.state == "refunded" or is_sent or (row.step == "refund_due" and row.tries):
        return "its provider gives it back as well, or was asked to"
    is_called_back = bool(asked["message"]) and row.step == "refund_due"  # refused, asked anew
    if asked["state"] != "refused" and not is_called_back:
        return "its provider had not refused"
    if given.quantity != part_sent(row).amount_minor:
        return f"its payment is of {format_money(part_sent(row))}"
    return ""


def _evidence(given: Instead) -> dict[str, str]:
    return {"refund": given.refund, "credit": given.resource, "quantity": str(given.quantity)}
