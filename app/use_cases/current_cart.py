"""What the customer is about to buy, with its sums."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from app.use_cases.cart_conflict import CartConflict, find_conflict
from app.use_cases.left_at_till import left_at_till
from app.use_cases.open_cart import get_current_cart, get_open_cart
from app.use_cases.rights import business_day
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import RuleBroken
from domain.fx import Rate
from domain.holding import Standing
from domain.pricing import PricedCart, add_up_without_vat, price_cart
from storage.unit_of_work import Reading

DOLLARS = "USD"


@dataclass(frozen=True, slots=True, kw_only=True)
class CartView:
    """The cart and its sums at the rates of the business date. An empty cart is a cart.

    ``left`` says by line number how much of what is scarce this till may still sell.

    ``problem`` is why it cannot be priced, or None: then ``priced`` is without its VAT, for showing
    the lines and taking one out, and ``take_payment`` raises the same. ``conflict`` is what a
    person must decide first, because another till has the same cart, or None (sync rule 12.5).
    ``customer_name`` is whom the sale is for, "" for nobody and for a person who was erased since.
    """

    cart: Cart
    priced: PricedCart
    problem: RuleBroken | None = None
    conflict: CartConflict | None = None
    left: Mapping[int, Standing] = field(default_factory=dict)
    dollar_rate: Rate | None = None
    customer_name: str = ""


def current_cart(till: Till, session: Session) -> CartView:
    """Return the open cart; whoever is signed in, the cart is the till's.

    A shipment whose quote has ended is priced afresh. A cart without a rule for one of its lines is
    handed out as it is kept: a rule may be gone by now, and the till must not stay shut behind it.
    """
    try:
        return _priced(till, session, till.clock.now())
    except RuleBroken as problem:
        with till.db.reading() as uow:
            cart = get_open_cart(uow, till)
            conflict = find_conflict(uow, cart)
            name = _customer_name(uow, cart)
        return CartView(
            cart=cart,
            priced=add_up_without_vat(cart),
            problem=problem,
            conflict=conflict,
            customer_name=name,
        )


def _customer_name(uow: Reading, cart: Cart) -> str:
    person = None if cart.customer_id is None else uow.customers.find(cart.customer_id)
    return "" if person is None else person.name


def _dollar_rate(uow: Reading, cart: Cart, on: date) -> Rate | None:
    """What a total may be told in US dollars by, None where central sent none."""
    if cart.currency == DOLLARS:
        return None
    return uow.rules.book().find_fx_rate(DOLLARS, cart.currency, on)


def _priced(till: Till, session: Session, now: datetime) -> CartView:
    with till.db.unit_of_work(durable=False) as uow:
        on = business_day(uow, now)
        cart = get_current_cart(uow, till, on, now)
        priced = price_cart(cart, uow.rules.book(), on)
        view = CartView(
            cart=cart,
            priced=priced,
            conflict=find_conflict(uow, cart),
            left=left_at_till(uow, cart, session.staff_id, now),
            dollar_rate=_dollar_rate(uow, cart, on),
            customer_name=_customer_name(uow, cart),
        )
        uow.commit()
    return view
