"""What the customer is about to buy, with its sums."""

from dataclasses import dataclass

from app.use_cases.open_cart import get_current_cart
from app.use_cases.rights import business_day
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.pricing import PricedCart, price_cart


@dataclass(frozen=True, slots=True, kw_only=True)
class CartView:
    """The cart and its sums at the rates of the business date. An empty cart is a cart."""

    cart: Cart
    priced: PricedCart


def current_cart(till: Till, session: Session) -> CartView:
    """Return the open cart; whoever is signed in, the cart is the till's.

    A shipment whose quote has ended is priced afresh. Raises RuleBroken (``no_rule``).
    """
    del session
    now = till.clock.now()
    with till.db.unit_of_work(durable=False) as uow:
        on = business_day(uow, now)
        cart = get_current_cart(uow, till, on, now)
        view = CartView(cart=cart, priced=price_cart(cart, uow.rules.book(), on))
        uow.commit()
    return view
