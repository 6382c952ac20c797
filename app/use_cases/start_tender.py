"""The customer is about to pay: what is scarce is set aside, and prices that moved are shown first.

From here on the feed changes nothing in this sale: the cart's lines carry their prices.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.use_cases.audit import note_down
from app.use_cases.cart_conflict import require_undisputed
from app.use_cases.open_cart import get_open_cart
from app.use_cases.operations import Said
from app.use_cases.rights import require_seller
from app.use_cases.spending import set_aside
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.cart import Cart, require_version
from domain.catalog import CatalogItem
from domain.errors import Conflict
from domain.price_change import PriceChange, price_changes, up_to_date
from domain.pricing import PricedCart, price_cart
from storage.unit_of_work import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTender:
    """What was on screen; ``accepted`` are the price changes that the cashier saw and took."""

    cart_id: str
    cart_version: int
    accepted: tuple[PriceChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderStarted:
    """The cart to pay, at the prices that hold now. ``holds`` says that something is set aside."""

    cart: PricedCart
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PricesChanged:
    """Prices that moved since the scan. Nothing was changed or set aside: show them, ask again."""

    changes: tuple[PriceChange, ...]


def start_tender(
    till: Till, session: Session, request: StartTender
) -> TenderStarted | PricesChanged:
    """Set aside what is scarce in the cart for as long as the rule ``tender_reservation`` says.

    Raises NothingLeft (with all that lacks), CartDisputed (a person decides first), Conflict (the
    cart is not the one that was on screen), RuleBroken (``no_shift``, ``no_rule``) and NotAllowed.
    Started again, it begins its time anew.
    """
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work(durable=False) as uow:
        shift = require_seller(uow, session)
        cart = _get_shown(uow, till, request)
        require_undisputed(uow, cart)
        items = _items_of(uow, cart)
        changes = price_changes(cart, items)
        if changes and changes != request.accepted:
            return PricesChanged(changes=changes)
        current = up_to_date(cart, items, changes)
        if current is not cart:
            uow.carts.save(current)
        said = Said(by=session.staff_id, at=now, day=shift.business_date)
        for change in changes:
            note_down(
                uow,
                now,
                session.staff_id,
                ("price_changed", cart.cart_id),
                {
                    "line_no": change.line_no,
                    "old_minor": change.old.amount_minor,
                    "new_minor": change.new.amount_minor,
                },
            )
        holds = set_aside(uow, said, current)
        priced = price_cart(current, uow.rules.book(), shift.business_date)
        uow.commit()
    return TenderStarted(cart=priced, holds=holds)


def _get_shown(uow: Reading, till: Till, request: StartTender) -> Cart:
    cart = get_open_cart(uow, till)
    if cart.cart_id != request.cart_id:
        raise Conflict(
            "The sale has changed",
            "Another sale is open on this till now. Nothing is lost and nothing was taken."
            " Look at the lines and the total, then press F12 again.",
        )
    require_version(cart, request.cart_version)
    return cart


def _items_of(uow: Reading, cart: Cart) -> Mapping[str, CatalogItem]:
    wanted = [line.item_id for line in cart.lines if line.item_id is not None]
    return uow.catalog.list_items(wanted) if wanted else {}
