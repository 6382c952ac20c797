"""Central put back from a raw copy of its disk: nothing in it says so, the tills do (rule 4.6)."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.use_cases.start_stream import start_stream
from app.use_cases.take_payment import CompletedSale
from central.feed.cursor import Cursor, write_cursor
from central.feed.reading import Start, settle_cursor
from central.opening import Central, open_central
from central.operations import evidence
from central.operations.evidence import settle_start
from central.state import begin_epoch
from central.tills.registry import EnrolledTill, find_till
from sync.protocol.exchange import ExchangeHeader
from tests.sync.world import SyncTill, World


def receipts_of(*sales: list[CompletedSale]) -> list[str]:
    return sorted(sale.sale.receipt_number for some in sales for sale in some)


def test_the_end_of_a_drained_stream_is_asked_for_again_though_a_new_stream_was_begun(
    world: World,
) -> None:
    """No request speaks of the old stream any more but the ones that have nothing to send."""
    till = world.a_till()
    first = till.sell(1)
    till.settle()
    copy = world.copy_central("copy")
    second = till.sell(2)
    till.settle()

    put_back(world, copy)
    start_stream(till.till, "behind_mark")
    third = till.sell(1)
    till.settle()
    assert len(world.receipts()) == 2
    till.go_round()

    assert sorted(world.receipts()) == receipts_of(first, second, third)
    assert world.cases("fork") == []


def test_naming_streams_in_turn_costs_no_request_and_repeats_nothing(world: World) -> None:
    till = world.a_till()
    till.sell(1)
    till.settle()
    start_stream(till.till, "behind_mark")
    till.settle()

    plans = [till.turn() for _ in range(4)]

    assert all(plan.wait_ms > 0 for plan in plans)
    assert till.waiting() == 0


def test_an_old_stream_that_central_holds_more_of_does_not_put_the_new_one_in_doubt(
    world: World,
) -> None:
    """A copy that has learned its lesson goes on in its new stream and never starts another."""
    till = world.a_till()
    till.settle()
    copy = world.copy_of(till, "copy")
    till.sell(2)
    till.settle()
    start_stream(copy.till, "behind_mark")
    copy.sell(1)

    copy.go_round()

    assert copy.till.db.needs_new_stream is None


def test_cursors_ahead_of_central_begin_one_epoch_and_no_second(world: World) -> None:
    tills = [world.a_till(name) for name in ("till-a", "till-b", "till-c")]
    copy = world.copy_central("copy")
    before = epoch_of(world)
    world.price_tape(55_500, version=2)
    for till in tills:
        till.settle()

    put_back(world, copy)
    epochs = []
    for till in [*tills, *tills]:
        till.settle()
        epochs.append(epoch_of(world))

    assert before not in epochs
    assert len(set(epochs)) == 1
    assert price_at(tills[2]) == 48_000


def test_positions_given_out_a_second_time_begin_a_new_epoch(world: World) -> None:
    till = world.a_till()
    copy = world.copy_central("copy")
    before = epoch_of(world)
    world.price_tape(55_500, version=2)
    till.settle()

    put_back(world, copy)
    world.price_tape(66_600, version=2)
    till.settle()

    assert epoch_of(world) != before
    assert price_at(till) == 66_600


def test_a_copy_that_is_put_back_a_second_time_has_forgotten_an_epoch(world: World) -> None:
    """It knows nothing of the epoch that began after the first time; the tills do."""
    tills = [world.a_till(name) for name in ("till-a", "till-b", "till-c")]
    copy = world.copy_central("copy")
    epochs = [epoch_of(world)]
    world.price_tape(55_500, version=2)
    for till in tills:
        till.settle()

    for _ in range(2):
        put_back(world, copy)
        for till in [*tills, *tills]:
            till.settle()
            epochs.append(epoch_of(world))

    assert len(set(epochs)) == 3
    assert sorted(epochs, key=epochs.index) == epochs


def test_a_forged_cursor_and_one_of_an_epoch_before_prove_nothing(world: World) -> None:
    till = world.a_till()
    central, before = world.office.central, epoch_of(world)
    with central.database.writing(till.clock.now()) as writing:
        begin_epoch(writing, central.surroundings, instead_of=before, reason="test")
    epoch, owner = epoch_of(world), owner_of(world, till)
    far = {f"till:{owner.till_id}": 9}
    seal_key = world.office.central.keys.cursor_seal
    for cursor in (
        write_cursor(Cursor(epoch, far), b"not central's key"),
        write_cursor(Cursor(before, far), seal_key),
        "x",
    ):
        settled = settle_start(world.office.central, owner, header_with(till, owner, cursor))
        assert settled.start.rebase
        assert settled.epoch == epoch

    assert epoch_of(world) == epoch


def test_two_processes_with_the_same_evidence_begin_one_epoch(world: World) -> None:
    till = world.a_till()
    owner = owner_of(world, till)
    central, other = world.office.central, second_process(world)
    epoch = central.epoch
    ahead = write_cursor(Cursor(epoch, {f"till:{owner.till_id}": 9}), central.keys.cursor_seal)

    first = settle_start(central, owner, header_with(till, owner, ahead))
    second = settle_start(other, owner, header_with(till, owner, ahead))
    other.close()

    assert first.epoch != epoch
    assert second.epoch == first.epoch == epoch_of(world)


def test_a_till_that_has_seen_forgotten_grants_begins_one_epoch_and_no_second(
    world: World,
) -> None:
    till, other = world.a_till("till-a"), world.a_till("till-b")
    central, epoch = world.office.central, epoch_of(world)
    owner, owner_of_other = owner_of(world, till), owner_of(world, other)

    first = settle_start(central, owner, granted_through(till, owner, 3))
    again = settle_start(central, owner, granted_through(till, owner, 3))
    not_declared = settle_start(central, owner_of_other, granted_through(other, owner_of_other, 2))

    assert first.epoch != epoch
    assert {again.epoch, not_declared.epoch, epoch_of(world)} == {first.epoch}


def test_the_word_of_a_revoked_till_about_its_grants_counts_for_nothing(world: World) -> None:
    till = world.a_till()
    epoch, owner = epoch_of(world), owner_of(world, till)
    revoked = replace(owner, revoked_at=till.clock.now())

    settled = settle_start(world.office.central, revoked, granted_through(till, owner, 3))

    assert settled.epoch == epoch == epoch_of(world)


def test_a_reader_that_lags_is_no_evidence(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A replica may not hold yet what the till has read: the database itself is asked."""
    till = world.a_till()
    world.price_tape(55_500, version=2)
    till.settle()
    owner, central = owner_of(world, till), world.office.central
    with till.till.db.reading() as uow:
        cursor = uow.feed.cursor()
    assert cursor is not None
    looks = iter([Start(Cursor(central.epoch), rebase=True, is_evidence=True)])
    monkeypatch.setattr(
        evidence, "settle_cursor", lambda *given: next(looks, None) or settle_cursor(*given)
    )

    settled = settle_start(central, owner, header_with(till, owner, cursor))

    assert settled.epoch == epoch_of(world)
    assert not settled.start.rebase


