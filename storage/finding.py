"""Find anything: receipts, refunds, waybills and customers of this till by what a person has.

A number or a part of one, a name, a phone number, the barcode or the name of what was sold. Newest
first, a page at a time: a page is what is read, however much there is.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.errors import BadInput
from domain.gtin import normalise_barcode
from domain.money import Money
from storage.catalog_search import HITS_MAX, search_rows
from storage.customers import Customers
from storage.line_tables import sale_line
from storage.print_tables import print_job
from storage.refund_tables import refund
from storage.tables import (
    catalog_barcode,
    feed_row,
    person,
    sale,
    shift,
    shipment,
    shipment_party,
)

FoundKind = Literal["receipt", "refund", "waybill", "customer", "z"]

PAGE_MAX = 50
PEOPLE_MAX = 50
_NUMBER_MIN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing found: ``key`` is its number, a customer's id for a person, ``Z00012`` for a Z.

    ``total`` is None for what costs nothing by itself.
    """

    kind: FoundKind
    key: str
    at: datetime
    total: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What a receipt sold: the name of its first line, and how many lines there are besides."""

    name: str
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What to look for. Empty text is everything, newest first. ``person_ids`` go beside it."""

    text: str = ""
    kinds: frozenset[FoundKind] = frozenset({"receipt", "refund", "waybill", "z"})


class Finding:
    """Looking things up, within one transaction."""

    def __init__(self, connection: Connection, customers: Customers) -> None:
        self._connection = connection
        self._customers = customers

    def find(self, sought: Sought, *, limit: int = PAGE_MAX, offset: int = 0) -> tuple[Found, ...]:
        """Return what answers, newest first, at most ``limit`` (bounded by 50) from ``offset``."""
        text = sought.text.strip()
        persons = [one.person_id for one in self._customers.search(text, limit=PEOPLE_MAX)]
        parts: list[sa.Select[Any]] = []
        if "receipt" in sought.kinds:
            items = {*self._items_of(text), *self._items_named(text)}
            parts += _receipts(text, persons, sorted(items))
        if "refund" in sought.kinds:
            parts.append(_refunds(text))
        if "waybill" in sought.kinds:
            parts += _waybills(text, persons)
        if "z" in sought.kinds:
            parts += _closings(text)
        return self._page(parts, min(limit, PAGE_MAX), offset)

    def of_person(self, person_id: str, limit: int = PAGE_MAX) -> tuple[Found, ...]:
        """Return what a customer bought, sent and was sent, newest first."""
        parts = [_sales().where(sale.c.customer_id == person_id), *_sent_by([person_id])]
        return self._page(parts, min(limit, PAGE_MAX), 0)

    def _page(self, parts: Sequence[sa.Select[Any]], limit: int, offset: int) -> tuple[Found, ...]:
        """Return one page of several lists: each is read no further than the page needs."""
        if not parts:
            return ()
        bounded = [
            sa.select(part.order_by(sa.desc("at"), sa.desc("key")).limit(offset + limit).subquery())
            for part in parts
        ]
        every = sa.union(*bounded).subquery()
        query = sa.select(every).order_by(every.c.at.desc(), every.c.key.desc())
        rows = self._connection.execute(query.limit(limit).offset(offset)).all()
        totals = self._totals([row.key for row in rows])
        return tuple(
            Found(kind=row.kind, key=row.key, at=row.at, total=totals.get(row.key)) for row in rows
        )

    def _totals(self, numbers: Sequence[str]) -> dict[str, Money]:
        sums = sa.union_all(
            sa.select(sale.c.receipt_number, sale.c.total_minor, sale.c.currency).where(
                sale.c.receipt_number.in_(numbers)
            ),
            sa.select(refund.c.refund_number, refund.c.total_minor, refund.c.currency).where(
                refund.c.refund_number.in_(numbers)
            ),
        )
        rows = self._connection.execute(sums)
        return {str(number): Money(minor, currency) for number, minor, currency in rows}

    def names_of(self, found: Sequence[Found]) -> Mapping[str, str]:
        """Return by number whom each is for: a sale's customer, a shipment's consignee."""
        receipts = [one.key for one in found if one.kind == "receipt"]
        waybills = [one.key for one in found if one.kind == "waybill"]
        sold = sa.select(sale.c.receipt_number, person.c.name).join(
            person, person.c.person_id == sale.c.customer_id
        )
        sent = sa.select(shipment.c.waybill, shipment_party.c.name).join(
            shipment_party, shipment_party.c.shipment_id == shipment.c.shipment_id
        )
        rows = [
            *self._connection.execute(sold.where(sale.c.receipt_number.in_(receipts))),
            *self._connection.execute(
                sent.where(shipment.c.waybill.in_(waybills), shipment_party.c.role == "consignee")
            ),
        ]
        return {str(number): str(name) for number, name in rows}

    def goods_of(self, found: Sequence[Found]) -> Mapping[str, Goods]:
        """Return by number what each receipt sold."""
        numbers = [one.key for one in found if one.kind == "receipt"]
        first = sa.func.min(sale_line.c.line_no)  # SQLite then takes the name from that very row
        query = (
            sa.select(
                sale_line.c.receipt_number,
                sale_line.c.name,
                sa.func.count().label("line_count"),
                first,
            )
            .where(sale_line.c.receipt_number.in_(numbers))
            .group_by(sale_line.c.receipt_number)
        )
        rows = self._connection.execute(query)
        return {row.receipt_number: Goods(name=row.name, others=row.line_count - 1) for row in rows}

    def find_customer_of(self, receipt_number: str) -> str | None:
        """Return the id of the customer that a sale was for, or None."""
        query = sa.select(sale.c.customer_id).where(sale.c.receipt_number == receipt_number)
        found = self._connection.scalar(query)
        return None if found is None else str(found)

    def count_prints_of(self, subject: str) -> int:
        """Return how many papers of a receipt, a refund or a waybill are still to come out."""
        query = sa.select(sa.func.count()).where(
            print_job.c.subject == subject, print_job.c.done_at.is_(None)
        )
        return int(self._connection.scalar(query) or 0)

    def _items_named(self, text: str) -> Sequence[str]:
        """Return the 50 goods of the catalog that best answer to words; none for a bare number."""
        if not any(char.isalpha() for char in text):
            return ()
        rows = search_rows(self._connection, text, HITS_MAX)
        query = sa.select(feed_row.c.key).where(feed_row.c.row_id.in_(rows))
        return list(self._connection.scalars(query))

    def _items_of(self, text: str) -> Sequence[str]:
        """Return the items that ever bore a barcode, as far as they are still in the catalog."""
        try:
            barcode = normalise_barcode(text)
        except BadInput:
            return ()
        query = (
            sa.select(feed_row.c.key)
            .join(catalog_barcode, catalog_barcode.c.row_id == feed_row.c.row_id)
            .where(catalog_barcode.c.barcode == barcode)
            .distinct()
        )
        return list(self._connection.scalars(query))


