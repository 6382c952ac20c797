"""What became of each row of a statement, as a file for the office: nothing of the payer in it."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from central.payments.statements.settling import LOOK
from central.spreadsheet import harmless
from domain.errors import WorldFailure
from domain.money import Money
from domain.money_text import format_amount

HEADER = (
    "row",
    "at_utc",
    "reference",
    "amount",
    "currency",
    "outcome",
    "payment_id",
    "receipt",
    "words",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One line. ``line`` is where it stands in the statement, 0 for what is missing there.

    ``money`` that went out is negative.
    """

    line: int
    at: datetime
    reference: str
    money: Money
    outcome: str
    payment_id: str = ""
    receipt: str = ""
    words: str = ""

    @property
    def needs_look(self) -> bool:
        """Whether a person must do something about it."""
        return self.outcome in LOOK

    def of_receipt(self, receipt: str) -> "ReportRow":
        """Return it with the receipt that its payment is in."""
        return replace(self, receipt=receipt)


def report_text(rows: Sequence[ReportRow]) -> str:
    """Return the report as CSV: comma, UTF-8, one line a row."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    for one in rows:
        at = f"{one.at:%Y-%m-%d %H:%M}"
        amount, currency = format_amount(one.money, cents="always"), one.money.currency
        cells = (one.reference, amount, currency, one.outcome, one.payment_id, one.receipt)
        line = str(one.line or "")
        writer.writerow([line, at, *(harmless(cell) for cell in (*cells, one.words))])
    return out.getvalue()


def report_words(rows: Sequence[ReportRow]) -> str:
    """Return how many there are of each outcome."""
    counts = Counter(one.outcome for one in rows)
    return ", ".join(f"{counts[word]} {word.replace('_', ' ')}" for word in sorted(counts))


def write_report(path: Path, rows: Sequence[ReportRow]) -> None:
    """Write the report. Raises WorldFailure: the statement itself is imported."""
    try:
        path.write_text(report_text(rows), "utf-8", newline="")
    except OSError as error:
        raise WorldFailure(
            "The report could not be written",
            f"{path}: {error.strerror}. The statement is imported: give another place with"
            " --report and import it again, which changes nothing.",
        ) from error
