from pathlib import Path

import pytest

from app.devices.receipt_files import save_pdf
from app.use_cases.till import Till
from domain.errors import NotFound
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
