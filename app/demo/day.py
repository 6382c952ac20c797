"""A whole day at a till, as a script.

The use cases and the engine that the screens use, and no others.

Open a shift, sell, lose the line, go on selling, book a shipment, get the line back, reconcile,
close the shift.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice

from app.bootstrap import RunningTill
from app.demo.customer import Customer
from app.demo.day_payments import CARD, PhonePayments, is_payable
from app.demo.sample import SampleStaff
from app.use_cases.approve import ApprovalRequest, approve
from app.use_cases.book_shipment import book_shipment
from app.use_cases.close_shift import CloseShift, close_shift, preview_close
from app.use_cases.current_cart import current_cart
from app.use_cases.open_shift import open_shift
from app.use_cases.print_receipt import print_receipt
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.scan import Added, scan
from app.use_cases.search_catalog import search_catalog
from app.use_cases.shift_summary import shift_summary
from app.use_cases.sign_in import sign_in
from app.use_cases.take_payment import CompletedSale, TakePayment, take_payment
from app.use_cases.till import Session
from domain.cart import TypedPrice
from domain.catalog import CatalogItem
from domain.errors import RuleBroken, WorldFailure
from domain.money import Money
from domain.money_text import format_money
from domain.shift import CashCount
from domain.shipment import Length, Party, Piece, ShipmentDraft, Weight
from domain.staff import Permission
from domain.tender import cash_tender, hand_out
from domain.till_payment import MMG
from sync.protocol.status import Link, SyncStatus

ONLINE_SALES = 2
OFFLINE_SALES = 12
FLOAT_MINOR = 4_000_000
SHORT_DOLLARS = 100
TYPED_PRICE_MINOR = 250_000
PATIENCE_S = 120.0
_POOL_MAX = 60
_LINES_OF_A_SALE = (1, 3, 2, 1, 4)
_WORDS = ("a", "b", "c", "s", "m", "p", "t", "barrel", "rice", "the", "phone", "l")

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """What the till knows at the end: how many items it can sell."""

    catalog_rows: int


class Day:
    """One day at one till. ``say`` gets a line of the account at a time."""

    def __init__(
        self, running: RunningTill, staff: SampleStaff, customer: Customer, say: Say
    ) -> None:
        self._running = running
        self._till = running.till
        self._cashier = staff.first("cashier")
        self._supervisor = staff.first("supervisor")
        self._say = say
        self._phone = PhonePayments(
            running=running,
            customer=customer,
            supervisor=self._supervisor,
            ring_up=self._ring_up,
            say=say,
        )

    def run(self) -> DayFigures:
        """Work the day. Raises what the use cases raise: a failure ends the demo."""
        self._reconcile("the catalog is here")
        pool = self._pool()
        session = sign_in(self._till, self._cashier.staff_id, self._cashier.demo_pin)
        self._open(session)
        goods = cycle(pool)
        for lines in islice(cycle(_LINES_OF_A_SALE), ONLINE_SALES):
            self._sell(session, list(islice(goods, lines)))
        fitting = _find_payable(pool)
        if fitting is not None:
            self._pay_by_codes(session, fitting)
            self._reconcile("all sent")
        self._running.link.cut()
        self._say("The line goes down. Selling goes on.")
        self._refuse_an_empty_sale(session)
        for lines in islice(cycle(_LINES_OF_A_SALE), OFFLINE_SALES):
            self._sell(session, list(islice(goods, lines)))
        self._ship(session, next(goods))
        claims = self._take_claims(session, fitting)
        self._say(
            f"Offline: {self._waiting()} operations wait, each committed to this till's disk."
        )
        self._running.link.restore()
        self._say("The line is back.")
        self._reconcile("all sent")
        for payment_id, state in claims.items():
            self._phone.await_state(payment_id, state)
        self._close(session)
        self._reconcile("the closing is sent too")
        return DayFigures(catalog_rows=self._count_products())

    def _pay_by_codes(self, session: Session, item: CatalogItem) -> None:
        self._say("Practice providers, no money moves: a customer pays by telephone.")
        self._phone.await_providers()
        for provider in (MMG, CARD):
            self._phone.by_code(session, item, provider)

    def _take_claims(self, session: Session, item: CatalogItem | None) -> dict[str, str]:
        """Take a good claim and one of another amount; return what each must come to."""
        if item is None:
            return {}
        good = self._phone.by_claim(session, item)
        bad = self._phone.by_claim(session, item, short_dollars=SHORT_DOLLARS)
        return {good: "verified", bad: "disputed"}

    def _open(self, session: Session) -> None:
        shift = open_shift(self._till, session, Money(FLOAT_MINOR, "GYD"))
        self._say(
            f"{session.name} opens shift {shift.number} of {shift.business_date:%d %b %Y}"
            f" with a float of {format_money(shift.opening_float)}."
        )

    def _sell(self, session: Session, items: list[CatalogItem]) -> CompletedSale:
        for item in items:
            self._ring_up(session, item)
        sale = self._take_payment(session)
        self._say(
            f"  {sale.sale.receipt_number}  {len(sale.sale.lines)} lines"
            f"  {format_money(sale.sale.total):>12}  change {format_money(sale.sale.change)}"
        )
        return sale

    def _ring_up(self, session: Session, item: CatalogItem) -> None:
        """Scan it if its code is its own; ask the supervisor for a price where nobody set one."""
        if item.needs_price:
            approval = approve(
                self._till,
                ApprovalRequest(
                    staff_id=self._supervisor.staff_id,
                    pin=self._supervisor.demo_pin,
                    permission=Permission.TYPE_PRICE,
                    reason="no price in the catalog",
                ),
            )
            price = TypedPrice(
                price=Money(TYPED_PRICE_MINOR, "GYD"), approved_by=approval.approved_by
            )
            ring_up(self._till, session, RingUp(item_id=item.item_id, typed=price))
            return
        if item.barcodes and isinstance(scan(self._till, session, item.barcodes[0]), Added):
            return
        ring_up(self._till, session, RingUp(item_id=item.item_id))

    def _take_payment(self, session: Session) -> CompletedSale:
        """Take the next whole thousand dollars in cash, then print.

        After the commit, not before.
        """
        view = current_cart(self._till, session)
        thousands = -(-view.priced.total.amount_minor // 100_000) + 1
        received = Money(thousands * 100_000, view.priced.total.currency)
        request = TakePayment(
            cart_id=view.cart.cart_id,
            cart_version=view.cart.version,
            tenders=(cash_tender(received),),
        )
        sale = take_payment(self._till, session, request)
        self._running.engine.nudge()
        print_receipt(self._till, sale.sale.receipt_number)
        return sale

    def _refuse_an_empty_sale(self, session: Session) -> None:
        try:
            self._take_payment(session)
        except RuleBroken as error:
            self._say(f"  An empty sale is refused: {error.title}.")

    def _ship(self, session: Session, item: CatalogItem) -> None:
        shipment_id = self._till.ids.new_id()
        book_shipment(self._till, session, _a_shipment(shipment_id, self._till.ids.new_id))
        sale = self._sell(session, [item])
        self._say(f"  {sale.waybills[0]}  a barrel and a box to Lethem, booked while offline")

    def _close(self, session: Session) -> None:
        summary = shift_summary(self._till)
        expected = summary.sums.expected
        count = CashCount(
            currency=expected.currency,
            counts=hand_out(expected, self._denominations(expected.currency)),
        )
        request = CloseShift(count=count, note="")
        preview_close(self._till, session, request)
        closed = close_shift(self._till, session, request)
        self._running.engine.nudge()
        self._say(
            f"{session.name} closes the shift: expected {format_money(closed.closing.expected)},"
            f" counted {format_money(closed.closing.counted)}."
        )

    def _reconcile(self, outcome: str) -> None:
        """Wait until nothing waits at either end. Raises WorldFailure if that takes too long."""
        asked_at = self._till.clock.now()

        def reconciled(status: SyncStatus) -> bool:
            heard_at = status.last_exchange_at
            up_to_date = status.link is Link.ONLINE and status.waiting_count == 0
            return up_to_date and heard_at is not None and heard_at >= asked_at

        self._running.engine.try_now()
        if not self._running.board.await_status(reconciled, PATIENCE_S):
            raise WorldFailure(
                "Central was not reached in time",
                "Nothing is lost: what waits is on this till's disk. Look at central's log.",
            )
        self._say(f"Online: {outcome}.")

    def _denominations(self, currency: str) -> tuple[int, ...]:
        with self._till.db.reading() as uow:
            shift = uow.shifts.get_open()
            return uow.rules.book().denominations_minor(currency, shift.business_date)

    def _waiting(self) -> int:
        with self._till.db.reading() as uow:
            return uow.outbox.waiting_count()

    def _count_products(self) -> int:
        with self._till.db.reading() as uow:
            return uow.catalog.count_items()

    def _pool(self) -> list[CatalogItem]:
        """Some goods to sell, whatever the catalog: what a few searches find."""
        found: dict[str, CatalogItem] = {}
        for item in self._searched():
            found.setdefault(item.item_id, item)
            if len(found) == _POOL_MAX:
                break
        if not found:
            raise WorldFailure(
                "The catalog is empty", "There is nothing to sell. Import a catalog."
            )
        return list(found.values())

    def _searched(self) -> Iterator[CatalogItem]:
        for word in _WORDS:
            yield from search_catalog(self._till, word, 8)


def _find_payable(pool: list[CatalogItem]) -> CatalogItem | None:
    """The cheapest thing that every way of paying takes; None in a catalog that has none."""
    fitting = [item for item in pool if is_payable(item)]
    return min(fitting, key=lambda item: (_price_minor(item), item.item_id), default=None)


def _price_minor(item: CatalogItem) -> int:
    return TYPED_PRICE_MINOR if item.price is None else item.price.amount_minor


def _a_shipment(shipment_id: str, new_id: Callable[[], str]) -> ShipmentDraft:
    """A barrel and a box from the coast to the hinterland, between two invented people."""
    inches = Length
    return ShipmentDraft(
        shipment_id=shipment_id,
        consignor=Party(
            person_id=new_id(),
            name="Kelvin Persaud",
            phone="+592 609 1234",
            lot_street="Lot 12 Sea View St",
            village="La Bonne Intention",
            region=4,
            landmark="Behind the mandir",
        ),
        consignee=Party(
            person_id=new_id(),
            name="Ignatius Gomes",
            phone="+592 644 8207",
            lot_street="Lot 7 Barrack Road",
            village="Lethem",
            region=9,
            landmark="Opposite the airstrip",
        ),
        pieces=(
            Piece(
                description="Foodstuff and clothes",
                packing="Barrel, 55 gal",
                weight=Weight(131_000, "lb"),
                length=inches(24_000, "in"),
                width=inches(24_000, "in"),
                height=inches(36_000, "in"),
            ),
            Piece(
                description="Hand tools",
                packing="Box",
                weight=Weight(46_500, "lb"),
                length=inches(20_000, "in"),
                width=inches(16_000, "in"),
                height=inches(12_000, "in"),
            ),
        ),
        declared_value=Money(16_000_000, "GYD"),
    )
