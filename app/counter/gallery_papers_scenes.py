"""Scenes of the print queue, and of a receipt that goes out otherwise."""

from collections.abc import Callable, Mapping

from app.counter.gallery_customers import a_customer
from app.counter.gallery_papers import a_paper
from app.counter.gallery_scenes import Stage, receipt
from app.presenters.key_map import Place
from app.presenters.more import MorePage
from app.presenters.prints import PrintsPresenter
from app.use_cases.ports import PrinterFailure

_BUSINESS = "Demerara Rice Mills and Estates Limited"
_NO_PAPER = "The printer has no paper."
_LONG = (
    "The printer The old one in the back office, behind the shelf with barrels, does not answer:"
    " nobody answered in time."
)


def _open(stage: Stage) -> PrintsPresenter:
    stage.begin()
    stage.go(Place.MORE)
    stage.window.counter.flows.more.on_row_selected(tuple(MorePage).index(MorePage.PAPERS))
    stage.window.screens.more.enter_page()
    return stage.window.counter.flows.prints


def papers_none(stage: Stage) -> None:
    """Everything has come out."""
    _open(stage)


def papers_waiting(stage: Stage) -> None:
    """A morning without paper in the printer; another printer is there."""
    numbers = range(4188, 4212)
    stage.till.papers.waiting = [
        a_paper(f"GY03B-{number:06d}", failure=_NO_PAPER, tries=1 + number % 3)
        for number in numbers
    ]
    stage.till.papers.waiting.append(a_paper("213", "z"))
    stage.till.papers.printers = ("Counter", "Office")
    _open(stage).on_moved(2)


def papers_failing(stage: Stage) -> None:
    """Tried again, and the printer still fails; long names."""
    stage.till.papers.waiting = [
        a_paper("GY03B-004188", failure=_LONG, tries=12),
        a_paper("GY-2026-000123", "label"),
    ]
    stage.till.papers.printers = ("The old one in the back office, behind the shelf with barrels",)
    page = _open(stage)
    stage.till.papers.fail_with = PrinterFailure("The paper was not printed", _LONG)
    page.on_print_all()


def receipt_mail(stage: Stage) -> None:
    """The address is asked for."""
    receipt(stage)
    stage.window.counter.flows.receipt_ways.on_mail("GY03B-004188")


def receipt_mail_wrong(stage: Stage) -> None:
    """An address that no server takes."""
    receipt_mail(stage)
    stage.window.counter.flows.receipt_ways.on_address("GY03B-004188", "anita.ramlall@gmail")


def receipt_mail_queued(stage: Stage) -> None:
    """The mail is queued, to a long address."""
    receipt_mail(stage)
    stage.window.counter.flows.receipt_ways.on_address(
        "GY03B-004188", "anita.persaud-ramlall.receipts@mail.kaieteur-shipping.example.gy"
    )


def receipt_pdf(stage: Stage) -> None:
    """The copy lies in a folder."""
    receipt(stage)
    stage.window.counter.flows.receipt_ways.on_pdf("GY03B-004188")


def receipt_buyer(stage: Stage) -> None:
    """A business wants a tax invoice: its number is known here."""
    receipt(stage)
    number = "010-552-881"
    stage.till.papers.buyers[number] = a_customer(
        "p-mills", _BUSINESS, tax_number=number, lot_street="Lot 7 Water Street, Kingston"
    )
    stage.window.counter.flows.receipt_ways.on_buyer()
    fields = stage.window.screens.receipt.buyer
    fields.number.line.setText(number)
    fields.number_given.emit(number)


def receipt_buyer_wrong(stage: Stage) -> None:
    """A number that can be none."""
    receipt_buyer(stage)
    stage.window.counter.flows.receipt_ways.buyer.on_number("12")


def receipt_buyer_named(stage: Stage) -> None:
    """The tax invoice prints, with the buyer on it."""
    receipt_buyer(stage)
    stage.window.screens.receipt.buyer.submit()


PAPER_SCENES: Mapping[str, Callable[[Stage], None]] = {
    "papers-none": papers_none,
    "papers-waiting": papers_waiting,
    "papers-failing": papers_failing,
    "receipt-mail": receipt_mail,
    "receipt-mail-wrong": receipt_mail_wrong,
    "receipt-mail-queued": receipt_mail_queued,
    "receipt-pdf": receipt_pdf,
    "receipt-buyer": receipt_buyer,
    "receipt-buyer-wrong": receipt_buyer_wrong,
    "receipt-buyer-named": receipt_buyer_named,
}