def granted_through(till: SyncTill, owner: EnrolledTill, number: int) -> ExchangeHeader:
    header = header_with(till, owner, "")
    return header.model_copy(update={"cursor": None, "grant_through": number})


def put_back(world: World, copy: Path) -> None:
    """Put a raw copy back: neither central nor anybody at it knows."""
    world.restore_central(copy)


def second_process(world: World) -> Central:
    return open_central(world.office.settings, world.office.central.surroundings)


def epoch_of(world: World) -> str:
    return world.office.central.epoch


def owner_of(world: World, till: SyncTill) -> EnrolledTill:
    with till.till.db.reading() as uow:
        till_id = uow.till.get_till().till_id
    with world.office.central.database.reading() as connection:
        found = find_till(connection, till_id)
    assert found is not None
    return found


def header_with(till: SyncTill, owner: EnrolledTill, cursor: str) -> ExchangeHeader:
    return ExchangeHeader(
        protocol=1,
        till=owner.till_id,
        stream=f"{owner.label}A",
        first_seq=1,
        prev_hash="0" * 64,
        count=0,
        first_kept_seq=1,
        cursor=cursor,
        till_time=till.clock.now(),
        nonce="0123456789abcdef",
    )


def price_at(till: SyncTill) -> int:
    with till.till.db.reading() as uow:
        item = uow.catalog.get_item("tape")
    assert item.price is not None
    return item.price.amount_minor
