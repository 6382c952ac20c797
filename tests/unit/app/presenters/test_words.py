"""Sentences: plurals, spans, and one place to translate them all."""

from collections.abc import Iterator

import pytest

from app.presenters import ship_words, words
from app.presenters.people import initials_of
from app.presenters.phone_text import readable_phone
from app.presenters.when import wait_text


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    words.use_translation(None)


def test_every_sentence_passes_through_the_translation_as_a_pattern() -> None:
    seen: list[str] = []

    def shout(pattern: str) -> str:
        seen.append(pattern)
        return pattern.upper().replace("{NUMBER}", "{number}")

    words.use_translation(shout)

    assert words.waiting(12) == "12 WAITING"
    assert seen == ["{number} waiting"]


@pytest.mark.parametrize(("count", "text"), [(1, "1 line"), (2, "2 lines"), (1204, "1,204 lines")])
def test_counts_are_grouped_and_agree_with_their_noun(count: int, text: str) -> None:
    assert words.lines(count) == text


@pytest.mark.parametrize(
    ("numbers", "text"),
    [((2,), "2"), ((1, 2), "1 and 2"), ((1, 2, 3), "1 to 3"), ((1, 2, 5), "1, 2 and 5")],
)
def test_pieces_are_named_as_a_person_would(numbers: tuple[int, ...], text: str) -> None:
    assert ship_words.span_text(numbers) == text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("6091234", "+592 609 1234"),
        ("+1 868 622 1234", "+1 868-622-1234"),
        ("", ""),
        ("12", None),
        ("call me", None),
    ],
)
def test_phone_numbers_are_read_as_guyanas(typed: str, shown: str | None) -> None:
    assert readable_phone(typed) == shown


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (28, "28 s"), (60, "1 minute"), (90, "1 min 30 s"), (900, "15 minutes")],
)
def test_waits_are_told_as_people_count_them(seconds: int, text: str) -> None:
    assert wait_text(seconds) == text


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Shanelle Rodrigues", "SR"), ("Devika", "D"), ("Ana de la Cruz", "AC"), ("", "?")],
)
def test_initials_are_never_more_than_two(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_a_vat_rate_with_a_part_keeps_it() -> None:
    assert words.vat_included(1_250) == "VAT 12.5 %, included"
    assert words.vat_included(1_400) == "VAT 14 %, included"
