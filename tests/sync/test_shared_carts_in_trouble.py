"""Shared carts while the line, a till or central fails; and the checks, which can fail too."""

from datetime import timedelta

import pytest

from app.use_cases.cart_conflict import CartDisputed
from app.use_cases.change_quantity import change_quantity
from central import tables
from central.carts.tables import cart_edition
from domain.shared_cart import SharedCart
from tests.sync.clerks import Clerk, both_hold, counted, settle
from tests.sync.faulty_transport import Fault
from tests.sync.world import World


@pytest.fixture
def ann(world_of_two: World) -> Clerk:
    return Clerk(world_of_two, "till-a")


@pytest.fixture
def ben(world_of_two: World) -> Clerk:
    return Clerk(world_of_two, "till-b")


# ------------------------------------------------------------------ the line and the disk


@pytest.mark.parametrize(
    "fault", [Fault.DROP_ANSWER, Fault.DUPLICATE, Fault.CUT_ANSWER, Fault.NO_END, Fault.OLD_FIRST]
)
def test_no_fault_of_the_line_parks_or_pays_twice(
    world: World, ann: Clerk, ben: Clerk, fault: Fault
) -> None:
    ann.add(2)
    ann.sync.transport.faults = [fault, Fault.NONE, fault]
    edition = ann.park()
    settle(ann, ben)
    ben.sync.transport.faults = [fault, Fault.NONE, fault]
    ben.recall(edition)
    ben.pay()
    settle(ben, ann)

    assert len(world.receipts()) == 1
    assert len(world.office.rows(cart_edition)) == 3
    assert ann.parked() == ben.parked() == ()
    assert world.cases("paid_twice") == []


def test_a_till_restored_from_before_it_parked_is_told_that_the_cart_went_on(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ann.add(2)
    old = world.copy_of(ann.sync, "old copy")
    old.cycle.turn()
    edition = ann.park()
    settle(ann, ben)
    ben.recall(edition)
    ben.pay()
    settle(ben, ann)

    ann.sync = old
    settle(ann, ben)
    conflict = ann.conflict()
    assert conflict is not None
    assert "paid" in [rival.state for rival in conflict.rivals]
    with pytest.raises(CartDisputed):
        ann.pay()
    assert ann.choose("rest").is_empty


def test_a_till_restored_offline_that_sells_the_parked_cart_again_becomes_a_case(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ann.add(2)
    old = world.copy_of(ann.sync, "old copy")
    edition = ann.park()
    settle(ann, ben)
    ben.recall(edition)
    ben.pay()
    settle(ben, ann)

    ann.sync = old
    ann.go_offline()
    ann.pay()
    ann.go_online()
    settle(ann, ben)

    assert len(world.cases("paid_twice")) == 1
    assert len(world.receipts()) == 2


def test_central_put_back_to_before_the_parking_learns_it_again(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    copy = world.copy_central("yesterday")
    ann.add(2)
    edition = ann.park()
    settle(ann, ben)
    ben.recall(edition)
    ben.add(1)
    second = ben.park()
    settle(ben, ann)
    world.restore_central(copy)
    settle(ben, ann)
    settle(ann, ben)

    assert [entry.edition_id for entry in ann.parked()] == [second]
    assert [entry.edition_id for entry in ben.parked()] == [second]
    assert [entry.is_disputed for entry in ann.parked()] == [False]


def test_a_cart_that_nobody_comes_for_expires_and_later_leaves_the_feed(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ann.add(2)
    edition = ann.park()
    settle(ann, ben)
    for clerk in (ann, ben):
        clerk.sync.clock.go_on(timedelta(hours=73))
    world.office.clock.forward(timedelta(hours=73))
    ben.add(1)
    ben.park()
    settle(ben, ann)
    assert [entry.edition_id for entry in ann.parked()] == [ben.parked()[0].edition_id]

    ann.recall(edition)  # its customer came after all
    ann.pay()
    world.office.clock.forward(timedelta(days=15))
    settle(ann, ben)
    ben.add(1)
    ben.park()
    settle(ben, ann)
    told = world.office.rows(tables.change)
    assert any(row["kind"] == "cart_removed" and row["key"] == edition for row in told)
    assert world.cases("paid_twice") == []


# ------------------------------------------------------------------ the checks can fail


def test_a_planted_till_that_pays_what_another_has_is_caught(
    world: World, ann: Clerk, ben: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: a recalled cart stays payable at the till that recalled it as well, online."""
    both_hold(ann, ben)
    ann.go_online()
    ben.go_online()
    settle(ann, ben)
    monkeypatch.setattr("app.use_cases.take_payment.require_undisputed", lambda *_: None)
    ann.pay()
    settle(ann, ben)
    ben.pay()
    settle(ben, ann)

    assert len(world.cases("paid_twice")) == 1


def test_a_planted_central_that_accepts_a_stale_base_hides_the_conflict(
    ann: Clerk, ben: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted: central and tills take the newest for the only one: no conflict would be shown."""
    in_play = SharedCart.in_play
    monkeypatch.setattr(SharedCart, "in_play", lambda shared: in_play(shared)[-1:])
    both_hold(ann, ben)
    ann.go_online()
    ben.go_online()
    settle(ann, ben)
    shown = [clerk.conflict() is not None for clerk in (ann, ben)]

    assert shown != [True, True]


def test_a_planted_merge_that_keeps_one_side_loses_lines(
    ann: Clerk, ben: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_hold(ann, ben, base=2)
    ann.add(3)
    ann.park()
    ann.go_online()
    ben.go_online()
    settle(ann, ben)
    monkeypatch.setattr(
        "domain.shared_cart.JoinedLine.merged_count", property(lambda line: line.mine_count)
    )
    merged = ben.choose("both")

    assert counted(merged) != {ben.sync.an_item(): 5}


def test_the_quantity_of_a_recalled_line_can_be_changed(ann: Clerk) -> None:
    ann.add(2)
    cart = ann.recall(ann.park()).cart
    changed = change_quantity(ann.sync.till, ann.session, 1, 5, cart.version)

    assert changed.lines[0].quantity == 5
