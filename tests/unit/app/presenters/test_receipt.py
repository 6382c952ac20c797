"""After the sale: paper comes after the commit, and its failure changes no sale."""

from dataclasses import replace

import pytest

from app.counter.gallery_till import sample_till
from app.presenters.notices import Notice
from app.presenters.receipt import ReceiptPresenter, ReceiptState
from app.presenters.reprint import ReprintPresenter
from app.presenters.z_report import ZReportPresenter, ZReportState
from app.use_cases.close_shift import CloseShift
from app.use_cases.name_buyer import TaxInvoice
from app.use_cases.open_shift import MoreFloat
from app.use_cases.ports import DrawerFailure, PrinterFailure
from app.use_cases.printer_choice import PrinterChoice
from app.use_cases.ring_up import RingUp
from app.use_cases.take_payment import CompletedSale, TakePayment
from domain.errors import WorldFailure
from domain.money import Money
from domain.shift import CashCount
from domain.tender import cash_tender
from tests.helpers.counter_desk import RecordingView, WaitingRunner, a_desk, a_session

NO_PAPER = "The printer has no paper"
A_PRINTER = PrinterChoice(link="network", address="192.0.2.5")


class ReceiptDesk:
    def __init__(self, runner: WaitingRunner | None = None) -> None:
        self.till = sample_till()
        self.till.devices.printers.keep("receipts", A_PRINTER)
        self.view: RecordingView[ReceiptState] = RecordingView()
        self.nexts: list[bool] = []
        self.presenter = ReceiptPresenter(
            a_desk(self.till, runner), self.view, on_next=lambda: self.nexts.append(True)
        )

    def fail(self) -> None:
        self.till.fail_with["print"] = PrinterFailure(NO_PAPER, "Load paper, press Ctrl+P.")

    def sell(self) -> CompletedSale:
        session, services = a_session(self.till), self.till.services()
        services.ring_up(session, RingUp(item_id=self.till.items[0].item_id))
        cart = services.current_cart(session).cart
        request = TakePayment(
            cart_id=cart.cart_id,
            cart_version=cart.version,
            tenders=(cash_tender(Money(1_000_000, "GYD")),),
        )
        return services.take_payment(session, request)


def test_the_receipt_prints_by_itself_and_shows_the_change() -> None:
    desk = ReceiptDesk()
    desk.presenter.start(desk.sell())

    assert desk.till.printed == [("GY03B-000101", False)]
    assert desk.view.last.change_text == "G$500"
    assert desk.view.last.give == ("1 \u00d7 500",)
    assert desk.view.last.print_text == "Printed"


def test_where_no_printer_is_set_up_it_says_that_the_receipt_is_a_file() -> None:
    desk = ReceiptDesk()
    desk.till.devices.printers.chosen.clear()
    desk.presenter.start(desk.sell())

    said = "Saved as a file: no printer is set up (More, Devices)"
    assert desk.view.last.print_text == said
    z_report = ZDesk()
    z_report.presenter.start(z_report.closed)
    assert z_report.view.last.print_text == said


def test_a_drawer_that_stayed_shut_is_said_beside_a_receipt_that_came_out() -> None:
    desk = ReceiptDesk()
    desk.till.fail_with["print"] = DrawerFailure("The drawer did not open", "Use the key, or F10.")
    desk.presenter.start(desk.sell())

    assert desk.view.last.print_text == "Printed"
    assert desk.view.last.notice is not None
    assert desk.view.last.notice.title == "The drawer did not open"
    assert desk.view.last.notice.action == ""


def test_printing_again_says_copy() -> None:
    desk = ReceiptDesk()
    desk.presenter.start(desk.sell())
    desk.presenter.on_print()

    assert desk.till.printed == [("GY03B-000101", False), ("GY03B-000101", True)]


