"""Copies of receipts as files, where the person at this computer finds them."""

from pathlib import Path

import platformdirs

from app.devices.paper_pdf import write_pdf
from app.use_cases.print_receipt import copy_for_file
from app.use_cases.till import Till


def save_pdf(till: Till, receipt_number: str, folder: Path | None = None) -> str:
    """Write a counted copy of a receipt as PDF and return where it lies.

    Raises NotFound, and WorldFailure where the folder cannot be written.
    """
    where = folder or platformdirs.user_documents_path() / "Windward"
    path = where / f"{receipt_number}.pdf"
    paper = copy_for_file(till, receipt_number)
    write_pdf(path, paper, receipt_number, till.clock.now())
    return str(path)
