"""The last change of the cart is taken back: its lines and discount as they stood before."""

from dataclasses import dataclass, replace

from app.use_cases.changed_cart import Change, change_cart
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import Conflict
from storage.unit_of_work import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoChange:
    """The cart as it stood before, and the version that is on the screen now.

    ``approved_by`` signed with a PIN for what leaves the sale by it.
    """

    before: Cart
    version: int
    approved_by: str | None = None


def undo_change(till: Till, session: Session, request: UndoChange) -> Cart:
    """Put the cart back as it stood before, as a new version; it is in the audit record.

    Taking back what added something takes goods out, so the rule of voids holds as for any removal.
    Prices that moved meanwhile are shown at the tender, as always.

    Raises Conflict (the cart moved on, or it is another sale), VoidNeedsApproval, NotAllowed.
    """

    def put_back(_reading: Reading, cart: Cart) -> Cart:
        if request.before.cart_id != cart.cart_id:
            raise Conflict(
                "That was another sale",
                "Nothing was changed and nothing is lost. Look at the sale that is open now.",
            )
        return replace(request.before, version=cart.version + 1)

    change = Change(action="change_undone", approved_by=request.approved_by, takes_out=True)
    return change_cart(till, session, request.version, change, put_back)
