"""``make_sales``: days of trade at one till, through the use cases that the counter uses.

Only the clock, chance and the printer are the rehearsal's: each sale is the durable transaction it
is at the counter, is signed into the chain and waits in the outbox. PINs are not typed: the cashier
is taken from the till's list, and prices are approved in the name of somebody who may.

The same till, count, seed and first day give the same operations, byte for byte.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from app.devices.printers import NullPrinter
from app.devices.system_clock import Uuid7Ids
from app.lab.baskets import Shelf, Want, find_goods
from app.lab.days import LabDay, opening_time, plan_days, sale_times
from app.lab.shipping import a_shipment
from app.lab.world import LabClock, LabEntropy
from app.use_cases.approve import list_approvers
from app.use_cases.book_shipment import book_shipment
from app.use_cases.cash_rules import CashRules, read_cash_rules
from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.current_cart import current_cart
from app.use_cases.list_staff import list_staff
from app.use_cases.open_shift import current_shift, open_shift
from app.use_cases.print_receipt import print_receipt
from app.use_cases.remove_line import remove_line
from app.use_cases.rights import has_permission, today_at_store
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.scan import Added, scan
from app.use_cases.shift_summary import shift_summary
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.cart import TypedPrice
from domain.errors import NotAllowed, RuleBroken
from domain.money import Money
from domain.shift import CashCount, Shift
from domain.staff import Permission, StaffMember
from domain.tender import cash_tender, due_in_cash, hand_out, quick_amounts

REFUSALS_MAX = 200
"""How many sales in a row may be refused before the rehearsal gives up: it would never end."""

PROGRESS_EVERY = 100
_SHIPMENT_ONE_IN = 12
_SHORT_ONE_IN = 9
_FLOAT_MINOR = 2_000_000
_TYPED_PRICES_MINOR = (150_000, 250_000, 480_000, 990_000)

OnProgress = Callable[[int], None]


@dataclass(slots=True, kw_only=True)
class LabFigures:
    """What a rehearsal made. ``refused_count`` sales were refused by a rule and left undone."""

    sale_count: int = 0
    line_count: int = 0
    shipment_count: int = 0
    typed_price_count: int = 0
    shift_count: int = 0
    refused_count: int = 0
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Crew:
    """Who works: the cashiers in turn, and who approves prices (None: nobody may)."""

    cashiers: tuple[StaffMember, ...]
    approver_of: dict[str, str]


def make_sales(
    till: Till,
    count: int,
    seed: int,
    on_progress: OnProgress,
    *,
    day_count: int | None = None,
) -> LabFigures:
    """Make ``count`` sales, bookings among them, spread over business days with a shift each.

    ``day_count`` days, or one for each 500 sales. A shift that is open is worked to its end first.
    Time runs ahead of the computer's: from the first business day that this till has not closed.
    ``on_progress`` gets the number of sales made, now and then and at the end.

    Raises NotFound (nothing to sell), NotAllowed (nobody may sell), RuleBroken (200 sales in a row
    were refused), ValueError for a count below one, and what the storage raises.
    """
    open_now = current_shift(till)
    first_day = _first_day(till, open_now)
    days = plan_days(count, day_count, first_day)
    rehearsal = _Rehearsal(_lab_till(till, seed, days[0]), Random(seed), on_progress)
    for day in days:
        rehearsal.work(day)
    on_progress(rehearsal.figures.sale_count)
    return rehearsal.figures


def _first_day(till: Till, open_now: Shift | None) -> date:
    """The date of the open shift, else the first one after every shift that was closed."""
    if open_now is not None:
        return open_now.business_date
    with till.db.reading() as uow:
        today = today_at_store(uow, till.clock.now())
        last = uow.shifts.find_last_closed()
        shift = None if last is None else uow.shifts.find_shift(last)
    return today if shift is None else max(today, shift.business_date + timedelta(days=1))


def _lab_till(till: Till, seed: int, first: LabDay) -> Till:
    """The same till under the rehearsal's clock and chance, printing into the air.

    Chance depends on the till and the day as well: two tills with one seed share no id.
    """
    with till.db.reading() as uow:
        record = uow.till.get_till()
        head = uow.outbox.head()
    clock = LabClock(opening_time(first.on, record.store.zone) - timedelta(minutes=10))
    entropy = LabEntropy(f"{seed}/{record.till_id}/{head.stream}/{head.seq}")
    return replace(
        till, clock=clock, entropy=entropy, ids=Uuid7Ids(clock, entropy), printer=NullPrinter()
    )


class _Rehearsal:
    """One run over its days."""

    def __init__(self, till: Till, random: Random, on_progress: OnProgress) -> None:
        assert isinstance(till.clock, LabClock)
        self.figures = LabFigures()
        self._till = till
        self._clock = till.clock
        self._random = random
        self._on_progress = on_progress
        self._crew = _find_crew(till)
        goods = find_goods(till, with_unpriced=bool(self._crew.approver_of))
        self._shelf = Shelf(goods, random)
        with till.db.reading() as uow:
            store = uow.till.get_till().store
        self._zone, self._currency = store.zone, store.currency
        self._refused_in_a_row = 0

    def work(self, day: LabDay) -> None:
        """Open the shift, sell what the day has, count the drawer and close."""
        cashier = self._random.choice(self._crew.cashiers)
        session = Session(
            staff_id=cashier.staff_id,
            name=cashier.name,
            role=cashier.role,
            signed_in_at=self._clock.now(),
        )
        self._clock.go_to(opening_time(day.on, self._zone) - timedelta(minutes=5))
        cash = self._begin(session, day)
        self._clear_cart(session)
        for at in sale_times(day, self._zone, self._random):
            self._clock.go_to(at)
            while not self._sell(session, cash):
                self._require_progress()
        self._close(session, cash)

    def _begin(self, session: Session, day: LabDay) -> CashRules:
        if current_shift(self._till) is None:
            open_shift(self._till, session, Money(_FLOAT_MINOR, self._currency))
        self.figures.shift_count += 1
        self.figures.first_day = self.figures.first_day or day.on
        self.figures.last_day = day.on
        return read_cash_rules(self._till)

    def _clear_cart(self, session: Session) -> None:
        """Take out what is in the open cart: nobody will come back to pay for it."""
        cart = current_cart(self._till, session).cart
        signer = self._crew.approver_of.get(session.staff_id)
        for line in cart.lines:
            cart = remove_line(self._till, session, line.line_no, cart.version, signer)

    def _sell(self, session: Session, cash: CashRules) -> bool:
        """Serve one customer. False where a rule refused the sale: its lines are taken out."""
        try:
            self._fill_cart(session)
            view = current_cart(self._till, session)
            received = self._cash_for(view.priced.total, cash)
            request = TakePayment(
                cart_id=view.cart.cart_id,
                cart_version=view.cart.version,
                tenders=(cash_tender(received),),
            )
            done = take_payment(self._till, session, request)
        except (RuleBroken, NotAllowed):
            self.figures.refused_count += 1
            self._refused_in_a_row += 1
            self._clear_cart(session)
            return False
        print_receipt(self._till, done.sale.receipt_number)
        self._refused_in_a_row = 0
        self.figures.sale_count += 1
        self.figures.line_count += len(done.sale.lines)
        self.figures.shipment_count += len(done.waybills)
        if self.figures.sale_count % PROGRESS_EVERY == 0:
            self._on_progress(self.figures.sale_count)
        return True

    def _fill_cart(self, session: Session) -> None:
        wants = self._shelf.basket()
        if self._random.randrange(_SHIPMENT_ONE_IN) == 0:
            draft = a_shipment(self._till, self._random, self._currency)
            book_shipment(self._till, session, draft)
            wants = wants[: self._random.randint(0, len(wants))]
        for want in wants:
            self._ring_up(session, want)

    def _ring_up(self, session: Session, want: Want) -> None:
        """Scan what bears a code of its own; type a price, approved, where there is none."""
        item = want.item
        if item.needs_price:
            minor = self._random.choice(_TYPED_PRICES_MINOR)
            price = TypedPrice(
                price=Money(minor, self._currency),
                approved_by=self._crew.approver_of[session.staff_id],
            )
            self.figures.typed_price_count += 1
            ring_up(self._till, session, RingUp(item_id=item.item_id, typed=price))
            return
        scans = bool(item.barcodes) and want.quantity == 1 and self._random.randrange(3) > 0
        if scans and isinstance(scan(self._till, session, item.barcodes[0]), Added):
            return
        ring_up(self._till, session, RingUp(item_id=item.item_id, quantity=want.quantity))

    def _cash_for(self, total: Money, cash: CashRules) -> Money:
        """Many pay exactly; the others with notes that the drawer gives change for."""
        due = due_in_cash(total, cash.step_minor)
        return self._random.choice((due, *quick_amounts(due, cash.notes_minor)))

    def _close(self, session: Session, cash: CashRules) -> None:
        """Count the drawer: now and then something is missing, as in every shop."""
        expected = shift_summary(self._till).sums.expected
        missing = cash.step_minor * self._random.randint(1, 4)
        is_short = self._random.randrange(_SHORT_ONE_IN) == 0 and expected.amount_minor > missing
        found = Money(expected.amount_minor - missing, expected.currency) if is_short else expected
        count = CashCount(currency=cash.currency, counts=hand_out(found, cash.denominations_minor))
        note = "Counted twice" if is_short else ""
        close_shift(self._till, session, CloseShift(count=count, note=note))

    def _require_progress(self) -> None:
        if self._refused_in_a_row >= REFUSALS_MAX:
            raise RuleBroken(
                "The rehearsal cannot go on",
                f"{REFUSALS_MAX} sales in a row were refused by a rule. What was sold stays. Look"
                " at the till's limits and allotments.",
                "rehearsal_refused",
            )


def _find_crew(till: Till) -> _Crew:
    """Find who may sell, open and close, and for each somebody else who may approve a price."""
    needed = (Permission.SELL, Permission.OPEN_SHIFT, Permission.CLOSE_SHIFT)
    sessions = [
        Session(staff_id=m.staff_id, name=m.name, role=m.role, signed_in_at=till.clock.now())
        for m in list_staff(till)
    ]
    with till.db.reading() as uow:
        on = today_at_store(uow, till.clock.now())
        able = [s for s in sessions if all(has_permission(uow, s, right, on) for right in needed)]
    if not able:
        raise NotAllowed(
            "Nobody may sell at this till",
            "No one on its list of staff may open a shift, sell and close. Nothing was changed."
            " Add a cashier at central and run 'windward sync' first.",
        )
    approvers = {s.staff_id: list_approvers(till, s, Permission.TYPE_PRICE) for s in able}
    cashiers = tuple(
        StaffMember(staff_id=s.staff_id, name=s.name, role=s.role)
        for s in able
        if approvers[s.staff_id] or not any(approvers.values())
    )
    return _Crew(
        cashiers=cashiers,
        approver_of={staff_id: found[0].staff_id for staff_id, found in approvers.items() if found},
    )
