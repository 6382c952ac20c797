"""The print queue of a till in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.presenters.paper_services import PaperServices
from app.use_cases.mail_receipt import MailReceipt
from app.use_cases.name_buyer import NameBuyer, TaxInvoice
from app.use_cases.ports import PrinterFailure
from app.use_cases.print_queue import Drained, NewPrint, PaperKind, PrintRecord
from app.use_cases.till import Session
from domain.customer import Customer
from domain.email_address import email_address
from domain.tax_number import read_tax_number

MADE_AT = datetime(2026, 11, 21, 18, 4, tzinfo=UTC)


def a_paper(
    subject: str, kind: PaperKind = "receipt", *, failure: str = "", tries: int = 0
) -> PrintRecord:
    """A paper that waits."""
    return PrintRecord(
        new=NewPrint(job_id=f"{kind}-{subject}", kind=kind, subject=subject),
        made_at=MADE_AT,
        tries=tries,
        failure=failure,
        failed_at=MADE_AT if tries else None,
        done_at=None,
        outcome="",
    )


TAX_INVOICE = ("Kaieteur Shipping", "", "TAX INVOICE")
PDF_FOLDER = "Documents/Windward"


@dataclass(slots=True)
class MemoryPapers:
    """A queue in plain values. ``fail_with`` is raised by the next thing asked of it."""

    waiting: list[PrintRecord] = field(default_factory=list)
    printers: tuple[str, ...] = ()
    asked: list[tuple[str, ...]] = field(default_factory=list)
    fail_with: Exception | None = None
    buyers: dict[str, Customer] = field(default_factory=dict)
    """Known businesses, by their numbers."""
    addresses: dict[str, str] = field(default_factory=dict)
    """E-mail addresses of known customers, by their receipts."""

    def services(self) -> PaperServices:
        return PaperServices(
            list_prints=lambda: tuple(self.waiting),
            print_queued=lambda job_id: self._end("print", job_id),
            print_all=self._print_all,
            redirect=lambda job_id, printer: self._end("redirect", job_id, printer),
            drop=lambda job_id: self._end("drop", job_id),
            list_printers=self._list_printers,
            find_address=lambda receipt_number: self.addresses.get(receipt_number, ""),
            mail_receipt=self._mail,
            find_buyer=self._find_buyer,
            name_buyer=self._name_buyer,
            save_pdf=self._save,
            save_z_pdf=lambda number: self._save(f"Z{number}"),
        )

    def _list_printers(self) -> Sequence[str]:
        return self.printers

    def _end(self, deed: str, job_id: str, *more: str) -> None:
        self._ask(deed, job_id, *more)
        self.waiting = [record for record in self.waiting if record.new.job_id != job_id]

    def _print_all(self) -> Drained:
        try:
            self._ask("all")
        except PrinterFailure as error:
            return Drained(0, len(self.waiting), error)
        count = len(self.waiting)
        self.waiting.clear()
        return Drained(count, 0)

    def _mail(self, session: Session, request: MailReceipt) -> str:
        address = email_address(request.address)
        self._ask("mail", session.staff_id, request.receipt_number, address)
        return address

    def _find_buyer(self, tax_number: str) -> Customer | None:
        return self.buyers.get(read_tax_number(tax_number))

    def _name_buyer(self, session: Session, request: NameBuyer) -> TaxInvoice:
        number = read_tax_number(request.tax_number)
        self._ask("buyer", session.staff_id, request.receipt_number, request.name, number)
        return TaxInvoice(
            receipt_number=request.receipt_number,
            lines=(*TAX_INVOICE, f"Sold to {request.name}", f"VAT/TIN no. {number}"),
        )

    def _save(self, receipt_number: str) -> str:
        self._ask("pdf", receipt_number)
        return f"{PDF_FOLDER}/{receipt_number}.pdf"

    def _ask(self, *what: str) -> None:
        error, self.fail_with = self.fail_with, None
        if error is not None:
            raise error
        self.asked.append(what)
