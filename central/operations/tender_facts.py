"""Booking what sales were paid with, and adding it up by kind and currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import sqlalchemy as sa

from central.operation_key import OperationKey
from central.tables import store
from central.tender_tables import sale_tender
from sync.protocol.bodies import SaleCompleted, TenderBody
from sync.protocol.operation import Facts


class SaleBooking(Protocol):
    """A sale that is being booked: where, for which store, from which facts."""

    @property
    def connection(self) -> sa.Connection: ...
    @property
    def key(self) -> OperationKey: ...
    @property
    def store_id(self) -> str: ...
    @property
    def facts(self) -> Facts: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderRow:
    """What a store took in one kind of tender on a day.

    ``amount_minor`` is what it paid, change taken off, in the store's ``currency``;
    ``handed_minor`` what was handed over, where that was another country's money.
    """

    store: str
    business_date: date
    kind: str
    currency: str
    amount_minor: int
    handed_currency: str
    handed_minor: int
    tender_count: int


def note_tenders(booking: SaleBooking, body: SaleCompleted) -> None:
    """Book each tender of a sale."""
    common = {
        **booking.key.columns(),
        "store_id": booking.store_id,
        "business_date": booking.facts.day,
    }
    rows = [
        {**common, "tender_no": number, **_columns(tender)}
        for number, tender in enumerate(body.tenders, start=1)
    ]
    booking.connection.execute(sale_tender.insert(), rows)


def _columns(tender: TenderBody) -> Mapping[str, object]:
    foreign = tender.foreign
    return {
        "kind": tender.kind,
        "currency": tender.currency,
        "amount_minor": tender.amount_minor,
        "handed_currency": tender.currency if foreign is None else foreign.currency,
        "handed_minor": tender.amount_minor if foreign is None else foreign.handed_minor,
    }


def list_tenders(connection: sa.Connection) -> list[TenderRow]:
    """Return what booked sales were paid with, by store, day, kind and currency."""
    tender = sale_tender.c
    shown = (store.c.name, tender.business_date, tender.kind, tender.currency)
    groups = (*shown, tender.handed_currency, tender.store_id)
    sums = (
        sa.func.sum(tender.amount_minor).label("amount_minor"),
        sa.func.sum(tender.handed_minor).label("handed_minor"),
        sa.func.count().label("tender_count"),
    )
    statement = (
        sa.select(*shown, tender.handed_currency, *sums)
        .join(
            store,
            sa.and_(
                store.c.organisation_id == sale_tender.c.organisation_id,
                store.c.store_id == sale_tender.c.store_id,
            ),
        )
        .group_by(*groups)
        .order_by(*groups)
    )
    return [
        TenderRow(
            store=row.name,
            business_date=row.business_date,
            kind=row.kind,
            currency=row.currency,
            amount_minor=int(row.amount_minor),
            handed_currency=row.handed_currency,
            handed_minor=int(row.handed_minor),
            tender_count=row.tender_count,
        )
        for row in connection.execute(statement)
    ]
