"""Copies of receipts and Z reports as files, where the person at this computer finds them."""

from pathlib import Path

from app.devices.paper_pdf import write_pdf
from app.devices.report_files import files_folder
from app.use_cases.print_receipt import copy_for_file, z_for_file
from app.use_cases.till import Till
from domain.paper import Paper


def save_pdf(till: Till, receipt_number: str, folder: Path | None = None) -> str:
    """Write a counted copy of a receipt as PDF and return where it lies.

    Raises NotFound, and WorldFailure where the folder cannot be written.
    """
    return _write(till, receipt_number, copy_for_file(till, receipt_number), folder)


def save_z_pdf(till: Till, shift_number: int, folder: Path | None = None) -> str:
    """Write a counted copy of a shift's Z as PDF and return where it lies; raises the same."""
    name, paper = z_for_file(till, shift_number)
    return _write(till, name, paper, folder)


def _write(till: Till, name: str, paper: Paper, folder: Path | None) -> str:
    where = folder or files_folder()
    path = where / f"{name}.pdf"
    write_pdf(path, paper, name, till.clock.now())
    return str(path)
