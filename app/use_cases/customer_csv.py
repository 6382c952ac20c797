"""Customers in and out as a CSV file: row by row, each row's fate told, stopped at any row.

A file comes from another program and is read with care: UTF-8 with or without a mark, the columns
in any order, unknown ones said. Each customer is a fact of its own, told to central like one typed
at the counter; who is known by name and phone number is changed, not doubled. Consent is never
imported: a person gives it.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TextIO

from app.use_cases.audit import note_down
from app.use_cases.customers import SaveCustomer, keep_customer
from app.use_cases.file_steps import Progress, RowsDone, Steps, run_steps
from app.use_cases.operations import Said
from app.use_cases.rights import business_day, require_permission
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from app.use_cases.typed_text import require_words
from domain.csv_cell import guarded_cell, plain_cell
from domain.customer import CONTACT_FIELDS, Contact, Customer
from domain.errors import BadInput, WorldFailure
from domain.sentence import told
from domain.staff import Permission
from storage.unit_of_work import Reading

ROWS_MAX = 100_000
REPORT_MAX = 1_000
_BATCH = 50
"""Rows of one transaction: a sale waits for no more than these."""

Fate = Literal["added", "changed", "same", "refused"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFate:
    """What became of one row (line numbers of the file, the head is 1) and why."""

    line: int
    fate: Fate
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did. ``rows`` are those that were refused, at most 1,000 of them."""

    added: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    rows: tuple[RowFate, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    is_cancelled: bool = False

    @property
    def done(self) -> int:
        """How many rows were looked at."""
        return self.added + self.changed + self.same + self.refused


def import_customers(
    till: Till, session: Session, path: Path, on_progress: Progress
) -> ImportReport:
    """Read customers from a file and keep those rows that make sense.

    What was kept before a cancel stays, and the same file again changes nothing of it. Raises
    BadInput for a file that is no table with a column ``name``, or of more than 100,000 rows;
    WorldFailure where it cannot be read; NotAllowed.
    """
    return run_steps(customer_import_steps(till, session, path), on_progress)


def customer_import_steps(till: Till, session: Session, path: Path) -> Steps[ImportReport]:
    """Do what ``import_customers`` does, a transaction a step."""
    ensure_stream(till)
    with till.db.reading() as uow:
        require_permission(uow, session, Permission.APPROVE, business_day(uow, till.clock.now()))
    columns, rows = _read(path)
    importing = _Import(till, session)
    total = len(rows)
    for start in range(0, total, _BATCH):
        importing.take(rows[start : start + _BATCH])
        if not (yield RowsDone(min(start + _BATCH, total), total)):
            return importing.report(columns, is_cancelled=start + _BATCH < total)
    return importing.report(columns, is_cancelled=False)


def export_customers(till: Till, session: Session, path: Path, on_progress: Progress) -> int:
    """Write all customers of this till into a file, beside its name first; return how many.

    A cell that a spreadsheet would take for a formula begins with an apostrophe. A cancel leaves no
    file. Raises WorldFailure where it cannot be written; NotAllowed.
    """
    return run_steps(customer_export_steps(till, session, path), on_progress)


def customer_export_steps(till: Till, session: Session, path: Path) -> Steps[int]:
    """Do what ``export_customers`` does, a page a step."""
    now = till.clock.now()
    with till.db.reading() as uow:
        require_permission(uow, session, Permission.APPROVE, business_day(uow, now))
        total = uow.customers.count()
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8-sig", newline="") as file:
            done = yield from _write(till, file, total)
        if done is None:
            partial.unlink()
            return 0
        partial.replace(path)
    except OSError as error:
        raise _unwritable(path) from error
    with till.db.unit_of_work() as unit:
        note_down(unit, now, session.staff_id, ("customers_exported", "csv"), {"rows": done})
        unit.commit()
    return done


class _Import:
    """One import under way: what became of each row so far."""

    def __init__(self, till: Till, session: Session) -> None:
        self._till = till
        self._session = session
        self._counts: dict[Fate, int] = dict.fromkeys(("added", "changed", "same", "refused"), 0)
        self._refused: list[RowFate] = []

    def take(self, rows: Sequence[tuple[int, dict[str, str]]]) -> None:
        """Keep some rows in one transaction."""
        now = self._till.clock.now()
        with self._till.db.unit_of_work() as uow:
            said = Said(by=self._session.staff_id, at=now, day=business_day(uow, now))
            for line, cells in rows:
                try:
                    known = _known(uow, cells)
                    contact = _contact_of(cells, known)
                except BadInput as error:
                    self._refuse(line, error)
                    continue
                person_id = None if known is None else known.person_id
                request = SaveCustomer(contact=contact, person_id=person_id, channel="import")
                kept = keep_customer(uow, self._till, said, request)
                fate: Fate = "added" if known is None else "same" if kept == known else "changed"
                self._counts[fate] += 1
            uow.commit()

    def report(self, columns: Sequence[str], *, is_cancelled: bool) -> ImportReport:
        """Return what became of the rows."""
        unknown = tuple(name for name in columns if name not in CONTACT_FIELDS)
        return ImportReport(
            **self._counts,
            rows=tuple(self._refused),
            unknown_columns=unknown,
            is_cancelled=is_cancelled,
        )

    def _refuse(self, line: int, error: BadInput) -> None:
        self._counts["refused"] += 1
        if len(self._refused) < REPORT_MAX:
            self._refused.append(RowFate(line=line, fate="refused", why=error.message))


def _read(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            columns = [name.strip().lower() for name in reader.fieldnames or ()]
            reader.fieldnames = columns
            if "name" not in columns:
                raise _no_table()
            return columns, list(_bounded(reader))
    except OSError as error:
        raise WorldFailure(
            "The file cannot be read",
            told(
                "{name} could not be opened. Nothing was changed. Choose it again.", name=path.name
            ),
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise _no_table() from error


def _bounded(reader: "csv.DictReader[str]") -> Iterator[tuple[int, dict[str, str]]]:
    for number, row in enumerate(reader):
        if number >= ROWS_MAX:
            raise BadInput(
                "That is too many rows",
                told(
                    "At most {rows_max} at a time. Nothing was changed. Part the file.",
                    rows_max=f"{ROWS_MAX:,}",
                ),
            )
        cells = {str(name): str(text or "") for name, text in row.items() if name is not None}
        yield reader.line_num, cells


def _known(uow: Reading, cells: Mapping[str, str]) -> Customer | None:
    """Return whom a row names by name and phone number, None for somebody new."""
    person_id = uow.customers.find_same(_cell(cells, "name"), _cell(cells, "phone"))
    return None if person_id is None else uow.customers.find(person_id)


def _contact_of(cells: Mapping[str, str], known: Customer | None) -> Contact:
    """Return what a row says. A column that the file has not says nothing: what is known stays."""
    texts = {
        name: _cell(cells, name) if name in cells or known is None else known.text(name)
        for name in CONTACT_FIELDS
    }
    region = texts.pop("region")
    if region and not (region.isascii() and region.isdigit()):
        raise BadInput("Check the region", "A region is a number from 1 to 10, or empty.")
    return Contact(**texts, region=int(region or "0"))


def _cell(cells: Mapping[str, str], name: str) -> str:
    return require_words(plain_cell(cells.get(name, "")))


def _write(till: Till, file: TextIO, total: int) -> Steps[int | None]:
    writer = csv.writer(file)
    writer.writerow(CONTACT_FIELDS)
    done, after = 0, ""
    while True:
        with till.db.reading() as uow:
            page = uow.customers.list_after(after)
        writer.writerows([guarded_cell(one.text(name)) for name in CONTACT_FIELDS] for one in page)
        done += len(page)
        if not page:
            return done
        after = page[-1].person_id
        if not (yield RowsDone(done, total)):
            return None


def _no_table() -> BadInput:
    return BadInput(
        "This is no list of customers",
        told(
            "It must be a CSV file in UTF-8 whose first line names the columns,"
            " one of them name: {contact_fields}. Nothing was changed. Choose"
            " another file.",
            contact_fields=", ".join(CONTACT_FIELDS),
        ),
    )


def _unwritable(path: Path) -> WorldFailure:
    return WorldFailure(
        "The file cannot be written",
        told(
            "{name} could not be made there. Nothing else was changed. Choose another place.",
            name=path.name,
        ),
    )
