"""A special quote as central knows it: its row, its answers, and who hears of it."""

import json
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from pydantic import TypeAdapter

from central.database import Writing
from central.operation_key import OperationKey
from central.publication import new_change, store_feed
from central.quotes.tables import special_quote, special_quote_answer
from central.tables import operation, till
from domain.special_quote import KEPT_FOR
from sync.protocol.quote_bodies import PieceBody, SpecialQuoteChanged, SpecialQuoteRemoved

SWEEP_MAX = 20
EARLY_MAX = 20
"""How many answers of one request are heard that came before it."""
_KEY = ("organisation_id", "till_id", "stream", "branch", "seq")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow:
    """One row of the table ``special_quote``; the table says what each column is."""

    organisation_id: str
    quote_id: str
    till_id: str
    stream: str
    branch: int
    seq: int
    store_id: str
    shipment_id: str
    asked_by: str
    asked_at: datetime
    consignor_id: str
    region: int
    pieces: str
    declared_minor: int | None
    currency: str
    why: str
    state: str
    price_minor: int | None
    valid_until: datetime | None
    answered_by: str
    answered_at: datetime | None
    reason: str
    used_by: str
    changed_at: datetime
    is_told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One row of the table ``special_quote_answer``, without its key."""

    quote_id: str
    decision: str
    currency: str
    price_minor: int | None
    valid_until: datetime | None
    approved_by: str
    answered_at: datetime
    stands: int


def pieces_text(pieces: tuple[PieceBody, ...]) -> str:
    """The pieces as the row keeps them, and as two of them are compared."""
    return _PIECES.dump_json(pieces).decode()


def find_quote(writing: Writing, organisation_id: str, quote_id: str) -> QuoteRow | None:
    """Return what was asked, locked: whoever comes second sees what the first has done."""
    statement = (
        sa.select(special_quote)
        .where(
            special_quote.c.organisation_id == organisation_id,
            special_quote.c.quote_id == quote_id,
        )
        .with_for_update()
    )
    found = writing.connection.execute(statement).mappings().one_or_none()
    return None if found is None else QuoteRow(**found)


def add_quote(writing: Writing, row: QuoteRow) -> None:
    """Keep what was asked, and tell every till of the store."""
    writing.connection.execute(sa.insert(special_quote).values(_values(row)))
    _tell(writing, row)


def move_quote(writing: Writing, row: QuoteRow) -> None:
    """Keep a quote as it is now, and tell every till of the store."""
    row = replace(row, changed_at=writing.at, is_told=1)
    _update(writing, row)
    _tell(writing, row)


def add_answer(writing: Writing, key: OperationKey, answer: AnswerRow) -> None:
    """Keep an answer under the operation that said it."""
    values = {name: getattr(answer, name) for name in AnswerRow.__slots__}
    writing.connection.execute(sa.insert(special_quote_answer).values({**key.columns(), **values}))


def answered(row: QuoteRow, answer: AnswerRow, state: str, reason: str) -> QuoteRow:
    """Return a quote as an answer makes it, in this state."""
    return replace(
        row,
        state=state,
        price_minor=answer.price_minor,
        valid_until=answer.valid_until,
        answered_by=answer.approved_by,
        answered_at=answer.answered_at,
        reason=reason,
    )


def list_early(writing: Writing, row: QuoteRow) -> list[OperationKey]:
    """Return the answers that came from the store before their request, the first first."""
    told = special_quote_answer.c
    statement = (
        sa.select(told.organisation_id, told.till_id, told.stream, told.branch, told.seq)
        .join(till, till.c.till_id == told.till_id)
        .join(
            operation,
            sa.and_(*(operation.c[name] == told[name] for name in _KEY)),
        )
        .where(
            told.organisation_id == row.organisation_id,
            told.quote_id == row.quote_id,
            till.c.store_id == row.store_id,
        )
        .order_by(operation.c.received_at, *(told[name] for name in _KEY))
        .limit(EARLY_MAX)
    )
    found = writing.connection.execute(statement).mappings()
    return [OperationKey(**each) for each in found.all()]


def let_stand(writing: Writing, key: OperationKey) -> None:
    """Note that an answer, whose request has come by now, stands."""
    told = special_quote_answer.c
    of_key = (told[name] == value for name, value in key.columns().items())
    writing.connection.execute(sa.update(special_quote_answer).where(*of_key).values(stands=1))


def list_prices(connection: sa.Connection, row: QuoteRow) -> list[AnswerRow]:
    """Return every price of a quote that somebody gave who may."""
    told = special_quote_answer.c
    statement = sa.select(*(told[name] for name in AnswerRow.__slots__)).where(
        told.organisation_id == row.organisation_id,
        told.quote_id == row.quote_id,
        told.decision == "price",
        told.stands == 1,
    )
    return [AnswerRow(**found) for found in connection.execute(statement).mappings()]


def sweep_quotes(writing: Writing, organisation_id: str) -> None:
    """Have the tills forget what was over long ago: a bounded piece with every fact of a quote.

    One that another process is writing just now is left for the next time.
    """
    before = writing.at - KEPT_FOR
    over = (
        sa.select(special_quote)
        .where(
            special_quote.c.organisation_id == organisation_id,
            special_quote.c.is_told == 1,
            special_quote.c.changed_at < before,
            sa.or_(special_quote.c.valid_until.is_(None), special_quote.c.valid_until < before),
        )
        .order_by(special_quote.c.quote_id)
        .limit(SWEEP_MAX)
        .with_for_update(skip_locked=True)
    )
    for found in writing.connection.execute(over).mappings().all():
        row = QuoteRow(**found)
        _update(writing, replace(row, is_told=0))
        feed = store_feed(row.organisation_id, row.store_id)
        writing.publish(feed, new_change(row.quote_id, SpecialQuoteRemoved()))


def _tell(writing: Writing, row: QuoteRow) -> None:
    label = writing.connection.scalar(sa.select(till.c.label).where(till.c.till_id == row.till_id))
    told = SpecialQuoteChanged(
        till_id=row.till_id,
        till=str(label),
        shipment_id=row.shipment_id,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        consignor_id=row.consignor_id,
        destination_region=row.region,
        pieces=_PIECES.validate_json(row.pieces),
        currency=row.currency,
        declared_minor=row.declared_minor,
        why=tuple(json.loads(row.why)),
        state=row.state,
        price_minor=row.price_minor,
        valid_until=row.valid_until,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        reason=row.reason,
    )
    writing.publish(store_feed(row.organisation_id, row.store_id), new_change(row.quote_id, told))


def _update(writing: Writing, row: QuoteRow) -> None:
    statement = sa.update(special_quote).where(
        special_quote.c.organisation_id == row.organisation_id,
        special_quote.c.quote_id == row.quote_id,
    )
    writing.connection.execute(statement.values(_values(row)))


def _values(row: QuoteRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in QuoteRow.__slots__}


_PIECES = TypeAdapter(tuple[PieceBody, ...])
