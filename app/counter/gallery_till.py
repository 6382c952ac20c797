"""A till in memory for looking at screens and for testing them: real rules, no disk, no network.

It follows the use cases closely enough for a screen: the cart, prices, tax, quotes and receipts are
the domain's own. It keeps nothing, signs nothing and is never part of a running till.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from typing import TypeVar

from app.counter.gallery_cases import MemoryCases
from app.counter.gallery_customers import MemoryCustomers, MemoryRecords
from app.counter.gallery_devices import MemoryDevices
from app.counter.gallery_files import MemoryFiles
from app.counter.gallery_lines import MemoryLines, undo
from app.counter.gallery_papers import MemoryPapers
from app.counter.gallery_parking import MemoryParking
from app.counter.gallery_payments import MemoryPayments
from app.counter.gallery_reports import MemoryReports
from app.counter.gallery_returns import MemoryReturns
from app.counter.gallery_sample import CURRENCY, sample_items, sample_rules, sample_staff
from app.counter.gallery_scarce import MemoryScarce
from app.counter.gallery_shift import MemoryShift
from app.presenters.services import CounterServices, Scanned, TillProfile
from app.presenters.tasks import Lane
from app.use_cases.approve import Approval, ApprovalRequest
from app.use_cases.cash_rules import CashRules
from app.use_cases.close_shift import ClosedShift, CloseShift
from app.use_cases.current_cart import CartView
from app.use_cases.open_shift import MoreFloat
from app.use_cases.quote_draft import QuoteAnswer
from app.use_cases.ring_up import RingUp
from app.use_cases.scan import Added, Choose, PriceAsked, Unknown
from app.use_cases.shift_summary import ShiftSummary
from app.use_cases.sign_in import PinRefused
from app.use_cases.take_payment import CompletedSale, TakePayment
from app.use_cases.till import Session
from domain.cart import Cart, add_item, add_shipment, new_cart, require_version
from domain.catalog import CatalogItem
from domain.errors import RuleBroken, WindwardError
from domain.gtin import normalise_barcode
from domain.holding import Standing
from domain.money import Money
from domain.pricing import add_up_without_vat, price_cart
from domain.quote import quote_shipment
from domain.receipt import ReceiptHeader, WaybillNote, render_receipt
from domain.rules import RuleBook
from domain.sale import Sale, SaleContext, complete_sale
from domain.shift import Shift, business_date_of
from domain.shipment import ShipmentDraft, check_limits
from domain.staff import Permission, StaffMember

T = TypeVar("T")

ZONE = "America/Guyana"
PROFILE = TillProfile(store_name="Stabroek Counter", till_label="02", zone=ZONE, currency=CURRENCY)
FREE_TRIES, WAIT_S = 4, 30


@dataclass(slots=True)
class StillClock:
    """A clock that a test moves by hand."""

    at: datetime = datetime(2026, 11, 21, 18, 26, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


class RightAway:
    """A ``TaskRunner`` that runs everything at once on the caller's thread."""

    def run(
        self,
        lane: Lane,
        op: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        del lane
        try:
            result = op()
        except (WindwardError, LookupError) as error:
            on_error(error)
        else:
            on_done(result)


@dataclass(slots=True)
class MemoryTill:
    """The services, their state in plain lists. ``fail_with[name]`` is raised by the next call."""

    clock: StillClock = field(default_factory=StillClock)
    items: tuple[CatalogItem, ...] = ()
    rules: RuleBook = field(default_factory=sample_rules)
    staff: tuple[tuple[StaffMember, str], ...] = ()
    cart: Cart = field(default_factory=lambda: new_cart("cart-1", CURRENCY))
    shift: Shift | None = None
    sales: list[Sale] = field(default_factory=list)
    printed: list[tuple[str, bool]] = field(default_factory=list)
    unprinted: list[str] = field(default_factory=list)
    fail_with: dict[str, Exception] = field(default_factory=dict)
    wrong_pins: dict[str, int] = field(default_factory=dict)
    shift_number: int = 214
    lines: MemoryLines = field(default_factory=MemoryLines)
    cases: MemoryCases = field(default_factory=MemoryCases)
    drawer: MemoryShift = field(default_factory=MemoryShift)
    scarce: MemoryScarce = field(default_factory=MemoryScarce)
    parking: MemoryParking = field(default_factory=MemoryParking)
    payments: MemoryPayments = field(default_factory=MemoryPayments)
    devices: MemoryDevices = field(default_factory=MemoryDevices)
    papers: MemoryPapers = field(default_factory=MemoryPapers)
    reports: MemoryReports = field(default_factory=MemoryReports)
    files: MemoryFiles = field(default_factory=MemoryFiles)
    customers: MemoryCustomers = field(default_factory=MemoryCustomers)
    records: MemoryRecords = field(default_factory=MemoryRecords)
    returns: MemoryReturns = field(default_factory=MemoryReturns)
    left: dict[int, Standing] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def services(self) -> CounterServices:
        """Every use case of the counter, bound to this till."""
        return CounterServices(
            list_staff=lambda: tuple(member for member, _ in self.staff),
            sign_in=self._sign_in,
            current_shift=lambda: self.shift,
            cash_rules=self.read_cash_rules,
            open_shift=self._open_shift,
            count_products=lambda: len(self.items),
            search_catalog=self._search,
            scan=self._scan,
            ring_up=self._ring_up,
            undo_change=partial(undo, self),
            current_cart=lambda _session: self._cart_view(),
            list_approvers=self._list_approvers,
            approve=self._approve,
            take_payment=self._take_payment,
            print_receipt=self._print_receipt,
            list_unprinted=lambda: tuple(self.unprinted),
            shipment_limits=lambda: self.rules.shipment_limits(self._day()),
            quote_draft=self._quote,
            book_shipment=self._book,
            shift_summary=self._summary,
            preview_close=self._preview,
            count_drawer=self._count,
            close_shift=self._close,
            print_z=lambda number, copy: self._print(f"Z{number}", copy=copy),
            print_last_z=lambda: self._print(f"Z{self.shift_number - 1}", copy=True),
            new_id=lambda: f"id-{next(self._numbers)}",
            cases=self.cases.services(self),
            lines=self.lines.services(self),
            drawer=self.drawer.services(self),
            allotments=self.scarce.services(self._cart_view),
            parking=self.parking.services(self, self.clock.now()),
            payments=self.payments.services(self),
            devices=self.devices.services(),
            papers=self.papers.services(),
            reports=self.reports.services(),
            files=self.files.services(),
            customers=self.customers.services(self),
            find=self.records.services(),
            refunds=self.returns.services(self),
        )

    def _fail(self, name: str) -> None:
        error = self.fail_with.pop(name, None)
        if error is not None:
            raise error

    def _day(self) -> date:
        return business_date_of(self.clock.now(), ZONE)

    def read_cash_rules(self) -> CashRules:
        day = self._day()
        coins = self.rules.coins_minor(CURRENCY, day)
        every = self.rules.denominations_minor(CURRENCY, day)
        return CashRules(
            currency=CURRENCY,
            step_minor=self.rules.cash_step_minor(CURRENCY, day),
            notes_minor=tuple(each for each in every if each not in coins),
            coins_minor=tuple(each for each in every if each in coins),
            over_short_allowed_minor=self.rules.over_short_allowed_minor(CURRENCY, day),
        )

    def _check_pin(self, staff_id: str, pin: str) -> StaffMember:
        member, right = next(each for each in self.staff if each[0].staff_id == staff_id)
        if pin == right:
            self.wrong_pins[staff_id] = 0
            return member
        wrong = self.wrong_pins[staff_id] = self.wrong_pins.get(staff_id, 0) + 1
        left = max(0, FREE_TRIES - wrong)
        raise PinRefused(
            "That PIN is not right",
            "Nothing is lost. Type it again.",
            tries_left=left,
            wait_s=0 if left else WAIT_S,
        )

    def _sign_in(self, staff_id: str, pin: str) -> Session:
        self._fail("sign_in")
        member = self._check_pin(staff_id, pin)
        return Session(
            staff_id=member.staff_id,
            name=member.name,
            role=member.role,
            signed_in_at=self.clock.now(),
        )

    def _list_approvers(self, session: Session, permission: Permission) -> tuple[StaffMember, ...]:
        return tuple(
            member
            for member, _ in self.staff
            if member.staff_id != session.staff_id
            and permission in self.rules.role_permissions(member.role, self._day())
        )

    def _approve(self, request: ApprovalRequest) -> Approval:
        member = self._check_pin(request.staff_id, request.pin)
        return Approval(approved_by=member.staff_id, permission=request.permission)

    def _open_shift(self, session: Session, opening_float: Money, more: MoreFloat) -> Shift:
        self._fail("open_shift")
        self.shift = Shift(
            number=self.shift_number,
            business_date=self._day(),
            opened_at=self.clock.now(),
            opened_by=session.staff_id,
            opening_float=opening_float,
        )
        self.drawer.begin(self.shift, more)
        return self.shift

    def _search(self, text: str, limit: int) -> tuple[CatalogItem, ...]:
        self._fail("search_catalog")
        wanted = text.lower().split()

        def matches(item: CatalogItem) -> bool:
            codes = " ".join(code.lstrip("0") for code in item.barcodes)
            words = f"{item.name} {item.sku} {codes}".lower().split()
            return all(any(word.startswith(each) for word in words) for each in wanted)

        return tuple(itertools.islice((item for item in self.items if matches(item)), limit))

    def _scan(self, _session: Session, code: str) -> Scanned:
        self._fail("scan")
        normal = normalise_barcode(code)
        found = tuple(item for item in self.items if normal in item.barcodes)
        if not found:
            return Unknown(code=normal)
        if len(found) > 1:
            return Choose(items=found)
        if found[0].needs_price:
            return PriceAsked(item=found[0])
        self.cart = add_item(self.cart, found[0])
        return Added(cart=self.cart)

    def _ring_up(self, _session: Session, request: RingUp) -> Cart:
        self._fail("ring_up")
        item = next(each for each in self.items if each.item_id == request.item_id)
        self.cart = add_item(self.cart, item, quantity=request.quantity, typed=request.typed)
        return self.cart

    def _cart_view(self) -> CartView:
        try:
            priced = price_cart(self.cart, self.rules, self._day())
        except RuleBroken as problem:
            return CartView(cart=self.cart, priced=add_up_without_vat(self.cart), problem=problem)
        conflict = self.parking.conflict
        rate = self.rules.find_fx_rate("USD", CURRENCY, self._day())
        return CartView(
            cart=self.cart, priced=priced, left=self.left, conflict=conflict, dollar_rate=rate
        )

    def _take_payment(self, session: Session, request: TakePayment) -> CompletedSale:
        self._fail("take_payment")
        require_version(self.cart, request.cart_version)
        self.payments.paying.judge_sale(request)
        number = len(self.sales) + 101
        context = SaleContext(
            receipt_number=f"GY03B-{number:06d}",
            at=self.clock.now(),
            business_date=self._day(),
            shift_number=self.shift_number,
            cashier_id=session.staff_id,
        )
        tenders, back = self.returns.swap(self, request, self._cart_view().priced.total)
        sale = complete_sale(self.cart, self.rules, tenders, context)
        self.sales.append(sale)
        self.unprinted.append(sale.receipt_number)
        notes = tuple(
            WaybillNote(
                waybill_number=f"GY03B-W{index:05d}",
                piece_count=len(line.shipment.pieces),
                region=line.shipment.consignee.region,
            )
            for index, line in enumerate(self.cart.lines, start=1)
            if line.shipment is not None
        )
        self.cart = new_cart(f"cart-{number}", CURRENCY)
        return CompletedSale(
            sale=sale,
            receipt_lines=render_receipt(sale, header(session.name), waybills=notes),
            waybills=tuple(note.waybill_number for note in notes),
            back=back,
        )

    def _print_receipt(self, number: str, copy: bool) -> None:
        self._print(number, copy=copy)
        self.unprinted = [each for each in self.unprinted if each != number]

    def _print(self, number: str, *, copy: bool) -> None:
        self._fail("print")
        self.printed.append((number, copy))

    def _quote(self, draft: ShipmentDraft) -> QuoteAnswer:
        day = self._day()
        breaches = check_limits(draft.pieces, self.rules.shipment_limits(day))
        sheet = self.rules.rate_sheet(day)
        hours = self.rules.quote_validity_h(day)
        quote = quote_shipment(draft, sheet, at=self.clock.now(), valid_h=hours)
        return QuoteAnswer(quote=None if breaches else quote, breaches=breaches)

    def _book(self, _session: Session, draft: ShipmentDraft) -> Cart:
        self._fail("book_shipment")
        answer = self._quote(draft)
        if answer.quote is not None:
            self.cart = add_shipment(self.cart, draft, answer.quote)
        return self.cart

    @property
    def names(self) -> Mapping[str, str]:
        """Who works here, by staff id."""
        return {member.staff_id: member.name for member, _ in self.staff}

    def now(self) -> datetime:
        return self.clock.now()

    def day(self) -> date:
        return self._day()

    def open_one(self) -> Shift:
        return self._open()

    def fail(self, name: str) -> None:
        self._fail(name)

    def header(self, name: str) -> ReceiptHeader:
        return header(name)

    def _summary(self) -> ShiftSummary:
        return self.drawer.summary(self)

    def _preview(self, session: Session, request: CloseShift) -> ClosedShift:
        return self.drawer.preview(self, session, request)

    def _count(self, session: Session, request: CloseShift) -> ClosedShift:
        self._fail("count_drawer")
        return self.drawer.count(self, session, request)

    def _close(self, session: Session, request: CloseShift) -> ClosedShift:
        self._fail("close_shift")
        closed = self._preview(session, request)
        self.shift = None
        self.shift_number += 1
        self.sales = []
        return closed

    def _open(self) -> Shift:
        if self.shift is None:
            raise LookupError("no shift is open")
        return self.shift


def header(cashier_name: str) -> ReceiptHeader:
    """The invented seller of the sample."""
    return ReceiptHeader(
        seller_name="WINDWARD AGENCIES",
        address_lines=("Stabroek Counter, Georgetown",),
        vat_number="4418207",
        till_label=PROFILE.till_label,
        cashier_name=cashier_name,
        zone=ZONE,
    )


def sample_till() -> MemoryTill:
    """A till with the sample's goods and staff, its demo PINs included."""
    return MemoryTill(items=sample_items(), staff=sample_staff())
