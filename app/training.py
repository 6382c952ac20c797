"""Training: a whole till that is thrown away, with sample goods and nobody to send anything to.

It is built without an engine, a transport or an enrolment, in a new temporary folder under keys
that exist only in this process (an import contract holds the first two). What is done here has no
way to the real till's ledger: it is another database, which is gone when training ends. Every
paper says so above and below.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from app.crash_reports import CrashReports
from app.devices.printers import FolderPrinter
from app.devices.system_clock import SystemClock, SystemEntropy, Uuid7Ids
from app.status_board import StatusBoard
from app.till_folder import TillFolder
from app.use_cases.ports import PrintJob, ReceiptPrinter
from app.use_cases.till import Till
from domain.catalog_file.columns import find_columns
from domain.catalog_file.csv_records import read_records
from domain.catalog_file.items import Item, ItemReader
from domain.catalog_file.report import ImportReport
from domain.paper import CutRow, Paper, TextRow
from storage.database import OpenRequest, TillDatabase
from storage.stream_opening import StreamOpening, open_stream
from storage.till_record import TillRecord
from sync.protocol.changes import Change, ItemChanged, StoreChanged
from sync.protocol.keys import SigningKey
from sync.protocol.operation import to_base64
from sync.protocol.pins import PinParameters, pepper_verifier, stretch_pin
from sync.protocol.status import Link, SyncStatus
from sync.protocol.version import PROGRAM_VERSION

PAPER_MARK = "TRAINING, NOT A RECEIPT"
"""On every paper, in English in every language: a shopper and an inspector read it too."""
LABEL, STREAM = "TRAIN", "TRAINA"
_TILL, _STORE, _ORGANISATION = "till-training", "store-training", "org-training"
_SAMPLE = Path(__file__).parents[1] / "resources" / "sample"
_CATALOG = _SAMPLE / "catalog.csv"
_KEY_BYTES, _SALT_BYTES, _STAGE_ROWS = 32, 16, 200
_CHEAP_PIN = PinParameters(time_cost=1, memory_kib=8, parallelism=1)
"""Its PINs are printed in the manual; stretching them would guard nothing."""
_STORE_BODY = StoreChanged(
    organisation_name=PAPER_MARK,
    name="Training",
    address="Nothing here is real",
    vat_number="",
    zone="America/Guyana",
    currency="GYD",
)


class TrainingPrinter:
    """Marks every paper before the real printer gets it; opens no drawer: there is no sale."""

    def __init__(self, printer: ReceiptPrinter) -> None:
        self._printer = printer

    def print_job(self, job: PrintJob) -> None:
        """Raises PrinterFailure."""
        self._printer.print_job(replace(job, paper=marked(job.paper)))

    def kick_drawer(self) -> None:
        """The drawer holds real money and stays shut."""


def marked(paper: Paper) -> Paper:
    """The same paper under and above the mark; it says so also where it is torn off."""
    mark = TextRow(PAPER_MARK, is_strong=True)
    cuts = sum(1 for row in paper.rows if isinstance(row, CutRow))
    inside = tuple(row for row in paper.rows if not isinstance(row, CutRow))
    return Paper((mark, *inside, mark, *(CutRow(),) * min(cuts, 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingTill:
    """A till to practise on: as much of a running one as a counter's window asks for."""

    till: Till
    board: StatusBoard
    crashes: CrashReports
    people: tuple[tuple[str, str], ...]
    """Who may sign in, and their PINs, to be shown on the screen."""
    room: Path

    def nudge(self) -> None:
        """Nobody is told: there is no engine."""

    def keep_crash(self, error: BaseException) -> None:
        """Keep a report of a fault of ours beside those of the real till; never raises."""
        self.crashes.keep(error)

    def close(self) -> None:
        """Close the database and delete it with everything in it."""
        self.till.db.close()
        shutil.rmtree(self.room, ignore_errors=True)


def open_training(
    folder: TillFolder, printer_in: Callable[[Path], ReceiptPrinter] = FolderPrinter
) -> TrainingTill:
    """Make a till for training. Of the real till's ``folder`` only crash reports are written to.

    ``printer_in`` makes the printer of its papers, which come out marked; it is given a folder that
    is deleted with the rest. Raises WorldFailure where there is no room.
    """
    clock, entropy = SystemClock(), SystemEntropy()
    room = Path(tempfile.mkdtemp(prefix="windward-training-"))
    db = TillDatabase.open(
        OpenRequest(
            path=room / "till.db",
            key=entropy.take(_KEY_BYTES),
            backup_folder=room / "backups",
            mark_path=room / "mark",
            clock=clock,
        )
    )
    till = Till(
        db=db,
        clock=clock,
        ids=Uuid7Ids(clock, entropy),
        entropy=entropy,
        signer=SigningKey(entropy.take(_KEY_BYTES)),
        printer=TrainingPrinter(printer_in(room / "receipts")),
        pin_pepper=entropy.take(_KEY_BYTES),
        program_version=PROGRAM_VERSION,
    )
    _begin(till)
    people = _people()
    _tell(till, f"org:{_ORGANISATION}", _rules(till.clock.now()))
    _tell(till, f"store:{_STORE}", [_change("store", _STORE, _STORE_BODY.model_dump()), *_goods()])
    _tell(till, f"till:{_TILL}", [_member(till, row) for row in people])
    status = SyncStatus(link=Link.OFFLINE, since_at=clock.now())
    return TrainingTill(
        till=till,
        board=StatusBoard(status),
        crashes=CrashReports(folder.crashes, clock, PROGRAM_VERSION),
        people=tuple((row["name"], row["demo_pin"]) for row in people),
        room=room,
    )


