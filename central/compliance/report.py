"""The report of a month: whose cash reached what the law asks about, as a file for the office.

Customers are ids here as everywhere: who they are is looked up under the person's key by whoever
makes the report, and is in no file that is forgotten in a folder.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from central.compliance.holds import is_held
from central.compliance.months import Month, read_sums, was_identified
from central.compliance.tables import cash_month, cash_payment
from central.spreadsheet import harmless
from domain.errors import BadInput, WorldFailure
from domain.money import Money
from domain.money_text import format_amount

ROWS_MAX = 10_000
RECEIPTS_MAX = 1_000
HEADINGS = (
    "month",
    "customer",
    "currency",
    "cash",
    "payments",
    "tills",
    "largest",
    "document shown",
    "report",
    "receipts",
)
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One customer's month that was reached. ``is_made`` says that its case was closed."""

    month: Month
    cash: Money
    largest: Money
    payment_count: int
    till_count: int
    is_identified: bool
    is_made: bool
    receipts: tuple[str, ...]


def list_month(connection: sa.Connection, organisation_id: str, month: str) -> list[ReportRow]:
    """Return the customers whose cash reached the threshold in a month, the largest first.

    Raises BadInput for what is no month.
    """
    if _MONTH.fullmatch(month) is None:
        raise BadInput("Check the month", "Type it as 2026-11.")
    found = connection.execute(
        sa.select(cash_month.c.customer_id, cash_month.c.currency)
        .where(
            cash_month.c.organisation_id == organisation_id,
            cash_month.c.month == month,
            cash_month.c.is_reported == 1,
        )
        .order_by(cash_month.c.amount_minor.desc(), cash_month.c.customer_id)
        .limit(ROWS_MAX)
    ).all()
    return [
        _row(
            connection,
            Month(
                organisation_id=organisation_id,
                customer_id=one.customer_id,
                month=month,
                currency=one.currency,
            ),
        )
        for one in found
    ]


def report_text(rows: Sequence[ReportRow]) -> str:
    """Return the report as CSV: comma, UTF-8, one line a customer and currency."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for one in rows:
        writer.writerow(
            (
                one.month.month,
                harmless(one.month.customer_id),
                one.month.currency,
                format_amount(one.cash),
                one.payment_count,
                one.till_count,
                format_amount(one.largest),
                "yes" if one.is_identified else "no",
                "made" if one.is_made else "to be made",
                " ".join(one.receipts),
            )
        )
    return out.getvalue()


def write_month(path: Path, rows: Sequence[ReportRow]) -> None:
    """Write the report where nothing lies yet. Raises WorldFailure."""
    try:
        with path.open("x", encoding="utf-8", newline="") as handle:
            handle.write(report_text(rows))
    except OSError as error:
        raise WorldFailure(
            "The report could not be written",
            f"{path}: {error.strerror}. Nothing was changed: give another place with --out.",
        ) from error


def _row(connection: sa.Connection, month: Month) -> ReportRow:
    sums = read_sums(connection, month)
    receipts = connection.scalars(
        sa.select(cash_payment.c.receipt)
        .where(*month.of(cash_payment))
        .order_by(cash_payment.c.receipt)
        .limit(RECEIPTS_MAX)
    )
    return ReportRow(
        month=month,
        cash=Money(sums.amount_minor, month.currency),
        largest=Money(sums.largest_minor, month.currency),
        payment_count=sums.count,
        till_count=len(sums.tills),
        is_identified=was_identified(connection, month),
        is_made=not is_held(connection, month.organisation_id, month.customer_id, month.month),
        receipts=tuple(receipts),
    )
