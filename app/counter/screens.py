"""Every screen and dialog of the counter, made once, and which of them is which place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Screens:
    """The screens by name; ``places`` and ``dialogs`` say which to show where."""

    sign_in: SignInScreen = field(default_factory=SignInScreen)
    open_shift: OpenShiftScreen = field(default_factory=OpenShiftScreen)
    sale: SaleScreen = field(default_factory=SaleScreen)
    shipment: ShipmentScreen = field(default_factory=ShipmentScreen)
    close_shift: CloseShiftScreen = field(default_factory=CloseShiftScreen)
    returns: ReturnsScreen = field(default_factory=ReturnsScreen)
    more: MoreScreen = field(default_factory=MoreScreen)
    choice: ChoiceDialog = field(default_factory=ChoiceDialog)
    price: PriceDialog = field(default_factory=PriceDialog)
    tender: TenderDialog = field(default_factory=TenderDialog)
    pay_claim: ClaimDialog = field(default_factory=ClaimDialog)
    pay_sign: RefundSignDialog = field(default_factory=RefundSignDialog)
    pay_code: PayCodeDialog = field(default_factory=PayCodeDialog)
    pay_phone: PayPhoneDialog = field(default_factory=PayPhoneDialog)
    pay_identity: IdentityDialog = field(default_factory=IdentityDialog)
    receipt: ReceiptDialog = field(default_factory=ReceiptDialog)
    z_report: ZReportDialog = field(default_factory=ZReportDialog)
    keys: KeysDialog = field(default_factory=KeysDialog)
    drawer: DrawerDialog = field(default_factory=DrawerDialog)
    x_report: XReportDialog = field(default_factory=XReportDialog)
    shift_sign: RefundSignDialog = field(default_factory=RefundSignDialog)
    line: LineDialog = field(default_factory=LineDialog)
    line_sign: RefundSignDialog = field(default_factory=RefundSignDialog)
    cases: CasesDialog = field(default_factory=CasesDialog)
    desk: InboxScreen = field(default_factory=InboxScreen)
    desk_sign: InboxSignDialog = field(default_factory=InboxSignDialog)
    customer: CustomerDialog = field(default_factory=CustomerDialog)
    find: FindScreen = field(default_factory=FindScreen)
    prices: PriceNewsDialog = field(default_factory=PriceNewsDialog)
    nothing_left: NothingLeftDialog = field(default_factory=NothingLeftDialog)
    park_reason: ParkReasonDialog = field(default_factory=ParkReasonDialog)
    parked: ParkedDialog = field(default_factory=ParkedDialog)
    conflict: ConflictDialog = field(default_factory=ConflictDialog)
    refund_sign: RefundSignDialog = field(default_factory=RefundSignDialog)
    refund_paper: RefundPaperDialog = field(default_factory=RefundPaperDialog)

    @property
    def places(self) -> Mapping[Place, Screen]:
        return {
            Place.SIGN_IN: self.sign_in,
            Place.OPEN_SHIFT: self.open_shift,
            Place.SALE: self.sale,
            Place.SHIP: self.shipment,
            Place.RETURNS: self.returns,
            Place.FIND: self.find,
            Place.SHIFT: self.close_shift,
            Place.MORE: self.more,
            Place.DESK: self.desk,
        }

    @property
    def dialogs(self) -> Mapping[Dialog, DialogFrame]:
        return {
            Dialog.CHOICE: self.choice,
            Dialog.PRICE: self.price,
            Dialog.TENDER: self.tender,
            Dialog.PAY_CLAIM: self.pay_claim,
            Dialog.PAY_SIGN: self.pay_sign,
            Dialog.PAY_CODE: self.pay_code,
            Dialog.PAY_PHONE: self.pay_phone,
            Dialog.PAY_IDENTITY: self.pay_identity,
            Dialog.RECEIPT: self.receipt,
            Dialog.Z_REPORT: self.z_report,
            Dialog.KEYS: self.keys,
            Dialog.DRAWER: self.drawer,
            Dialog.X_REPORT: self.x_report,
            Dialog.SHIFT_SIGN: self.shift_sign,
            Dialog.LINE: self.line,
            Dialog.LINE_SIGN: self.line_sign,
            Dialog.CASES: self.cases,
            Dialog.DESK_SIGN: self.desk_sign,
            Dialog.CUSTOMER: self.customer,
            Dialog.PRICES: self.prices,
            Dialog.NOTHING_LEFT: self.nothing_left,
            Dialog.PARK_REASON: self.park_reason,
            Dialog.PARKED: self.parked,
            Dialog.CONFLICT: self.conflict,
            Dialog.REFUND_SIGN: self.refund_sign,
            Dialog.REFUND_DONE: self.refund_paper,
        }

    def first_of(self, dialog: Dialog) -> QWidget:
        """What in a dialog gets the focus when it opens."""
        firsts: Mapping[Dialog, QWidget] = {
            Dialog.CHOICE: self.choice.list,
            Dialog.PRICE: self.price.price.line,
            Dialog.TENDER: self.tender.amount.line,
            Dialog.PAY_CLAIM: self.pay_claim.fields["phone"].line,
            Dialog.PAY_SIGN: self.pay_sign.pad,
            Dialog.PAY_CODE: self.pay_code.back_button,
            Dialog.PAY_PHONE: self.pay_phone.phone.line,
            Dialog.PAY_IDENTITY: self.pay_identity.fields["number"].line,
            Dialog.RECEIPT: self.receipt.next_button,
            Dialog.Z_REPORT: self.z_report.done_button,
            Dialog.KEYS: self.keys.back_button,
            Dialog.DRAWER: self.drawer.do_button,
            Dialog.X_REPORT: self.x_report.done_button,
            Dialog.SHIFT_SIGN: self.shift_sign.pad,
            Dialog.LINE: self.line.do_button,
            Dialog.LINE_SIGN: self.line_sign.pad,
            Dialog.CASES: self.cases.list,
            Dialog.DESK_SIGN: self.desk_sign.pad,
            Dialog.CUSTOMER: self.customer.search.line,
            Dialog.PRICES: self.prices.take_button,
            Dialog.NOTHING_LEFT: self.nothing_left.pad,
            Dialog.PARK_REASON: self.park_reason.list,
            Dialog.PARKED: self.parked.first,
            Dialog.CONFLICT: self.conflict.list,
            Dialog.REFUND_SIGN: self.refund_sign.pad,
            Dialog.REFUND_DONE: self.refund_paper.done_button,
        }
        return firsts[dialog]