def _sales() -> sa.Select[Any]:
    return sa.select(
        sa.literal("receipt").label("kind"),
        sale.c.receipt_number.label("key"),
        sale.c.at.label("at"),
    )


def _shipments() -> sa.Select[Any]:
    return sa.select(
        sa.literal("waybill").label("kind"),
        shipment.c.waybill.label("key"),
        shipment.c.booked_at.label("at"),
    ).where(shipment.c.waybill.is_not(None))


def _receipts(text: str, persons: Sequence[str], items: Sequence[str]) -> list[sa.Select[Any]]:
    """One list a reason, so that each has an index of its own to walk."""
    if not text:
        return [_sales()]
    found = [_sales().where(_holds(sale.c.receipt_number, text))]
    if persons:
        found.append(_sales().where(sale.c.customer_id.in_(persons)))
    if items:
        sold = sa.select(sale_line.c.receipt_number).where(sale_line.c.item_id.in_(items))
        found.append(_sales().where(sale.c.receipt_number.in_(sold)))
    return found


def _refunds(text: str) -> sa.Select[Any]:
    query = sa.select(
        sa.literal("refund").label("kind"),
        refund.c.refund_number.label("key"),
        refund.c.at.label("at"),
    )
    if not text:
        return query
    numbers = (refund.c.refund_number, refund.c.of_receipt)
    return query.where(sa.or_(*(_holds(number, text) for number in numbers)))


def _waybills(text: str, persons: Sequence[str]) -> list[sa.Select[Any]]:
    if not text:
        return [_shipments()]
    numbers = (shipment.c.waybill, shipment.c.receipt_number)
    found = [_shipments().where(sa.or_(*(_holds(number, text) for number in numbers)))]
    return [*found, *_sent_by(persons)] if persons else found


def _sent_by(persons: Sequence[str]) -> list[sa.Select[Any]]:
    ends = (shipment.c.consignor_id, shipment.c.consignee_id)
    return [_shipments().where(end.in_(persons)) for end in ends]


def shift_of_z(key: str) -> int:
    """Return the shift of a Z's key. Raises ValueError for what is none."""
    if not key.startswith("Z"):
        message = f"{key} is no Z"
        raise ValueError(message)
    return int(key[1:])


def _closings(text: str) -> list[sa.Select[Any]]:
    """Z reports, by number (`Z12`, `GY03-Z00012`) or by business date (`21/11/2026`)."""
    query = sa.select(
        sa.literal("z").label("kind"),
        sa.func.printf("Z%05d", shift.c.number).label("key"),
        shift.c.closed_at.label("at"),
    ).where(shift.c.closed_at.is_not(None))
    if not text:
        return [query]
    number, day = _Z_NUMBER.fullmatch(text.upper()), _day_of(text)
    if number is not None:
        told = number["number"].lstrip("0")
        return [query.where(shift.c.number == int(told)) if told else query]
    return [] if day is None else [query.where(shift.c.business_date == day)]


def _day_of(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


_Z_NUMBER = re.compile(r"(?:[A-Z0-9]+-)?Z ?(?P<number>[0-9]{0,9})")
_DAY = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")


def _holds(column: sa.Column[Any], text: str) -> sa.ColumnElement[bool]:
    """A number that holds what was typed; a single character is in nearly all of them."""
    if len(text) < _NUMBER_MIN:
        return sa.false()
    return column.contains(text.upper(), autoescape=True)
