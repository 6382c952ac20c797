from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.gtin import has_valid_check_digit, normalise_barcode
from tests.unit.domain.builders import assert_caught

LENGTHS = st.sampled_from([8, 12, 13, 14])
BODIES = LENGTHS.flatmap(lambda size: st.text("0123456789", min_size=size - 1, max_size=size - 1))


def valid_code(body: str, valid: Callable[[str], bool] = has_valid_check_digit) -> str:
    [code] = [body + digit for digit in "0123456789" if valid(body + digit)]
    return code


@pytest.mark.parametrize(
    ("scanned", "stored"),
    [
        ("96385074", "00000096385074"),  # EAN-8
        ("036000291452", "00036000291452"),  # UPC-A
        ("4006381333931", "04006381333931"),  # EAN-13
        ("10614141000415", "10614141000415"),  # GTIN-14
        (" 0036000291452\r\n", "00036000291452"),  # the same product as an EAN-13, with a suffix
        ("036000291453", "036000291453"),  # wrong check digit: an in-house code
        ("brl-55-l", "BRL-55-L"),
        ("12345", "12345"),
        ("٩٦٣٨٥٠٧٤", "٩٦٣٨٥٠٧٤"),
    ],
)
def test_a_code_is_stored_in_one_form_however_it_was_printed(scanned: str, stored: str) -> None:
    assert normalise_barcode(scanned) == stored


def test_an_empty_or_endless_code_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadInput, match="Scan it again, or type it"):
        normalise_barcode(" \t")
    with pytest.raises(BadInput, match="at most 64 characters"):
        normalise_barcode("A" * 65)
    assert normalise_barcode("A" * 64) == "A" * 64


@given(st.text(min_size=1, max_size=64))
def test_normalising_twice_changes_nothing(text: str) -> None:
    try:
        once = normalise_barcode(text)
    except BadInput:
        return

    assert normalise_barcode(once) == once


@given(BODIES)
def test_exactly_one_check_digit_fits_and_leading_zeros_do_not_matter(body: str) -> None:
    code = valid_code(body)

    assert normalise_barcode(code) == code.zfill(14)
    assert has_valid_check_digit(code.zfill(14))


def check_one_wrong_digit_is_noticed(
    valid: Callable[[str], bool], body: str, position: int, shift: int
) -> None:
    code = valid_code(body, valid)
    position %= len(code)
    wrong = str((int(code[position]) + shift) % 10)

    assert not valid(code[:position] + wrong + code[position + 1 :])


@given(BODIES, st.integers(0, 13), st.integers(1, 9))
def test_a_single_misread_digit_is_always_noticed(body: str, position: int, shift: int) -> None:
    check_one_wrong_digit_is_noticed(has_valid_check_digit, body, position, shift)


def test_planted_wrong_weights_of_the_check_digit_are_caught() -> None:
    def weights_of_two(code: str) -> bool:
        total = sum(
            int(digit) * (2 if index % 2 else 1) for index, digit in enumerate(reversed(code))
        )
        return total % 10 == 0

    def check(body: str, position: int, shift: int) -> None:
        check_one_wrong_digit_is_noticed(weights_of_two, body, position, shift)

    assert_caught(check, BODIES, st.integers(0, 13), st.integers(1, 9))


@pytest.mark.parametrize("text", ["", "1", "0" * 15, "9638507x", "9638507\uff14"])
def test_other_lengths_and_other_digits_have_no_check_digit(text: str) -> None:
    assert not has_valid_check_digit(text)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ("]E04006381333931", "04006381333931"),
        ("]A0BRL-55-L", "BRL-55-L"),
        ("]C10104006381333931", "04006381333931"),
        ("]d20104006381333931172512311012AB", "04006381333931"),
        ("]Q30104006381333931", "04006381333931"),
        ("(01)04006381333931(17)251231", "04006381333931"),
        ("]C10104006381333930", "0104006381333930"),
        ("]C1BRL-55", "BRL-55"),
        ("0104006381333931", "0104006381333931"),
        ("]9-shelf", "]9-SHELF"),
    ],
)
def test_a_scanner_may_say_first_which_kind_of_code_it_read(sent: str, code: str) -> None:
    """ISO/IEC 15424 identifiers and GS1 element strings; without them digits stay what they are."""
    assert normalise_barcode(sent) == code


def test_a_kind_without_a_code_is_nothing_scanned() -> None:
    with pytest.raises(BadInput, match="Nothing was scanned"):
        normalise_barcode("]E0")
