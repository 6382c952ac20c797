"""The sale on screen is set aside, for the customer who comes back (sync rules 12)."""

from dataclasses import dataclass, replace
from datetime import timedelta

from app.use_cases.audit import note_down
from app.use_cases.list_parked import count_parked
from app.use_cases.open_cart import get_open_cart
from app.use_cases.operations import Said, append_operation
from app.use_cases.rights import require_seller
from app.use_cases.sale_bodies import discount_body
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.cart import Cart, new_cart, require_version
from domain.cart_line import CartLine, own_discounts
from domain.discounts_together import off_the_whole
from domain.errors import Conflict, RuleBroken
from domain.money import Money
from domain.shared_cart import require_room
from storage.shared_carts import ParkedCart
from storage.unit_of_work import UnitOfWork
from sync.protocol.cart_bodies import CartLineBody, CartParked, Reason
from sync.protocol.line_terms import terms_of

KEPT = timedelta(days=60)
"""For how long a till remembers what it did with shared carts; central remembers for ever."""
NAME_MAX = 40
_NAME_BYTES_MAX, _NAMES_BYTES_MAX = 120, 80_000
"""How much of each name is told to the store, and of all of them together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkCart:
    """What was on screen, and why it waits: a code from a list, never typed words.

    ``name`` is whose it is, as typed: it stays at this till, and no operation has it.
    """

    cart_id: str
    cart_version: int
    reason: Reason = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """A cart that is set aside: what the cashier calls it, and whether only this till shows it."""

    edition_id: str
    number: int
    is_local: bool


def park_cart(till: Till, session: Session, request: ParkCart) -> Parked:
    """Set the open cart aside, and begin a new one. Prices and lines stay as they are.

    A cart with a shipment, which has persons in it, is parked at this till alone (rule 12.8); any
    other is told to the store. Raises Conflict (the cart is not the one that was on screen),
    RuleBroken (``nothing_to_park``, ``too_many_parked``, ``no_shift``) and NotAllowed.
    """
    ensure_stream(till)
    with till.db.unit_of_work() as uow:
        shift = require_seller(uow, session)
        cart = get_open_cart(uow, till)
        if cart.cart_id != request.cart_id:
            raise Conflict(
                "The sale has changed",
                "Another sale is open on this till now. Nothing is lost. Look at the lines, then"
                " press F6 again.",
            )
        require_version(cart, request.cart_version)
        if cart.is_empty:
            raise RuleBroken(
                "Nothing to park",
                "There is nothing in the sale yet. Nothing is lost. Scan something, or press F7 to"
                " bring a parked sale back.",
                "nothing_to_park",
            )
        rule = uow.rules.book().parked_carts(shift.business_date)
        at_till, in_store = count_parked(uow, till.clock.now(), rule)
        require_room(rule, at_till=at_till, in_store=in_store)
        said = Said(by=session.staff_id, at=till.clock.now(), day=shift.business_date)
        parked = set_aside(uow, till, said, (cart, request.reason), short_name(request.name))
        uow.carts.save(new_cart(till.ids.new_id(), cart.currency))
        uow.shared_carts.prune(said.at - KEPT)
        uow.commit()
    return parked


def short_name(typed: str) -> str:
    """A name as the list shows it: one line, at most 40 letters."""
    return " ".join(typed.split())[:NAME_MAX]


def set_aside(
    uow: UnitOfWork, till: Till, said: Said, what: tuple[Cart, Reason], name: str = ""
) -> Parked:
    """Park a cart in the caller's transaction; the caller opens another one."""
    cart, reason = what
    parked = replace(_parked(uow, till, said, (cart, reason)), name=name)
    if not parked.is_local:
        append_operation(uow, till, said, _body(uow, parked, reason))
    uow.shared_carts.add_parked(parked)
    uow.allotments.release(cart.cart_id)
    uow.carts.set_aside(cart.cart_id)
    note_down(
        uow,
        said.at,
        said.by,
        ("cart_parked", parked.edition_id),
        {"cart_id": cart.cart_id, "lines": len(cart.lines), "number": parked.number},
    )
    return Parked(edition_id=parked.edition_id, number=parked.number, is_local=parked.is_local)


def _parked(uow: UnitOfWork, till: Till, said: Said, what: tuple[Cart, Reason]) -> ParkedCart:
    cart, reason = what
    origin = uow.shared_carts.find_origin(cart.cart_id)
    root = uow.shared_carts.find_root(cart.cart_id) or cart.cart_id
    return ParkedCart(
        edition_id=till.ids.new_id(),
        root_id=root,
        cart_id=cart.cart_id,
        version=1 if origin is None else origin.version + 1,
        cart_version=cart.version,
        number=uow.shared_carts.next_number(),
        currency=cart.currency,
        lines=cart.lines,
        reason=reason,
        parked_at=said.at,
        is_local=any(line.shipment is not None for line in cart.lines),
        discount=cart.discount,
        customer_id=cart.customer_id,
    )


def _body(uow: UnitOfWork, parked: ParkedCart, reason: Reason) -> CartParked:
    origin = uow.shared_carts.find_origin(parked.cart_id)
    gross = Money.total_of((line.gross for line in parked.lines), parked.currency)
    total = gross
    if parked.discount is not None:
        total -= off_the_whole(parked.discount, gross, own_discounts(parked.lines))
    name_bytes = min(_NAME_BYTES_MAX, _NAMES_BYTES_MAX // max(1, len(parked.lines)))
    return CartParked(
        root=parked.root_id,
        edition=parked.edition_id,
        version=parked.version,
        cart_id=parked.cart_id,
        came_from=() if origin is None else origin.parents,
        number=parked.number,
        reason=reason,
        currency=parked.currency,
        total_minor=total.amount_minor,
        lines=tuple(_line_body(line, name_bytes) for line in parked.lines),
        discount=discount_body(parked.discount),
        customer_id=parked.customer_id,
    )


def _line_body(line: CartLine, name_bytes: int) -> CartLineBody:
    name = line.name.encode()[:name_bytes].decode(errors="ignore")
    plain = CartLineBody(
        line_no=line.line_no,
        item_id=line.item_id or "",
        sku=line.sku,
        name=name,
        quantity=line.quantity,
        unit_minor=line.unit_price.amount_minor,
        tax_class=line.tax_class,
        price_id=line.price_id,
        feed_position=line.feed_position,
        price_source=line.price_source,
        approved_by=line.approved_by,
        allotted=line.allotted,
    )
    terms = terms_of(line)
    return CartLineBody.model_validate({**plain.model_dump(), **terms}) if terms else plain
