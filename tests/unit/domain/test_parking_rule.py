"""How many sales and how many orders may wait, as the rule of the store says."""

import pytest

from domain.errors import RuleBroken
from domain.shared_cart import ParkingRule, require_room, require_room_for_order


@pytest.mark.parametrize(
    ("at_till", "in_store", "says"), [(2, 2, "This till"), (1, 3, "This store")]
)
def test_no_more_are_parked_than_the_rule_allows(at_till: int, in_store: int, says: str) -> None:
    rule = ParkingRule(till_max=2, store_max=3, hours=72)
    require_room(rule, at_till=1, in_store=2)

    with pytest.raises(RuleBroken, match=says) as refused:
        require_room(rule, at_till=at_till, in_store=in_store)
    assert refused.value.code == "too_many_parked"


def test_no_more_orders_wait_than_the_rule_allows() -> None:
    rule = ParkingRule(till_max=2, store_max=3, hours=72, order_max=5)
    require_room_for_order(rule, orders=4)

    with pytest.raises(RuleBroken, match="may have 5 subject to confirmation") as refused:
        require_room_for_order(rule, orders=5)
    assert refused.value.code == "too_many_orders"
