from pathlib import Path

import pytest

from app.devices.receipt_files import save_pdf, save_z_pdf
from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.print_receipt import z_for_file
from app.use_cases.till import Till
from domain.errors import NotFound
from domain.paper import TextRow
from domain.shift import CashCount
from tests.helpers.builders import a_sale, a_till, an_open_shift


@pytest.fixture
def till(tmp_path: Path) -> Till:
    return a_till(tmp_path)


def test_a_receipt_is_saved_as_pdf_where_it_is_said(till: Till, tmp_path: Path) -> None:
    session, _ = an_open_shift(till)
    number = a_sale(till, session).sale.receipt_number

    where = save_pdf(till, number, tmp_path / "papers")
    till.db.close()

    assert Path(where).read_bytes().startswith(b"%PDF-")
    assert Path(where).name == f"{number}.pdf"


def test_a_receipt_that_nobody_wrote_makes_no_file(till: Till, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        save_pdf(till, "GY03A-000009", tmp_path / "papers")
    till.db.close()

    assert not (tmp_path / "papers").exists()


def test_a_z_report_is_saved_as_pdf_each_time_as_a_counted_copy(till: Till, tmp_path: Path) -> None:
    session, shift = an_open_shift(till)
    close_shift(till, session, CloseShift(count=CashCount("GYD", ((500_000, 4),))))
    where = save_z_pdf(till, shift.number, tmp_path / "papers")
    name, paper = z_for_file(till, shift.number)
    till.db.close()

    assert Path(where).read_bytes().startswith(b"%PDF-")
    assert Path(where).name == f"{name}.pdf"
    texts = [row.text for row in paper.rows if isinstance(row, TextRow)]
    assert any("COPY" in text and "2" in text for text in texts)
    assert any("Z REPORT" in text for text in texts)


def test_a_shift_that_is_open_makes_no_file(till: Till, tmp_path: Path) -> None:
    _, shift = an_open_shift(till)
    with pytest.raises(NotFound):
        save_z_pdf(till, shift.number, tmp_path / "papers")
    till.db.close()

    assert not (tmp_path / "papers").exists()
