"""People at the tills of a world who park, recall and pay, and what they find."""

from collections import Counter
from datetime import timedelta

from app.use_cases.cart_conflict import CartConflict
from app.use_cases.current_cart import current_cart
from app.use_cases.list_parked import ParkedEntry, list_parked
from app.use_cases.open_shift import current_shift, open_shift
from app.use_cases.park_cart import ParkCart, park_cart
from app.use_cases.recall_cart import Recalled, recall_cart
from app.use_cases.resolve_conflict import Choice, ResolveConflict, resolve_conflict
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session
from domain.cart import Cart
from domain.tender import cash_tender
from tests.helpers.builders import gyd
from tests.sync.world import World


class Clerk:
    """Somebody at a till of the world."""

    def __init__(self, world: World, name: str) -> None:
        self.sync = world.has(name) or world.a_till(name)
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
        request = TakePayment(
            cart_id=cart.cart_id, cart_version=cart.version, tenders=(cash_tender(gyd(1_000_000)),)
        )
        return take_payment(self.sync.till, self.session, request).sale.receipt_number

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


def two_clerks(world: World) -> tuple[Clerk, Clerk]:
    """Ann at till-a and Ben at till-b; both tills hear of the shop before either opens a shift."""
    world.both_tills()
    return Clerk(world, "till-a"), Clerk(world, "till-b")


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


def both_hold(ann: Clerk, ben: Clerk, base: int = 2) -> None:
    """A cart that both tills recalled while neither heard of the other."""
    ann.add(base)
    edition = ann.park()
    settle(ann, ben)
    ann.go_offline()
    ben.go_offline()
    ann.recall(edition)
    ben.recall(edition)
