"""The catalog as a CSV file: written out here, and a file checked before it goes to central.

What is sold is central's to say. A check changes nothing: it reads a file by the very rules of
central's import and says, row by row, what that would take and what it would refuse, as far as this
till's own catalog and VAT rates can tell.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO

from app.use_cases.file_steps import RowsDone, Steps
from app.use_cases.rights import business_day, require_permission
from app.use_cases.till import Session, Till
from domain.catalog_file.columns import find_columns, require_currency
from domain.catalog_file.csv_records import OpenText, not_utf8, read_records
from domain.catalog_file.items import ItemReader
from domain.catalog_file.report import SKIPPED, Finding, ImportReport
from domain.catalog_file.rows import catalog_columns, catalog_row
from domain.catalog_file.source_rows import BrokenFileError
from domain.errors import BadInput, WorldFailure
from domain.sentence import told
from domain.staff import Permission

FOUND_MAX = 1_000
CHECK_BYTES_MAX = 256 * 1024 * 1024
_BATCH = 200
_HEAD_ROWS = 100


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """A row that somebody should look at: where it stands, which item, what was found, and why."""

    line: int
    sku: str
    finding: Finding
    reason: str

    @property
    def is_refused(self) -> bool:
        return self.finding in SKIPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogCheck:
    """What central's import would do with a file. ``rows``: at most 1,000, what is refused first.

    ``new`` and ``known`` rows would be kept, by whether this till's catalog has their SKU.
    """

    new: int = 0
    known: int = 0
    refused: int = 0
    rows: tuple[CheckedRow, ...] = ()
    is_cancelled: bool = False

    @property
    def count(self) -> int:
        """How many rows were looked at."""
        return self.new + self.known + self.refused


def catalog_export_steps(till: Till, session: Session, path: Path) -> Steps[int]:
    """Write what is for sale here into a file, beside its name first; return how many items.

    A cancel leaves no file. Raises WorldFailure where it cannot be written; NotAllowed.
    """
    currency = require_catalog_right(till, session)
    with till.db.reading() as uow:
        total = uow.catalog.count_items()
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8-sig", newline="") as file:
            done = yield from _write(till, file, (currency, total))
        if done is None:
            partial.unlink()
            return 0
        partial.replace(path)
    except OSError as error:
        raise WorldFailure(
            "The file cannot be written",
            told(
                "{name} could not be made there. Nothing else was changed. Choose another place.",
                name=path.name,
            ),
        ) from error
    return done


def catalog_check_steps(till: Till, session: Session, path: Path) -> Steps[CatalogCheck]:
    """Say what central's import would do with a CSV file; nothing is changed.

    Raises BadInput for a file that the import would refuse as a whole, and NotAllowed.
    """
    currency = require_catalog_right(till, session)
    return (yield from check_rows(till, (path.name, currency), _Opened(path).open))


def check_rows(till: Till, of: tuple[str, str], open_text: OpenText) -> Steps[CatalogCheck]:
    """Do what ``catalog_check_steps`` does for whom it may; ``of`` is the name and the currency."""
    name, currency = of
    with till.db.reading() as uow:
        skus, owners = uow.catalog.list_codes()
        day = business_day(uow, till.clock.now())
        classes = frozenset(uow.rules.book().list_keys("vat_rate", day))
    report = ImportReport(file_name=name, currency=currency)
    try:
        rows = read_records(open_text)
        head = list(islice(rows, _HEAD_ROWS))
        columns = find_columns({name: None for row in head for name in row.cells}, currency)
        require_currency(columns, (row.cells for row in head), currency)
        reader = ItemReader(
            columns=columns,
            currency=currency,
            tax_classes=classes,
            report=report,
            existing=owners,
        )
        checking = _Checking(skus, report)
        every = chain(head, rows)
        while batch := list(islice(every, _BATCH)):
            for row in batch:
                item = reader.read(row)
                checking.count(None if item is None else item.sku)
            if not (yield RowsDone(report.row_count, 0)):
                return checking.result(is_cancelled=True)
        reader.finish()
    except BrokenFileError as error:
        raise BadInput(
            "Central would refuse this file",
            told("{why} Correct the file and check it again.", why=error.message),
        ) from error
    return checking.result(is_cancelled=False)


@dataclass(slots=True)
class _Checking:
    """Counts what became of the rows."""

    skus: frozenset[str]
    report: ImportReport
    new: int = 0
    known: int = 0

    def count(self, sku: str | None) -> None:
        if sku is not None:
            self.known += sku in self.skus
            self.new += sku not in self.skus

    def result(self, *, is_cancelled: bool) -> CatalogCheck:
        found = sorted(
            (
                CheckedRow(row.line, row.sku, finding, row.reason)
                for finding, rows in self.report.findings.items()
                for row in rows
            ),
            key=lambda row: (not row.is_refused, row.line),
        )
        return CatalogCheck(
            new=self.new,
            known=self.known,
            refused=self.report.skipped_count,
            rows=tuple(found[:FOUND_MAX]),
            is_cancelled=is_cancelled,
        )


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file that is opened as text; its failures are those of a broken file."""

    path: Path

    @contextmanager
    def open(self) -> Iterator[IO[str]]:
        try:
            if self.path.stat().st_size > CHECK_BYTES_MAX:
                raise BrokenFileError("It is too large to be checked here; part it.")
            with self.path.open(encoding="utf-8-sig", newline="") as text:
                yield text
        except UnicodeDecodeError as error:
            raise not_utf8() from error
        except OSError as error:
            raise BrokenFileError("It cannot be opened.") from error


def require_catalog_right(till: Till, session: Session) -> str:
    """Let supervisors pass; return the store's currency."""
    with till.db.reading() as uow:
        day = business_day(uow, till.clock.now())
        require_permission(uow, session, Permission.APPROVE, day)
        return uow.till.get_till().store.currency


def _write(till: Till, file: IO[str], of: tuple[str, int]) -> Steps[int | None]:
    currency, total = of
    writer = csv.writer(file)
    writer.writerow(catalog_columns(currency))
    done, after = 0, ""
    while True:
        with till.db.reading() as uow:
            page = uow.catalog.list_after(after, limit=_BATCH)
        writer.writerows(catalog_row(item, currency) for item in page)
        done += len(page)
        if not page:
            return done
        after = page[-1].item_id
        if not (yield RowsDone(done, total)):
            return None
