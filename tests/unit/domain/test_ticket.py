import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ticket import centred, clean, pair, pair_words, require_columns, ruled, width_of, wrap

COLUMNS = st.integers(32, 96)


def test_text_from_outside_cannot_drive_a_printer() -> None:
    assert clean("Barrel\x1b@\x1dV\x00 55\u200b gal\r\n") == "Barrel @ V 55 gal"


def test_signs_that_a_receipt_printer_lacks_become_plain() -> None:
    assert clean("\N{MINUS SIGN}G$5 \N{MULTIPLICATION SIGN} 2") == "-G$5 x 2"


def test_long_names_wrap_at_blanks_and_long_words_are_cut() -> None:
    assert wrap("Shipping barrel, large", 15) == ("Shipping", "barrel, large")
    assert wrap("a" * 25, 10) == ("a" * 10, "a" * 10, "a" * 5)
    assert wrap("  ", 10) == ()


def test_wide_and_combined_characters_take_the_columns_they_take() -> None:
    assert width_of("米 10") == 5
    assert width_of("e\N{COMBINING ACUTE ACCENT}") == 1
    assert clean("e\N{COMBINING ACUTE ACCENT}") == "\N{LATIN SMALL LETTER E WITH ACUTE}"
    assert wrap("米" * 20, 32) == ("米" * 16, "米" * 4)


def test_a_heading_is_centred_without_trailing_blanks() -> None:
    assert centred("TAX INVOICE", 21) == ("     TAX INVOICE",)
    assert centred("", 20) == ()


def test_an_amount_ends_in_the_last_column() -> None:
    assert pair("Total", "G$5", 12) == ("Total    G$5",)
    assert pair("", "G$5", 6) == ("   G$5",)
    assert pair("Shipping barrel", "G$9,500", 12) == ("Shipping", "barrel", "     G$9,500")


def test_a_name_wider_than_the_paper_wraps_below_its_label_to_the_right() -> None:
    assert pair_words("Cashier", "S. Rodrigues", 22) == ("Cashier   S. Rodrigues",)
    assert pair_words("Cashier", "", 8) == ("Cashier ",)
    assert pair_words("Cashier", "Ann Marie Lall-Persaud", 12) == (
        "Cashier",
        "   Ann Marie",
        "Lall-Persaud",
    )
    assert pair_words("By", "0192f0aa-7c1e", 8) == ("By", "0192f0aa", "   -7c1e")


def test_an_amount_wider_than_the_paper_is_a_bug() -> None:
    with pytest.raises(ValueError, match="wider than the paper"):
        pair("Total", "G$" + "9" * 40, 32)


@given(st.text(max_size=120), st.text(min_size=1, max_size=30), COLUMNS)
def test_no_line_is_wider_than_the_paper_and_nothing_is_lost(
    label: str, figure: str, columns: int
) -> None:
    if width_of(clean(figure)) > columns:
        return
    lines = pair(label, figure, columns)

    assert all(width_of(line) <= columns for line in lines)
    assert lines[-1].endswith(clean(figure))
    assert not clean(figure) or width_of(lines[-1]) == columns
    assert "".join(lines).replace(" ", "") == (clean(label) + clean(figure)).replace(" ", "")
    assert all(width_of(line) <= columns for line in centred(label, columns))


def test_paper_is_32_to_96_columns_wide() -> None:
    for columns in (32, 96):
        require_columns(columns)
    for columns in (31, 97):
        with pytest.raises(ValueError, match="32 to 96"):
            require_columns(columns)
    assert ruled(4) == "----"
