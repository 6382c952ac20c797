"""What a dialog says goes to its presenter: one line for each signal, and nothing else."""

from functools import partial
from typing import Protocol

from app.counter.cases_dialog import CasesDialog
from app.counter.choice_dialog import ChoiceDialog
from app.counter.claim_dialog import ClaimDialog
from app.counter.conflict_dialog import ConflictDialog
from app.counter.customer_dialog import CustomerDialog
from app.counter.drawer_dialog import DrawerDialog, XReportDialog
from app.counter.identity_dialog import IdentityDialog
from app.counter.inbox_sign_dialog import InboxSignDialog
from app.counter.line_dialog import LineDialog
from app.counter.nothing_left_dialog import NothingLeftDialog
from app.counter.park_reason_dialog import ParkReasonDialog
from app.counter.parked_dialog import ParkedDialog
from app.counter.pay_code_dialog import PayCodeDialog
from app.counter.pay_phone_dialog import PayPhoneDialog
from app.counter.price_dialog import PriceDialog
from app.counter.price_news_dialog import PriceNewsDialog
from app.counter.quotes_dialog import QuotesDialog
from app.counter.receipt_dialog import ReceiptDialog, ZReportDialog
from app.counter.refund_dialogs import RefundPaperDialog, RefundSignDialog
from app.counter.screens import Screens
from app.counter.tender_dialog import TenderDialog
from app.presenters.counter import CounterPresenter
from app.widgets.dialog_frame import DialogFrame


class _Signed(Protocol):
    """Whoever has something signed for with a PIN."""

    def on_approver_chosen(self, index: int) -> None: ...

    def on_pin_entered(self, pin: str) -> None: ...


def connect_dialogs(screens: Screens, counter: CounterPresenter) -> None:
    """Connect every dialog to the presenters of ``counter``, as soon as it is made."""
    screens.when_made(Screens.choice, partial(_choice, counter))
    screens.when_made(Screens.price, partial(_price, counter))
    screens.when_made(Screens.tender, partial(_tender, counter))
    screens.when_made(Screens.pay_claim, partial(_pay_claim, counter))
    screens.when_made(Screens.pay_sign, partial(_sign, counter, counter.flows.paying.sign))
    screens.when_made(Screens.pay_code, partial(_pay_code, counter))
    screens.when_made(Screens.pay_phone, partial(_pay_phone, counter))
    screens.when_made(Screens.pay_identity, partial(_pay_identity, counter))
    screens.when_made(Screens.receipt, partial(_receipt, counter))
    screens.when_made(Screens.z_report, partial(_z_report, counter))
    screens.when_made(Screens.drawer, partial(_drawer, counter))
    screens.when_made(Screens.x_report, partial(_x_report, counter))
    screens.when_made(Screens.shift_sign, partial(_sign, counter, counter.flows.drawer))
    screens.when_made(Screens.line, partial(_line, counter))
    screens.when_made(Screens.line_sign, partial(_sign, counter, counter.flows.lines))
    screens.when_made(Screens.cases, partial(_cases, counter))
    screens.when_made(Screens.desk_sign, partial(_desk_sign, counter))
    screens.when_made(Screens.customer, partial(_customer, counter))
    screens.when_made(Screens.prices, partial(_prices, counter))
    screens.when_made(Screens.nothing_left, partial(_nothing_left, counter))
    screens.when_made(Screens.park_reason, partial(_park_reason, counter))
    screens.when_made(Screens.parked, partial(_parked, counter))
    screens.when_made(Screens.conflict, partial(_conflict, counter))
    screens.when_made(Screens.quotes, partial(_quotes, counter))
    screens.when_made(Screens.refund_sign, partial(_sign, counter, counter.flows.returns.sign))
    screens.when_made(Screens.refund_paper, partial(_refund_paper, counter))
    for dialog in Screens.DIALOGS.values():
        screens.when_made(dialog, partial(_dismissed, counter))


def _choice(counter: CounterPresenter, screen: ChoiceDialog) -> None:
    screen.row_chosen.connect(counter.questions.choice.on_row_chosen)


