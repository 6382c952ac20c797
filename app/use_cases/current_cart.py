"""What the customer is about to buy, with its sums."""

from dataclasses import dataclass
from datetime import datetime

from app.use_cases.cart_conflict import CartConflict, find_conflict
from app.use_cases.open_cart import get_current_cart, get_open_cart
from app.use_cases.rights import business_day
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import RuleBroken
from domain.pricing import PricedCart, add_up_without_vat, price_cart


@dataclass(frozen=True, slots=True, kw_only=True)
class CartView:
    """The cart and its sums at the rates of the business date. An empty cart is a cart.

    ``problem`` is why it cannot be priced, or None: then ``priced`` is without its VAT, for showing
    the lines and taking one out, and ``take_cash`` raises the same. ``conflict`` is what a person
    must decide first, because another till has the same cart, or None (sync rule 12.5).
    """

    cart: Cart
    priced: PricedCart
    problem: RuleBroken | None = None
    conflict: CartConflict | None = None


def current_cart(till: Till, session: Session) -> CartView:
    """Return the open cart; whoever is signed in, the cart is the till's.

    A shipment whose quote has ended is priced afresh. A cart without a rule for one of its lines is
    handed out as it is kept: a rule may be gone by now, and the till must not stay shut behind it.
    """
    del session
    try:
        return _priced(till, till.clock.now())
    except RuleBroken as problem:
        with till.db.reading() as uow:
            cart = get_open_cart(uow, till)
            conflict = find_conflict(uow, cart)
        return CartView(
            cart=cart, priced=add_up_without_vat(cart), problem=problem, conflict=conflict
        )


def _priced(till: Till, now: datetime) -> CartView:
    with till.db.unit_of_work(durable=False) as uow:
        on = business_day(uow, now)
        cart = get_current_cart(uow, till, on, now)
        priced = price_cart(cart, uow.rules.book(), on)
        view = CartView(cart=cart, priced=priced, conflict=find_conflict(uow, cart))
        uow.commit()
    return view
