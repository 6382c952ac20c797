"""An item goes into the cart."""

from dataclasses import dataclass
from datetime import date

from app.use_cases.audit import note_down
from app.use_cases.open_cart import get_open_cart
from app.use_cases.rights import require_seller
from app.use_cases.spending import ask_ahead
from app.use_cases.till import Session, Till
from domain.cart import Cart, TypedPrice, add_item
from domain.catalog import CatalogItem
from domain.errors import NotAllowed
from domain.pricing import price_cart
from domain.shift import Shift
from domain.staff import Permission
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class RingUp:
    """Which item and how many; ``typed`` is a price that somebody with the right approved."""

    item_id: str
    quantity: int = 1
    typed: TypedPrice | None = None


def ring_up(till: Till, session: Session, request: RingUp) -> Cart:
    """Put an item in the open cart and return the cart.

    Raises PriceNeeded (no price is known and none was typed: zero is the price of samples only),
    NotAllowed (who approved the price may not), NotFound, BadInput, RuleBroken (``no_rule`` for an
    item of a tax class without a rate: it stays out of the cart).
    """
    with till.db.unit_of_work(durable=False) as uow:
        shift = require_seller(uow, session)
        item = uow.catalog.get_item(request.item_id)
        if request.typed is not None:
            _require_approver(uow, session, request.typed, shift)
            _note_price(uow, till, session, item, request.typed)
        cart = put_in_cart(
            uow, till, item, shift.business_date, quantity=request.quantity, typed=request.typed
        )
        if item.allotted:
            ask_ahead(uow, till, session, cart, shift.business_date)
        uow.commit()
    return cart


def put_in_cart(
    uow: UnitOfWork,
    till: Till,
    item: CatalogItem,
    on: date,
    *,
    quantity: int = 1,
    typed: TypedPrice | None = None,
) -> Cart:
    """Add to the open cart and keep it, in the caller's transaction.

    What has no price on the business date ``on`` is not kept: nobody could pay that cart.
    """
    cart = add_item(get_open_cart(uow, till), item, quantity=quantity, typed=typed)
    price_cart(cart, uow.rules.book(), on)
    uow.carts.save(cart)
    return cart


def _require_approver(uow: UnitOfWork, session: Session, typed: TypedPrice, shift: Shift) -> None:
    approver = uow.staff.find_staff(typed.approved_by)
    if approver is None or Permission.TYPE_PRICE not in uow.rules.book().role_permissions(
        approver.role, shift.business_date
    ):
        raise NotAllowed(
            "That price is not approved",
            "Who approved it may not set prices here. The item is not in the sale, and nothing is"
            " lost. Ask a supervisor to approve the price.",
        )
    if approver.staff_id == session.staff_id:
        raise NotAllowed(
            "A second person must approve the price",
            "Nobody approves a price in a sale of their own. The item is not in the sale, and"
            " nothing is lost. Ask another supervisor to approve it.",
        )


def _note_price(
    uow: UnitOfWork, till: Till, session: Session, item: CatalogItem, typed: TypedPrice
) -> None:
    note_down(
        uow,
        till.clock.now(),
        session.staff_id,
        ("price_typed", item.item_id),
        {
            "amount_minor": typed.price.amount_minor,
            "currency": typed.price.currency,
            "approved_by": typed.approved_by,
        },
    )
