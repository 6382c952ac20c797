"""VAT and TIN numbers of buyers: what can be one is kept in one form, what can't is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.customer import Contact
from domain.errors import BadInput
from domain.tax_number import read_tax_number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  ", ""),
        ("4418207", "4418207"),
        (" 010-123  456 ", "010-123 456"),
        ("gst 100-22/1", "GST 100-22/1"),
    ],
)
def test_a_number_is_kept_as_it_stands_on_the_certificate(typed: str, kept: str) -> None:
    assert read_tax_number(typed) == kept
    assert Contact(name="Rice Mills Ltd", tax_number=typed).tax_number == kept


@pytest.mark.parametrize("typed", ["1234", "ABCDEFG", "-12345", "12345-", "1" * 21, "12345\u20ac6"])
def test_what_can_be_no_number_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="VAT or TIN"):
        read_tax_number(typed)


@given(st.text(max_size=30))
def test_what_was_read_once_reads_the_same_again(typed: str) -> None:
    try:
        kept = read_tax_number(typed)
    except BadInput:
        return
    assert read_tax_number(kept) == kept
