"""The flow of a cashier's day: sign in, open a shift, sell and ship, close; what leads to what."""

from dataclasses import dataclass
from functools import partial
from typing import Protocol

from app.presenters import cash_words, shift_words
from app.presenters.choice import ChoiceView
from app.presenters.close_shift import CloseShiftPresenter, CloseShiftView
from app.presenters.figures import format_money
from app.presenters.flows import Flows, FlowViews
from app.presenters.frame import FrameFacts, FrameState, frame_state
from app.presenters.key_hints import keys_of
from app.presenters.key_map import PLACE_KEYS, Command, Dialog, KeyHint, Place
from app.presenters.nothing_left import NothingLeftView
from app.presenters.notices import Notice, Tone, notice_of
from app.presenters.open_shift import OpenShiftPresenter, OpenShiftView
from app.presenters.price import PriceView
from app.presenters.receipt import ReceiptPresenter, ReceiptView
from app.presenters.reprint import ReprintPresenter
from app.presenters.sale import SaleExits, SalePresenter, SaleView
from app.presenters.sale_questions import QuestionViews, SaleQuestions
from app.presenters.services import Desk
from app.presenters.ship_state import ShipmentView
from app.presenters.shipment import ShipmentPresenter
from app.presenters.sign_in import SignInPresenter, SignInView
from app.presenters.tender import TenderPresenter
from app.presenters.tender_start import PriceNewsView, TenderStart, TenderStartExits
from app.presenters.tender_state import TenderView
from app.presenters.when import clock_text
from app.presenters.words import retold
from app.presenters.z_report import ZReportPresenter, ZReportView
from app.use_cases.close_shift import ClosedShift
from app.use_cases.take_payment import CompletedSale
from app.use_cases.till import Session
from domain.catalog import CatalogItem
from domain.errors import Conflict
from domain.pricing import PricedCart
from domain.shift import Shift
from sync.protocol.status import Link, SyncStatus


class ShellView(Protocol):
    """The window: it shows one place, at most one dialog over it, and a notice."""

    def show_frame(self, state: FrameState) -> None: ...

    def show_place(self, place: Place) -> None: ...

    def open_dialog(self, dialog: Dialog) -> None: ...

    def close_dialog(self) -> None: ...

    def show_notice(self, notice: Notice | None) -> None: ...

    def show_keys(self, keys: tuple[KeyHint, ...]) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterViews:
    """Every view of the counter, as its presenter knows it."""

    shell: ShellView
    sign_in: SignInView
    open_shift: OpenShiftView
    sale: SaleView
    choice: ChoiceView
    price: PriceView
    tender: TenderView
    receipt: ReceiptView
    shipment: ShipmentView
    close_shift: CloseShiftView
    z_report: ZReportView
    prices: PriceNewsView
    nothing_left: NothingLeftView
    flows: FlowViews


