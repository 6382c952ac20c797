import random

import pytest

from domain.card_number import (
    TAKEN_OUT,
    holds_card_number,
    is_card_number,
    require_no_card_number,
    without_card_numbers,
)
from domain.errors import BadInput

MMG_REFERENCES = (
    "20402048536279",
    "20402048601581",
    "20373216452995",
    "175900000000012345",
    "1790883499",
)
"""As MMG's test environment answered (integrations 1.2 to 1.4)."""

CARDS = (
    "4111111111111111",
    "4222222222222",
    "4000000000000000006",
    "5555555555554444",
    "2223003122003222",
    "2720990000000007",
    "378282246310005",
    "341111111111111",
    "30569309025904",
    "36227206271667",
    "38520000023237",
    "6011111111111117",
    "6445644564456445",
    "3530111333300000",
    "6240008631401148",
    "501800000009",
    "5020000000000000000",
    "6304000000000000",
    "6759649826438453",
    "6763000000000000000",
)
"""Test numbers that the networks and payment providers publish, or made by their rule."""


def with_check_digit(body: str) -> str:
    """Digits with their check digit behind them, reckoned another way than the product does."""
    for last in "0123456789":
        digits = [int(char) for char in body + last]
        for place in range(len(digits) - 2, -1, -2):
            digits[place] = sum(divmod(digits[place] * 2, 10))
        if sum(digits) % 10 == 0:
            return body + last
    raise AssertionError(body)


def imeis(count: int) -> list[str]:
    """IMEIs by their rule: a reporting body's number, type, serial number, check digit."""
    chance = random.Random(15)
    bodies = ("01", "35", "86", "91", "99", "44", "49", "52", "33", "98")
    made = [
        with_check_digit(bodies[number % len(bodies)] + f"{chance.randrange(10**12):012d}")
        for number in range(count)
    ]
    assert all(len(each) == 15 for each in made)
    return made


def test_every_network_is_known_by_a_number_of_its_own() -> None:
    for number in CARDS:
        assert is_card_number(with_check_digit(number[:-1])), number


@pytest.mark.parametrize("reference", MMG_REFERENCES)
def test_references_that_mmg_gave_are_no_cards(reference: str) -> None:
    assert not holds_card_number(reference)
    assert require_no_card_number(f"paid by {reference}.") == f"paid by {reference}."


def test_fifty_imeis_are_no_cards() -> None:
    made = imeis(50)

    assert len(set(made)) == 50
    assert [imei for imei in made if holds_card_number(f"IMEI {imei}, black")] == []


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111111",
        "her card 4111 1111 1111 1111 12/26 please",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "call 592 4111 1111 1111 1111",
        "%B4111111111111111^DOE/J^2612101",
        ";378282246310005=2612",
        "\u0664" + "\u0661" * 15,
        "\uff14" + "\uff11" * 15,
    ],
)
def test_a_card_number_is_found_however_it_is_written_and_never_repeated(text: str) -> None:
    assert holds_card_number(text)
    with pytest.raises(BadInput) as refused:
        require_no_card_number(text)
    assert "1111" not in refused.value.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lot 12, Section C",
        "+592 622 1234",
        "4111111111111112",  # the check digit is wrong
        "411111111111111",  # Visa has no fifteen digits
        "9999999999999995",  # nobody issues these, though the check digit fits
        "411111111111111100000",  # longer than any card
        "4111 1111",
        "2026-11-22 16:40",
    ],
)
def test_two_of_three_signs_make_no_card(text: str) -> None:
    assert not holds_card_number(text)


def test_what_is_written_down_elsewhere_loses_the_number_and_nothing_more() -> None:
    text = "her card 4111 1111 1111 1111 12/26, MMG 20402048536279 at 2026-11-22 16:40"

    clean = without_card_numbers(text)

    assert not holds_card_number(clean)
    assert clean.startswith(f"her card {TAKEN_OUT}")
    assert clean.endswith("MMG 20402048536279 at 2026-11-22 16:40")
    assert without_card_numbers("") == ""
