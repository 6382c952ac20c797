"""A second person is enforced unless the store's own policy, or that of all stores, waives it."""

from datetime import date

import pytest

from domain.errors import BadInput, RuleBroken
from domain.rules import RuleBook, RuleRow, check_row
from domain.second_person import alone_discount_basis_points, is_waived, may_waive
from domain.staff import Permission

DAY = date(2026, 11, 23)


def book(**policies: str) -> RuleBook:
    return RuleBook.from_rows(
        RuleRow(kind="second_person", key=key, valid_from=DAY, value={"policy": policy})
        for key, policy in policies.items()
    )


@pytest.mark.parametrize(
    ("policies", "waived"),
    [
        ({}, False),
        ({"default": "enforce"}, False),
        ({"default": "waive_with_review"}, True),
        ({"here": "waive_with_review"}, True),
        ({"there": "waive_with_review"}, False),
        ({"here": "enforce", "default": "waive_with_review"}, False),
        ({"here": "waive_with_review", "default": "enforce"}, True),
    ],
)
def test_a_stores_own_policy_comes_before_that_of_all_stores(
    policies: dict[str, str], *, waived: bool
) -> None:
    assert is_waived(book(**policies), "here", DAY) is waived
    assert not is_waived(book(**policies), "here", date(2026, 11, 22)), "not in force yet"


def test_a_policy_that_cannot_be_read_waives_nothing() -> None:
    with pytest.raises(RuleBroken):
        is_waived(book(here="perhaps"), "here", DAY)


def priced(**values: dict[str, object]) -> RuleBook:
    return RuleBook.from_rows(
        RuleRow(kind="second_person", key=key, valid_from=DAY, value=value)
        for key, value in values.items()
    )


WAIVED: dict[str, object] = {"policy": "waive_with_review"}


@pytest.mark.parametrize(
    ("rules", "most"),
    [
        ({}, 0),
        ({"default": WAIVED}, 0),
        ({"default": {**WAIVED, "discount_basis_points": 9_999}}, 9_999),
        ({"default": {"policy": "enforce", "discount_basis_points": 7_500}}, 0),
        ({"here": WAIVED, "default": {**WAIVED, "discount_basis_points": 7_500}}, 0),
        ({"here": {**WAIVED, "discount_basis_points": 1}, "default": WAIVED}, 1),
    ],
)
def test_what_comes_off_alone_is_as_the_policy_in_force_says(
    rules: dict[str, dict[str, object]], most: int
) -> None:
    assert alone_discount_basis_points(priced(**rules), "here", DAY) == most


@pytest.mark.parametrize("most", [-1, 10_000, "7500", 7.5])
def test_a_policy_that_gives_all_away_is_not_published(most: object) -> None:
    row = RuleRow(
        kind="second_person",
        key="default",
        valid_from=DAY,
        value={**WAIVED, "discount_basis_points": most},
    )
    with pytest.raises(BadInput, match="second_person"):
        check_row(row)


def test_an_approval_is_waived_for_whoever_is_on_duty_and_a_price_for_who_may_set_one() -> None:
    sells = frozenset({Permission.SELL})
    sets_prices = sells | {Permission.TYPE_PRICE}

    assert may_waive(Permission.APPROVE, sells)
    assert may_waive(Permission.TYPE_PRICE, sets_prices)
    assert not may_waive(Permission.TYPE_PRICE, sells | {Permission.APPROVE})
    assert not may_waive(Permission.ERASE_CUSTOMER, frozenset(Permission))
