"""An operation that was damaged at the till is stepped over, and a person is told (rule 8.5)."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.use_cases.cases import list_cases
from app.use_cases.take_payment import CompletedSale
from central import tables
from central.operations.chains import verify_chains
from storage.connections import EncryptedFile
from storage.errors import DamagedDatabase
from storage.outbox_damage import OutboxDamaged, find_unreadable
from sync.engine import cycle
from sync.engine.damage import leave_out_damage
from sync.protocol.status import Link
from tests.helpers.builders import fixed_key
from tests.sync.world import SyncTill, World

PAGE = 4_096


def tampered(till: SyncTill, statement: str) -> None:
    """Damage the database of a till that runs: at its start it would refuse to sell on it."""
    with till.till.db.unit_of_work() as uow:
        uow._transaction.connection.execute(sa.text(statement))
        uow.commit()


def seq_of(till: SyncTill, sale: CompletedSale) -> int:
    """The number of the operation that tells of a sale."""
    with till.till.db.reading() as uow:
        kept = uow.outbox.list_operations(uow.till.current_stream().name)
    return next(one.seq for one in kept if sale.sale.receipt_number.encode() in one.facts)


def at(till: SyncTill, column: str, sale: CompletedSale, value: str) -> None:
    seq = seq_of(till, sale)
    tampered(till, f"UPDATE operation SET {column} = {value} WHERE seq = {seq}")


def kinds(world: World) -> list[object]:
    """The kinds of the cases opened; central's clock stands still here, and is said to."""
    rows = world.office.rows(tables.case_file)
    return [row["kind"] for row in rows if row["kind"] != "clock"]


FLIPPED_FACTS = "CAST(replace(CAST(facts AS TEXT), 'GYD', 'GYE') AS BLOB)"
DAMAGES: tuple[tuple[str, str], ...] = (
    ("facts", FLIPPED_FACTS),
    ("facts", "x'7b'"),
    ("hash", "zeroblob(32)"),
    ("prev_hash", "zeroblob(32)"),
)


@pytest.mark.parametrize(("column", "value"), DAMAGES)
@pytest.mark.parametrize("place", ["first", "middle", "last but one"])
def test_a_damaged_operation_never_keeps_the_others_from_central(
    world: World, column: str, value: str, place: str
) -> None:
    till = world.a_till()
    till.sell(1)
    till.settle()
    till.transport.is_down = True
    sold = till.sell(5)
    hit = sold[{"first": 0, "middle": 2, "last but one": 3}[place]]
    till.transport.is_down = False
    at(till, column, hit, value)
    turns = till.settle()

    damaged = hit.sale.receipt_number
    expected = sorted(s.sale.receipt_number for s in sold if s.sale.receipt_number != damaged)
    assert sorted(world.receipts())[1:] == expected
    assert turns <= 6
    assert kinds(world) == ["chain_damage"]
    assert "lost part" in " ".join(case.title for case in list_cases(till.till))
    assert verify_chains(world.office.central).verified

    more = till.sell(2)
    till.settle()
    assert world.receipts()[-2:] == [sale.sale.receipt_number for sale in more]
    assert more[-1].sale.receipt_number.startswith(current(till))


def current(till: SyncTill) -> str:
    with till.till.db.reading() as uow:
        return uow.till.current_stream().name


def test_a_damaged_head_is_reported_and_selling_goes_on_behind_it(world: World) -> None:
    till = world.a_till()
    sold = till.sell(2)
    at(till, "facts", sold[1], "x'7b'")
    till.settle()
    more = till.sell(1)
    till.settle()

    assert till.waiting() == 0
    expected = [sold[0], *more]
    assert sorted(world.receipts()) == sorted(s.sale.receipt_number for s in expected)
    assert kinds(world) == ["chain_damage"]


def test_a_signature_that_was_damaged_costs_only_what_it_alone_vouches_for(world: World) -> None:
    till = world.a_till()
    sold = till.sell(3)
    at(till, "signature", sold[1], "zeroblob(64)")
    till.settle()

    assert world.receipts() == [sale.sale.receipt_number for sale in sold]
    assert kinds(world) == []


