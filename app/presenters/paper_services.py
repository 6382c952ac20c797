"""What papers ask of the house: the print queue, and receipts that go out otherwise."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.use_cases.mail_receipt import MailReceipt
from app.use_cases.name_buyer import NameBuyer, TaxInvoice
from app.use_cases.print_queue import Drained, PrintRecord
from app.use_cases.till import Session
from domain.customer import Customer


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperServices:
    """Lane ``device`` for what may wait for one: to print, to redirect, to save.

    ``find_address`` and ``find_buyer`` read, ``mail_receipt`` and ``name_buyer`` write.
    ``save_pdf`` (of a receipt) and ``save_z_pdf`` (of a shift) return where the file lies.
    """

    list_prints: Callable[[], Sequence[PrintRecord]]
    print_queued: Callable[[str], object]
    print_all: Callable[[], Drained]
    redirect: Callable[[str, str], object]
    drop: Callable[[str], None]
    list_printers: Callable[[], Sequence[str]]
    find_address: Callable[[str], str]
    mail_receipt: Callable[[Session, MailReceipt], str]
    find_buyer: Callable[[str], Customer | None]
    name_buyer: Callable[[Session, NameBuyer], TaxInvoice]
    save_pdf: Callable[[str], str]
    save_z_pdf: Callable[[int], str]
