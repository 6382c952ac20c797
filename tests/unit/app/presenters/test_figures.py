"""Amounts, counts and days as each language writes them, never mistaken for another's."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.presenters import figures
from app.presenters.locale_in_force import use_locale, whole
from app.presenters.when import date_text, wait_text
from domain.errors import BadInput
from domain.money import KNOWN_CURRENCIES, Money
from domain.money_text import currency_name, currency_prefix

CURRENCIES = ("GYD", "USD", "SRD", "BBD")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    use_locale("en_GY")


def test_english_of_guyana_is_as_it_always_was() -> None:
    assert figures.format_money(Money(1_240_050, "GYD")) == "G$12,400.50"
    assert whole(1204) == "1,204"
    assert date_text(date(2026, 9, 21)) == "Mon 21 Sep 2026"


def test_dutch_of_suriname_swaps_point_and_comma_and_keeps_our_signs() -> None:
    use_locale("nl_SR")

    assert figures.format_money(Money(1_240_050, "SRD")) == "SRD 12.400,50"
    assert figures.format_money(Money(-84_000, "GYD")) == "\N{MINUS SIGN}G$840"
    assert figures.format_amount(Money(5_933, "USD")) == "59,33"
    assert whole(1204) == "1.204"
    assert figures.parse_money("12.400,50", "SRD") == Money(1_240_050, "SRD")
    assert date_text(date(2026, 9, 21)) == "ma 21 sep 2026"


@pytest.mark.parametrize(
    ("locale", "foreign"), [("nl_SR", "1,500"), ("nl_SR", "1500.50"), ("en_GY", "1.500")]
)
def test_an_amount_in_the_other_languages_form_is_refused_never_misread(
    locale: str, foreign: str
) -> None:
    use_locale(locale)

    with pytest.raises(BadInput):
        figures.parse_money(foreign, "SRD")


@pytest.mark.parametrize("locale", ["en_GY", "nl_SR", "es_VE", "fr_GF"])
@given(minor=st.integers(0, 10**10), currency=st.sampled_from(CURRENCIES))
def test_every_amount_shown_is_read_back_as_itself(locale: str, minor: int, currency: str) -> None:
    use_locale(locale)
    money = Money(minor, currency)

    assert figures.parse_money(figures.format_money(money, cents="always"), currency) == money


def test_waits_are_said_in_words() -> None:
    assert [wait_text(seconds) for seconds in (-1, 28, 60, 90, 900)] == [
        "0 s", "28 s", "1 minute", "1 min 30 s", "15 minutes",
    ]  # fmt: skip


@pytest.mark.parametrize("currency", sorted(KNOWN_CURRENCIES))
def test_every_currency_has_the_name_that_papers_give_it(currency: str) -> None:
    assert figures.currency_name(currency) == currency_name(currency)
    assert figures.currency_prefix(currency) == currency_prefix(currency)