def test_a_row_that_is_gone_is_a_gap_like_any_other(world: World) -> None:
    till = world.a_till()
    sold = till.sell(3)
    tampered(till, f"DELETE FROM operation WHERE seq = {seq_of(till, sold[1])}")
    till.settle()

    expected = [sold[0], sold[2]]
    assert sorted(world.receipts()) == sorted(s.sale.receipt_number for s in expected)
    assert till.waiting() == 0


def flipped_on_disk(till: SyncTill, mark: bytes) -> bool:
    """Flip one bit of the page that holds the row with this text, found by trying pages."""
    path = till.folder / "data" / "till.db"
    whole = path.read_bytes()
    for number in range(len(whole) // PAGE - 1, 1, -1):
        spoiled = bytearray(whole)
        spoiled[number * PAGE + 100] ^= 1
        path.write_bytes(bytes(spoiled))
        if is_page_of(path, mark):
            return True
    path.write_bytes(whole)
    return False


def is_page_of(path: Path, mark: bytes) -> bool:
    """Tell whether reading exactly this operation fails now, and the head's does not."""
    file = EncryptedFile(path, fixed_key("database"))
    try:
        found = find_unreadable(file)
    except Exception:  # noqa: BLE001 - a page that everything needs: not the one we look for
        return False
    return found is not None and int(mark) in found.seqs and len(found.seqs) < 8


@pytest.fixture
def flipped(world: World) -> Callable[[], SyncTill]:
    def make() -> SyncTill:
        till = world.a_till()
        till.sell(1)
        till.settle()
        till.transport.is_down = True
        till.sell(12)
        till.transport.is_down = False
        assert till.till.db.truncate_log()
        assert flipped_on_disk(till, b"8")
        return till

    return make


def test_a_flipped_bit_on_the_disk_loses_its_page_and_nothing_else(
    world: World, flipped: Callable[[], SyncTill]
) -> None:
    till = flipped()
    unreadable = till.till.db.find_unreadable()
    assert unreadable is not None
    lost = len(unreadable.seqs)
    turns = till.settle()

    assert len(world.receipts()) == 13 - lost
    assert turns <= 6
    assert till.waiting() == 0
    assert till.cycle.status.link is Link.ONLINE
    assert kinds(world) == ["chain_damage"]


def test_planted_bug_a_till_that_does_not_check_its_chain_is_refused_for_ever(
    world: World, monkeypatch: pytest.MonkeyPatch, expect_log: Callable[[str], None]
) -> None:
    """What happened before: central answers 400 to the same batch until somebody comes."""
    expect_log("batch_refused")
    till = world.a_till()
    sold = till.sell(3)
    at(till, "facts", sold[1], FLIPPED_FACTS)
    monkeypatch.setattr("storage.outbox.sound_beginning", lambda _source, _first, cut: len(cut))
    for _ in range(8):
        till.turn()

    assert till.waiting() > 0
    assert world.receipts() == []
    assert till.cycle.status.link is Link.NEEDS_YOU


def test_damage_names_its_place_in_plain_words() -> None:
    assert "Operation 7 of GY01A" in OutboxDamaged("GY01A", (7, 8)).message


def test_a_database_without_damage_has_nothing_to_leave_out(world: World) -> None:
    till = world.a_till()
    till.sell(1)

    assert not leave_out_damage(till.cycle._parts, DamagedDatabase("Damaged", "Elsewhere."))
    assert till.till.db.find_unreadable() is None


def test_damage_that_cannot_be_found_needs_a_person_and_the_engine_comes_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    till.settle()
    sold = till.sell(2)
    at(till, "facts", sold[0], "x'7b'")
    with monkeypatch.context() as patched:
        patched.setattr(cycle, "leave_out_damage", lambda *_: False)
        till.cycle.turn()  # hands over what lies before it
        plan = till.cycle.turn()

    assert till.cycle.status.link is Link.NEEDS_YOU
    assert till.cycle.status.problem is not None
    assert 0 < plan.wait_ms <= 60_000
    till.settle()
    assert sold[1].sale.receipt_number in world.receipts()