def _price(counter: CounterPresenter, screen: PriceDialog) -> None:
    presenter = counter.questions.price
    screen.price_typed.connect(presenter.on_price_typed)
    screen.approver_chosen.connect(presenter.on_approver_chosen)
    screen.pin_entered.connect(presenter.on_pin_entered)


def _tender(counter: CounterPresenter, screen: TenderDialog) -> None:
    presenter = counter.tender
    screen.amount_typed.connect(presenter.on_amount_typed)
    screen.quick_chosen.connect(presenter.on_quick_chosen)
    screen.quick_moved.connect(presenter.on_quick_moved)
    screen.finish_requested.connect(presenter.on_finish)
    screen.way_chosen.connect(presenter.on_way_chosen)
    screen.code_typed.connect(presenter.on_code_typed)
    screen.add_requested.connect(presenter.on_add)
    screen.remove_requested.connect(presenter.on_remove)


def _pay_claim(counter: CounterPresenter, screen: ClaimDialog) -> None:
    presenter = counter.flows.paying.claim
    screen.typed.connect(presenter.on_typed)
    screen.held_requested.connect(presenter.on_held)
    screen.photo_requested.connect(presenter.on_photo_key)
    screen.photo_chosen.connect(presenter.on_photo_chosen)
    screen.submitted.connect(presenter.on_submit)


def _pay_code(counter: CounterPresenter, screen: PayCodeDialog) -> None:
    screen.phone_requested.connect(counter.flows.paying.code.on_phone)


def _pay_phone(counter: CounterPresenter, screen: PayPhoneDialog) -> None:
    presenter = counter.flows.paying.phone
    screen.typed.connect(presenter.on_typed)
    screen.submitted.connect(presenter.on_submit)


def _pay_identity(counter: CounterPresenter, screen: IdentityDialog) -> None:
    presenter = counter.flows.paying.identity
    screen.document_chosen.connect(presenter.on_document)
    screen.typed.connect(presenter.on_typed)
    screen.submitted.connect(presenter.on_submit)


def _receipt(counter: CounterPresenter, screen: ReceiptDialog) -> None:
    presenter = counter.flows.receipt_ways
    screen.next_requested.connect(counter.receipt.on_next)
    screen.print_requested.connect(counter.on_print_again)
    screen.typed.connect(counter.on_typed_at_receipt)
    screen.receipt_shown.connect(presenter.on_receipt_shown)
    screen.mail_requested.connect(presenter.on_mail)
    screen.mail_left.connect(presenter.on_mail_left)
    screen.address_given.connect(presenter.on_address)
    screen.pdf_requested.connect(presenter.on_pdf)
    screen.buyer_requested.connect(presenter.on_buyer)
    screen.buyer_left.connect(presenter.buyer.on_left)
    screen.number_given.connect(presenter.buyer.on_number)
    screen.buyer_given.connect(presenter.buyer.on_submit)
    presenter.buyer.bind(counter.receipt.on_named)


def _z_report(counter: CounterPresenter, screen: ZReportDialog) -> None:
    presenter = counter.z_report
    screen.done_requested.connect(presenter.on_done)
    screen.print_requested.connect(counter.on_print_again)
    screen.pdf_requested.connect(presenter.on_pdf)


def _drawer(counter: CounterPresenter, screen: DrawerDialog) -> None:
    presenter = counter.flows.drawer
    screen.choice_made.connect(presenter.on_choice)
    screen.reason_chosen.connect(presenter.on_reason)
    screen.reason_stepped.connect(presenter.on_reason_step)
    screen.currency_asked.connect(presenter.on_currency)
    screen.amount_typed.connect(presenter.on_amount_typed)
    screen.note_typed.connect(presenter.on_note_typed)
    screen.do_requested.connect(presenter.on_do)


def _x_report(counter: CounterPresenter, screen: XReportDialog) -> None:
    screen.done_requested.connect(counter.on_dismissed)
    screen.print_requested.connect(counter.on_print_again)


def _line(counter: CounterPresenter, screen: LineDialog) -> None:
    presenter = counter.flows.lines
    screen.choice_made.connect(presenter.on_choice)
    screen.scope_asked.connect(presenter.on_scope)
    screen.reason_chosen.connect(presenter.on_reason)
    screen.reason_stepped.connect(presenter.on_reason_step)
    screen.number_typed.connect(presenter.on_number_typed)
    screen.note_typed.connect(presenter.on_note_typed)
    screen.do_requested.connect(presenter.on_do)


