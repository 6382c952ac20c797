"""Importing a catalog file into a store: one transaction, and only what changed goes to the tills.

The file is read to its end first, into a temporary file, so that a broken one is found before
anything is locked, and memory stays bounded however long it is.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Literal

import sqlalchemy as sa

from central.audit import Deed, record
from central.catalog.csv_rows import read_csv
from central.catalog.files import kind_of_file
from central.catalog.json_rows import read_json, read_json_lines
from central.database import Writing
from central.opening import Central
from central.publication import NewChange, change_text, store_feed
from central.tables import audit, catalog_item, rule
from central.tables import store as store_table
from central.tills.organisations import Store
from domain.catalog_file.columns import find_columns, require_currency
from domain.catalog_file.items import Item, ItemReader
from domain.catalog_file.report import ImportReport
from domain.catalog_file.source_rows import BrokenFileError, SourceRow
from domain.errors import BadInput
from sync.protocol.changes import ItemChanged

_BATCH_ROWS = 500
_HEAD_ROWS = 100
_ID_DIGITS = 24
_ALLOTTED = '"allotted":true'  # in a body's text: within a text of its own the quotes are escaped
_READERS = {"csv": read_csv, "json": read_json, "jsonl": read_json_lines}
_ACTION = "catalog_imported"

Outcome = Literal["added", "changed", "unchanged"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """A row that is in the catalog now, by its line in the file, and whether that is news."""

    line: int
    sku: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is imported, and who says so. ``currency`` is that of its prices.

    ``count`` is how many rows its sender read, None where nobody said. ``request`` is what a till's
    request is known by, which counts once; ``note`` is for the audit record.
    """

    store: Store
    file_name: str
    currency: str
    by: str = "command line"
    count: int | None = None
    request: str = ""
    note: str = ""

    @property
    def subject(self) -> str:
        """What the audit record says that it was done to."""
        return "/".join(filter(None, (self.store.store_id, self.request)))


OnKept = Callable[[KeptRow], None]


def import_catalog(central: Central, store: Store, path: Path, currency: str) -> ImportReport:
    """Import a CSV, JSON or JSONL file, packed or not; return what was done with each row.

    Items that the file does not name stay as they are. Raises BrokenFileError for a file that
    cannot be used to its end: nothing was changed then.
    """
    wanted = Wanted(store=store, file_name=path.name, currency=currency)
    return import_rows(central, wanted, lambda: _READERS[kind_of_file(path)](path))


def import_rows(
    central: Central,
    wanted: Wanted,
    read: Callable[[], Iterator[SourceRow]],
    on_kept: OnKept | None = None,
) -> ImportReport:
    """Import rows as ``import_catalog`` does. ``on_kept`` is told of each that is kept.

    It is told before the commit: what it heard is true once this returns. Raises BadInput, too,
    where other rows were read than the sender said, or for a request that was taken before.
    """
    report = ImportReport(file_name=wanted.file_name, currency=wanted.currency)
    with central.database.reading() as connection:
        known = _Known(
            tax_classes=_tax_classes(connection, wanted.store.organisation_id),
            barcodes=_barcodes(connection, wanted.store),
        )
    with TemporaryFile("w+", encoding="utf-8", newline="\n") as spool:
        _read_to_end(read(), known, report, spool)
        _require_count(wanted, report)
        spool.seek(0)
        with central.database.writing(central.surroundings.now()) as writing:
            _take_turn(writing, wanted)
            new_id = central.surroundings.new_id()
            importing = _Importing(writing, wanted.store, report, new_id, on_kept)
            lines = iter(spool)
            while batch := list(islice(lines, _BATCH_ROWS)):
                importing.keep([json.loads(line) for line in batch])
            importing.publish()
            _audit(central, writing, wanted, report)
    return report


def settle_mark(contents: dict[str, object], *, was_allotted: bool) -> None:
    """Keep the mark of an item whose file does not speak of it; an unmarked one carries none."""
    if not contents.setdefault("allotted", was_allotted):
        del contents["allotted"]


