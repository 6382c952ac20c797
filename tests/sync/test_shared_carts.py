"""Two tills of a store and one cart: parked here, recalled there, both offline, both paid."""

import pytest

from app.use_cases.cart_conflict import CartDisputed
from app.use_cases.drop_parked import drop_parked
from central.carts.tables import shared_cart
from domain.errors import Conflict
from tests.helpers.builders import gyd
from tests.sync.clerks import Clerk, both_hold, counted, settle
from tests.sync.world import World


@pytest.fixture
def ann(world_of_two: World) -> Clerk:
    return Clerk(world_of_two, "till-a")


@pytest.fixture
def ben(world_of_two: World) -> Clerk:
    return Clerk(world_of_two, "till-b")


# ------------------------------------------------------------------ the plain way


def test_a_sale_parked_at_one_till_is_recalled_and_paid_at_another(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ann.add(3)
    edition = ann.park()
    assert ann.cart().is_empty
    settle(ann, ben)

    (entry,) = ben.parked()
    assert (entry.edition_id, entry.number, entry.is_disputed) == (edition, 1, False)
    assert entry.total == gyd(480) * 3
    assert entry.till_label

    line = ben.recall(edition).cart.lines[0]
    assert (line.quantity, line.price_id) == (3, "tape@1")
    receipt = ben.pay()
    settle(ben, ann)

    assert receipt in world.receipts()
    assert ann.parked() == ben.parked() == ()
    assert world.cases("paid_twice") == []
    (root,) = world.office.rows(shared_cart)
    assert root["is_settled"] == 1


def test_a_till_parks_and_recalls_its_own_carts_offline(ann: Clerk, ben: Clerk) -> None:
    ann.go_offline()
    ann.add(1)
    first = ann.park()
    ann.add(2)
    second = ann.park()
    assert [entry.number for entry in ann.parked()] == [2, 1]

    ann.recall(first)
    ann.recall(second)  # which parks the first again
    assert ann.cart().lines[0].quantity == 2
    assert [entry.lines[0].quantity for entry in ann.parked()] == [1]

    ann.pay()
    ann.go_online()
    ben.sync.settle()
    assert [entry.lines[0].quantity for entry in ben.parked()] == [1]


def test_a_recall_never_overwrites_the_sale_on_the_screen(ann: Clerk) -> None:
    ann.add(1)
    edition = ann.park()
    ann.add(5)
    recalled = ann.recall(edition)

    assert recalled.parked is not None
    assert (recalled.parked.number, recalled.parked.is_local) == (2, False)
    assert recalled.cart.lines[0].quantity == 1
    assert [entry.lines[0].quantity for entry in ann.parked()] == [5]


def test_a_recalled_line_keeps_the_price_it_was_scanned_at(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ann.add(1)
    edition = ann.park()
    settle(ann, ben)
    world.price_tape(99_900, version=2)
    settle(ann, ben)
    (line,) = ben.recall(edition).cart.lines

    assert (line.price_id, line.unit_price) == ("tape@1", gyd(480))
    assert line.feed_position > 0


def test_a_dropped_cart_leaves_every_list(ann: Clerk, ben: Clerk) -> None:
    ann.add(1)
    edition = ann.park()
    settle(ann, ben)
    drop_parked(ben.sync.till, ben.session, edition)
    assert ben.parked() == ()

    settle(ben, ann)
    assert ann.parked() == ()
    with pytest.raises(Conflict, match="taken or dropped"):
        ann.recall(edition)


def test_who_recalls_what_another_has_is_told_who_has_it(ann: Clerk, ben: Clerk) -> None:
    ann.add(1)
    edition = ann.park()
    settle(ann, ben)
    ben.recall(edition)
    settle(ben, ann)

    with pytest.raises(Conflict, match="It is open at till"):
        ann.recall(edition)
    ben.pay()
    settle(ben, ann)
    with pytest.raises(Conflict, match="It was paid at till"):
        ann.recall(edition)


# ------------------------------------------------------------------ both offline


def test_a_double_recall_is_shown_at_both_tills_and_neither_takes_payment(
    ann: Clerk, ben: Clerk
) -> None:
    both_hold(ann, ben)
    assert ann.conflict() is None
    ann.go_online()
    ben.go_online()
    settle(ann, ben)

    for clerk in (ann, ben):
        conflict = clerk.conflict()
        assert conflict is not None
        assert [rival.state for rival in conflict.rivals] == ["held"]
        with pytest.raises(CartDisputed, match="Press F7"):
            clerk.pay()


def test_edits_of_both_are_merged_with_nothing_lost(ann: Clerk, ben: Clerk) -> None:
    both_hold(ann, ben, base=2)
    ann.add(3)
    ben.add(1)
    ann.park()
    ann.go_online()
    ben.go_online()
    settle(ann, ben)

    conflict = ben.conflict()
    assert conflict is not None
    (rival,) = conflict.rivals
    (line,) = rival.lines
    assert (line.base_count, line.mine_count, line.theirs_count) == (2, 3, 5)

    merged = ben.choose("both")
    assert counted(merged) == {ben.sync.an_item(): 6}
    ben.pay()
    settle(ben, ann)
    assert ann.parked() == ()
    assert ben.conflict() is None


def test_keeping_mine_calls_the_other_off_and_its_lines_stay_on_that_screen(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    both_hold(ann, ben)
    ann.add(1)
    ann.go_online()
    ben.go_online()
    settle(ann, ben)
    ben.choose("mine")
    ben.pay()
    settle(ben, ann)

    conflict = ann.conflict()
    assert conflict is not None
    assert conflict.is_called_off
    with pytest.raises(CartDisputed):
        ann.pay()
    assert ann.cart().lines[0].quantity == 3

    assert [rival.state for rival in conflict.rivals] == ["paid"]
    rest = ann.choose("rest")
    assert counted(rest) == {ann.sync.an_item(): 1}
    ann.pay()
    settle(ann, ben)
    assert world.cases("paid_twice") == []
    assert len(world.receipts()) == 2


def test_keeping_theirs_puts_mine_away_and_brings_theirs(ann: Clerk, ben: Clerk) -> None:
    both_hold(ann, ben)
    ann.add(7)
    ann.park()
    ann.go_online()
    ben.go_online()
    settle(ann, ben)
    theirs = ben.choose("theirs")

    assert theirs.lines[0].quantity == 9
    assert ben.conflict() is None
    settle(ben, ann)
    assert ann.parked() == ()


def test_what_was_called_off_can_go_on_as_a_sale_of_its_own(ann: Clerk, ben: Clerk) -> None:
    both_hold(ann, ben)
    ann.go_online()
    ben.go_online()
    settle(ann, ben)
    ben.choose("mine")
    settle(ben, ann)
    before = ann.cart().lines
    kept = ann.choose("mine")

    assert kept.lines == before
    assert ann.conflict() is None
    ann.pay()


def test_two_payments_of_one_cart_both_stand_and_become_one_case(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    both_hold(ann, ben)
    receipts = {ann.pay(), ben.pay()}
    ann.go_online()
    ben.go_online()
    settle(ann, ben)

    assert set(world.receipts()) >= receipts
    (case,) = world.cases("paid_twice")
    assert all(receipt in str(case["message"]) for receipt in receipts)
    assert world.takings_minor() == 2 * 2 * 48_000


def test_a_till_that_hears_of_the_payment_in_time_takes_none(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    both_hold(ann, ben)
    ann.pay()
    ann.go_online()
    ben.go_online()
    settle(ben, ann)

    with pytest.raises(CartDisputed, match="also paid at till"):
        ben.pay()
    gone = ben.choose("theirs")
    assert gone.is_empty
    assert len(world.receipts()) == 1


def test_a_third_version_is_shown_when_the_first_conflict_is_settled(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    eve = Clerk(world, "till-c")
    ann.add(1)
    edition = ann.park()
    clerks = (ann, ben, eve)
    settle(*clerks)
    for number, clerk in enumerate(clerks, start=1):
        clerk.go_offline()
        clerk.recall(edition)
        clerk.add(number)
    for clerk in (ann, eve):
        clerk.park()
    for clerk in clerks:
        clerk.go_online()
    settle(*clerks)

    for _ in range(2):
        ben.choose("both")
        settle(*clerks)
    assert ben.conflict() is None
    assert counted(ben.cart()) == {ben.sync.an_item(): 1 + 1 + 2 + 3}
