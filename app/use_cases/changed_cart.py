"""One change of the open cart, decided on a version that somebody saw."""

from collections.abc import Callable

from app.use_cases.audit import note_down
from app.use_cases.open_cart import get_open_cart
from app.use_cases.rights import require_seller
from app.use_cases.till import Session, Till
from domain.cart import Cart, require_version


def change_cart(
    till: Till,
    session: Session,
    version: int,
    change: tuple[str, int, Callable[[Cart], Cart]],
) -> Cart:
    """Apply a change (its name in the audit record, its line, what it does) and keep the cart.

    What was in the line before stays in the audit record: goods that leave a sale before payment
    are what a shop looks into first. Raises Conflict, NotFound, BadInput, RuleBroken, NotAllowed.
    """
    action, line_no, apply = change
    with till.db.unit_of_work(durable=False) as uow:
        require_seller(uow, session)
        before = get_open_cart(uow, till)
        require_version(before, version)
        line = before.get_line(line_no)
        cart = apply(before)
        uow.carts.save(cart)
        after = next((each.quantity for each in cart.lines if each.line_no == line_no), 0)
        note_down(
            uow,
            till.clock.now(),
            session.staff_id,
            (action, cart.cart_id),
            {
                "line_no": line_no,
                "item_id": line.item_id or "",
                "unit_minor": line.unit_price.amount_minor,
                "quantity_before": line.quantity,
                "quantity_after": after,
            },
        )
        uow.commit()
    return cart
