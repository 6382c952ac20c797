"""All flows of the counter: made here, and told together what happens."""

from dataclasses import dataclass

from app.presenters.cart_conflict import ConflictView
from app.presenters.cases import CasesPresenter, CasesViewPort
from app.presenters.change_line import LineFlow
from app.presenters.customer_display import CustomerDisplay, DisplayView
from app.presenters.customers import CustomerFlow, CustomerView
from app.presenters.devices import DevicesPresenter, DevicesView
from app.presenters.drawer import DrawerFlow, DrawerView, DrawerViews
from app.presenters.files import FilesPresenter, FilesView
from app.presenters.find import FindPresenter, FindView
from app.presenters.floor import Floor, Flow
from app.presenters.from_afar import FromAfar
from app.presenters.inbox import InboxExits, InboxPresenter, InboxViews
from app.presenters.inbox_count import InboxCount
from app.presenters.inbox_sources import inbox_sources
from app.presenters.key_map import Command, Dialog, Place
from app.presenters.line_state import LineView
from app.presenters.look_page import LookPagePresenter
from app.presenters.more import MorePresenter, MoreView
from app.presenters.park_reason import ParkReasonView
from app.presenters.parked import ParkedView
from app.presenters.parking import Parking
from app.presenters.paying import PayingFlow, PayingViews
from app.presenters.practice import PracticePresenter, PracticeView
from app.presenters.prints import PrintsPresenter, PrintsView
from app.presenters.receipt_ways import ReceiptWaysPresenter, ReceiptWaysView
from app.presenters.reports import ReportsPresenter, ReportsView
from app.presenters.returns import ReturnsPresenter, ReturnsViews
from app.presenters.services import Desk
from app.presenters.sign_off import SignView
from app.presenters.special_quotes import QuotesView, SpecialQuotesPresenter
from app.presenters.statements import StatementsPresenter, StatementsView
from app.presenters.undo import UndoFlow
from app.presenters.x_report import XReportFlow, XReportView
from app.use_cases.current_cart import CartView
from app.use_cases.take_payment import CompletedSale
from app.use_cases.till import Session
from sync.protocol.status import SyncStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowViews:
    """The views of the flows, as their presenters know them."""

    cases: CasesViewPort
    inbox: InboxViews
    line: LineView
    line_sign: SignView
    drawer: DrawerView
    shift_sign: SignView
    x_report: XReportView
    customer: CustomerView
    find: FindView
    park_reason: ParkReasonView
    parked: ParkedView
    conflict: ConflictView
    quotes: QuotesView
    returns: ReturnsViews
    more: MoreView
    devices: DevicesView
    prints: PrintsView
    reports: ReportsView
    files: FilesView
    statements: StatementsView
    receipt_ways: ReceiptWaysView
    display: DisplayView
    paying: PayingViews
    practice: tuple[PracticeView, ...]


