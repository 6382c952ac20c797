"""PINs: stretched once, peppered for each till."""

import pytest

from domain.errors import BadInput
from sync.protocol.pins import (
    DEFAULT_PARAMETERS,
    PinParameters,
    PinVerifier,
    pepper_verifier,
    pin_matches,
    require_pin,
    stretch_pin,
)

CHEAP = PinParameters(time_cost=1, memory_kib=64, parallelism=1)
SALT, PEPPER = b"s" * 16, b"p" * 32


def verifier_of(pin: str, pepper: bytes = PEPPER) -> PinVerifier:
    verifier = pepper_verifier(stretch_pin(pin, SALT, CHEAP), pepper)
    return PinVerifier(salt=SALT, parameters=CHEAP, verifier=verifier)


def test_the_right_pin_matches_and_another_does_not() -> None:
    held = verifier_of("2580")

    assert pin_matches("2580", held, PEPPER)
    assert not pin_matches("2581", held, PEPPER)


def test_a_verifier_of_one_till_is_worth_nothing_at_another() -> None:
    held = verifier_of("2580")

    assert not pin_matches("2580", held, b"q" * 32)
    assert held.verifier != verifier_of("2580", b"q" * 32).verifier


def test_the_verifier_never_shows_in_a_repr() -> None:
    assert repr(verifier_of("2580").verifier) not in repr(verifier_of("2580"))


@pytest.mark.parametrize("text", ["1234", "12345678", "0000"])
def test_four_to_eight_digits_are_a_pin(text: str) -> None:
    assert require_pin(text) == text


@pytest.mark.parametrize("text", ["", "123", "123456789", "12a4", "١٢٣٤", "12 4", "-123"])
def test_anything_else_is_no_pin(text: str) -> None:
    with pytest.raises(BadInput):
        require_pin(text)


def test_the_default_cost_is_at_least_the_floor_that_owasp_names() -> None:
    assert DEFAULT_PARAMETERS.as_tuple() >= (2, 19_456, 1)
