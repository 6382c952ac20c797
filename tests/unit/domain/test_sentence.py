"""Sentences are plain English to everybody, and a pattern with values to a translator."""

import pytest

from domain.errors import BadInput
from domain.sentence import Sentence, told


def test_a_told_sentence_is_the_english_and_remembers_what_it_was_made_from() -> None:
    sentence = told("An amount has at most {digits} digits.", digits=2)

    assert sentence == "An amount has at most 2 digits."
    assert sentence.pattern == "An amount has at most {digits} digits."
    assert dict(sentence.values) == {"digits": 2}


def test_an_error_hands_its_sentence_on_as_it_is() -> None:
    error = BadInput("Check the amount", told("At most {digits} digits.", digits=2))

    assert isinstance(error.message, Sentence)
    assert str(error) == "Check the amount: At most 2 digits."


def test_a_pattern_that_names_a_missing_value_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        told("At most {digits} digits.", figures=2)
