"""How a wish ended, counted in payments: with money, without, or saying nothing of the provider."""

from datetime import timedelta

import pytest

from domain.wish_ends import TAKEN_UP_WITHIN, EndedWish, WishEnd, how_it_ended

SECOND = timedelta(seconds=1)
LONG = timedelta(minutes=10)


@pytest.mark.parametrize(
    ("before", "state", "by_till", "waited", "end"),
    [
        ("pending", "verified", False, LONG, "paid"),
        ("pending", "verified", True, LONG, "paid"),  # a person who looked
        ("requested", "verified", False, SECOND, "paid"),
        ("requested", "cancelled", False, SECOND, "failed"),  # refused
        ("pending", "cancelled", False, LONG, "failed"),  # declined
        ("pending", "disputed", False, LONG, "failed"),
        ("pending", "expired", False, LONG, "failed"),
        ("pending", "expired", True, LONG, "failed"),
        ("requested", "expired", False, LONG, "failed"),  # it could not even be sent
        ("requested", "cancelled", True, TAKEN_UP_WITHIN, "failed"),
        ("requested", "cancelled", True, TAKEN_UP_WITHIN - SECOND, "left_out"),
        ("requested", "expired", True, SECOND, "left_out"),  # it came with its end: offline
        ("pending", "cancelled", True, LONG, "left_out"),  # the customer chose otherwise
    ],
)
def test_a_wish_ended_with_money_without_or_as_people_at_the_till_wanted(
    before: str, state: str, by_till: bool, waited: timedelta, end: WishEnd
) -> None:
    wish = EndedWish(before=before, state=state, by_till=by_till, waited=waited)

    assert how_it_ended(wish) == end
