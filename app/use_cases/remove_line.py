"""A line is taken out of the cart."""

from app.use_cases.changed_cart import change_cart
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.cart import remove_line as without_line


def remove_line(till: Till, session: Session, line_no: int, version: int) -> Cart:
    """Take a line out of the cart of that version. Raises Conflict and NotFound."""
    return change_cart(
        till, session, version, ("line_removed", line_no, lambda cart: without_line(cart, line_no))
    )
