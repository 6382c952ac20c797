"""Shipments: drafts that belong to a cart, and booked ones with a waybill."""

from collections.abc import Sequence
from typing import Any, cast

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.errors import Conflict, NotFound
from domain.money import Money
from domain.quote import Quote
from domain.sentence import told
from domain.shipment import (
    Length,
    LengthUnit,
    Party,
    Piece,
    ShipmentDraft,
    Weight,
    WeightSource,
    WeightUnit,
)
from storage.people import People
from storage.records import BookedShipment
from storage.tables import shipment, shipment_party, shipment_piece, shipment_quote

_PARTY = ("person_id", "name", "phone", "lot_street", "village", "region", "landmark")
_MEASURES = ("length", "width", "height")


class Shipments:
    """Shipments of this till, within one transaction."""

    def __init__(self, connection: Connection, people: People) -> None:
        self._connection = connection
        self._people = people

    def save_draft(self, draft: ShipmentDraft, *, cart_id: str | None) -> None:
        """Keep a draft with its cart, replacing it. Raises Conflict for one that is booked."""
        values = {
            "cart_id": cart_id,
            "consignor_id": draft.consignor.person_id,
            "consignee_id": draft.consignee.person_id,
            "declared_minor": draft.declared_value and draft.declared_value.amount_minor,
            "declared_currency": draft.declared_value and draft.declared_value.currency,
        }
        self._require_unbooked(draft.shipment_id)
        fresh = insert(shipment).values(shipment_id=draft.shipment_id, **values)
        self._connection.execute(
            fresh.on_conflict_do_update(index_elements=["shipment_id"], set_=values)
        )
        self._clear(draft.shipment_id)
        self._connection.execute(shipment_piece.insert(), _piece_rows(draft))
        self._connection.execute(shipment_party.insert(), _party_rows(draft))

    def find_draft(self, shipment_id: str) -> ShipmentDraft | None:
        """Return what is kept of a shipment, booked or not, or None."""
        found = self.list_drafts((shipment_id,))
        return found.get(shipment_id)

    def list_drafts(self, shipment_ids: Sequence[str]) -> dict[str, ShipmentDraft]:
        """Return what is kept of several shipments, by id."""
        if not shipment_ids:
            return {}
        key = {"ids": list(shipment_ids)}
        pieces: dict[str, tuple[Piece, ...]] = {}
        for row in self._connection.execute(_PIECES, key):
            pieces[row.shipment_id] = (*pieces.get(row.shipment_id, ()), _piece_of(row))
        parties = {
            (row["shipment_id"], row["role"]): _party_of(row)
            for row in self._connection.execute(_PARTIES, key).mappings()
        }
        return {
            row.shipment_id: ShipmentDraft(
                shipment_id=row.shipment_id,
                consignor=parties[row.shipment_id, "consignor"],
                consignee=parties[row.shipment_id, "consignee"],
                pieces=pieces[row.shipment_id],
                declared_value=_declared(row.declared_minor, row.declared_currency),
            )
            for row in self._connection.execute(_SHIPMENTS, key)
        }

    def drop_drafts(self, cart_id: str, *, keep: Sequence[str] = ()) -> None:
        """Delete the drafts of a cart that are neither booked nor in ``keep``."""
        drafts = self._connection.scalars(_DRAFTS, {"of_cart": cart_id}).all()
        for shipment_id in set(drafts).difference(keep):
            self._clear(shipment_id)
            for table in (shipment_quote, shipment):
                self._connection.execute(table.delete().where(table.c.shipment_id == shipment_id))

    def drop_draft(self, shipment_id: str) -> None:
        """Delete a draft that no cart has, such as one that waited for a special quote."""
        if self.find_draft(shipment_id) is None:
            return
        self._require_unbooked(shipment_id)
        self._clear(shipment_id)
        self._connection.execute(shipment.delete().where(shipment.c.shipment_id == shipment_id))

    def save_quote(self, shipment_id: str, quote: Quote) -> None:
        """Keep what the customer was promised for a shipment, replacing it."""
        values = {"quote": _QUOTES.dump_json(quote).decode()}
        fresh = insert(shipment_quote).values(shipment_id=shipment_id, **values)
        self._connection.execute(
            fresh.on_conflict_do_update(index_elements=["shipment_id"], set_=values)
        )

    def get_quote(self, shipment_id: str) -> Quote:
        """Return what the customer was promised. Raises NotFound."""
        kept = self._connection.scalar(_QUOTE, {"of_shipment": shipment_id})
        if kept is None:
            raise NotFound(
                "This shipment has no price",
                "No quote is kept for it. Nothing is lost. Open the shipment and add it again.",
            )
        return _QUOTES.validate_json(kept)

    def add(self, booked: BookedShipment) -> None:
        """Keep a booked shipment, its quote and its persons. Raises Conflict if it is booked."""
        draft = booked.draft
        self.save_draft(draft, cart_id=None)
        self.save_quote(draft.shipment_id, booked.quote)
        self._connection.execute(
            shipment.update()
            .where(shipment.c.shipment_id == draft.shipment_id)
            .values(
                waybill=booked.waybill,
                receipt_number=booked.receipt_number,
                booked_at=booked.booked_at,
            )
        )
        for party in (draft.consignor, draft.consignee):
            self._people.save(party, at=booked.booked_at)

    def find_by_waybill(self, waybill: str) -> BookedShipment | None:
        """Return a booked shipment, or None."""
        found = self._booked(shipment.c.waybill == waybill)
        return found[0] if found else None

    def list_by_receipt(self, receipt_number: str) -> tuple[BookedShipment, ...]:
        """Return the shipments that a receipt paid, by waybill."""
        return self._booked(shipment.c.receipt_number == receipt_number)

    def _booked(self, condition: sa.ColumnElement[bool]) -> tuple[BookedShipment, ...]:
        query = shipment.select().where(condition, shipment.c.waybill.is_not(None))
        rows = self._connection.execute(query.order_by(shipment.c.waybill)).all()
        drafts = self.list_drafts([row.shipment_id for row in rows])
        return tuple(
            BookedShipment(
                draft=drafts[row.shipment_id],
                quote=self.get_quote(row.shipment_id),
                waybill=row.waybill,
                receipt_number=row.receipt_number,
                booked_at=row.booked_at,
            )
            for row in rows
        )

    def _require_unbooked(self, shipment_id: str) -> None:
        waybill = self._connection.scalar(
            sa.select(shipment.c.waybill).where(shipment.c.shipment_id == shipment_id)
        )
        if waybill is not None:
            raise Conflict(
                "This shipment is booked",
                told(
                    "It has waybill {waybill} already. Nothing is lost. Look it up by its waybill.",
                    waybill=waybill,
                ),
            )

    def _clear(self, shipment_id: str) -> None:
        for table in (shipment_piece, shipment_party):
            self._connection.execute(table.delete().where(table.c.shipment_id == shipment_id))


