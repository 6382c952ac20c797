"""The way by stick: what a till exports, central takes exactly as if it had come by wire."""

from __future__ import annotations

import errno
import logging
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from central import tables
from central.operations import sticks
from central.operations.sticks import Taken, take_outbox
from central.tills.revoking import revoke_till
from domain.errors import BadInput, WorldFailure
from storage import exporting
from storage.connections import EncryptedFile
from storage.exporting import Exported, ExportParts, export_unsent
from sync.protocol.exchange import ExchangeRequest, ReceivedOperation
from sync.protocol.outbox_file import FileWriter
from sync.protocol.stream_codec import encode_request
from tests.helpers.builders import SeededEntropy, fixed_key
from tests.helpers.stale import make_stale
from tests.sync.world import SyncTill, World


def exported(till: SyncTill, folder: Path) -> Exported:
    folder.mkdir(exist_ok=True)
    till.clock.go_on(timedelta(seconds=1))
    parts = ExportParts(
        signer=till.till.signer, take=SeededEntropy(str(folder)).take, at=till.clock.now()
    )
    return export_unsent(database_of(till), folder, parts)


def database_of(till: SyncTill) -> EncryptedFile:
    return EncryptedFile(till.folder / "data" / "till.db", fixed_key("database"))


def brought(world: World, file: Exported) -> Taken:
    assert file.path is not None
    return take_outbox(world.office.central, file.path)


def refusal(world: World, path: Path) -> str:
    before = world.office.rows(tables.operation, "seq")
    with pytest.raises(BadInput) as caught:
        take_outbox(world.office.central, path)

    assert world.office.rows(tables.operation, "seq") == before
    return caught.value.message


def test_a_stick_brings_everything_once_and_the_wire_finds_it_there(
    world: World, tmp_path: Path
) -> None:
    till = world.a_till()
    sold = till.sell(5)
    file = exported(till, tmp_path / "stick")

    first = brought(world, file)
    second = brought(world, file)

    assert first.operation_count == first.new_count == file.operation_count == till.waiting()
    assert (second.new_count, second.unattached, second.lost_count) == (0, (), 0)
    assert world.receipts() == [sale.sale.receipt_number for sale in sold]
    assert till.waiting() == file.operation_count
    till.settle()
    assert till.waiting() == 0
    assert world.receipts() == [sale.sale.receipt_number for sale in sold]
    assert world.office.rows(tables.case_file, "case_id") == []
    assert [row["action"] for row in world.office.rows(tables.audit, "at")].count(
        "outbox_imported"
    ) == 2


def test_what_waits_in_an_older_stream_comes_along_in_many_batches(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "BATCH_BYTES_MAX", 2_000)
    till = world.a_till()
    till.sell(3)
    make_stale(till.till.db, "beside_mark")
    till.sell(3)

    file = exported(till, tmp_path / "stick")
    taken = brought(world, file)

    assert taken.new_count == till.waiting()
    assert taken.unattached == ()
    assert len(world.receipts()) == 6
    streams = {row["stream"] for row in world.office.rows(tables.operation, "seq")}
    assert len(streams) == 2


