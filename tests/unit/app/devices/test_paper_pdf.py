from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp

from app.devices.paper_pdf import paper_pdf, write_pdf
from domain.errors import WorldFailure
from domain.paper import BarcodeRow, Paper, QrRow, as_copy, text_paper

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CODE = "W1." + "aB3-_" * 60 + "." + "x" * 86
PAPER = as_copy(
    text_paper(("TAX INVOICE", "1 x Café"), codes=(BarcodeRow("GY03A-000101"), QrRow(CODE))), 1, 42
)


def test_the_same_paper_is_the_same_file() -> None:
    assert paper_pdf(PAPER, "GY03A-000101", AT) == paper_pdf(PAPER, "GY03A-000101", AT)
    assert paper_pdf(PAPER, "GY03A-000101", AT).startswith(b"%PDF-")


@pytest.mark.needs("gs")
def test_the_codes_of_a_pdf_are_read_by_another_program(tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415  for the reader only

    write_pdf(tmp_path / "a" / "receipt.pdf", PAPER, "GY03A-000101", AT)
    subprocess.run(
        ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pnggray", "-r200", "-o", "page.png",
         "a/receipt.pdf"],
        check=True,
        cwd=tmp_path,
        timeout=60,
    )  # fmt: skip

    with Image.open(tmp_path / "page.png") as page:
        read = {found.text for found in zxingcpp.read_barcodes(page)}
    assert read == {"GY03A-000101", CODE}


def test_a_long_receipt_is_one_long_page() -> None:
    lines = tuple(f"{number} x Barrel" for number in range(2_000))

    assert paper_pdf(Paper(text_paper(lines).rows), "long", AT).count(b"/Type /Page\n") == 1


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(WorldFailure, match="What it shows is saved"):
        write_pdf(tmp_path / "file" / "x.pdf", PAPER, "x", AT)
