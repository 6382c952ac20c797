"""What central tells of special quotes is taken in when the feed shows it (sync rules 15b)."""

from dataclasses import replace
from typing import cast

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.money import Money
from domain.special_quote import STATES, SpecialAnswer, SpecialQuote, SpecialState, may_follow
from storage.people import People
from storage.shipments import Shipments
from storage.special_quotes import drop_special, find_special, save_special
from storage.tables import feed_row
from sync.protocol.quote_bodies import SpecialQuoteChanged, measured


def take_in_special_quotes(
    connection: Connection, feed_stream: str, after: int, through: int
) -> None:
    """Take in what a flip has just shown, in the flip's transaction.

    ``after`` and ``through`` are versions: above the one, not above the other. An answer that was
    given at this till stays, whatever others said; told twice is told once.
    """
    key = {"of_stream": feed_stream, "after": after, "through": through}
    for row in connection.execute(_SHOWN_NOW, key).all():
        if row.removed:
            drop_special(connection, row.key)
            Shipments(connection, People(connection)).drop_draft(row.key)
            continue
        told = SpecialQuoteChanged.model_validate_json(row.body)
        known = find_special(connection, row.key)
        if told.state not in STATES:
            continue
        news = _told_of(row.key, told)
        if known is None:
            save_special(connection, news)
        elif may_follow(known.state, told.state):
            answer = news.answer or known.answer
            save_special(connection, replace(known, state=news.state, answer=answer))


def _told_of(quote_id: str, told: SpecialQuoteChanged) -> SpecialQuote:
    answer = None
    if told.answered_at is not None:
        answer = SpecialAnswer(
            price=_money(told.price_minor, told.currency),
            valid_until=told.valid_until,
            answered_by=told.answered_by,
            answered_at=told.answered_at,
            reason=told.reason,
        )
    return SpecialQuote(
        quote_id=quote_id,
        shipment_id=told.shipment_id,
        till_id=told.till_id,
        till_label=told.till,
        asked_by=told.asked_by,
        asked_at=told.asked_at,
        consignor_id=told.consignor_id,
        region=told.destination_region,
        pieces=tuple(measured(piece) for piece in told.pieces),
        declared=_money(told.declared_minor, told.currency),
        currency=told.currency,
        why=told.why,
        state=cast("SpecialState", told.state),
        answer=answer,
    )


def _money(amount_minor: int | None, currency: str) -> Money | None:
    return None if amount_minor is None else Money(amount_minor, currency)


_SHOWN_NOW = (
    sa.select(feed_row.c.key, feed_row.c.body, feed_row.c.removed)
    .where(
        feed_row.c.kind == "special_quote",
        feed_row.c.stream == sa.bindparam("of_stream"),
        feed_row.c.version > sa.bindparam("after"),
        feed_row.c.version <= sa.bindparam("through"),
    )
    .order_by(feed_row.c.version)
)
