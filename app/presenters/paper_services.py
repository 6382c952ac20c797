"""What papers ask of the house: the print queue, and receipts that go out otherwise."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.use_cases.mail_receipt import MailReceipt
from app.use_cases.print_queue import Drained, PrintRecord
from app.use_cases.till import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperServices:
    """All but ``list_prints`` and ``mail_receipt`` may wait for a device: lane ``device``.

    ``save_pdf`` (of a receipt) and ``save_z_pdf`` (of a shift) return where the file lies.
    """

    list_prints: Callable[[], Sequence[PrintRecord]]
    print_queued: Callable[[str], object]
    print_all: Callable[[], Drained]
    redirect: Callable[[str, str], object]
    drop: Callable[[str], None]
    list_printers: Callable[[], Sequence[str]]
    mail_receipt: Callable[[Session, MailReceipt], str]
    save_pdf: Callable[[str], str]
    save_z_pdf: Callable[[int], str]