class Flows:
    """The flows by name for the wiring, and as a row for the counter."""

    def __init__(self, desk: Desk, views: FlowViews, floor: Floor) -> None:
        self.cases = CasesPresenter(desk, views.cases, floor)
        sources, open_case = inbox_sources(desk), self.cases.open_case
        self.desk_count = InboxCount(desk, sources, floor)
        listed = self.desk_count.on_listed
        self.inbox = InboxPresenter(
            desk, views.inbox, floor, InboxExits(sources, open_case, listed)
        )
        self.lines = LineFlow(desk, (views.line, views.line_sign), floor)
        signed = DrawerViews(drawer=views.drawer, sign=views.shift_sign)
        self.drawer = DrawerFlow(desk, signed, floor)
        self.x_report = XReportFlow(desk, views.x_report, floor)
        self.customer = CustomerFlow(desk, views.customer, floor)
        self.find = FindPresenter(desk, views.find, floor, return_from=self._return_from)
        self.quotes = SpecialQuotesPresenter(desk, views.quotes, floor)
        self.returns = ReturnsPresenter(desk, views.returns, floor)
        self.devices = DevicesPresenter(desk, views.devices, floor)
        self.prints = PrintsPresenter(desk, views.prints)
        self.reports = ReportsPresenter(desk, views.reports)
        sign = self.inbox.sign
        self.files = FilesPresenter(desk, views.files, floor, sign)
        self.statements = StatementsPresenter(desk, views.statements, floor, sign)
        self.receipt_ways = ReceiptWaysPresenter(desk, views.receipt_ways, floor)
        self.display = CustomerDisplay(desk.profile, views.display)
        self.undo = UndoFlow(desk, floor)
        self.undo.refused = self.lines.on_undo_refused
        self.paying = PayingFlow(desk, views.paying, floor, self.display)
        waiting = (views.park_reason, views.parked, views.conflict)
        self.parking = Parking(desk, waiting, floor, self.paying.kept)
        self.afar = FromAfar(desk, floor)
        signs = (self.lines.sign, self.drawer.move_sign, self.drawer.close_sign)
        self.afar.bind((*signs, self.returns.sign, self.paying.sign))
        self.practice = PracticePresenter(desk.practice, views.practice, floor)
        papers = (self.prints, self.reports, self.files, self.statements)
        pages = (self.devices, *papers, LookPagePresenter(), self.practice)
        self.more = MorePresenter(views.more, floor, pages)
        self._all: tuple[Flow, ...] = (
            self.afar,
            self.cases,
            self.inbox,
            self.desk_count,
            self.lines,
            self.drawer,
            self.x_report,
            self.customer,
            self.find,
            self.parking,
            self.quotes,
            self.returns,
            self.more,
            self.display,
            self.paying,
            self.receipt_ways,
            self.undo,
        )
        self._floor = floor

    @property
    def is_busy(self) -> bool:
        """Whether one of them is saving something."""
        return any(flow.is_busy for flow in self._all)

    @property
    def is_awaited(self) -> bool:
        """Whether one of them waits for somebody who is not at the keys."""
        return any(flow.is_awaited for flow in self._all)

    def on_command(self, command: Command) -> None:
        """Begin the flow of a command, if its place is here."""
        for flow in self._all:
            if command in flow.commands and self._floor.place in flow.places:
                flow.on_command(command)

    def on_signed_in(self) -> None:
        """Somebody works here now."""
        session = self._floor.session
        if session is not None:
            for flow in self._all:
                flow.on_signed_in(session)

    def on_arrived(self, place: Place, session: Session) -> None:
        """Somebody has gone to a place: whose home it is draws it."""
        for flow in self._all:
            if flow.home is place:
                flow.on_arrived(session)

    def on_cart(self, view: CartView) -> None:
        """The cart on the screen is this one now."""
        for flow in self._all:
            flow.on_cart(view)

    def on_completed(self, completed: CompletedSale) -> None:
        """A sale is paid and on the disk."""
        for flow in self._all:
            flow.on_completed(completed)

    def on_scan(self, code: str) -> bool:
        """A scanner read a code; True when a flow took it."""
        return any(flow.on_scan(code) for flow in self._all)

    def owns(self, command: Command, dialog: Dialog) -> bool:
        """Whether a dialog is one of the flow that the command begins."""
        return any(command in flow.commands and dialog in flow.dialogs for flow in self._all)

    def on_dismissed(self, dialog: Dialog) -> bool:
        """Esc in a dialog; True when its flow says itself what follows."""
        return any(flow.on_dismissed(dialog) for flow in self._of(dialog))

    def on_print(self, dialog: Dialog) -> bool:
        """Ctrl+P in a dialog; True when it meant something there."""
        return any(flow.on_print(dialog) for flow in self._of(dialog))

    def on_print_here(self, place: Place) -> None:
        """Ctrl+P with nothing over a place: for whose home it is."""
        for flow in self._all:
            if flow.home is place:
                flow.on_print_here()

    def on_second(self, dialog: Dialog | None) -> None:
        """A second has passed: whoever has its dialog open may count down."""
        if dialog is not None:
            for flow in self._of(dialog):
                flow.on_second(dialog)

    def on_status(self, status: SyncStatus) -> None:
        """The engine has news."""
        for flow in self._all:
            flow.on_status(status)

    def on_locked(self) -> None:
        """The till was locked."""
        for flow in self._all:
            flow.on_locked()

    def _return_from(self, receipt_number: str) -> None:
        """Goods come back against a receipt that was found."""
        self._floor.go(Place.RETURNS)
        self.returns.open_receipt(receipt_number)

    def _of(self, dialog: Dialog) -> tuple[Flow, ...]:
        return tuple(flow for flow in self._all if dialog in flow.dialogs)
