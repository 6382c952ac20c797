"""A customer's cash in a business month, as this till knows it, and who showed a document."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Connection

from domain.identity_check import IdentityCheck
from storage.compliance_tables import identity_check
from storage.feed_versions import find_shown
from storage.tables import sale, tender_line
from sync.protocol.compliance_bodies import CashMonthChanged, cash_month_key


@dataclass(frozen=True, slots=True, kw_only=True)
class CashMonth:
    """Whose cash is asked for: a customer, a business month (``2026-11``), a currency."""

    customer_id: str
    month: str
    currency: str


class Compliance:
    """What the law asks about cash, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_check(self, check: IdentityCheck) -> None:
        """Keep that a document was shown."""
        self._connection.execute(
            identity_check.insert().values(
                check_id=check.check_id,
                customer_id=check.customer_id,
                month=check.month,
                document=check.document,
                by=check.by,
                at=check.at,
            )
        )

    def find_check(self, check_id: str) -> IdentityCheck | None:
        """Return a check, or None."""
        row = self._connection.execute(_CHECK, {"of_check": check_id}).one_or_none()
        if row is None:
            return None
        return IdentityCheck(
            check_id=row.check_id,
            customer_id=row.customer_id,
            month=row.month,
            document=row.document,
            by=row.by,
            at=row.at,
        )

    def was_identified(self, asked: CashMonth) -> bool:
        """Tell whether the customer showed a document in this month, here or at another till."""
        key = {"of_customer": asked.customer_id, "of_month": asked.month}
        if self._connection.scalar(_IDENTIFIED, key) is not None:
            return True
        told = self._find_told(asked)
        return told is not None and told.is_identified

    def cash_minor(self, asked: CashMonth, till_id: str) -> int:
        """Return the customer's cash of the month, change taken off, in minor units.

        Sales of this till and, as far as central has told, of all others. Of this till's own it is
        what is more: a till that was put back knows less than central.
        """
        first, after = _span(asked.month)
        key = {
            "of_customer": asked.customer_id,
            "of_currency": asked.currency,
            "since": first,
            "before": after,
        }
        own = int(self._connection.scalar(_CASH, key) or 0)
        own -= int(self._connection.scalar(_CHANGE, key) or 0)
        told = self._find_told(asked)
        if told is None:
            return own
        told_of_us = told.tills.get(till_id, 0)
        return max(own, told_of_us) + max(0, told.amount_minor - told_of_us)

    def _find_told(self, asked: CashMonth) -> CashMonthChanged | None:
        key = cash_month_key(asked.customer_id, asked.month, asked.currency)
        shown = find_shown(self._connection, "cash_month", key)
        return None if shown is None else CashMonthChanged.model_validate_json(shown.body)


def _span(month: str) -> tuple[date, date]:
    """The first day of a month, and that of the next."""
    year, number = (int(part) for part in month.split("-"))
    ahead = year * 12 + number
    return date(year, number, 1), date(ahead // 12, ahead % 12 + 1, 1)


_CHECK = identity_check.select().where(identity_check.c.check_id == sa.bindparam("of_check"))
_IDENTIFIED = (
    sa.select(identity_check.c.check_id)
    .where(
        identity_check.c.customer_id == sa.bindparam("of_customer"),
        identity_check.c.month == sa.bindparam("of_month"),
    )
    .limit(1)
)
_OF_MONTH = (
    sale.c.customer_id == sa.bindparam("of_customer"),
    sale.c.currency == sa.bindparam("of_currency"),
    sale.c.business_date >= sa.bindparam("since"),
    sale.c.business_date < sa.bindparam("before"),
)
_CASH = (
    sa.select(sa.func.sum(tender_line.c.amount_minor))
    .join(sale, sale.c.receipt_number == tender_line.c.receipt_number)
    .where(tender_line.c.kind == "cash", *_OF_MONTH)
)
_CHANGE = sa.select(sa.func.sum(sale.c.change_minor)).where(*_OF_MONTH)
"""Only cash has change, so the change of the customer's sales is the cash that went back."""
