"""Errors are said in the language in force, also those with values in them."""

from collections.abc import Iterator

import pytest

from app.presenters import words
from app.presenters.notices import notice_of
from domain.errors import BadInput, WorldFailure
from domain.sentence import told

DUTCH = {
    "Check the amount": "Controleer het bedrag",
    "This field takes {name}, as in {example}.": "Dit veld vraagt {name}, zoals {example}.",
    "Guyana dollars": "Guyanese dollars",
    "The printer has no paper": "De printer heeft geen papier",
    "Nothing is lost.": "Er is niets verloren.",
}


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    words.use_translation(lambda pattern: DUTCH.get(pattern, pattern))
    yield
    words.use_translation(None)


def test_an_error_with_values_is_translated_as_a_pattern_and_filled_afterwards() -> None:
    message = told(
        "This field takes {name}, as in {example}.", name=told("Guyana dollars"), example="1,500"
    )

    notice = notice_of(BadInput("Check the amount", message))

    assert notice.title == "Controleer het bedrag"
    assert notice.text == "Dit veld vraagt Guyanese dollars, zoals 1,500."


def test_a_plain_sentence_of_an_error_is_translated_whole() -> None:
    notice = notice_of(WorldFailure("The printer has no paper", "Nothing is lost."))

    assert (notice.title, notice.text) == ("De printer heeft geen papier", "Er is niets verloren.")


def test_a_plain_sentence_with_braces_in_it_is_no_pattern() -> None:
    assert words.retold("A file named {x}") == "A file named {x}"


def test_nothing_to_say_stays_nothing() -> None:
    assert words.retold("") == ""
