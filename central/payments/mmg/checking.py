"""Whether MMG says that this payment was paid: a look-up and the history must agree.

Neither proves it alone: a look-up is dated when it was asked and does not name our attempt, the
history names it and knows the time (integrations 1.5). Money, currency, merchant and time must be
those asked for; that no number was used before is the database's to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError

from central.payments.mmg.answers import (
    History,
    Transaction,
    local_digits,
    write_wall_clock,
)
from central.payments.mmg.wire import MmgWire
from central.payments.mmg.words import REVERSED, UNKNOWN_ID, standing_of
from central.payments.numbers import attempt_digits
from central.payments.port import Ask, Found, ProviderDown
from central.payments.put_back import LOOK_BACK, PUT_BACK
from domain.money_text import format_money

ROWS = (100, 400, 1_600)
"""How many rows are asked for, and again where a window holds more: ``offset`` is that number."""
UNKNOWN_FOR = timedelta(minutes=10)
"""For how long a number that MMG does not know may still become known."""
CLAIM_SLACK = timedelta(hours=2)
"""A claim's moment is typed off a telephone: the money may have come so much earlier or later."""
_SLACK = timedelta(minutes=15)
_LATE = timedelta(days=2)
_OK = 200
_OUR_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of a payment at MMG; ``found`` where that is an answer already."""

    found: Found | None
    transaction: Transaction | None = None


def look_up_id(wire: MmgWire, number: str, ask: Ask, now: datetime) -> Seen:
    """Ask for one transaction. Raises what ``MmgWire.read`` raises."""
    told = wire.read("lookup", {"transactionId": number})
    if told.status in UNKNOWN_ID:
        made_at = ask.expires_at if ask.way == "claim" else ask.begun_at
        is_young = now - made_at < UNKNOWN_FOR
        words = "MMG does not know this number."
        return Seen(Found(finding="pending" if is_young else "unpaid", words=words))
    if told.status != _OK:  # 201, 202 and 204 are no evidence; nor is anything else
        return Seen(Found(finding="pending", words=f"MMG answered {told.status}."))
    transaction = _transaction(told.body)
    if transaction is None:
        return Seen(Found(finding="pending", words="MMG's answer could not be read."))
    standing = standing_of(transaction.status)
    if standing != "paid":
        words = f"MMG says: {transaction.status[:40]}."
        return Seen(Found(finding=standing, words=words), transaction)
    return Seen(_mismatch(transaction, wire.account.merchant, ask), transaction)


def is_reversed(transaction: Transaction | None) -> bool:
    """Tell whether a transaction was given back."""
    return transaction is not None and transaction.status.strip().lower() == REVERSED


def list_history(wire: MmgWire, ask: Ask, now: datetime) -> tuple[Transaction, ...]:
    """Return the readable transactions of an attempt's window, oldest first.

    Raises ProviderDown where the history can't be had, and what ``MmgWire.read`` raises.
    """
    begins, ends = _window(ask)
    rows: tuple[dict[str, object], ...] = ()
    for count in ROWS:
        told = wire.read(
            "txn-history",
            {
                "msisdn": wire.account.merchant,
                "offset": str(count),
                "fromdate": write_wall_clock(begins),
                "todate": write_wall_clock(max(begins, min(ends, now + _SLACK))),
            },
        )
        if told.status != _OK:
            raise ProviderDown(f"MMG's history answered {told.status}")
        try:
            rows = History.model_validate(told.body).rows
        except ValidationError as error:
            raise ProviderDown("MMG's history could not be read") from error
        if len(rows) < count:
            break
    return tuple(found for found in map(_transaction, rows) if found is not None)


def confirm(
    wire: MmgWire, ask: Ask, looked_up: Transaction, rows: tuple[Transaction, ...], number: str
) -> Found:
    """Compare what the look-up says with the history. Without its row it stays pending."""
    ids = looked_up.ids | {number}
    mine = [row for row in rows if row.ids & ids]
    if not mine:
        return Found(finding="pending", words="MMG's history does not show it yet.")
    if len(mine) > 1:
        return Found(finding="mismatch", words="MMG's history shows it more than once.")
    row = mine[0]
    ids |= row.ids
    known = {**_known(looked_up), "history_id": row.reference}
    standing = standing_of(row.status)
    if standing != "paid":
        return Found(finding=standing, known=known, words=f"MMG's history says: {row.status[:40]}.")
    wrong = _mismatch(row, wire.account.merchant, ask) or _misdated(row, ask) or _others(row, ask)
    if wrong is not None:
        return wrong
    if names_attempt(row):  # whose attempt that is, central knows: where another's, it is no claim
        ids |= {row.external_id or ""}
    return Found(finding="paid", references=tuple(sorted(ids)), known=known, paid_at=row.paid_at())


def _mismatch(transaction: Transaction, merchant: str, ask: Ask) -> Found | None:
    money = transaction.money()
    words = ""
    if transaction.currency != "GYD":
        words = f"It was paid in {transaction.currency[:8]}, not in GYD."
    elif money is None:
        words = "MMG writes its amount in a way that cannot be read."
    elif money != ask.amount:
        words = f"{format_money(money)} were paid, not {format_money(ask.amount)}."
    elif not transaction.pays(merchant):
        words = "It was paid to another merchant."
    elif ask.way == "push" and ask.payer_phone:
        payer = local_digits(ask.payer_phone)
        if payer is None or (transaction.debtors and not transaction.is_from(payer)):
            words = "It was paid from another phone."
    return Found(finding="mismatch", known=_known(transaction), words=words) if words else None


def _misdated(row: Transaction, ask: Ask) -> Found | None:
    paid_at = row.paid_at()
    if paid_at is None:
        return Found(finding="pending", words="MMG's history has no date that can be read.")
    begins, ends = _window(ask)
    if begins <= paid_at <= ends:
        return None
    return Found(
        finding="mismatch",
        known=_known(row),
        words=f"It was paid on {paid_at:%d %B %Y, %H:%M} UTC: not for this sale.",
    )


def names_attempt(row: Transaction) -> bool:
    """Tell whether a row has a number such as ours of an attempt (``attempt_digits``)."""
    external = row.external_id or ""
    return len(external) == _OUR_DIGITS and external.isdigit()


def _others(row: Transaction, ask: Ask) -> Found | None:
    """A row that names another attempt is that one's and no code's of ours."""
    ours = attempt_digits(ask.attempt_id)
    if ask.way != "qr" or not names_attempt(row) or row.external_id == ours:
        return None
    return Found(finding="mismatch", words="It was paid for another attempt.")


def _window(ask: Ask) -> tuple[datetime, datetime]:
    """Return when it may have been paid. Late money for a code of ours is still its money."""
    if ask.way == "claim":
        return ask.begun_at - CLAIM_SLACK, ask.expires_at + CLAIM_SLACK
    before = LOOK_BACK if PUT_BACK in ask.known else _SLACK
    return ask.begun_at - before, ask.expires_at + _SLACK + _LATE


def _transaction(body: Mapping[str, Any] | dict[str, object] | None) -> Transaction | None:
    try:
        return Transaction.model_validate(body)
    except ValidationError:
        return None


def _known(transaction: Transaction) -> dict[str, str]:
    return {
        "ledger_id": transaction.reference,
        "receipt_id": transaction.receipt or "",
        "status": transaction.status[:64],
    }
