"""Special quotes at this till, within one transaction: its own, and its store's other tills'."""

import json
from dataclasses import replace
from typing import Any, cast

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.errors import NotFound
from domain.money import Money
from domain.shipment import Piece, ShipmentDraft
from domain.special_quote import SpecialAnswer, SpecialQuote, SpecialState
from storage.shipments import Shipments
from storage.special_quote_tables import special_quote

LIST_MAX = 200


class SpecialQuotes:
    """What was asked, with the draft of what was asked here."""

    def __init__(self, connection: Connection, shipments: Shipments) -> None:
        self._connection = connection
        self._shipments = shipments

    def add(self, asked: SpecialQuote, draft: ShipmentDraft) -> None:
        """Keep what is asked here, and what was filled in, until it is used or forgotten."""
        save_special(self._connection, asked)
        self._shipments.save_draft(replace(draft, shipment_id=asked.quote_id), cart_id=None)

    def save(self, special: SpecialQuote) -> None:
        """Keep a quote as it is now; one that is used needs its draft no more."""
        save_special(self._connection, special)
        if special.state == "used":
            self._shipments.drop_draft(special.quote_id)

    def find(self, quote_id: str) -> SpecialQuote | None:
        """Return a quote, or None."""
        return find_special(self._connection, quote_id)

    def get(self, quote_id: str) -> SpecialQuote:
        """Return a quote. Raises NotFound."""
        found = self.find(quote_id)
        if found is None:
            raise NotFound(
                "This till knows no such special quote",
                "It is over, or was asked elsewhere. Nothing was changed and nothing is lost. Ask"
                " for one with F5 at the shipment.",
            )
        return found

    def find_draft(self, quote_id: str) -> ShipmentDraft | None:
        """Return what was filled in at this till, under the id it will be booked with."""
        special, kept = self.find(quote_id), self._shipments.find_draft(quote_id)
        if special is None or kept is None:
            return None
        return replace(kept, shipment_id=special.shipment_id)

    def list_open(self) -> tuple[SpecialQuote, ...]:
        """Return what is not used yet, the oldest first; at most 200."""
        return tuple(_special_of(row) for row in self._connection.execute(_OPEN).mappings())


def find_special(connection: Connection, quote_id: str) -> SpecialQuote | None:
    """Return a quote, or None."""
    row = connection.execute(_ONE, {"of_quote": quote_id}).mappings().one_or_none()
    return None if row is None else _special_of(row)


def save_special(connection: Connection, special: SpecialQuote) -> None:
    """Keep a quote, new or as it is now."""
    answer = special.answer
    values = {
        "shipment_id": special.shipment_id,
        "till_id": special.till_id,
        "till_label": special.till_label,
        "asked_by": special.asked_by,
        "asked_at": special.asked_at,
        "consignor_id": special.consignor_id,
        "region": special.region,
        "pieces": _PIECES.dump_json(special.pieces).decode(),
        "declared_minor": None if special.declared is None else special.declared.amount_minor,
        "currency": special.currency,
        "why": json.dumps(special.why),
        "state": special.state,
        "price_minor": None
        if answer is None or answer.price is None
        else answer.price.amount_minor,
        "valid_until": None if answer is None else answer.valid_until,
        "answered_by": "" if answer is None else answer.answered_by,
        "answered_at": None if answer is None else answer.answered_at,
        "reason": "" if answer is None else answer.reason,
    }
    fresh = insert(special_quote).values(quote_id=special.quote_id, **values)
    connection.execute(fresh.on_conflict_do_update(index_elements=["quote_id"], set_=values))


def drop_special(connection: Connection, quote_id: str) -> None:
    """Forget a quote that is over."""
    connection.execute(special_quote.delete().where(special_quote.c.quote_id == quote_id))


def _special_of(row: sa.RowMapping) -> SpecialQuote:
    currency: str = row["currency"]
    return SpecialQuote(
        quote_id=row["quote_id"],
        shipment_id=row["shipment_id"],
        till_id=row["till_id"],
        till_label=row["till_label"],
        asked_by=row["asked_by"],
        asked_at=row["asked_at"],
        consignor_id=row["consignor_id"],
        region=row["region"],
        pieces=_PIECES.validate_json(row["pieces"]),
        declared=_money(row["declared_minor"], currency),
        currency=currency,
        why=tuple(json.loads(row["why"])),
        state=cast("SpecialState", row["state"]),
        answer=None if row["answered_at"] is None else _answer_of(row, currency),
    )


def _answer_of(row: sa.RowMapping, currency: str) -> SpecialAnswer:
    return SpecialAnswer(
        price=_money(row["price_minor"], currency),
        valid_until=row["valid_until"],
        answered_by=row["answered_by"],
        answered_at=row["answered_at"],
        reason=row["reason"],
    )


def _money(amount_minor: Any, currency: str) -> Money | None:  # noqa: ANN401  a column's value
    return None if amount_minor is None else Money(amount_minor, currency)


_PIECES = TypeAdapter(tuple[Piece, ...])
_ONE = special_quote.select().where(special_quote.c.quote_id == sa.bindparam("of_quote"))
_OPEN = (
    special_quote.select()
    .where(special_quote.c.state != "used")
    .order_by(special_quote.c.asked_at, special_quote.c.quote_id)
    .limit(LIST_MAX)
)
