"""One cart, open or parked more than once: what is known of the others (sync rules 12.4, 12.5)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.cart import Cart
from domain.cart_line import CartLine
from domain.errors import Conflict
from domain.sentence import told
from domain.shared_cart import JoinedLine, compare_lines
from storage.shared_carts import KnownCart
from storage.unit_of_work import Reading

RivalState = Literal["parked", "held", "paid"]


class CartDisputed(Conflict):
    """The open cart is also parked, open or paid elsewhere: a person decides before it is paid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Another of the same cart that is in play. ``till_label`` is empty for one of this till.

    ``lines`` set it beside the open cart; of one that another till holds open nobody knows them.
    """

    edition_id: str
    state: RivalState
    till_label: str
    at: datetime
    number: int
    receipt: str
    version: int
    lines: tuple[JoinedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CartConflict:
    """Why the open cart takes no payment yet. ``is_called_off``: another till went on with it."""

    cart_id: str
    is_called_off: bool
    rivals: tuple[Rival, ...]


def find_conflict(uow: Reading, cart: Cart) -> CartConflict | None:
    """Return what a person must decide about a cart before it is paid, or None.

    Costs two looks by key for a cart that nobody shared.
    """
    if cart.is_empty:
        return None
    root = uow.shared_carts.find_root(cart.cart_id)
    if root is None:
        return None
    known = uow.shared_carts.get_cart(root)
    is_called_off = known.shared.state_of(cart.cart_id) != "held"
    rivals = tuple(_rival(uow, known, cart, each) for each in known.shared.rivals_of(cart.cart_id))
    if not is_called_off and not rivals:
        return None
    return CartConflict(cart_id=cart.cart_id, is_called_off=is_called_off, rivals=rivals)


def require_undisputed(uow: Reading, cart: Cart) -> None:
    """Let a cart be paid that no other till has as well. Raises CartDisputed."""
    conflict = find_conflict(uow, cart)
    if conflict is None:
        return
    what = told("It was called off at another till.")
    if conflict.rivals:
        rival = conflict.rivals[0]
        where = (
            told("till {label}", label=rival.till_label) if rival.till_label else told("this till")
        )
        what = {
            "parked": told("It is also parked at {where}.", where=where),
            "held": told("It is also open at {where}.", where=where),
            "paid": told("It is also paid at {where}.", where=where),
        }[rival.state]
    raise CartDisputed(
        "This sale needs a decision",
        told(
            "{what} Nothing was taken and nothing is lost. Press F7 to see both and choose.",
            what=what,
        ),
    )


def _rival(uow: Reading, known: KnownCart, cart: Cart, edition_id: str) -> Rival:
    """Set another of the same cart beside the open one (rule 12.6)."""
    state = known.shared.state_of(edition_id)
    note = known.notes.get(edition_id)
    theirs = () if note is None else note.lines
    base = _base_lines(uow, known, cart.cart_id, edition_id)
    sale = uow.sales.find_by_cart(edition_id) if state == "paid" else None
    if sale is not None:
        theirs = tuple(priced.line for priced in sale.sale.lines)
    return Rival(
        edition_id=edition_id,
        state=state if state in {"parked", "paid"} else "held",
        till_label="" if note is None else note.till_label,
        at=uow.till.get_till().enrolled_at if note is None else note.at,
        number=0 if note is None else note.number,
        receipt=sale.sale.receipt_number if sale is not None else note.receipt if note else "",
        version=1 if note is None else note.version,
        lines=compare_lines(base, cart.lines, theirs),
    )


def _base_lines(
    uow: Reading, known: KnownCart, cart_id: str, rival_id: str
) -> tuple[CartLine, ...] | None:
    """Return the lines that both came from: the nearest ones that this till ever took."""
    of_rival = set(known.shared.ancestors_of(rival_id))
    for each in (cart_id, *known.shared.ancestors_of(cart_id)):
        origin = uow.shared_carts.find_origin(each)
        if origin is not None and of_rival.issuperset(origin.parents):
            return origin.lines
    return None
