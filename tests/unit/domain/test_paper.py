import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.paper import (
    BARCODE_LONGEST,
    CODE_LONGEST,
    ROWS_MAX,
    BarcodeRow,
    CutRow,
    Paper,
    QrRow,
    Row,
    TextRow,
    as_copy,
    paper_from_plain,
    paper_to_plain,
    text_paper,
)

PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40)
ROWS: st.SearchStrategy[Row] = st.one_of(
    st.builds(TextRow, st.text(max_size=60), st.booleans()),
    st.builds(BarcodeRow, PRINTABLE.filter(str.strip)),
    st.builds(QrRow, st.text(min_size=1, max_size=60).filter(str.strip)),
    st.just(CutRow()),
)


def test_a_paper_of_lines_ends_with_its_codes_and_a_cut() -> None:
    codes = (BarcodeRow("GY03A-000001"), QrRow("W1.a.b"))

    paper = text_paper(("TAX INVOICE", "Total"), codes=codes)

    assert paper.lines == ("TAX INVOICE", "Total")
    assert paper.columns == len("TAX INVOICE")
    assert paper.rows[2:] == (*codes, CutRow())


def test_a_paper_of_codes_alone_has_no_columns() -> None:
    assert Paper((QrRow("x"),)).columns == 0


def test_a_copy_is_the_same_paper_under_its_number() -> None:
    paper = text_paper(("TAX INVOICE",))

    copy = as_copy(paper, 12, 32)

    assert copy.rows[0] == TextRow("            COPY 12", is_strong=True)
    assert copy.rows[1:] == paper.rows


@given(st.lists(ROWS, min_size=1, max_size=20))
def test_what_is_kept_of_a_paper_is_read_as_the_same_paper(rows: list[Row]) -> None:
    paper = Paper(tuple(rows))

    assert paper_from_plain(paper_to_plain(paper)) == paper


@pytest.mark.parametrize("kept", [{}, {"text": 1}, {"cut": False}, {"barcode": None}])
def test_rows_that_nobody_wrote_are_said_to_be_damaged(kept: dict[str, object]) -> None:
    with pytest.raises(BadInput, match="Print it from the receipt again"):
        paper_from_plain([kept])


@pytest.mark.parametrize("data", ["", "  ", "Größe", "a\nb", "x" * (BARCODE_LONGEST + 1)])
def test_a_barcode_holds_what_code_128_can(data: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        BarcodeRow(data)


def test_a_code_and_a_paper_have_an_end() -> None:
    with pytest.raises(ValueError, match="1 to 1000"):
        QrRow("x" * (CODE_LONGEST + 1))
    with pytest.raises(ValueError, match="1 to 10000 rows"):
        Paper(())
    with pytest.raises(ValueError, match="1 to 10000 rows"):
        Paper((CutRow(),) * (ROWS_MAX + 1))
