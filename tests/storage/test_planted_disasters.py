"""The checks of disasters can fail: each planted bug is found by the sentence that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from domain.disk_space import DEFAULT_DISK_LIMITS, MEGABYTE, Room
from domain.errors import WindwardError
from storage import disk_space, exporting, restoring, unsent
from storage.connections import EncryptedFile
from storage.database import TillDatabase
from storage.disk_space import DiskGuard
from storage.exporting import ExportParts, export_unsent
from storage.flushing import replace_durably
from storage.restoring import find_newest_whole, put_in_place, require_damaged
from storage.unsent import Unsent, opened_for_rescue, unsent_batches
from sync.protocol.operation import chain_hash, hash_is_signed
from tests.storage.kit import (
    KEY,
    MORNING,
    SIGNER,
    enrolled,
    fixed_key,
    open_db,
    request_for,
    say_many,
    tamper,
)

Patch = pytest.MonkeyPatch
COUNT = 20


def head_of(folder: Path) -> int:
    db = open_db(folder)
    with db.reading() as uow:
        seq = uow.outbox.head().seq
    db.close()
    return seq


def rescued_is_vouched_for(folder: Path) -> Iterator[str]:
    """After damage in the middle, what a rescue gives is chained and signed by the till."""
    tamper(
        folder / "data" / "till.db",
        "UPDATE operation SET facts = CAST(facts || ' ' AS BLOB) WHERE seq = 9",
    )
    with opened_for_rescue(EncryptedFile(folder / "data" / "till.db", KEY)) as uow:
        for batch in unsent_batches(uow, 100_000, Unsent()):
            digest = batch.prev_hash
            for operation in batch.operations:
                digest = chain_hash(digest, operation.facts)
            if not hash_is_signed(SIGNER.public_bytes, digest, batch.head_signature):
                yield "a rescue gave what no key vouches for"


def export_changes_nothing(folder: Path) -> Iterator[str]:
    """What was exported still waits: only central's answer ends that."""
    (folder / "stick").mkdir()
    file = EncryptedFile(folder / "data" / "till.db", KEY)
    parts = ExportParts(signer=SIGNER, take=lambda count: fixed_key("x")[:count], at=MORNING)
    export_unsent(file, folder / "stick", parts)
    db = open_db(folder)
    with db.reading() as uow:
        if uow.outbox.waiting_count() != COUNT:
            yield "an export counted as sent"
    db.close()


def no_backup_over_newer_sales(folder: Path) -> Iterator[str]:
    """A restore where nothing is damaged leaves the newest sales where they are."""
    db = open_db(folder)
    db.backup_to(folder / "data" / "backups")
    say_many(db, 5)
    db.close()
    file = EncryptedFile(folder / "data" / "till.db", KEY)
    with suppress(WindwardError):
        restoring.require_damaged(file)
        put_in_place(find_newest_whole(KEY, (folder / "data" / "backups",)), file.path)
    if head_of(folder) != COUNT + 5:
        yield "a backup went over newer sales"


def nothing_is_sold_without_room(folder: Path) -> Iterator[str]:
    """With less than the last limit and no reserve, no operation is appended."""
    guard = DiskGuard(folder / "data", lambda _: 10 * MEGABYTE)
    db = TillDatabase.open(replace(request_for(folder), guard=guard))
    with suppress(WindwardError):
        say_many(db, 1)
    db.close()
    if head_of(folder) != COUNT:
        yield "something was appended without room"


CHECKS = (
    rescued_is_vouched_for,
    export_changes_nothing,
    no_backup_over_newer_sales,
    nothing_is_sold_without_room,
)


def believe_everything(patch: Patch) -> None:
    patch.setattr(unsent, "_chained", lambda found, *_: found)
    patch.setattr(unsent, "_vouched_for", lambda _, cut: cut)


def count_as_sent(patch: Patch) -> None:
    def settle(partial: Path, target: Path) -> None:
        replace_durably(partial, target)
        tamper(target.parent.parent / "data" / "till.db", "UPDATE stream SET stored_through = 5")

    patch.setattr(exporting, "replace_durably", settle)


def restore_anyway(patch: Patch) -> None:
    patch.setattr(restoring, "require_damaged", lambda _: None)


def never_full(patch: Patch) -> None:
    patch.setattr(disk_space, "room_of", lambda *_: Room.LOW)


PLANTED: dict[Callable[[Patch], None], str] = {
    believe_everything: "a rescue gave what no key vouches for",
    count_as_sent: "an export counted as sent",
    restore_anyway: "a backup went over newer sales",
    never_full: "something was appended without room",
}


def complaints(tmp_path: Path) -> set[str]:
    found = set[str]()
    for check in CHECKS:
        folder = tmp_path / check.__name__
        db = enrolled(folder)
        say_many(db, COUNT - 1)
        db.close()
        found |= set(check(folder))
    return found


def test_the_product_passes_every_check(tmp_path: Path) -> None:
    assert complaints(tmp_path) == set()
    assert DEFAULT_DISK_LIMITS.read_only_bytes > 10 * MEGABYTE
    assert restoring.require_damaged is require_damaged


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_each_planted_bug_is_found_by_its_name(
    plant: Callable[[Patch], None], tmp_path: Path, monkeypatch: Patch
) -> None:
    plant(monkeypatch)

    assert complaints(tmp_path) == {PLANTED[plant]}
