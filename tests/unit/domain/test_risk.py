import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput, RuleBroken
from domain.risk import (
    BY_ITSELF,
    COUNTER_TENDERS,
    MEASURED,
    MEASURES,
    SUMS,
    WINDOWED,
    Action,
    Asked,
    RiskMeasure,
    RiskRule,
    about_rates,
    joined,
    judge,
    read_risk_rule,
    rules_for,
)
from domain.risk_policy import risk_rules
from domain.rules import RuleBook, RuleRow, check_row
from domain.tender import CONFIRMED_KINDS, TENDER_KINDS

DAY = date(2026, 11, 22)
SAMPLE = Path(__file__).parents[3] / "resources" / "sample" / "rules.json"
VALUE = {
    "measure": "amount",
    "tender": "mmg",
    "threshold": 100,
    "action": "supervisor",
    "cashier": "Ask.",
    "supervisor": "Look.",
}


def sample_book() -> RuleBook:
    rows = json.loads(SAMPLE.read_text("utf-8"))
    return RuleBook.from_rows(
        RuleRow(
            kind=row["kind"],
            key=row["key"],
            valid_from=date.fromisoformat(row["valid_from"]),
            value=row["value"],
        )
        for row in rows
    )


def rule(name: str = "r", **values: object) -> RiskRule:
    return replace(read_risk_rule({**VALUE, **values}), name=name)


def test_the_sample_policy_has_a_rule_for_every_measure() -> None:
    assert {found.measure for found in risk_rules(sample_book(), DAY)} == MEASURES


@pytest.mark.parametrize("name", [found.name for found in risk_rules(sample_book(), DAY)])
def test_each_rule_is_quiet_at_its_threshold_and_fires_one_above(name: str) -> None:
    rules = risk_rules(sample_book(), DAY)
    chosen = next(found for found in rules if found.name == name)
    quiet = {found.asks: 0 for found in rules}

    below = judge([chosen], {**quiet, chosen.asks: chosen.threshold})
    above = judge([chosen], {**quiet, chosen.asks: chosen.threshold + 1})

    assert (below.action, below.rules) == ("accept", ())
    assert (above.action, above.names) == (chosen.action, (name,))


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_every_measure_is_judged_on_both_sides_of_a_threshold(measure: RiskMeasure) -> None:
    window = 60 if measure in WINDOWED else 0
    for action in set(get_args(Action)) - ({"hold"} if measure == "rate_age" else set()):
        one = rule(measure=measure, window_minutes=window, threshold=7, action=action)
        asked = Asked(measure, window)

        assert judge([one], {asked: 7}).rules == ()
        assert judge([one], {asked: 8}).action == action


def test_the_strongest_action_wins_and_every_rule_that_fired_is_named_strongest_first() -> None:
    rules = [
        rule("noted", action="accept", threshold=0),
        rule("kept", action="hold", threshold=5),
        rule("b_signed", action="supervisor", threshold=10),
        rule("a_signed", action="supervisor", threshold=10),
        rule("cap", action="refuse", threshold=50),
    ]

    assert judge(rules, {Asked("amount"): 5}).action == "accept"
    assert judge(rules, {Asked("amount"): 20}).names == ("a_signed", "b_signed", "kept", "noted")
    assert judge(rules, {Asked("amount"): 6}).action == "hold"
    assert judge(rules, {Asked("amount"): 51}).action == "refuse"
    assert judge([], {}).action == "accept"


@pytest.mark.parametrize(
    ("amount", "action", "holding"),
    [
        (5, "accept", ()),
        (6, "hold", ("kept",)),
        (10, "hold", ("kept",)),
        (11, "supervisor", ("kept",)),
    ],
)
def test_a_rule_that_holds_takes_the_claim_and_keeps_its_goods_whatever_else_is_asked(
    amount: int, action: Action, holding: tuple[str, ...]
) -> None:
    rules = [rule("kept", action="hold", threshold=5), rule("signed", threshold=10)]
    judgement = judge(rules, {Asked("amount"): amount})

    assert judgement.action == action
    assert (judgement.action in BY_ITSELF) == (amount <= 10)
    assert tuple(each.name for each in judgement.holding) == holding


def test_a_measure_that_was_forgotten_accepts_nothing() -> None:
    with pytest.raises(KeyError):
        judge([rule()], {})


def test_a_rule_about_one_tender_is_not_asked_of_another() -> None:
    everywhere, of_mmg = rule("all", tender=""), rule("mmg")

    assert rules_for([everywhere, of_mmg], "mmg") == (everywhere, of_mmg)
    assert rules_for([everywhere, of_mmg], "card_qr") == (everywhere,)


