"""Every screen and dialog of the counter, and which of them is which place."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.counter.cases_dialog import CasesDialog
from app.counter.choice_dialog import ChoiceDialog
from app.counter.claim_dialog import ClaimDialog
from app.counter.close_shift_screen import CloseShiftScreen
from app.counter.conflict_dialog import ConflictDialog
from app.counter.customer_dialog import CustomerDialog
from app.counter.drawer_dialog import DrawerDialog, XReportDialog
from app.counter.find_screen import FindScreen
from app.counter.identity_dialog import IdentityDialog
from app.counter.inbox_screen import InboxScreen
from app.counter.inbox_sign_dialog import InboxSignDialog
from app.counter.keys_dialog import KeysDialog
from app.counter.later import Later, MadeLater
from app.counter.line_dialog import LineDialog
from app.counter.more_screen import MoreScreen
from app.counter.nothing_left_dialog import NothingLeftDialog
from app.counter.open_shift_screen import OpenShiftScreen
from app.counter.park_reason_dialog import ParkReasonDialog
from app.counter.parked_dialog import ParkedDialog
from app.counter.pay_code_dialog import PayCodeDialog
from app.counter.pay_phone_dialog import PayPhoneDialog
from app.counter.price_dialog import PriceDialog
from app.counter.price_news_dialog import PriceNewsDialog
from app.counter.quotes_dialog import QuotesDialog
from app.counter.receipt_dialog import ReceiptDialog, ZReportDialog
from app.counter.refund_dialogs import RefundPaperDialog, RefundSignDialog
from app.counter.returns_screen import ReturnsScreen
from app.counter.sale_screen import SaleScreen
from app.counter.shipment_screen import ShipmentScreen
from app.counter.sign_in_screen import SignInScreen
from app.counter.tender_dialog import TenderDialog
from app.presenters.key_map import Dialog, Place
from app.widgets.dialog_frame import DialogFrame

Screen = (
    SignInScreen
    | OpenShiftScreen
    | SaleScreen
    | ShipmentScreen
    | ReturnsScreen
    | CloseShiftScreen
    | MoreScreen
    | FindScreen
    | InboxScreen
)


class Screens(MadeLater):
    """The screens by name, each made when it is first asked for, or by ``make_one``.

    ``PLACES`` and ``DIALOGS`` say which to show where.
    """

    sign_in = Later(SignInScreen)
    open_shift = Later(OpenShiftScreen)
    sale = Later(SaleScreen)
    shipment = Later(ShipmentScreen)
    close_shift = Later(CloseShiftScreen)
    returns = Later(ReturnsScreen)
    more = Later(MoreScreen)
    choice = Later(ChoiceDialog)
    price = Later(PriceDialog)
    tender = Later(TenderDialog)
    pay_claim = Later(ClaimDialog)
    pay_sign = Later(RefundSignDialog)
    pay_code = Later(PayCodeDialog)
    pay_phone = Later(PayPhoneDialog)
    pay_identity = Later(IdentityDialog)
    receipt = Later(ReceiptDialog)
    z_report = Later(ZReportDialog)
    keys = Later(KeysDialog)
    drawer = Later(DrawerDialog)
    x_report = Later(XReportDialog)
    shift_sign = Later(RefundSignDialog)
    line = Later(LineDialog)
    line_sign = Later(RefundSignDialog)
    cases = Later(CasesDialog)
    desk = Later(InboxScreen)
    desk_sign = Later(InboxSignDialog)
    customer = Later(CustomerDialog)
    find = Later(FindScreen)
    prices = Later(PriceNewsDialog)
    nothing_left = Later(NothingLeftDialog)
    park_reason = Later(ParkReasonDialog)
    parked = Later(ParkedDialog)
    conflict = Later(ConflictDialog)
    quotes = Later(QuotesDialog)
    refund_sign = Later(RefundSignDialog)
    refund_paper = Later(RefundPaperDialog)

    PLACES: ClassVar[Mapping[Place, Later[Screen]]] = {
        Place.SIGN_IN: sign_in,
        Place.OPEN_SHIFT: open_shift,
        Place.SALE: sale,
        Place.SHIP: shipment,
        Place.RETURNS: returns,
        Place.FIND: find,
        Place.SHIFT: close_shift,
        Place.MORE: more,
        Place.DESK: desk,
    }

    DIALOGS: ClassVar[Mapping[Dialog, Later[DialogFrame]]] = {
        Dialog.CHOICE: choice,
        Dialog.PRICE: price,
        Dialog.TENDER: tender,
        Dialog.PAY_CLAIM: pay_claim,
        Dialog.PAY_SIGN: pay_sign,
        Dialog.PAY_CODE: pay_code,
        Dialog.PAY_PHONE: pay_phone,
        Dialog.PAY_IDENTITY: pay_identity,
        Dialog.RECEIPT: receipt,
        Dialog.Z_REPORT: z_report,
        Dialog.KEYS: keys,
        Dialog.DRAWER: drawer,
        Dialog.X_REPORT: x_report,
        Dialog.SHIFT_SIGN: shift_sign,
        Dialog.LINE: line,
        Dialog.LINE_SIGN: line_sign,
        Dialog.CASES: cases,
        Dialog.DESK_SIGN: desk_sign,
        Dialog.CUSTOMER: customer,
        Dialog.PRICES: prices,
        Dialog.NOTHING_LEFT: nothing_left,
        Dialog.PARK_REASON: park_reason,
        Dialog.PARKED: parked,
        Dialog.CONFLICT: conflict,
        Dialog.QUOTES: quotes,
        Dialog.REFUND_SIGN: refund_sign,
        Dialog.REFUND_DONE: refund_paper,
    }

    def place(self, place: Place) -> Screen:
        """The screen of a place."""
        return self.get(self.PLACES[place])

    def dialog(self, dialog: Dialog) -> DialogFrame:
        """A dialog by its name."""
        return self.get(self.DIALOGS[dialog])

    def make_one(self) -> bool:
        """Make a screen that nobody asked for yet; False when all are there."""
        for which in (*self.PLACES.values(), *self.DIALOGS.values()):
            if not self.is_made(which):
                self.get(which)
                return True
        return False

    def first_of(self, dialog: Dialog) -> QWidget:
        """What in a dialog gets the focus when it opens."""
        firsts: Mapping[Dialog, Callable[[], QWidget]] = {
            Dialog.CHOICE: lambda: self.choice.list,
            Dialog.PRICE: lambda: self.price.price.line,
            Dialog.TENDER: lambda: self.tender.amount.line,
            Dialog.PAY_CLAIM: lambda: self.pay_claim.fields["phone"].line,
            Dialog.PAY_SIGN: lambda: self.pay_sign.pad,
            Dialog.PAY_CODE: lambda: self.pay_code.back_button,
            Dialog.PAY_PHONE: lambda: self.pay_phone.phone.line,
            Dialog.PAY_IDENTITY: lambda: self.pay_identity.fields["number"].line,
            Dialog.RECEIPT: lambda: self.receipt.next_button,
            Dialog.Z_REPORT: lambda: self.z_report.done_button,
            Dialog.KEYS: lambda: self.keys.back_button,
            Dialog.DRAWER: lambda: self.drawer.do_button,
            Dialog.X_REPORT: lambda: self.x_report.done_button,
            Dialog.SHIFT_SIGN: lambda: self.shift_sign.pad,
            Dialog.LINE: lambda: self.line.do_button,
            Dialog.LINE_SIGN: lambda: self.line_sign.pad,
            Dialog.CASES: lambda: self.cases.list,
            Dialog.DESK_SIGN: lambda: self.desk_sign.pad,
            Dialog.CUSTOMER: lambda: self.customer.search.line,
            Dialog.PRICES: lambda: self.prices.take_button,
            Dialog.NOTHING_LEFT: lambda: self.nothing_left.pad,
            Dialog.PARK_REASON: lambda: self.park_reason.first,
            Dialog.PARKED: lambda: self.parked.first,
            Dialog.CONFLICT: lambda: self.conflict.list,
            Dialog.QUOTES: lambda: self.quotes.first,
            Dialog.REFUND_SIGN: lambda: self.refund_sign.pad,
            Dialog.REFUND_DONE: lambda: self.refund_paper.done_button,
        }
        return firsts[dialog]()