def item_id_of(store_id: str, sku: str) -> str:
    """Return the id of an item: the same SKU in the same store is the same item for ever."""
    return hashlib.sha256(f"item/{store_id}/{sku}".encode()).hexdigest()[:_ID_DIGITS]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the store has already: its tax classes, and the SKU of each barcode."""

    tax_classes: frozenset[str]
    barcodes: Mapping[str, str]


def _require_count(wanted: Wanted, report: ImportReport) -> None:
    """Refuse a file of which its sender read something else: a program of there or here is old."""
    if wanted.count is not None and wanted.count != report.row_count:
        raise BadInput(
            "The catalog was not imported",
            f"Central reads {report.row_count:,} rows, the sender {wanted.count:,}. Nothing was"
            " changed. Let the office import it.",
        )


def _take_turn(writing: Writing, wanted: Wanted) -> None:
    """Let imports into a store stand in line, and take each request of a till once.

    One that came back much later would set prices back to those of its day.
    """
    of = wanted.store
    mine = (
        (store_table.c.organisation_id, of.organisation_id),
        (store_table.c.store_id, of.store_id),
    )
    writing.connection.execute(
        sa.select(store_table.c.store_id)
        .where(*(column == value for column, value in mine))
        .with_for_update(key_share=True)
    )
    before = sa.select(audit.c.audit_id).where(
        audit.c.organisation_id == of.organisation_id,
        audit.c.action == _ACTION,
        audit.c.subject == wanted.subject,
    )
    if wanted.request and writing.connection.execute(before.limit(1)).first() is not None:
        raise BadInput(
            "Central has taken this file already",
            "Nothing was changed. If it is still what you mean, check it and send it again.",
        )


def _read_to_end(
    rows: Iterator[SourceRow], known: _Known, report: ImportReport, spool: IO[str]
) -> None:
    """Write every item of the file into the spool, one a line. Raises BrokenFileError."""
    head = list(islice(rows, _HEAD_ROWS))
    if not head:
        raise BrokenFileError("It holds no rows.")
    present = {column: None for row in head for column in row.cells}
    columns = find_columns(present, report.currency)
    require_currency(columns, (row.cells for row in head), report.currency)
    reader = ItemReader(
        columns=columns,
        currency=report.currency,
        tax_classes=known.tax_classes,
        report=report,
        existing=known.barcodes,
    )
    found = False
    for row in chain(head, rows):
        item = reader.read(row)
        if item is not None:
            kept = {"line": row.line, "item": _contents(item, report.currency)}
            spool.write(change_text(kept) + "\n")
            found = True
    reader.finish()
    if not found:
        raise BrokenFileError(f"None of its {report.row_count:,} rows can be used.")


def digest_of(contents: Mapping[str, object]) -> bytes:
    """Return what tells whether an import changes an item: a hash of all that a file can say."""
    return hashlib.sha256(change_text(contents).encode()).digest()


def _contents(item: Item, currency: str) -> dict[str, object]:
    marked = {} if item.allotted is None else {"allotted": item.allotted}
    return {
        **marked,
        "sku": item.sku,
        "name": item.name,
        "category": item.category,
        "kind": item.kind,
        "barcodes": item.barcodes,
        "price_minor": None if item.price is None else item.price.amount_minor,
        "currency": currency,
        "tax_class": item.tax_class,
        "weight_grams": item.weight_grams,
        "dimensions_mm": item.dimensions_mm,
        "containers_per_unit": item.containers_per_unit,
        **item.selling.contents(),
    }


@dataclass(slots=True)
class _Importing:
    """An import at work: batches in, then one publication of what they changed."""

    writing: Writing
    store: Store
    report: ImportReport
    import_id: str
    on_kept: OnKept | None

    def keep(self, batch: list[dict[str, Any]]) -> None:
        """Insert what is new and update what is different."""
        store_id = self.store.store_id
        wanted = {item_id_of(store_id, str(one["item"]["sku"])): one for one in batch}
        known = self._known(list(wanted))
        added: list[dict[str, object]] = []
        changed: list[dict[str, object]] = []
        for item_id, one in wanted.items():
            contents, row = one["item"], known.get(item_id)
            settle_mark(contents, was_allotted=row is not None and _ALLOTTED in row.body)
            digest = digest_of(contents)
            outcome: Outcome = "unchanged"
            if row is None:
                outcome = "added"
                added.append(self._values(item_id, contents, digest, version=1))
            elif row.body_hash != digest:
                outcome = "changed"
                same_price = _price_of(json.loads(row.body)) == _price_of(contents)
                version = row.price_version + (0 if same_price else 1)
                changed.append(self._values(item_id, contents, digest, version=version))
            if self.on_kept is not None:
                self.on_kept(KeptRow(line=one["line"], sku=contents["sku"], outcome=outcome))
        self._write(added, changed)
        self.report.new_count += len(added)
        self.report.changed_count += len(changed)
        self.report.unchanged_count += len(wanted) - len(added) - len(changed)

    def publish(self) -> None:
        """Publish every row this import touched, when the transaction commits."""
        count = self.report.new_count + self.report.changed_count
        feed = store_feed(self.store.organisation_id, self.store.store_id)
        self.writing.publication.add_many(feed, count, self._changes())

    def _known(self, item_ids: list[str]) -> dict[str, sa.Row[tuple[object, ...]]]:
        statement = sa.select(catalog_item).where(
            self._mine(), catalog_item.c.item_id.in_(item_ids)
        )
        return {row.item_id: row for row in self.writing.connection.execute(statement)}

    def _mine(self) -> sa.ColumnElement[bool]:
        return sa.and_(
            catalog_item.c.organisation_id == self.store.organisation_id,
            catalog_item.c.store_id == self.store.store_id,
        )

    def _values(
        self, item_id: str, contents: dict[str, object], digest: bytes, *, version: int
    ) -> dict[str, object]:
        body = ItemChanged.model_validate({**contents, "price_id": f"{item_id}-{version}"})
        return {
            "organisation_id": self.store.organisation_id,
            "store_id": self.store.store_id,
            "item_id": item_id,
            "body": change_text(body.model_dump(mode="json")),
            "body_hash": digest,
            "price_version": version,
            "import_id": self.import_id,
        }

    def _write(self, added: list[dict[str, object]], changed: list[dict[str, object]]) -> None:
        connection = self.writing.connection
        if added:
            connection.execute(sa.insert(catalog_item), added)
        if changed:
            statement = sa.update(catalog_item).where(
                self._mine(), catalog_item.c.item_id == sa.bindparam("known_id")
            )
            rows = [{**values, "known_id": values["item_id"]} for values in changed]
            connection.execute(statement, rows)

    def _changes(self) -> Iterator[NewChange]:
        """Yield the changes in pages, while positions are being given: none is held in memory."""
        after = ""
        while True:
            page = self.writing.connection.execute(
                sa.select(catalog_item.c.item_id, catalog_item.c.body)
                .where(
                    self._mine(),
                    catalog_item.c.import_id == self.import_id,
                    catalog_item.c.item_id > after,
                )
                .order_by(catalog_item.c.item_id)
                .limit(_BATCH_ROWS)
            ).all()
            if not page:
                return
            for row in page:
                yield NewChange(kind="item", key=row.item_id, body=row.body)
            after = page[-1].item_id


def _price_of(contents: dict[str, object]) -> tuple[object, ...]:
    """All that makes a price another one: what one costs, what many cost, and what it is for."""
    breaks = change_text({"breaks": contents.get("breaks", [])})
    return contents["price_minor"], contents["currency"], contents.get("sold_by"), breaks


def _tax_classes(connection: sa.Connection, organisation_id: str) -> frozenset[str]:
    statement = sa.select(rule.c.key).where(
        rule.c.organisation_id == organisation_id, rule.c.kind == "vat_rate"
    )
    return frozenset(connection.execute(statement).scalars())


def _barcodes(connection: sa.Connection, store: Store) -> dict[str, str]:
    statement = sa.select(catalog_item.c.body).where(
        catalog_item.c.organisation_id == store.organisation_id,
        catalog_item.c.store_id == store.store_id,
    )
    bodies = (json.loads(body) for body in connection.execute(statement).scalars())
    return {code: body["sku"] for body in bodies for code in body["barcodes"]}


def _audit(central: Central, writing: Writing, wanted: Wanted, report: ImportReport) -> None:
    counts = f"{report.new_count} new, {report.changed_count} changed"
    deed = Deed(
        organisation_id=wanted.store.organisation_id,
        actor=wanted.by,
        action=_ACTION,
        subject=wanted.subject,
        reason=f"{counts}; {wanted.note}" if wanted.note else counts,
    )
    record(writing, central.surroundings, deed)
