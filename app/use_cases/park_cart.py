"""The sale on screen is set aside, for the customer who comes back (sync rules 12)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import get_args

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
from domain.shared_cart import TO_CONFIRM, require_room, require_room_for_order
from storage.shared_carts import ParkedCart
from storage.unit_of_work import Reading, UnitOfWork
from sync.protocol.cart_bodies import CartLineBody, CartParked, Reason
from sync.protocol.line_terms import terms_of

KEPT = timedelta(days=60)
"""For how long a till remembers what it did with shared carts; central remembers for ever."""
NAME_MAX = 40
_CODES: Mapping[str, Reason] = {code: code for code in get_args(Reason)}
_UNSAID: frozenset[Reason] = frozenset({"", "making_room"})
_NAME_BYTES_MAX, _NAMES_BYTES_MAX = 120, 80_000
"""How much of each name is told to the store, and of all of them together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkCart:
    """What was on screen, and why it waits: a code from a list, never typed words.

    ``name`` is whose it is, as typed: it stays at this till, and no operation has it.
    ``has_tenders``: money was taken for it that this till's counter alone remembers.
    """

    cart_id: str
    cart_version: int
    reason: Reason = ""
    name: str = ""
    has_tenders: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """A cart that is set aside: what the cashier calls it, and whether only this till shows it.

    ``is_part_paid`` is one that is kept here since money stands for it.
    """

    edition_id: str
    number: int
    is_local: bool
    is_part_paid: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """A cart about to be set aside; the rest as in ``ParkCart``."""

    cart: Cart
    reason: Reason
    name: str = ""
    has_tenders: bool = False


def park_cart(till: Till, session: Session, request: ParkCart) -> Parked:
    """Set the open cart aside, and begin a new one. Prices and lines stay as they are.

    A cart with a shipment, which has persons in it, or with money that was taken for it is parked
    at this till alone, under its own id (rules 12.8, 12.13); any other is told to the store. Raises
    Conflict (the cart is not the one that was on screen), RuleBroken (``nothing_to_park``,
    ``too_many_parked``, ``too_many_orders``, ``no_shift``) and NotAllowed.
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
        said = Said(by=session.staff_id, at=till.clock.now(), day=shift.business_date)
        aside = Aside(
            cart=cart,
            reason=request.reason,
            name=short_name(request.name),
            has_tenders=request.has_tenders,
        )
        aside = _as_before(uow, aside)
        _require_room(uow, said, aside)
        parked = set_aside(uow, till, said, aside)
        uow.carts.save(new_cart(till.ids.new_id(), cart.currency))
        uow.shared_carts.prune(said.at - KEPT)
        uow.commit()
    return parked


def short_name(typed: str) -> str:
    """A name as the list shows it: one line, at most 40 letters."""
    return " ".join(typed.split())[:NAME_MAX]


def is_part_paid(uow: Reading, cart_id: str) -> bool:
    """Tell whether a payment stands for a cart, or may yet: it is one of that id alone."""
    return any(each.binds_cart for each in uow.payments.list_of_cart(cart_id))


def set_aside(uow: UnitOfWork, till: Till, said: Said, aside: Aside) -> Parked:
    """Park a cart in the caller's transaction; the caller opens another one.

    One that waited before keeps whose it is, and an order stays an order (rule 12.14).
    """
    aside = _as_before(uow, aside)
    cart = aside.cart
    is_paid = aside.has_tenders or is_part_paid(uow, cart.cart_id)
    parked = _parked(uow, till, said, aside)
    parked = replace(parked, is_local=parked.is_local or is_paid)
    if not parked.is_local:
        append_operation(uow, till, said, _body(uow, parked, aside.reason))
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
    return Parked(
        edition_id=parked.edition_id,
        number=parked.number,
        is_local=parked.is_local,
        is_part_paid=is_paid,
    )


def _require_room(uow: Reading, said: Said, aside: Aside) -> None:
    rule = uow.rules.book().parked_carts(said.day)
    parked = count_parked(uow, said.at, rule)
    if aside.reason == TO_CONFIRM:
        require_room_for_order(rule, orders=parked.orders)
    else:
        require_room(rule, at_till=parked.at_till, in_store=parked.in_store)


def _as_before(uow: Reading, aside: Aside) -> Aside:
    """Take over why it waited, where nobody says otherwise; goods are waited for until they come.

    A code of a newer till is none that this one may tell.
    """
    waited = uow.shared_carts.find_waited(aside.cart.cart_id)
    before = _CODES.get(waited.reason)
    is_unsaid = aside.reason in _UNSAID and before not in _UNSAID
    if before is not None and (is_unsaid or before == TO_CONFIRM):
        aside = replace(aside, reason=before)
    return replace(aside, name=aside.name or waited.name)


def _parked(uow: UnitOfWork, till: Till, said: Said, aside: Aside) -> ParkedCart:
    cart = aside.cart
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
        reason=aside.reason,
        name=aside.name,
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