def test_without_paper_the_sale_stays_and_the_first_paper_is_no_copy() -> None:
    desk = ReceiptDesk()
    desk.fail()
    desk.presenter.start(desk.sell())

    assert desk.view.last.notice is not None
    assert desk.view.last.notice.key == "Ctrl+P"
    assert desk.view.last.print_text == "Not printed yet"
    assert len(desk.till.sales) == 1

    desk.presenter.on_print()
    assert desk.till.printed == [("GY03B-000101", False)]
    assert desk.view.last.notice is None


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("VAT no. 4418207", "  SALES INVOICE"), "Sales invoice: a small sale, paid in cash."),
        (("VAT no. 4418207", " TAX INVOICE"), "Tax invoice: large, or not paid in cash alone."),
        (
            ("  VAT no. 4418207", "TAX INVOICE", "VAT/TIN no.    77 12345"),
            "Tax invoice: made out to a business.",
        ),
        (("SALES INVOICE",), ""),
    ],
)
def test_why_it_is_the_one_or_the_other_invoice_is_said(lines: tuple[str, ...], said: str) -> None:
    desk = ReceiptDesk()
    sold = desk.sell()
    desk.presenter.start(replace(sold, receipt_lines=lines))

    assert desk.view.last.kind_text == said


def test_a_buyer_who_is_named_is_shown_and_printed_at_once() -> None:
    desk = ReceiptDesk()
    sold = desk.sell()
    invoice = TaxInvoice(receipt_number=sold.sale.receipt_number, lines=("TAX INVOICE", "Mills"))
    desk.presenter.start(sold)
    desk.presenter.on_named(replace(invoice, receipt_number="GY03B-000001"))
    before = desk.view.last.lines
    desk.presenter.on_named(invoice)

    assert before == sold.receipt_lines
    assert desk.view.last.lines == invoice.lines
    assert [is_copy for _, is_copy in desk.till.printed] == [False, True]
    desk.presenter.start(desk.sell())
    assert desk.view.last.lines != invoice.lines


def test_a_buyer_named_while_the_paper_comes_out_is_printed_once_it_has() -> None:
    for has_paper, prints in ((True, 2), (False, 1)):
        runner = WaitingRunner()
        desk = ReceiptDesk(runner)
        if not has_paper:
            desk.fail()
        sold = desk.sell()
        desk.presenter.start(sold)
        desk.presenter.on_named(
            TaxInvoice(receipt_number=sold.sale.receipt_number, lines=("TAX INVOICE",))
        )
        runner.finish_all()
        if not has_paper:
            desk.presenter.on_print()
            runner.finish_all()

        assert len(desk.till.printed) == prints
        assert desk.view.last.lines == ("TAX INVOICE",)


def test_a_held_ctrl_p_prints_once() -> None:
    runner = WaitingRunner()
    desk = ReceiptDesk(runner)
    desk.presenter.start(desk.sell())
    desk.presenter.on_print()
    assert desk.view.last.is_printing
    runner.finish_all()

    assert len(desk.till.printed) == 1


def test_paper_that_comes_late_belongs_to_its_own_receipt() -> None:
    runner = WaitingRunner()
    desk = ReceiptDesk(runner)
    desk.presenter.start(desk.sell())
    desk.presenter.start(desk.sell())
    prints = [at for at, (lane, _) in enumerate(runner.jobs) if lane == "device"]
    runner.finish(prints[0])
    assert desk.view.last.print_text.startswith("Printing")

    desk.fail()
    desk.presenter.start(desk.sell())
    second = [at for at, (lane, _) in enumerate(runner.jobs) if lane == "device"]
    runner.finish(second[0])
    assert desk.view.last.notice is None

    runner.finish_all()
    assert desk.view.last.print_text == "Printed"
    assert [is_copy for _, is_copy in desk.till.printed] == [False, False]


def test_enter_goes_on_to_the_next_customer() -> None:
    desk = ReceiptDesk()
    desk.presenter.on_print()
    desk.presenter.start(desk.sell())
    desk.presenter.on_next()

    assert desk.nexts == [True]
    assert desk.presenter.last_receipt_number == "GY03B-000101"


class ReprintDesk(ReceiptDesk):
    def __init__(self, runner: WaitingRunner | None = None) -> None:
        super().__init__()
        self.notices: list[Notice | None] = []
        self.reprint = ReprintPresenter(a_desk(self.till, runner), notify=self.notices.append)

    @property
    def said(self) -> str:
        last = self.notices[-1]
        return "" if last is None else last.title


