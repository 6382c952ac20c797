"""The judge of an image: is everything there that was promised, and nothing half?

The image is opened with the real ``TillDatabase``, read with the real repositories and checked with
the ledger's checks; in every fourth image the till then sells once more.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.use_cases.open_shift import current_shift
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Till
from domain.errors import DataDamaged, WindwardError
from storage.connections import EncryptedFile
from storage.unit_of_work import Reading
from tests.crash_images.disk import Image
from tests.crash_images.workload import NEW_PRICES
from tests.helpers.builders import (
    ITEMS,
    MORNING,
    SetClock,
    TillPlan,
    a_sale,
    a_session,
    an_open_shift,
    fixed_key,
    open_request,
)
from tests.helpers.builders import _opened as opened
from tests.helpers.ledger_checks import complaints

Promise = tuple[str, Any]
OLD_PRICES = {item.key: item.body["price_minor"] for item in ITEMS if item.key in NEW_PRICES}

LOST, HALF, CORRUPT, SHUT, STALE = "lost", "half", "corrupt", "shut", "stale"
BLAMES = (LOST, HALF, CORRUPT, SHUT, STALE)
"""Promised and gone; there in part; damaged; would not open or sell; taken for an older copy."""


@dataclass(frozen=True, slots=True)
class Blame:
    """What is wrong with an image: one of BLAMES, and a sentence."""

    kind: str
    sentence: str


@dataclass(slots=True)
class Promised:
    """What the till had promised up to some moment of the log."""

    enrolled: bool = False
    paying: set[str] = field(default_factory=set)
    sales: list[dict[str, Any]] = field(default_factory=list)
    backups: dict[str, str] = field(default_factory=dict)
    shifts: dict[int, str] = field(default_factory=dict)
    heard: bool = False

    def add(self, promise: Promise) -> None:
        what, detail = promise
        if what == "enrolled":
            self.enrolled = True
        elif what == "pays":
            self.paying.add(detail)
        elif what == "sold":
            self.sales.append(detail)
        elif what == "backed_up":
            self.backups[detail[0]] = detail[1]
        elif what == "heard":
            self.heard = True
        else:
            self.shifts[detail] = what


def lay_out(image: Image, folder: Path) -> None:
    """Write an image into a folder, in place of what lay there."""
    shutil.rmtree(folder, ignore_errors=True)
    for below in ("data", "mark"):
        (folder / below).mkdir(parents=True)
    for name, content in image.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        # The index of the log is memory shared by processes: after a power cut it is anything.
        target.write_bytes(b"\x5a" * 32_768 if name.endswith("-shm") else content)


def judge(folder: Path, promised: Promised, *, sells: bool = True) -> list[Blame]:
    """Open the till that lies in the folder and list what is wrong, nothing for a good one.

    ``sells``: and sell something once more.
    """
    try:
        till = opened(folder, TillPlan(seed="after", clock=SetClock(MORNING + timedelta(hours=6))))
    except DataDamaged as error:
        return [Blame(CORRUPT, f"opening: {error}")]
    except WindwardError as error:
        return [Blame(SHUT, f"opening: {error}")]
    try:
        found = list(_blames(till, folder, promised))
        if sells and promised.enrolled:
            found.extend(_sells_again(till))
    except DataDamaged as error:
        return [Blame(CORRUPT, str(error))]
    except WindwardError as error:
        return [Blame(SHUT, str(error))]
    else:
        return found
    finally:
        till.db.close()


def _blames(till: Till, folder: Path, promised: Promised) -> Iterator[Blame]:
    till.db.check()
    if promised.enrolled and till.db.needs_new_stream is not None:
        yield Blame(STALE, f"a new stream is asked for: {till.db.needs_new_stream}")
    with till.db.reading() as uow:
        is_enrolled = uow.till.find_till() is not None
        if not is_enrolled and promised.enrolled:
            yield Blame(LOST, "the till does not know who it is")
        yield from _sales(uow, promised) if is_enrolled else ()
        yield from _shifts(uow, promised)
        yield from _prices(uow, promised)
    yield from _backups(open_request(folder, SetClock()).backup_folder, promised)
    if is_enrolled:
        yield from (Blame(HALF, sentence) for sentence in complaints(till.db))


def _sales(uow: Reading, promised: Promised) -> Iterator[Blame]:
    kept = {found.receipt_number for found in uow.sales.find_receipts("", 10_000)}
    for sale in promised.sales:
        if sale["receipt"] not in kept:
            yield Blame(LOST, f"{sale['receipt']} was handed out and is gone")
            continue
        record = uow.sales.get(sale["receipt"])
        paper = hashlib.sha256("\n".join(record.receipt_lines).encode()).hexdigest()
        found = {
            "receipt": record.sale.receipt_number,
            "cart": record.sale.cart_id,
            "total_minor": record.sale.total.amount_minor,
            "paper": paper,
            "waybills": list(record.waybills),
        }
        if found != sale:
            yield Blame(HALF, f"{sale['receipt']} is not the sale that was acknowledged")
    for receipt in kept - {sale["receipt"] for sale in promised.sales}:
        if uow.sales.get(receipt).sale.cart_id not in promised.paying:
            yield Blame(HALF, f"{receipt} is a sale that nobody made")


def _shifts(uow: Reading, promised: Promised) -> Iterator[Blame]:
    for number, state in promised.shifts.items():
        shift = uow.shifts.find_shift(number)
        if shift is None:
            yield Blame(LOST, f"shift {number} was opened and is gone")
        elif state == "shift_closed" and shift.closed_at is None:
            yield Blame(LOST, f"shift {number} was closed and is open")


def _prices(uow: Reading, promised: Promised) -> Iterator[Blame]:
    """One transaction of central is seen whole or not at all."""
    shown: dict[str, object] = {}
    for name in NEW_PRICES:
        item = uow.catalog.find_item(name)
        if item is not None and item.price is not None:
            shown[name] = item.price.amount_minor
    if promised.heard and shown != NEW_PRICES:
        yield Blame(LOST, "prices that were shown are gone")
    if promised.enrolled and shown not in (OLD_PRICES, NEW_PRICES):
        yield Blame(HALF, f"a central transaction is shown in part: {shown}")


def _backups(folder: Path, promised: Promised) -> Iterator[Blame]:
    for name, digest in promised.backups.items():
        backup = folder / name
        if not backup.exists():
            yield Blame(LOST, f"the backup {name} was finished and is gone")
        elif hashlib.sha256(backup.read_bytes()).hexdigest() != digest:
            yield Blame(CORRUPT, f"the backup {name} is not what was written")
    for backup in folder.glob("windward-*.db"):
        if backup.name not in promised.backups:
            yield from _unpromised(backup)


def _unpromised(backup: Path) -> Iterator[Blame]:
    try:
        connection = EncryptedFile(backup, fixed_key("database")).connect(read_only=True)
    except WindwardError as error:
        yield Blame(CORRUPT, f"the backup {backup.name} does not open: {error}")
        return
    row = connection.execute("PRAGMA quick_check(1)").fetchone()
    connection.close()
    if row != ("ok",):
        yield Blame(CORRUPT, f"the backup {backup.name} is damaged: {row}")


def _sells_again(till: Till) -> Iterator[Blame]:
    ensure_stream(till)
    session = a_session(till)
    if current_shift(till) is None:
        session, _ = an_open_shift(till)
    a_sale(till, session, "tape", "rice")
    yield from (Blame(HALF, f"after one more sale: {said}") for said in complaints(till.db))


def worst(blames: Sequence[Blame]) -> str | None:
    """The gravest kind among them, or None for a good image."""
    found = {blame.kind for blame in blames}
    return next((kind for kind in BLAMES if kind in found), None)
