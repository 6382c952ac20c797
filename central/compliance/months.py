"""A customer's month: summed behind its own row, so that two tills at once can't pass unseen."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from central.compliance.tables import cash_month, cash_payment, identity_check
from central.database import Writing
from central.publication import new_change, people_feed
from sync.protocol.compliance_bodies import TILLS_MAX, CashMonthChanged, cash_month_key

_RECEIPTS_TOLD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """Whose month: an organisation's customer, a business month (``2026-11``), a currency."""

    organisation_id: str
    customer_id: str
    month: str
    currency: str

    def of(self, table: sa.Table) -> tuple[sa.ColumnElement[bool], ...]:
        """The rows of this month in a table."""
        return tuple(table.c[name] == getattr(self, name) for name in self.columns())

    def columns(self) -> dict[str, object]:
        return {
            "organisation_id": self.organisation_id,
            "customer_id": self.customer_id,
            "month": self.month,
            "currency": self.currency,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What came in a month: by till, in how many payments, the largest, the first receipts."""

    tills: Mapping[str, int]
    count: int
    largest_minor: int
    receipts: tuple[str, ...]

    @property
    def amount_minor(self) -> int:
        return sum(self.tills.values())


def add_cash(writing: Writing, month: Month, amount_minor: int) -> sa.Row[tuple[int, int, int]]:
    """Add a payment to its month and hold the month's row until the commit; return the row."""
    is_postgres = writing.connection.dialect.name == "postgresql"
    insert = postgresql.insert if is_postgres else sqlite.insert
    fresh = insert(cash_month).values(
        **month.columns(), amount_minor=amount_minor, is_told=0, is_reported=0
    )
    added = fresh.on_conflict_do_update(
        index_elements=list(month.columns()),
        set_={"amount_minor": cash_month.c.amount_minor + amount_minor},
    )
    columns = (cash_month.c.amount_minor, cash_month.c.is_told, cash_month.c.is_reported)
    return writing.connection.execute(added.returning(*columns)).one()


def note_month(writing: Writing, month: Month, **values: int) -> None:
    """Note at a month that the tills know of it, or that its case was opened."""
    writing.connection.execute(sa.update(cash_month).where(*month.of(cash_month)).values(**values))


def list_told(connection: sa.Connection, month: Month) -> list[str]:
    """Return the currencies in which the tills know of a customer's month, whatever its own."""
    asked = sa.select(cash_month.c.currency).where(
        cash_month.c.organisation_id == month.organisation_id,
        cash_month.c.customer_id == month.customer_id,
        cash_month.c.month == month.month,
        cash_month.c.is_told == 1,
    )
    return list(connection.scalars(asked.order_by(cash_month.c.currency)))


def read_sums(connection: sa.Connection, month: Month) -> Sums:
    """Return what came in a month, counted from its payments."""
    paid = cash_payment.c
    by_till = connection.execute(
        sa.select(
            paid.till_id,
            sa.func.sum(paid.amount_minor).label("amount_minor"),
            sa.func.count().label("payments"),
            sa.func.max(paid.amount_minor).label("largest"),
        )
        .where(*month.of(cash_payment))
        .group_by(paid.till_id)
        .order_by(paid.till_id)
    ).all()
    receipts = connection.scalars(
        sa.select(paid.receipt)
        .where(*month.of(cash_payment))
        .order_by(paid.receipt)
        .limit(_RECEIPTS_TOLD)
    )
    return Sums(
        tills={row.till_id: int(row.amount_minor) for row in by_till},
        count=sum(int(row.payments) for row in by_till),
        largest_minor=max((int(row.largest) for row in by_till), default=0),
        receipts=tuple(receipts),
    )


def was_identified(connection: sa.Connection, month: Month) -> bool:
    """Tell whether the customer showed a document at any till in this month."""
    asked = sa.select(identity_check.c.check_id).where(
        identity_check.c.organisation_id == month.organisation_id,
        identity_check.c.customer_id == month.customer_id,
        identity_check.c.month == month.month,
    )
    return connection.execute(asked.limit(1)).first() is not None


def tell_month(writing: Writing, month: Month, sums: Sums) -> None:
    """Tell every till of the organisation how much a customer paid in cash, and where."""
    body = CashMonthChanged(
        customer_id=month.customer_id,
        month=month.month,
        currency=month.currency,
        amount_minor=sums.amount_minor,
        tills=dict(list(sums.tills.items())[:TILLS_MAX]),
        is_identified=was_identified(writing.connection, month),
    )
    key = cash_month_key(month.customer_id, month.month, month.currency)
    writing.publish(people_feed(month.organisation_id), new_change(key, body))