def test_a_computer_without_the_call_that_forgets_pages_reads_back_all_the_same(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    till.sell()
    monkeypatch.delattr(os, "posix_fadvise", raising=False)

    assert brought(world, exported(till, tmp_path / "stick")).new_count == till.waiting()


def test_nothing_waiting_leaves_nothing_on_the_stick(world: World, tmp_path: Path) -> None:
    till = world.a_till()

    assert exported(till, tmp_path / "stick") == Exported(
        path=None, operation_count=0, unreadable_count=0
    )
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_file_that_follows_one_that_never_came_is_named_and_kept_by_the_till(
    world: World, tmp_path: Path
) -> None:
    till = world.a_till()
    till.sell(2)
    with till.till.db.unit_of_work() as uow:
        current = uow.till.current_stream()
        stored = current.stored_through
        uow.outbox.mark_stored(current.name, stored + 1, 0)  # as if a lost file had been taken
        uow.commit()

    taken = brought(world, exported(till, tmp_path / "stick"))

    assert taken.new_count == 0
    assert [(left.first_seq, left.wanted_from) for left in taken.unattached] == [
        (stored + 2, stored + 1)
    ]


def test_damaged_foreign_and_falsely_named_files_store_nothing(
    world: World, tmp_path: Path
) -> None:
    till = world.a_till()
    till.sell(2)
    file = exported(till, tmp_path / "stick").path
    assert file is not None
    raw = file.read_bytes()
    bad = tmp_path / "bad"

    bad.write_bytes(raw[:-5])
    assert "damaged: the file was cut" in refusal(world, bad)
    bad.write_bytes(raw[:200] + b"?" + raw[201:])
    assert "sealed to another central" in refusal(world, bad)
    assert "No such file" in refusal(world, tmp_path / "missing")
    till.till = replace(till.till, signer=replace(till.till.signer, seed=fixed_key("a thief")))
    forged = exported(till, tmp_path / "forged").path
    assert forged is not None
    assert "did not sign it" in refusal(world, forged)


def test_a_file_of_a_till_that_nobody_knows_is_refused(world: World, tmp_path: Path) -> None:
    till = world.a_till()
    till.sell()
    with till.till.db.unit_of_work() as uow:
        uow.till.save_till(replace(uow.till.get_till(), till_id="till-unknown"))
        uow.commit()
    file = exported(till, tmp_path / "stick").path
    assert file is not None

    assert "does not know the till" in refusal(world, file)


def test_what_is_wrong_inside_a_signed_file_is_refused_too(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    till.sell()
    file = exported(till, tmp_path / "stick").path
    assert file is not None

    def inside(body: bytes) -> str:
        with monkeypatch.context() as patch:
            patch.setattr(sticks, "read_bodies", lambda *_: iter([body]))
            return refusal(world, file)

    assert "cannot be read" in inside(b"no exchange")
    with monkeypatch.context() as patch:
        patch.setattr(sticks, "PROTOCOL_OLDEST", 0)
        patch.setattr(sticks, "PROTOCOL", 0)
        assert "newer than central" in refusal(world, file)
    other = world.a_till("till-b")
    other.sell()
    bodies: list[bytes] = []
    with monkeypatch.context() as patch:
        patch.setattr(FileWriter, "add", lambda _, body: bodies.append(body))
        exported(other, tmp_path / "other")
    assert "another till's" in inside(bodies[0])


def test_operations_that_no_key_vouches_for_are_refused(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    till = world.a_till()
    till.sell()

    def changed(request: ExchangeRequest) -> bytes:
        first, *rest = request.operations
        facts = first.facts.replace(b'"kind":"', b'"kind":"x', 1)
        operations = (ReceivedOperation(facts=facts), *rest)
        return encode_request(replace(request, operations=operations))

    with monkeypatch.context() as patch:
        patch.setattr(exporting, "encode_request", changed)
        file = exported(till, tmp_path / "stick").path
    assert file is not None

    assert "vouched for by no key" in refusal(world, file)
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]


def test_a_revoked_tills_stick_is_kept_for_a_person(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    till = world.a_till()
    till.sell(2)
    file = exported(till, tmp_path / "stick")
    with till.till.db.reading() as uow:
        label = uow.till.get_till().label
    revoke_till(world.office.central, world.store, label, "stolen")

    taken = brought(world, file)

    assert taken.is_revoked
    assert taken.new_count == file.operation_count
    assert taken.asked_count == file.operation_count
    caplog.clear()


def test_a_stick_that_takes_bytes_and_gives_others_is_found_out(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    till.sell()

    class WornStick(exporting._Sink):
        def write(self, piece: bytes, /) -> object:
            self.digest.update(piece)
            return self._file.write(piece.replace(b"windward", b"Windward"))

    monkeypatch.setattr(exporting, "_Sink", WornStick)
    with pytest.raises(WorldFailure, match="was not written"):
        exported(till, tmp_path / "stick")

    assert list((tmp_path / "stick").iterdir()) == []


def test_a_missing_stick_is_a_plain_sentence(world: World, tmp_path: Path) -> None:
    till = world.a_till()
    till.sell()
    parts = ExportParts(signer=till.till.signer, take=SeededEntropy("x").take, at=till.clock.now())

    with pytest.raises(WorldFailure, match="Nothing was changed at the till"):
        export_unsent(database_of(till), tmp_path / "nowhere", parts)


def test_a_stick_that_is_full_at_any_write_leaves_no_half_file_and_a_plain_sentence(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    till.sell(2)
    real, left = exporting._Sink.write, [0]

    def write(self: exporting._Sink, piece: bytes, /) -> object:
        left[0] -= 1
        if left[0] == 0:
            self._file.write(piece[: len(piece) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, piece)

    monkeypatch.setattr(exporting._Sink, "write", write)
    failures = 0
    written: list[Exported] = []
    while not written and failures < 20:
        left[0] = failures + 1
        try:
            written.append(exported(till, tmp_path / "stick"))
        except WorldFailure as error:
            failures += 1
            is_told = "No space left" in error.message
            assert is_told
            assert list((tmp_path / "stick").iterdir()) == []

    assert failures > 2
    assert [file.operation_count for file in written] == [till.waiting()]
