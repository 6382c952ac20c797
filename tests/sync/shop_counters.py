"""Tills at which somebody stands and sells what is scarce."""

from __future__ import annotations

from app.use_cases.book_shipment import book_shipment
from app.use_cases.cancel_tender import cancel_tender
from app.use_cases.current_cart import current_cart
from app.use_cases.open_shift import current_shift, open_shift
from app.use_cases.remove_line import remove_line
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.start_tender import StartTender, TenderStarted, start_tender
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session
from domain.cart import Cart
from domain.holding import NothingLeft
from domain.tender import cash_tender
from tests.helpers.builders import gyd
from tests.helpers.shipment_builders import a_shipment
from tests.sync.faulty_transport import Fault
from tests.sync.world import SyncTill, World

FAULTS = (
    Fault.NONE,
    Fault.DROP_REQUEST,
    Fault.DROP_ANSWER,
    Fault.CUT_ANSWER,
    Fault.NO_END,
    Fault.DUPLICATE,
    Fault.OLD_FIRST,
)


class Counter:
    """A till at which somebody stands."""

    def __init__(self, till: SyncTill) -> None:
        self.sync = till
        self.session: Session = till.cashier()
        if current_shift(till.till) is None:
            open_shift(till.till, self.session, gyd(20_000))

    def rum(self, quantity: int = 1) -> Cart:
        with self.sync.till.db.reading() as uow:
            item_id = uow.catalog.search("rum", 1)[0].item_id
        return ring_up(self.sync.till, self.session, RingUp(item_id=item_id, quantity=quantity))

    def shipment(self, name: str) -> Cart:
        return book_shipment(self.sync.till, self.session, a_shipment(name))

    def begin(self) -> TenderStarted:
        cart = current_cart(self.sync.till, self.session).cart
        request = StartTender(cart_id=cart.cart_id, cart_version=cart.version)
        answer = start_tender(self.sync.till, self.session, request)
        assert isinstance(answer, TenderStarted)
        return answer

    def pay(self) -> bool:
        """Take payment for the cart; False where nothing is left, and the cart is emptied."""
        cart = current_cart(self.sync.till, self.session).cart
        request = TakePayment(
            cart_id=cart.cart_id, cart_version=cart.version, tenders=(cash_tender(gyd(1_000_000)),)
        )
        try:
            take_payment(self.sync.till, self.session, request)
        except NothingLeft:
            return False
        return True

    def give_up(self) -> None:
        cart = current_cart(self.sync.till, self.session).cart
        cancel_tender(self.sync.till, cart.cart_id)
        for line in cart.lines:
            cart = remove_line(self.sync.till, self.session, line.line_no, cart.version)

    def held(self) -> dict[str, int]:
        with self.sync.till.db.reading() as uow:
            return {each.resource: each.held for each in uow.allotments.list_held()}


def counters(world: World, *names: str) -> list[Counter]:
    return [Counter(world.a_till(name)) for name in names]


def settle(world: World) -> None:
    for till in world.tills:
        till.settle()