class CounterPresenter:
    """Holds who works, which shift is open, where the screen is; the `Floor` of its flows.

    Only it sets ``session``, ``shift``, ``place`` and ``dialog``.
    """

    def __init__(self, desk: Desk, views: CounterViews) -> None:
        self._desk = desk
        self._shell = views.shell
        self.session: Session | None = None
        self.shift: Shift | None = None
        self._status: SyncStatus | None = None
        self.place = Place.SIGN_IN
        self._place_before_lock = Place.SALE
        self.dialog: Dialog | None = None
        self._frame: FrameState | None = None
        self.sign_in = SignInPresenter(desk, views.sign_in, on_signed_in=self._on_signed_in)
        self.open_shift = OpenShiftPresenter(desk, views.open_shift, on_opened=self._on_opened)
        self.flows = Flows(desk, views.flows, self)
        asked = QuestionViews(choice=views.choice, price=views.price)
        self.questions = SaleQuestions(desk, asked, self, on_chosen=self._on_item_chosen)
        self.sale = SalePresenter(
            desk,
            views.sale,
            SaleExits(
                ask_price=self.questions.ask_price,
                choose=self.questions.choose,
                pay=self._pay,
                notify=self._shell.show_notice,
                seen=self.flows.on_cart,
                lines=self.flows.lines,
                heading=lambda: self.flows.returns.exchange.heading,
            ),
        )
        self.tender = TenderPresenter(
            desk,
            views.tender,
            on_completed=self._on_completed,
            on_conflict=self._on_cart_moved_on,
            paying=self.flows.paying,
        )
        self.tender_start = TenderStart(
            desk,
            (views.prices, views.nothing_left),
            TenderStartExits(
                open_dialog=self.open_dialog,
                started=self._on_tender_started,
                notify=self._shell.show_notice,
                moved_on=self._on_cart_moved_on,
                park=partial(_park_order, self),
            ),
        )
        self.receipt = ReceiptPresenter(
            desk, views.receipt, on_next=partial(self._leave_for, Place.SALE)
        )
        self.reprint = ReprintPresenter(desk, notify=self._shell.show_notice)
        booked = partial(self.go, Place.SALE)
        self.shipment = ShipmentPresenter(desk, views.shipment, on_booked=booked)
        self.flows.quotes.lead_to(self.shipment)
        self.close_shift = CloseShiftPresenter(
            desk, views.close_shift, on_closed=self._on_closed, sign=self.flows.drawer.sign_closing
        )
        self.z_report = ZReportPresenter(
            desk, views.z_report, on_done=partial(self._leave_for, Place.OPEN_SHIFT)
        )

    @property
    def is_free(self) -> bool:
        return self.dialog is None and not self._is_saving()

    def start(self) -> None:
        """Show the first screen; called once, when the window is there."""
        self.flows.practice.begin()
        self.go(Place.SIGN_IN)

    def on_place_requested(self, place: Place) -> None:
        """The rail, its keys or F8; most of them only with a shift open, and no dialog between."""
        if self.session is None or not self.is_free or place not in PLACE_KEYS.values():
            return
        if self.shift is not None or place is Place.MORE:
            self.go(place)
        elif place is not Place.SHIFT:
            self.notify(Notice(title=shift_words.open_first(), text=shift_words.open_first_text()))
        elif self.place is not Place.OPEN_SHIFT:
            self.go(Place.OPEN_SHIFT)

    def on_lock(self) -> None:
        """F11: the cart, the shipment and the count stay; the next person types a PIN."""
        if self.session is None or self._is_saving():
            return
        if self.place is not Place.SIGN_IN:
            self._place_before_lock = self.place
        self.close_dialog()
        self.tender_start.leave()
        self.session = None
        self.sale.leave()
        self.flows.on_locked()
        self.go(Place.SIGN_IN)

    def on_keys(self) -> None:
        """F1 opens the key map of where you are, and closes it."""
        if self.dialog is Dialog.KEYS:
            self.close_dialog()
        elif self.dialog is None:
            self._shell.show_keys(keys_of(self.place))
            self.open_dialog(Dialog.KEYS)

    def on_command(self, command: Command) -> None:
        """A key or the rail begins a flow; the same again closes its dialog."""
        if self.session is None or self._is_saving():
            return
        if self.dialog is None:
            self.flows.on_command(command)
        elif self.flows.owns(command, self.dialog):
            self.on_dismissed()

    def on_print_again(self) -> None:
        """Ctrl+P, wherever it means something."""
        if self.dialog is Dialog.RECEIPT:
            self.receipt.on_print()
        elif self.dialog is Dialog.Z_REPORT:
            self.z_report.on_print()
        elif self.dialog is not None:
            self.flows.on_print(self.dialog)
        elif self.place is Place.SALE:
            self.reprint.on_print()
        elif self.place is Place.OPEN_SHIFT:
            self.reprint.on_print_z()
        else:
            self.flows.on_print_here(self.place)

    def on_typed_at_receipt(self, text: str) -> None:
        """The next scan began while the receipt was still on screen: none of it is lost."""
        if self.dialog is Dialog.RECEIPT:
            self.receipt.on_next()
            self.sale.on_typed(text)

    def on_dismissed(self) -> None:
        """Esc or the back button of the dialog that is open."""
        if self._is_saving():
            return
        if self.dialog is Dialog.RECEIPT:
            self.receipt.on_next()
        elif self.dialog is Dialog.Z_REPORT:
            self.z_report.on_done()
        elif self.dialog is None or not self.flows.on_dismissed(self.dialog):
            self.close_dialog()
            self.tender_start.leave()
            if self.place is Place.SALE:
                self.sale.reload()

    def on_second(self) -> None:
        """A second has passed: the clock, and waits after wrong PINs."""
        self.show_frame()
        self.flows.practice.on_second()
        if self.place is Place.SIGN_IN:
            self.sign_in.on_second()
        if self.dialog is Dialog.PRICE:
            self.questions.price.on_second()
        if self.dialog is Dialog.NOTHING_LEFT:
            self.tender_start.nothing_left.on_second()
        self.flows.on_second(self.dialog)

    def show_sync_status(self, status: SyncStatus) -> None:
        """The engine has news; a problem is said once, in its own words, whatever the line does."""
        before, self._status = self._status, status
        self.show_frame()
        self.close_shift.set_waiting_count(status.waiting_count)
        self.tender_start.on_status(status)
        self.tender.on_online(is_online=status.link is not Link.OFFLINE)
        self.flows.on_status(status)
        if self.place is Place.SIGN_IN:
            self.sign_in.on_exchange()
        if self.place is Place.SALE and self.dialog is None:
            self.sale.on_exchange()
        problem = status.problem
        if problem is not None and (before is None or before.problem != problem):
            title, text = retold(problem.title), retold(problem.message)
            self._shell.show_notice(Notice(title=title, text=text, tone=Tone.NEEDS_YOU))

    def _is_saving(self) -> bool:
        """Whether an answer of the disk is awaited that leads somewhere else."""
        first = (self.open_shift, self.tender, self.shipment, self.close_shift)
        later = (self.questions.price, self.flows, self.tender_start)
        return any(presenter.is_busy for presenter in (*first, *later))

    def notify(self, notice: Notice | None) -> None:
        self._shell.show_notice(notice)

    def go(self, place: Place) -> None:
        """Show a place. Who asks has looked that nothing lies over the present one."""
        self.place = place
        self._shell.show_notice(None)
        self.show_frame()
        self._shell.show_place(place)
        session = self.session
        if place is Place.SIGN_IN or session is None:
            self.sign_in.start()
        elif place is Place.OPEN_SHIFT:
            self.open_shift.start(session)
        elif place is Place.SALE:
            self.sale.start(session)
            self.reprint.start()
        elif place is Place.SHIP:
            self.shipment.start(session)
        elif place is Place.SHIFT:
            self.close_shift.start(session)
        else:
            self.flows.on_arrived(place, session)

    def open_dialog(self, dialog: Dialog) -> None:
        self.dialog = dialog
        self._shell.open_dialog(dialog)

    def close_dialog(self) -> None:
        if self.dialog is not None:
            self.dialog = None
            self._shell.close_dialog()

    def _on_signed_in(self, session: Session) -> None:
        self.session = session
        self._desk.runner.run(
            "read", self._desk.services.current_shift, self._on_shift, self._on_shift_unknown
        )

    def _on_shift(self, shift: Shift | None) -> None:
        self.shift = shift
        self.go(Place.OPEN_SHIFT if shift is None else self._place_before_lock)
        self.flows.on_signed_in()

    def _on_shift_unknown(self, error: Exception) -> None:
        self.session = None
        self.go(Place.SIGN_IN)
        self._shell.show_notice(notice_of(error))

    def _on_opened(self, shift: Shift) -> None:
        self.shift = shift
        self.go(Place.SALE)
        title = shift_words.is_open(shift.number, format_money(shift.opening_float))
        self.notify(Notice(title=title, text="", tone=Tone.WORKING))

    def _on_item_chosen(self, item: CatalogItem) -> None:
        self.sale.on_item_chosen(item)

    def back_to_cart(self) -> None:
        self.close_dialog()
        self.sale.reload()

    def _pay(self, cart: PricedCart) -> None:
        if self.flows.parking.is_disputed:
            self.flows.parking.on_recall()
        elif self.session is not None:
            self.tender_start.start(self.session, cart)

    def _on_tender_started(self, cart: PricedCart) -> None:
        self.flows.undo.forget()
        if self.session is not None:
            self.open_dialog(Dialog.TENDER)
            self.tender.start(self.session, cart, self.flows.returns.exchange.in_hand)

    def _on_completed(self, completed: CompletedSale) -> None:
        number = completed.sale.receipt_number
        self.tender_start.on_paid()
        self.flows.on_completed(completed)
        self.reprint.set_last(number)
        self.sale.set_last_sale(cash_words.last_sale(number, format_money(completed.sale.change)))
        self.open_dialog(Dialog.RECEIPT)
        self.receipt.start(completed)
        self.sale.reload()

    def _on_cart_moved_on(self, conflict: Conflict) -> None:
        """The cart that was to be paid is no more: back to the one that is, with what happened."""
        self.tender_start.leave()
        self.back_to_cart()
        self._shell.show_notice(notice_of(conflict))

    def _leave_for(self, place: Place) -> None:
        self.close_dialog()
        self.go(place)

    def _on_closed(self, closed: ClosedShift) -> None:
        self.shift = None
        self.show_frame()
        self.open_dialog(Dialog.Z_REPORT)
        self.z_report.start(closed)

    def show_frame(self) -> None:
        profile = self._desk.profile
        facts = FrameFacts(
            profile=profile,
            place=self.place,
            session=self.session,
            shift=self.shift,
            status=self._status,
            desk_count=self.flows.desk_count.count,
        )
        state = frame_state(facts, clock_text(self._desk.clock.now(), profile.zone))
        if state != self._frame:
            self._frame = state
            self._shell.show_frame(state)


def _park_order(counter: CounterPresenter) -> None:
    """What lacks is ordered: the dialog closes, nothing stays set aside, the cart is parked."""
    counter.close_dialog()
    counter.tender_start.leave()
    counter.flows.parking.on_order()