def _begin(till: Till) -> None:
    """A record and a stream that no central has ever heard of."""
    nobody = till.entropy.take(_KEY_BYTES)
    with till.db.unit_of_work() as uow:
        uow.till.save_till(
            TillRecord(
                till_id=_TILL,
                label=LABEL,
                organisation_id=_ORGANISATION,
                store_id=_STORE,
                store=_STORE_BODY,
                central_key=SigningKey(nobody).public_bytes,
                recovery_key=nobody,
                enrolled_at=till.clock.now(),
            )
        )
        opening = StreamOpening(
            name=STREAM,
            reason="enrolled",
            at=till.clock.now(),
            signer=till.signer,
            program_version=till.program_version,
        )
        open_stream(uow, opening)
        uow.commit()


def _tell(till: Till, stream: str, changes: Sequence[Change]) -> None:
    """Bring the sample in the way central's feed would."""
    placed = [
        change.model_copy(update={"stream": stream, "position": position, "last": position})
        for position, change in enumerate(changes, 1)
    ]
    for start in range(0, len(placed), _STAGE_ROWS):
        rows = placed[start : start + _STAGE_ROWS]
        with till.db.unit_of_work() as uow:
            uow.feed.stage(rows, f"{stream}:{rows[-1].position}")
            uow.feed.flip({stream: rows[-1].position})
            uow.feed.caught_up(till.clock.now())
            uow.commit()


def _change(kind: str, key: str, body: Mapping[str, object]) -> Change:
    return Change(stream="unplaced", position=1, last=1, kind=kind, key=key, body=body)


def _rules(now: datetime) -> list[Change]:
    """Return the sample's rules; its invented exchange rate is of now, as a real one would be."""
    rows = json.loads((_SAMPLE / "rules.json").read_text("utf-8"))
    for row in rows:
        if row["kind"] == "fx_rate":
            row["value"]["at"] = now.isoformat(timespec="seconds")
    return [_change("rule", f"{row['kind']}/{row['key']}/{row['valid_from']}", row) for row in rows]


def _people() -> list[dict[str, str]]:
    people: list[dict[str, str]] = json.loads((_SAMPLE / "staff.json").read_text("utf-8"))["staff"]
    return people


def _member(till: Till, row: Mapping[str, str]) -> Change:
    salt = till.entropy.take(_SALT_BYTES)
    stretched = stretch_pin(row["demo_pin"], salt, _CHEAP_PIN)
    body = {
        "name": row["name"],
        "role": row["role"],
        "pin_salt": to_base64(salt),
        "pin_verifier": to_base64(pepper_verifier(stretched, till.pin_pepper)),
        "pin_parameters": _CHEAP_PIN.as_tuple(),
    }
    return _change("staff", row["staff_id"], body)


def _goods() -> list[Change]:
    """Return the sample's goods, read by the rules of an import: weights, seasons, variants, all.

    What the office would refuse is refused here as well: it would not be there to be sold.
    """
    report = ImportReport(file_name=_CATALOG.name, currency=_STORE_BODY.currency)
    rows = list(read_records(_opened))
    columns = find_columns({name: None for row in rows for name in row.cells}, _STORE_BODY.currency)
    kinds = json.loads((_SAMPLE / "rules.json").read_text("utf-8"))
    reader = ItemReader(
        columns=columns,
        currency=_STORE_BODY.currency,
        tax_classes=frozenset(row["key"] for row in kinds if row["kind"] == "vat_rate"),
        report=report,
    )
    items = (reader.read(row) for row in rows)
    return [_item(item) for item in items if item is not None]


@contextmanager
def _opened() -> Iterator[IO[str]]:
    with _CATALOG.open(encoding="utf-8", newline="") as file:
        yield file


def _item(item: Item) -> Change:
    body = ItemChanged.model_validate(
        {
            "sku": item.sku,
            "name": item.name,
            "category": item.category,
            "kind": item.kind,
            "price_minor": None if item.price is None else item.price.amount_minor,
            "currency": _STORE_BODY.currency,
            "price_id": f"training-{item.sku}",
            "tax_class": item.tax_class,
            "weight_grams": item.weight_grams,
            "dimensions_mm": item.dimensions_mm,
            "containers_per_unit": item.containers_per_unit,
            "barcodes": item.barcodes,
            **item.selling.contents(),
        }
    )
    return _change("item", item.sku.lower(), body.model_dump(mode="json"))
