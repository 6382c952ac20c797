"""What central knows of this till's payments is taken in when the feed shows it (sync rules 16)."""

from dataclasses import replace
from typing import get_args

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.fx import Rate
from domain.money import Money
from domain.payment import CENTRAL, STATES, may_follow
from domain.till_payment import PaymentWay, TillPayment
from storage.payments import PaymentEvent, Payments, ReferenceUsed, told_money, with_state
from storage.tables import feed_row
from sync.protocol.payment_bodies import PaymentChanged

_WAYS: frozenset[str] = frozenset(get_args(PaymentWay))


def take_in_payments(connection: Connection, feed_stream: str, after: int, through: int) -> None:
    """Take in what a flip has just shown of payments, in the flip's transaction.

    ``after`` and ``through`` are versions: above the one, not above the other. A state that may not
    follow what the till knows is old news or somebody's mistake: it changes nothing, and the same
    told twice is told once. A payment that this till does not know (its disk was lost, or an older
    copy was put back) is kept with the sale that central says it paid.
    """
    key = {"of_stream": feed_stream, "after": after, "through": through}
    payments = Payments(connection)
    for row in connection.execute(_SHOWN_NOW, key).all():
        told = PaymentChanged.model_validate_json(row.body)
        known = payments.find(row.key)
        if known is None:
            _keep_unknown(payments, row.key, told)
        else:
            _take_news(payments, known, told)


def _take_news(payments: Payments, known: TillPayment, told: PaymentChanged) -> None:
    moves = told.state in STATES and told.state != known.state
    if moves and not may_follow(known.state, told.state):
        return
    news = with_state(known, told.state, told.changed_at) if moves else known
    news = replace(
        news,
        url=told.url,
        message=told.message,
        quoted=told_money(told.quoted_currency, told.quoted_minor),
        rate=_told_rate(told),
    )
    news = _with_sale(news, told)
    if news == known and told.reference in {"", known.reference}:
        return
    event = PaymentEvent(
        at=told.changed_at, by=CENTRAL, what="told", state=news.state, detail=told.message
    )
    reference = known.reference if _gave_it_up(news) else told.reference or known.reference
    try:
        payments.save(replace(news, reference=reference), event)
    except ReferenceUsed:
        # Central alone says whose a reference is; here it stays with the payment that had it first.
        payments.save(news, event)


def _with_sale(known: TillPayment, told: PaymentChanged) -> TillPayment:
    """Add what central knows of the sale, for a till whose data is older than that.

    What this till has of it is never overruled; but goods that were handed over are held no more.
    """
    if not told.cashier_id:  # a central that does not tell it
        return known
    receipt = known.receipt or told.receipt or None
    is_held = known.is_held and told.is_held
    if known.is_begun_here:
        return replace(known, receipt=receipt, is_held=is_held)
    if known.cashier_id == CENTRAL:
        is_held = told.is_held
    return replace(
        known,
        receipt=receipt,
        is_held=is_held,
        cashier_id=told.cashier_id,
        made_at=told.made_at or known.made_at,
    )


def _gave_it_up(found: TillPayment) -> bool:
    """Whether its reference was mistyped: what central says of it crossed that decision.

    What is verified has its reference again: money came by it.
    """
    return found.way == "claim" and not found.reference and found.state != "verified"


def _keep_unknown(payments: Payments, payment_id: str, told: PaymentChanged) -> None:
    if told.state not in STATES or told.way not in _WAYS or told.amount_minor == 0:
        return
    kept = TillPayment(
        payment_id=payment_id,
        cart_id="",
        shift=0,
        cashier_id=CENTRAL,
        provider=told.provider,
        way=told.way,  # type: ignore[arg-type]  # looked up above
        state=told.state,  # type: ignore[arg-type]  # looked up above
        amount=Money(told.amount_minor, told.currency),
        made_at=told.changed_at,
        changed_at=told.changed_at,
        reference=told.reference,
        url=told.url,
        quoted=told_money(told.quoted_currency, told.quoted_minor),
        rate=_told_rate(told),
        message=told.message,
    )
    kept = _with_sale(kept, told)
    event = PaymentEvent(at=told.changed_at, by=CENTRAL, what="told", state=kept.state)
    try:
        payments.add(kept, event)
    except ReferenceUsed:
        payments.add(replace(kept, reference=""), event)


def _told_rate(told: PaymentChanged) -> Rate | None:
    """Return the rate of a price in another currency; None where none was told with it."""
    is_whole = told.quoted_minor and told.rate_micro and told.rate_source.strip()
    if not is_whole or told.rate_at is None or told.quoted_currency == told.currency:
        return None
    return Rate(
        base=told.quoted_currency,
        quote=told.currency,
        micro=told.rate_micro,
        source=told.rate_source,
        at=told.rate_at,
    )


_SHOWN_NOW = (
    sa.select(feed_row.c.key, feed_row.c.body)
    .where(
        feed_row.c.kind == "payment",
        feed_row.c.removed.is_(False),
        feed_row.c.stream == sa.bindparam("of_stream"),
        feed_row.c.version > sa.bindparam("after"),
        feed_row.c.version <= sa.bindparam("through"),
    )
    .order_by(feed_row.c.version)
)
