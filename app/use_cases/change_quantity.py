"""A line of the cart gets another quantity."""

from app.use_cases.changed_cart import Change, change_cart
from app.use_cases.till import Session, Till
from domain.cart import Cart, set_quantity


def change_quantity(
    till: Till, session: Session, line_no: int, quantity: int, version: int
) -> Cart:
    """Set the quantity of a line in the cart of that version; 0 removes the line.

    Raises Conflict (the cart moved on), NotFound, BadInput, RuleBroken (``shipment_quantity``),
    VoidNeedsApproval (less than the role may take out alone).
    """
    return change_cart(
        till,
        session,
        version,
        Change(action="quantity_changed", line_no=line_no, takes_out=True),
        lambda _uow, cart: set_quantity(cart, line_no, quantity),
    )