def test_a_rule_about_all_tenders_is_asked_only_where_it_can_be_measured() -> None:
    many = rule("many", tender="", measure="claims_of_cashier", window_minutes=60)
    large = rule("large", tender="")
    sums = rule("sums", tender="", measure="customer_sum", window_minutes=60)

    assert rules_for([many, large], "mmg") == (many, large)
    assert rules_for([many, large, sums], "voucher") == (large, sums)
    assert rules_for([large], "cash") == ()
    with pytest.raises(KeyError):
        rules_for([large], "exchange")


def test_every_tender_but_cash_and_goods_has_caps_and_the_sample_policy_has_one_for_each() -> None:
    capped = {found.tender for found in risk_rules(sample_book(), DAY) if found.measure == "amount"}

    assert capped == set(MEASURED) - {"cash"} == TENDER_KINDS - {"cash", "exchange"}
    for measure in SUMS:
        rules = risk_rules(sample_book(), DAY)
        assert {found.tender for found in rules if found.measure == measure} == capped
    assert capped - CONFIRMED_KINDS == COUNTER_TENDERS


def test_the_age_of_rates_is_a_rule_about_the_bill_and_about_cash_too() -> None:
    everywhere = rule("old", tender="", measure="rate_age")
    of_cash = rule("cash", tender="cash", measure="rate_age")
    large = rule("large", tender="")

    assert about_rates([everywhere, of_cash, large], {"mmg"}) == (everywhere,)
    assert about_rates([everywhere, of_cash, large], {"cash"}) == (everywhere, of_cash)
    with pytest.raises(ValueError, match="not measured"):
        rule("cap", tender="cash", measure="amount")


def test_judgements_are_joined_to_the_strongest_and_no_rule_is_named_twice() -> None:
    signed, cap = rule("signed"), rule("cap", action="refuse")
    quiet = judge([signed], {Asked("amount"): 1})
    one, other = (
        judge([signed], {Asked("amount"): 101}),
        judge([cap, signed], {Asked("amount"): 101}),
    )

    assert joined([]) == joined([quiet]) == quiet
    assert joined([quiet, one, other]) == other


@given(st.lists(st.integers(0, 100), max_size=8), st.integers(0, 100))
def test_more_money_never_makes_a_milder_judgement(limits: list[int], amount: int) -> None:
    actions = get_args(Action)
    rules = [
        rule(f"r{number}", threshold=limit, action=actions[number % len(actions)])
        for number, limit in enumerate(limits)
    ]

    first = judge(rules, {Asked("amount"): amount})
    second = judge(rules, {Asked("amount"): amount + 1})

    assert actions.index(second.action) >= actions.index(first.action)
    assert set(first.names) <= set(second.names)


@pytest.mark.parametrize(
    "wrong",
    [
        {"measure": "luck"},
        {"measure": "till_sum"},
        {"window_minutes": 5},
        {"action": "shout"},
        {"action": "hold", "tender": ""},
        {"action": "hold", "tender": "bank_card"},
        {"action": "hold", "tender": "card_qr"},
        {"action": "hold", "measure": "rate_age"},
        {"threshold": -1},
        {"threshold": 1.5},
        {"cashier": " "},
        {"supervisor": "x" * 301},
        {"tender": 7},
        {"tender": "visa"},
        {"tender": "cash"},
        {"tender": "bank_card", "measure": "claims_of_cashier", "window_minutes": 60},
        {"tender": "voucher", "measure": "outstanding"},
        {"tender": "card_qr", "measure": "first_time_payer"},
    ],
)
def test_a_rule_that_makes_no_sense_is_not_published(wrong: dict[str, object]) -> None:
    row = RuleRow(kind="risk_rule", key="r", valid_from=DAY, value={**VALUE, **wrong})

    with pytest.raises(BadInput, match="risk_rule / r"):
        check_row(row)
    with pytest.raises(RuleBroken) as broken:
        risk_rules(RuleBook.from_rows([row]), DAY)
    assert broken.value.code == "bad_rule"


def test_a_rule_holds_from_its_day_on() -> None:
    book = RuleBook.from_rows([RuleRow(kind="risk_rule", key="cap", valid_from=DAY, value=VALUE)])

    assert [found.name for found in risk_rules(book, DAY)] == ["cap"]
    assert risk_rules(book, date(2026, 11, 21)) == ()
