"""A second person is enforced unless the store's own policy, or that of all stores, waives it."""

from datetime import date

import pytest

from domain.errors import RuleBroken
from domain.rules import RuleBook, RuleRow
from domain.second_person import is_waived

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
