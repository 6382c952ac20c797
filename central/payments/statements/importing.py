"""Importing a statement: read to its end first, then row by row in short transactions.

A row counts once for ever, by the provider's number and its direction. So an import that was cut
off is simply done again, and the same file, or another that overlaps it, changes nothing twice.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa

from central.allotments.books import insert_unless_there
from central.audit import Deed, record
from central.database import Writing
from central.opening import Central
from central.payments.providers import merchant_of
from central.payments.statement_tables import statement, statement_row
from central.payments.statements.keeping import get_mapping, require_provider
from central.payments.statements.missing import Days, list_missing, open_missing
from central.payments.statements.moved import Movement
from central.payments.statements.report import ReportRow
from central.payments.statements.settling import Settled, Settling
from domain.errors import BadInput
from domain.statement_file.mapping import StatementMapping
from domain.statement_file.reading import Stated, Statement, StatementFile, read_statement
from domain.statement_file.rows import StatementRow

_BATCH_ROWS = 50
"""Rows in one transaction: a till that sells meanwhile waits for no more than these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person asks: which file, read how, and what it says of itself."""

    organisation_id: str
    file: StatementFile
    provider: str
    mapping: str
    stated: Stated
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a statement, row by row. ``is_again``: the same file was imported before."""

    rows: tuple[ReportRow, ...]
    is_again: bool


def import_statement(central: Central, wanted: Wanted) -> Imported:
    """Hold a statement against what was sold; return what became of each row.

    Raises BadInput for a file that cannot be used as a whole: nothing was changed then.
    """
    importing = read_and_check(central, wanted)
    is_again = importing.begin()
    batches = importing.batches(is_again=is_again)
    return Imported(rows=tuple(row for batch in batches for row in batch), is_again=is_again)


def read_and_check(central: Central, wanted: Wanted) -> "Importing":
    """Return an import that has changed nothing yet. Raises as ``import_statement`` does."""
    if not wanted.by.strip():
        raise BadInput("Say who imports it", "Nothing was changed. Give --by.")
    require_provider(wanted.provider)
    with central.database.reading() as connection:
        name = (wanted.organisation_id, wanted.provider, wanted.mapping)
        mapping = get_mapping(connection, name, wanted.stated.last_day)
    read = read_statement(wanted.file, mapping, wanted.stated)
    merchant = merchant_of(central.settings, wanted.provider)
    _require_ours(read, merchant)
    return Importing(central, wanted, mapping, read, merchant)


def _require_ours(read: Statement, merchant: str) -> None:
    """Refuse the statement of another account as a whole: each of its rows would be a case."""
    named = {one.merchant for one in read.rows if one.merchant}
    if merchant and named and merchant not in named:
        raise BadInput(
            "The statement was not imported",
            f"It is of another merchant than {merchant}. Nothing was changed.",
        )


