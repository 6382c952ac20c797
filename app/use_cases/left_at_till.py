"""How much of what is scarce in the cart this till may still sell."""

from collections.abc import Mapping
from datetime import datetime

from app.use_cases.spending import needs_of
from domain.cart import Cart
from domain.holding import BOOKING, Standing, stock_resource
from storage.unit_of_work import Reading


def left_at_till(uow: Reading, cart: Cart, agent_id: str, now: datetime) -> Mapping[int, Standing]:
    """Return how it stands for each line of the cart that is scarce, by line number.

    A cart of ordinary goods costs no look. Marked items by their own resource, shipments by the
    bookings of the agent who is signed in.
    """
    needs = needs_of(uow, cart, agent_id)
    if not needs:
        return {}
    standings = uow.allotments.standings((need.resource for need in needs), cart.cart_id, now)
    store_id = uow.till.get_till().store_id
    booking = next((need.resource for need in needs if need.resource.startswith(BOOKING)), "")
    left: dict[int, Standing] = {}
    for line in cart.lines:
        is_item = line.item_id is not None and line.allotted
        resource = stock_resource(store_id, line.item_id or "") if is_item else ""
        resource = booking if line.shipment is not None else resource
        if resource in standings:
            left[line.line_no] = standings[resource]
    return left
