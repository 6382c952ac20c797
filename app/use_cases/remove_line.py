"""A line is taken out of the cart, or everything is."""

from app.use_cases.changed_cart import Change, change_cart
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.cart import remove_line as without_line
from domain.cart_changes import emptied


def remove_line(
    till: Till, session: Session, line_no: int, version: int, approved_by: str | None = None
) -> Cart:
    """Take a line out of the cart of that version.

    Raises Conflict, NotFound, VoidNeedsApproval (more than the role may take out alone) and
    NotAllowed (who approved it may not).
    """
    change = Change(action="line_removed", line_no=line_no, approved_by=approved_by, takes_out=True)
    return change_cart(
        till, session, version, change, lambda _uow, cart: without_line(cart, line_no)
    )


def void_cart(till: Till, session: Session, version: int, approved_by: str | None = None) -> Cart:
    """Take everything out of the cart of that version: the sale does not happen.

    What was set aside for it is free again. Raises as ``remove_line`` does.
    """
    change = Change(action="cart_voided", approved_by=approved_by, takes_out=True)
    return change_cart(till, session, version, change, lambda _uow, cart: emptied(cart))