@dataclass(frozen=True, slots=True)
class Importing:
    """An import at work: begun, then batch by batch. One that stops half-way is done again."""

    central: Central
    wanted: Wanted
    mapping: StatementMapping
    read: Statement
    merchant: str

    def batches(self, *, is_again: bool) -> Iterator[Sequence[ReportRow]]:
        """Work the rows off, and yield what became of each, what is missing last."""
        counts: Counter[str] = Counter()
        rows = iter(self.read.rows)
        while batch := list(islice(rows, _BATCH_ROWS)):
            with self._writing() as writing:
                report = [self._row(writing, one, is_again=is_again) for one in batch]
            counts.update(one.outcome for one in report)
            yield report
        if not is_again:
            missing = list(self._missing())
            counts.update(one.outcome for one in missing)
            self._finish(counts)
            yield missing

    def _writing(self) -> Any:  # noqa: ANN401  a context manager of Writing
        return self.central.database.writing(self.central.surroundings.now())

    def begin(self) -> bool:
        """Note the file; tell whether it was imported to its end before."""
        read, wanted = self.read, self.wanted
        values = {
            **self._name(),
            "file_name": read.file_name,
            "mapping": wanted.mapping,
            "begins_at": read.begins_at,
            "ends_at": read.ends_at,
            "currency": self.mapping.currency,
            "row_count": len(read.rows),
            "total_minor": read.total.amount_minor,
            "imported_by": wanted.by.strip(),
        }
        with self._writing() as writing:
            insert = insert_unless_there(
                writing.connection, statement, {**values, "begun_at": writing.at}
            )
            writing.connection.execute(insert)
            finished: datetime | None = writing.connection.scalar(
                sa.select(statement.c.finished_at).where(*self._of_file())
            )
        return finished is not None

    def _row(self, writing: Writing, one: StatementRow, *, is_again: bool) -> ReportRow:
        if one.is_left_out:
            return self._told(one, "left_out", "No payment, by its kind.")
        movement = self._movement(one)
        insert = insert_unless_there(
            writing.connection,
            statement_row,
            {**movement.columns(), "outcome": "new", "words": "", "tried_at": writing.at},
        ).returning(statement_row.c.row_no)
        settling = Settling(
            writing, self.central.surroundings, self.read.file_name, is_again=is_again
        )
        if writing.connection.execute(insert).first() is not None:
            return self._settled(one, settling.settle(movement))
        known = (
            writing.connection.execute(sa.select(statement_row).where(*movement.condition()))
            .mappings()
            .one()
        )
        if _figures(known) != _figures(movement.columns()):
            return self._settled(one, settling.conflict(movement))
        words = f"Imported before: {known['outcome']}. {known['words']}".strip()
        return self._told(one, "known", words, known["payment_id"])

    def _movement(self, one: StatementRow) -> Movement:
        return Movement(
            organisation_id=self.wanted.organisation_id,
            provider=self.wanted.provider,
            merchant=one.merchant or self.merchant,
            reference=one.reference,
            direction=one.direction,
            file_hash=self.read.file_hash,
            row_no=one.line,
            at=one.at,
            until=one.until,
            currency=one.money.currency,
            amount_minor=abs(one.money.amount_minor),
            attempt=one.attempt,
            window_h=self.mapping.window_h,
            imported_by=self.wanted.by.strip(),
        )

    def _missing(self) -> Iterator[ReportRow]:
        """Ask about each payment of these days that no statement shows."""
        days = Days(
            organisation_id=self.wanted.organisation_id,
            provider=self.wanted.provider,
            begins_at=self.read.begins_at,
            ends_at=self.read.ends_at,
        )
        with self.central.database.reading() as connection:
            ids = list_missing(connection, days)
        for payment_id in ids:
            with self._writing() as writing:
                row = open_missing(
                    writing, self.central.surroundings, days, (payment_id, self.read.file_name)
                )
            if row is not None:
                yield ReportRow(
                    line=0,
                    at=row.paid_at or row.begun_at,
                    reference=row.reference,
                    money=row.amount,
                    outcome="missing",
                    payment_id=row.payment_id,
                    receipt=row.receipt,
                    words="The statement does not show it.",
                )

    def _finish(self, counts: Counter[str]) -> None:
        told = ", ".join(f"{counts[word]} {word}" for word in sorted(counts))
        with self._writing() as writing:
            writing.connection.execute(
                sa.update(statement).where(*self._of_file()).values(finished_at=writing.at)
            )
            deed = Deed(
                organisation_id=self.wanted.organisation_id,
                actor=self.wanted.by.strip(),
                action="statement_imported",
                subject=f"{self.wanted.provider}/{self.read.file_hash[:16]}",
                reason=told or "no rows",
            )
            record(writing, self.central.surroundings, deed)

    def _settled(self, one: StatementRow, result: Settled) -> ReportRow:
        told = self._told(one, result.outcome, result.words, result.payment_id)
        return told.of_receipt(result.receipt)

    def _told(
        self, one: StatementRow, outcome: str, words: str, payment_id: str | None = None
    ) -> ReportRow:
        return ReportRow(
            line=one.line,
            at=one.at,
            reference=one.reference,
            money=one.money,
            outcome=outcome,
            payment_id=payment_id or "",
            words=words,
        )

    def _name(self) -> dict[str, str]:
        return {
            "organisation_id": self.wanted.organisation_id,
            "provider": self.wanted.provider,
            "file_hash": self.read.file_hash,
        }

    def _of_file(self) -> list[Any]:
        return [statement.c[name] == value for name, value in self._name().items()]


def _figures(row: Any) -> tuple[object, ...]:  # noqa: ANN401  a row of the table, or its values
    return row["currency"], row["amount_minor"], row["at"].astimezone(UTC)
