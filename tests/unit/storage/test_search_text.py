"""Folding and ranking, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.search_text import (
    WORD_LETTERS_MAX,
    WORDS_MAX,
    Candidate,
    answers,
    folded,
    folded_words,
    rank,
    sku_words,
    typed_words,
)


def candidate(name: str, sku: str = "", category: str = "", *, exact: bool = False) -> Candidate:
    return Candidate(
        row_id=1,
        name_key=folded(name),
        sku_key=folded(sku),
        category_key=folded(category),
        exact_code=exact,
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rice, parboiled, 2 kg", ("rice", "parboiled", "2", "kg")),
        ("Café CRÈME", ("cafe", "creme")),
        ("\uff26\uff55\uff4c\uff4c width", ("full", "width")),
        ("ﬁne Straße", ("fine", "strasse")),
        ("İstanbul", ("istanbul",)),
        ("snake_case", ("snake", "case")),
        ("a-b/c.d", ("a", "b", "c", "d")),
        ("½ pint №5", ("1", "2", "pint", "no5")),
        ("緑茶", ("緑茶",)),
        (" \t\n", ()),
        ("🍚", ()),
        ("\ud800x", ("x",)),
        ("x" * 50, ("x" * WORD_LETTERS_MAX,)),
    ],
)
def test_text_is_folded_to_plain_words(text: str, words: tuple[str, ...]) -> None:
    assert folded_words(text) == words


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_and_leaves_letters_and_digits_only(text: str) -> None:
    once = folded(text)

    assert folded(once) == once
    assert all(char.isalnum() or char == " " for char in once)


def test_only_the_first_words_typed_count() -> None:
    assert len(typed_words("a " * 50)) == WORDS_MAX


def test_a_sku_is_found_as_written_and_in_one_word() -> None:
    assert sku_words("kit 12 ab") == ("kit 12 ab", "kit12ab")
    assert answers(candidate("Kit", sku="KIT-12/AB"), ("kit12",))
    assert answers(candidate("Kit", sku="KIT-12/AB"), ("12", "ab"))


def test_every_word_typed_must_begin_a_word() -> None:
    rice = candidate("Rice, parboiled", category="Groceries")

    assert answers(rice, ("par", "gro"))
    assert not answers(rice, ("boiled",))
    assert not answers(rice, ("rice", "flour"))
    assert answers(rice, ())


@pytest.mark.parametrize(
    ("better", "worse", "typed"),
    [
        (candidate("Zed", sku="M8"), candidate("M8 bolt"), "m8"),
        (candidate("Zed", sku="KIT-12"), candidate("kit12 of tools"), "kit12"),
        (candidate("Zed", exact=True), candidate("Rice"), "rice"),
        (candidate("Rice flour"), candidate("Flour of rice"), "rice"),
        (candidate("Toy phone set"), candidate("Samsung phones"), "phone"),
        (candidate("Big phone"), candidate("Samsung Galaxy phone"), "phone"),
        (candidate("Blue phone"), candidate("Case", category="phone"), "phone"),
        (candidate("Rice 1 kg"), candidate("Rice 1 kg, parboiled"), "rice"),
        (candidate("Rice a"), candidate("Rice b"), "rice"),
    ],
)
def test_the_better_answer_comes_first(better: Candidate, worse: Candidate, typed: str) -> None:
    words = typed_words(typed)

    assert rank(better, words) < rank(worse, words)