def test_receipts_that_never_reached_paper_are_named_and_printed_as_originals() -> None:
    desk = ReprintDesk()
    first, second = desk.sell(), desk.sell()
    desk.reprint.start()
    assert desk.said == "2 receipts were not printed."

    desk.reprint.on_print()
    assert desk.said == "1 receipt was saved, not printed."

    desk.reprint.on_print()
    numbers = [first.sale.receipt_number, second.sale.receipt_number]
    assert desk.till.printed == [(number, False) for number in numbers]
    assert desk.said == f"Receipt {numbers[1]} is printed."


def test_with_everything_printed_ctrl_p_copies_the_last_receipt() -> None:
    desk = ReprintDesk()
    desk.reprint.start()
    desk.reprint.on_print()
    assert desk.said == "No receipt to print yet."

    desk.reprint.set_last("GY03B-000101")
    desk.reprint.on_print()
    assert desk.till.printed == [("GY03B-000101", True)]


def test_a_printer_that_fails_again_keeps_the_receipt_waiting() -> None:
    desk = ReprintDesk()
    desk.sell()
    desk.reprint.start()
    desk.fail()
    desk.reprint.on_print()
    assert desk.said == NO_PAPER

    desk.reprint.on_print()
    assert desk.till.printed == [("GY03B-000101", False)]


def test_a_held_ctrl_p_on_the_sale_prints_once() -> None:
    runner = WaitingRunner()
    desk = ReprintDesk(runner)
    desk.reprint.set_last("GY03B-000101")
    desk.reprint.on_print()
    desk.reprint.on_print()

    assert len(runner.jobs) == 1


class ZDesk:
    def __init__(self, runner: WaitingRunner | None = None) -> None:
        self.till = sample_till()
        session, services = a_session(self.till), self.till.services()
        services.open_shift(session, Money(0, "GYD"), MoreFloat())
        self.closed = services.close_shift(
            session, CloseShift(count=CashCount(currency="GYD", counts=()))
        )
        self.view: RecordingView[ZReportState] = RecordingView()
        self.done: list[bool] = []
        self.presenter = ZReportPresenter(
            a_desk(self.till, runner), self.view, on_done=lambda: self.done.append(True)
        )


def test_the_z_report_prints_by_itself_and_again_as_a_copy() -> None:
    desk = ZDesk()
    desk.presenter.on_print()
    desk.presenter.start(desk.closed)
    desk.presenter.on_print()
    desk.presenter.on_done()

    assert desk.till.printed == [("Z214", False), ("Z214", True)]
    assert desk.view.last.title == "Shift 214 is closed"
    assert desk.done == [True]


def test_a_z_report_without_paper_is_printed_later_as_the_original() -> None:
    desk = ZDesk()
    desk.till.fail_with["print"] = PrinterFailure(NO_PAPER, "Load paper.")
    desk.presenter.start(desk.closed)
    assert desk.view.last.notice is not None

    desk.presenter.on_print()
    assert desk.till.printed == [("Z214", False)]


def test_a_held_key_prints_one_z_report() -> None:
    runner = WaitingRunner()
    desk = ZDesk(runner)
    desk.presenter.start(desk.closed)
    desk.presenter.on_print()

    assert len(runner.jobs) == 1


def test_a_z_report_is_saved_as_pdf_once_and_where_it_lies_is_said() -> None:
    desk = ZDesk()
    desk.presenter.on_pdf()
    desk.presenter.start(desk.closed)
    desk.presenter.on_pdf()

    assert desk.till.papers.asked == [("pdf", "Z214")]
    assert desk.view.last.notice is not None
    assert desk.view.last.notice.title == "The PDF is saved"
    assert desk.view.last.notice.text.endswith("Z214.pdf")


def test_a_z_report_that_cannot_be_saved_says_so_and_is_saved_at_the_next_press() -> None:
    runner = WaitingRunner()
    desk = ZDesk(runner)
    desk.presenter.start(desk.closed)
    runner.finish()
    desk.till.papers.fail_with = WorldFailure("The PDF was not written", "The disk is full.")
    desk.presenter.on_pdf()
    desk.presenter.on_pdf()
    assert len(runner.jobs) == 1
    runner.finish()
    assert desk.view.last.notice is not None
    assert desk.view.last.notice.title == "The PDF was not written"

    desk.presenter.on_pdf()
    runner.finish()
    assert desk.till.papers.asked == [("pdf", "Z214")]
