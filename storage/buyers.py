"""Buyers who were named after their sale, and whose tax invoice a receipt is."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.customer import Customer
from storage.buyer_tables import named_buyer
from storage.columns import UtcAt
from storage.customers import Customers
from storage.search_text import folded
from storage.tables import person


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedBuyer:
    """That a buyer was named after the sale; ``naming_no`` counts how often, from 1.

    ``printed_at`` is when a paper first came out that names them, None for never.
    """

    receipt_number: str
    naming_no: int
    customer_id: str
    by: str
    at: datetime
    printed_at: datetime | None = None


class Buyers:
    """Named buyers, within one transaction."""

    def __init__(self, connection: Connection, customers: Customers) -> None:
        self._connection = connection
        self._customers = customers

    def add(self, named: NamedBuyer) -> None:
        """Keep that a buyer was named."""
        self._connection.execute(
            named_buyer.insert().values(
                receipt_number=named.receipt_number,
                naming_no=named.naming_no,
                customer_id=named.customer_id,
                by=named.by,
                at=named.at,
            )
        )

    def find(self, receipt_number: str) -> NamedBuyer | None:
        """Return who was named last for a receipt, or None where nobody was."""
        row = self._connection.execute(_LAST, {"of_receipt": receipt_number}).mappings().first()
        return None if row is None else NamedBuyer(**row)

    def mark_printed(self, receipt_number: str, at: datetime) -> None:
        """Note that a paper of the receipt came out: it named whoever was named by then."""
        self._connection.execute(_PRINTED, {"of_receipt": receipt_number, "printed": at})

    def find_by_number(self, tax_number: str) -> Customer | None:
        """Return the customer with a VAT or TIN number: of several the one of the lowest id."""
        found = self._connection.scalar(_BY_NUMBER, {"of_number": tax_number})
        return None if found is None else self._customers.find(found)

    def find_same(self, name: str, tax_number: str) -> Customer | None:
        """Return the customer with this very name and number, or None."""
        key = {"of_number": tax_number, "of_name": folded(name)}
        found = self._connection.scalar(_SAME, key)
        return None if found is None else self._customers.find(found)


_THIS = named_buyer.c.receipt_number == sa.bindparam("of_receipt")
_LAST = named_buyer.select().where(_THIS).order_by(named_buyer.c.naming_no.desc()).limit(1)
_PRINTED = (
    named_buyer.update()
    .where(_THIS, named_buyer.c.printed_at.is_(None))
    .values(printed_at=sa.bindparam("printed", type_=UtcAt))
)
_BY_NUMBER = (
    sa.select(person.c.person_id)
    .where(
        sa.func.json_extract(person.c.said, "$.tax_number[1]") == sa.bindparam("of_number"),
    )
    .order_by(person.c.person_id)
    .limit(1)
)
_SAME = _BY_NUMBER.where(person.c.name_key == sa.bindparam("of_name"))
