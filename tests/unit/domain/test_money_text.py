import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.money import KNOWN_CURRENCIES, Money
from domain.money_text import (
    abs_money,
    currency_name,
    currency_prefix,
    format_amount,
    format_money,
    parse_money,
)
from tests.unit.domain.builders import gyd

CURRENCIES = st.sampled_from(sorted(KNOWN_CURRENCIES))
BARE_DOLLAR = re.compile(r"(?<![A-Za-z])\$")


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (gyd(1_240_000), "G$12,400"),
        (gyd(1_240_050), "G$12,400.50"),
        (gyd(-84_000), "\N{MINUS SIGN}G$840"),
        (gyd(0), "G$0"),
        (Money(5_933, "USD"), "US$59.33"),
        (Money(0, "USD"), "US$0.00"),
        (Money(100, "TTD"), "TT$1.00"),
        (Money(100, "JMD"), "J$1.00"),
        (Money(100, "BBD"), "Bds$1.00"),
        (Money(100, "XCD"), "EC$1.00"),
        (Money(123_456, "SRD"), "SRD 1,234.56"),
        (Money(100, "XCG"), "Cg 1.00"),
    ],
)
def test_an_amount_names_its_currency(money: Money, text: str) -> None:
    assert format_money(money) == text


def test_cents_of_guyana_dollars_show_when_asked_for() -> None:
    assert format_money(gyd(1_240_000), cents="always") == "G$12,400.00"
    assert format_money(gyd(-1), cents="always") == "\N{MINUS SIGN}G$0.01"


def test_a_column_names_its_currency_once() -> None:
    assert format_amount(gyd(38_624_500)) == "386,245"
    assert format_amount(Money(-96_200, "USD")) == "\N{MINUS SIGN}962.00"
    assert currency_prefix("GYD") == "G$"
    assert currency_prefix("SRD") == "SRD"
    assert currency_name("XCD") == "East Caribbean dollars"
    assert abs_money(gyd(-8)) == abs_money(gyd(8)) == gyd(8)


@given(st.integers(-(10**13), 10**13), CURRENCIES)
def test_no_amount_ever_shows_a_bare_dollar_sign(amount_minor: int, currency: str) -> None:
    assert not BARE_DOLLAR.search(format_money(Money(amount_minor, currency)))


@given(st.integers(0, 10**11 - 1), CURRENCIES, st.sampled_from(["auto", "always"]))
def test_what_is_shown_can_be_typed_again(amount_minor: int, currency: str, cents: str) -> None:
    money = Money(amount_minor, currency)
    shown = format_money(money, cents="auto" if cents == "auto" else "always")

    assert parse_money(shown, currency) == money


@pytest.mark.parametrize(
    ("text", "amount_minor"),
    [
        ("1,500", 150_000),
        ("1500.50", 150_050),
        ("1500.5", 150_050),
        ("1500.", 150_000),
        ("G$ 1,500", 150_000),
        ("g$1500", 150_000),
        ("GYD 1500", 150_000),
        ("1500 gyd", 150_000),
        ("  0 ", 0),
        ("000000000012", 1_200),
        ("999,999,999.99", 99_999_999_999),
    ],
)
def test_an_amount_is_read_as_people_type_it(text: str, amount_minor: int) -> None:
    assert parse_money(text, "GYD") == gyd(amount_minor)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "-5",
        "1,50",
        "1,5000",
        "1.500,00",
        "$1500",
        "US$1500",
        "1e3",
        "\u0661\u0665",
        "G$",
        "5 5",
        "9" * 41,
    ],
)
def test_what_is_no_amount_is_refused_with_what_to_type(text: str) -> None:
    with pytest.raises(BadInput, match=r"Guyana dollars, as in 1,500 or 1500\.50") as refused:
        parse_money(text, "GYD")

    assert "Nothing is lost" in refused.value.message


def test_too_many_cents_and_absurd_sums_say_so() -> None:
    with pytest.raises(BadInput, match="at most 2 digits after the point"):
        parse_money("1.505", "GYD")
    with pytest.raises(BadInput, match="more than 999,999,999 Guyana dollars"):
        parse_money("1,000,000,000", "GYD")


@given(st.text(max_size=60), CURRENCIES)
def test_any_typing_gives_an_amount_or_a_sentence_never_a_crash(text: str, currency: str) -> None:
    try:
        money = parse_money(text, currency)
    except BadInput:
        money = Money.zero(currency)

    assert money.currency == currency
    assert not money.is_negative
