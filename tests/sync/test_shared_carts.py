"""Two tills of a store and one cart: parked here, recalled there, both offline, both paid."""

from collections import Counter
from datetime import timedelta

import pytest

from app.use_cases.cart_conflict import CartConflict, CartDisputed
from app.use_cases.change_quantity import change_quantity
from app.use_cases.current_cart import current_cart
from app.use_cases.drop_parked import drop_parked
from app.use_cases.list_parked import ParkedEntry, list_parked
from app.use_cases.open_shift import current_shift, open_shift
from app.use_cases.park_cart import ParkCart, park_cart
from app.use_cases.recall_cart import Recalled, recall_cart
from app.use_cases.resolve_conflict import Choice, ResolveConflict, resolve_conflict
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.take_cash import TakeCash, take_cash
from app.use_cases.till import Session
from central import tables
from central.carts.tables import cart_edition, shared_cart
from domain.cart import Cart
from domain.errors import Conflict
from domain.shared_cart import SharedCart
from tests.helpers.builders import gyd
from tests.sync.faulty_transport import Fault
from tests.sync.world import World


class Clerk:
    """Somebody at a till of the world."""

    def __init__(self, world: World, name: str) -> None:
        self.sync = world.a_till(name)
        self.begin()

    def begin(self) -> None:
        self.session: Session = self.sync.cashier()
        if current_shift(self.sync.till) is None:
            open_shift(self.sync.till, self.session, gyd(20_000))
            self.sync.settle()

    def add(self, quantity: int = 1) -> Cart:
        item = RingUp(item_id=self.sync.an_item(), quantity=quantity)
        return ring_up(self.sync.till, self.session, item)

    def cart(self) -> Cart:
        return current_cart(self.sync.till, self.session).cart

    def conflict(self) -> CartConflict | None:
        return current_cart(self.sync.till, self.session).conflict

    def park(self) -> str:
        cart = self.cart()
        asked = ParkCart(cart_id=cart.cart_id, cart_version=cart.version)
        return park_cart(self.sync.till, self.session, asked).edition_id

    def parked(self) -> tuple[ParkedEntry, ...]:
        return list_parked(self.sync.till)

    def recall(self, edition_id: str) -> Recalled:
        return recall_cart(self.sync.till, self.session, edition_id)

    def pay(self) -> str:
        cart = self.cart()
        self.sync.clock.go_on(timedelta(seconds=20))
        request = TakeCash(cart_id=cart.cart_id, cart_version=cart.version, received=gyd(1_000_000))
        return take_cash(self.sync.till, self.session, request).sale.receipt_number

    def choose(self, choice: Choice) -> Cart:
        conflict, cart = self.conflict(), self.cart()
        assert conflict is not None
        rival = conflict.rivals[0].edition_id if conflict.rivals else ""
        return resolve_conflict(
            self.sync.till,
            self.session,
            ResolveConflict(
                cart_id=cart.cart_id, cart_version=cart.version, rival_id=rival, choice=choice
            ),
        )

    def go_offline(self) -> None:
        self.sync.transport.is_down = True

    def go_online(self) -> None:
        self.sync.transport.is_down = False
        self.sync.settle()


def counted(cart: Cart) -> Counter[str]:
    counts: Counter[str] = Counter()
    for line in cart.lines:
        counts[str(line.item_id)] += line.quantity
    return counts


def settle(*clerks: Clerk) -> None:
    """Everybody hears everything: one till's word may come to light for another."""
    for _ in range(2):
        for clerk in clerks:
            clerk.sync.settle()


@pytest.fixture
def ann(world: World) -> Clerk:
    return Clerk(world, "till-a")


@pytest.fixture
def ben(world: World) -> Clerk:
    return Clerk(world, "till-b")


def both_hold(ann: Clerk, ben: Clerk, base: int = 2) -> None:
    """A cart that both tills recalled while neither heard of the other."""
    ann.add(base)
    edition = ann.park()
    settle(ann, ben)
    ann.go_offline()
    ben.go_offline()
    ann.recall(edition)
    ben.recall(edition)


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
    monkeypatch.setattr("app.use_cases.take_cash.require_undisputed", lambda *_: None)
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