def _piece_rows(draft: ShipmentDraft) -> list[dict[str, object]]:
    return [
        {
            "shipment_id": draft.shipment_id,
            "piece_no": piece_no,
            "description": piece.description,
            "packing": piece.packing,
            "weight_milli": piece.weight.value_milli,
            "weight_unit": piece.weight.unit,
            "weight_source": piece.weight_source,
            **{f"{name}_milli": getattr(piece, name).value_milli for name in _MEASURES},
            **{f"{name}_unit": getattr(piece, name).unit for name in _MEASURES},
        }
        for piece_no, piece in enumerate(draft.pieces, start=1)
    ]


def _party_rows(draft: ShipmentDraft) -> list[dict[str, object]]:
    return [
        {
            "shipment_id": draft.shipment_id,
            "role": role,
            **{name: getattr(party, name) for name in _PARTY},
        }
        for role, party in (("consignor", draft.consignor), ("consignee", draft.consignee))
    ]


def _piece_of(row: sa.Row[*tuple[Any, ...]]) -> Piece:
    return Piece(
        description=row.description,
        packing=row.packing,
        weight=Weight(row.weight_milli, cast("WeightUnit", row.weight_unit)),
        weight_source=cast("WeightSource", row.weight_source),
        length=Length(row.length_milli, cast("LengthUnit", row.length_unit)),
        width=Length(row.width_milli, cast("LengthUnit", row.width_unit)),
        height=Length(row.height_milli, cast("LengthUnit", row.height_unit)),
    )


def _party_of(row: sa.RowMapping) -> Party:
    return Party(**{name: row[name] for name in _PARTY})


def _declared(amount_minor: int | None, currency: str | None) -> Money | None:
    return None if amount_minor is None or currency is None else Money(amount_minor, currency)


_QUOTES = TypeAdapter(Quote)
_QUOTE = sa.select(shipment_quote.c.quote).where(
    shipment_quote.c.shipment_id == sa.bindparam("of_shipment")
)
_DRAFTS = sa.select(shipment.c.shipment_id).where(
    shipment.c.cart_id == sa.bindparam("of_cart"), shipment.c.waybill.is_(None)
)
_IDS: sa.BindParameter[list[str]] = sa.bindparam("ids", expanding=True)
_SHIPMENTS = shipment.select().where(shipment.c.shipment_id.in_(_IDS))
_PIECES = (
    shipment_piece.select()
    .where(shipment_piece.c.shipment_id.in_(_IDS))
    .order_by(shipment_piece.c.shipment_id, shipment_piece.c.piece_no)
)
_PARTIES = shipment_party.select().where(shipment_party.c.shipment_id.in_(_IDS))
