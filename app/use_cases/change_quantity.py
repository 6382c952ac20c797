"""A line of the cart gets another quantity."""

from app.use_cases.changed_cart import Change, change_cart
from app.use_cases.till import Session, Till
from domain.cart import Cart, set_quantity


def change_quantity(
    till: Till,
    session: Session,
    line_no: int,
    quantity: int,
    version: int,
    approved_by: str | None = None,
) -> Cart:
    """Set the quantity of a line in the cart of that version; 0 removes the line.

    ``approved_by`` signed with a PIN for as many fewer as the role may not take out alone.
    Raises Conflict (the cart moved on), NotFound, BadInput, RuleBroken (``shipment_quantity``),
    VoidNeedsApproval (nobody signed) and NotAllowed (who signed may not).
    """
    change = Change(
        action="quantity_changed", line_no=line_no, approved_by=approved_by, takes_out=True
    )
    return change_cart(
        till, session, version, change, lambda _uow, cart: set_quantity(cart, line_no, quantity)
    )
