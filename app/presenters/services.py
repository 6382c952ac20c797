"""What the counter can ask of the house: one callable per use case, bound by ``app.bootstrap``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.presenters.afar_services import AfarServices
from app.presenters.customer_services import CustomerServices, FindServices
from app.presenters.device_services import DeviceServices
from app.presenters.drawer_services import DrawerServices
from app.presenters.file_services import FileServices
from app.presenters.inbox_services import InboxServices
from app.presenters.line_services import LineServices
from app.presenters.paper_services import PaperServices
from app.presenters.payment_services import PayingServices
from app.presenters.practice import NoPracticeRoom, PracticeRoom
from app.presenters.quote_services import QuoteServices
from app.presenters.report_services import ReportServices
from app.presenters.tasks import TaskRunner
from app.use_cases.allow_exception import AllowException
from app.use_cases.approve import Approval, ApprovalRequest
from app.use_cases.cases import CaseView, Resend
from app.use_cases.cash_rules import CashRules
from app.use_cases.close_shift import ClosedShift, CloseShift
from app.use_cases.credits import AskCredit, CreditFound
from app.use_cases.current_cart import CartView
from app.use_cases.find_returnable import Returnable, SoldReceipt
from app.use_cases.foreign_receipt import ForeignReceipt
from app.use_cases.list_parked import ParkedEntry
from app.use_cases.open_shift import MoreFloat
from app.use_cases.park_cart import ParkCart, Parked
from app.use_cases.ports import Clock
from app.use_cases.quote_draft import QuoteAnswer
from app.use_cases.recall_cart import Recalled
from app.use_cases.refund_sale import CompletedRefund, RefundPlan, RefundRequest
from app.use_cases.resolve_conflict import ResolveConflict
from app.use_cases.ring_up import RingUp
from app.use_cases.scan import Added, Choose, PriceAsked, Unknown
from app.use_cases.shift_summary import ShiftSummary
from app.use_cases.standing import Standing
from app.use_cases.start_tender import PricesChanged, StartTender, TenderStarted
from app.use_cases.take_payment import CompletedSale, TakePayment
from app.use_cases.tender_rules import TenderRules
from app.use_cases.till import Session
from app.use_cases.undo_change import UndoChange
from domain.cart import Cart
from domain.catalog import CatalogItem
from domain.holding import Shortage
from domain.money import Money
from domain.shift import Shift
from domain.shipment import ShipmentDraft, ShipmentLimits
from domain.staff import Permission, StaffMember

Scanned = Added | Choose | Unknown | PriceAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class TillProfile:
    """Who this till is: what the top bar says, and the zone and currency everything is shown in."""

    store_name: str
    till_label: str
    zone: str
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseServices:
    """What *Needs you* asks of the house: look, read, and put right (sync rules 11)."""

    list_cases: Callable[[], Sequence[CaseView]]
    acknowledge: Callable[[Session, str], None]
    resend: Callable[[Session, Resend], str]
    standing: Callable[[], Standing]
    inbox: InboxServices
    afar: AfarServices
    quotes: QuoteServices


@dataclass(frozen=True, slots=True, kw_only=True)
class AllotmentServices:
    """What the way to payment asks of the house: begin it, leave it, get what lacks."""

    start_tender: Callable[[Session, StartTender], TenderStarted | PricesChanged]
    cancel_tender: Callable[[str], None]
    ask_for_more: Callable[[Session], tuple[Shortage, ...]]
    allow_exception: Callable[[Session, AllowException], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentServices:
    """What the payment asks of the house before it is finished."""

    read_rules: Callable[[], TenderRules]
    ask_credit: Callable[[Session, AskCredit], CreditFound]
    paying: PayingServices


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkingServices:
    """What F6 and F7 ask of the house: set aside, look, bring back, drop, settle (rules 12)."""

    park_cart: Callable[[Session, ParkCart], Parked]
    list_parked: Callable[[], Sequence[ParkedEntry]]
    recall_cart: Callable[[Session, str, str], Recalled]
    drop_parked: Callable[[Session, str], None]
    resolve_conflict: Callable[[Session, ResolveConflict], Cart]


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundServices:
    """What *Returns* asks of the house: find a receipt, reckon, give back, print (rules 9a)."""

    list_receipts: Callable[[str], Sequence[SoldReceipt]]
    find_returnable: Callable[[Session, str], Returnable]
    read_foreign: Callable[[Session, str], ForeignReceipt]
    find_goods: Callable[[str], CatalogItem]
    plan: Callable[[Session, RefundRequest], RefundPlan]
    refund: Callable[[Session, RefundRequest], CompletedRefund]
    print_paper: Callable[[str, bool], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterServices:
    """The use cases as the counter sees them, the till already bound.

    Every call may touch the disk, so it runs on a lane of the ``TaskRunner``, never on the
    screen's thread. All raise members of the ``WindwardError`` families for what a person
    must know; sign-in and approval raise ``PinRefused`` with ``tries_left`` and ``wait_s``.
    """

    list_staff: Callable[[], Sequence[StaffMember]]
    sign_in: Callable[[str, str], Session]
    current_shift: Callable[[], Shift | None]
    cash_rules: Callable[[], CashRules]
    open_shift: Callable[[Session, Money, MoreFloat], Shift]
    count_products: Callable[[], int]
    search_catalog: Callable[[str, int], Sequence[CatalogItem]]
    scan: Callable[[Session, str], Scanned]
    ring_up: Callable[[Session, RingUp], object]
    undo_change: Callable[[Session, UndoChange], Cart]
    current_cart: Callable[[Session], CartView]
    list_approvers: Callable[[Session, Permission], Sequence[StaffMember]]
    approve: Callable[[ApprovalRequest], Approval]
    take_payment: Callable[[Session, TakePayment], CompletedSale]
    print_receipt: Callable[[str, bool], object]
    list_unprinted: Callable[[], Sequence[str]]
    shipment_limits: Callable[[], ShipmentLimits]
    quote_draft: Callable[[ShipmentDraft], QuoteAnswer]
    book_shipment: Callable[[Session, ShipmentDraft], object]
    shift_summary: Callable[[], ShiftSummary]
    preview_close: Callable[[Session, CloseShift], ClosedShift]
    count_drawer: Callable[[Session, CloseShift], ClosedShift]
    close_shift: Callable[[Session, CloseShift], ClosedShift]
    print_z: Callable[[int, bool], object]
    print_last_z: Callable[[], object]
    new_id: Callable[[], str]
    cases: CaseServices
    lines: LineServices
    drawer: DrawerServices
    allotments: AllotmentServices
    parking: ParkingServices
    payments: PaymentServices
    refunds: RefundServices
    devices: DeviceServices
    papers: PaperServices
    reports: ReportServices
    files: FileServices
    customers: CustomerServices
    find: FindServices


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every presenter of the counter works with."""

    services: CounterServices
    runner: TaskRunner
    clock: Clock
    profile: TillProfile
    practice: PracticeRoom = field(default_factory=NoPracticeRoom)