def _cases(counter: CounterPresenter, screen: CasesDialog) -> None:
    presenter = counter.flows.cases
    screen.row_moved.connect(presenter.on_row_moved)
    screen.row_chosen.connect(presenter.on_row_chosen)
    screen.value_typed.connect(presenter.on_value_typed)
    screen.approver_chosen.connect(presenter.on_approver_chosen)
    screen.pin_entered.connect(presenter.on_pin_entered)
    screen.read_requested.connect(presenter.on_read)
    screen.desk_requested.connect(presenter.on_desk)


def _desk_sign(counter: CounterPresenter, screen: InboxSignDialog) -> None:
    presenter = counter.flows.inbox.sign
    screen.typed.connect(presenter.on_typed)
    screen.entered.connect(presenter.on_entered)
    screen.reason_chosen.connect(presenter.on_reason_chosen)
    screen.next_reason.connect(presenter.on_next_reason)
    screen.approver_chosen.connect(presenter.on_approver_chosen)
    screen.pin_entered.connect(presenter.on_pin_entered)


def _customer(counter: CounterPresenter, screen: CustomerDialog) -> None:
    presenter = counter.flows.customer
    screen.text_changed.connect(presenter.on_text_changed)
    screen.moved.connect(presenter.on_moved)
    screen.row_selected.connect(presenter.on_row_selected)
    screen.chosen.connect(presenter.on_chosen)
    screen.new_requested.connect(presenter.on_new)
    screen.nobody_requested.connect(presenter.on_nobody)
    screen.field_typed.connect(presenter.on_field_typed)
    screen.consent_pressed.connect(presenter.on_consent_pressed)
    screen.save_requested.connect(presenter.on_save)


def _prices(counter: CounterPresenter, screen: PriceNewsDialog) -> None:
    screen.taken.connect(counter.tender_start.on_prices_taken)


def _nothing_left(counter: CounterPresenter, screen: NothingLeftDialog) -> None:
    presenter = counter.tender_start.nothing_left
    screen.ask_requested.connect(presenter.on_ask)
    screen.park_requested.connect(presenter.on_park)
    screen.approver_chosen.connect(presenter.on_approver_chosen)
    screen.pin_entered.connect(presenter.on_pin_entered)


def _park_reason(counter: CounterPresenter, screen: ParkReasonDialog) -> None:
    screen.row_chosen.connect(counter.flows.parking.reason.on_row_chosen)


def _parked(counter: CounterPresenter, screen: ParkedDialog) -> None:
    presenter = counter.flows.parking.parked
    screen.stepped.connect(presenter.on_stepped)
    screen.row_pressed.connect(presenter.on_row_pressed)
    screen.row_entered.connect(presenter.on_row_entered)
    screen.drop_requested.connect(presenter.on_drop)


def _quotes(counter: CounterPresenter, screen: QuotesDialog) -> None:
    presenter = counter.flows.quotes
    screen.stepped.connect(presenter.on_stepped)
    screen.row_pressed.connect(presenter.on_row_pressed)
    screen.row_entered.connect(presenter.on_row_entered)


def _conflict(counter: CounterPresenter, screen: ConflictDialog) -> None:
    screen.chosen.connect(counter.flows.parking.conflict.on_chosen)


def _refund_paper(counter: CounterPresenter, screen: RefundPaperDialog) -> None:
    presenter = counter.flows.returns.paper
    screen.done_requested.connect(presenter.on_done)
    screen.print_requested.connect(presenter.on_print)
    screen.exchange_requested.connect(presenter.on_exchange)


def _sign(counter: CounterPresenter, asked: _Signed, screen: RefundSignDialog) -> None:
    screen.approver_chosen.connect(asked.on_approver_chosen)
    screen.pin_entered.connect(asked.on_pin_entered)
    screen.afar_requested.connect(counter.flows.afar.on_ask)


def _dismissed(counter: CounterPresenter, dialog: DialogFrame) -> None:
    dialog.dismissed.connect(counter.on_dismissed)
