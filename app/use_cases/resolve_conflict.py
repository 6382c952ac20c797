"""A cart is in play twice: a person says what becomes of it, having seen each line (rule 12.5)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from app.use_cases.audit import note_down
from app.use_cases.cart_conflict import CartConflict, Rival, RivalState, find_conflict
from app.use_cases.drop_parked import say_dropped
from app.use_cases.open_cart import get_open_cart
from app.use_cases.operations import Said, append_operation
from app.use_cases.park_cart import is_part_paid
from app.use_cases.recall_cart import take_edition
from app.use_cases.rights import require_seller
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.cart import Cart, new_cart, require_version
from domain.cart_line import CartLine
from domain.errors import Conflict, RuleBroken
from domain.shared_cart import merged_lines, rest_lines
from storage.shared_carts import CartOrigin, KnownCart
from storage.unit_of_work import UnitOfWork
from sync.protocol.cart_bodies import CartDropped, CartsMerged

Choice = Literal["both", "mine", "theirs", "rest"]


_CHOICES: Mapping[RivalState, tuple[Choice, ...]] = {
    "parked": ("both", "mine", "theirs"),
    "held": ("mine", "theirs"),
    "paid": ("rest", "theirs"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveConflict:
    """What was on screen, which of the others is meant (empty where there is none), the choice."""

    cart_id: str
    cart_version: int
    rival_id: str
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """A conflict about to be settled."""

    cart: Cart
    known: KnownCart
    conflict: CartConflict
    rival: Rival | None


def choices_of(conflict: CartConflict, rival: Rival | None) -> tuple[Choice, ...]:
    """What a person can choose: of what another till holds open, its lines are not here to merge.

    Without a rival the cart was called off: its lines may go on as a sale of their own.
    """
    if rival is None:
        return ("mine", "theirs") if conflict.is_called_off else ()
    return _CHOICES[rival.state]


def resolve_conflict(till: Till, session: Session, request: ResolveConflict) -> Cart:
    """Settle the conflict with one of the others, in one transaction; return the open cart.

    *both*: one cart with the lines of both. *mine*: the other is called off, or, where mine was,
    its lines become a sale of their own. *theirs*: mine is put away, and theirs is recalled if it
    is parked. *rest*: what the other did not pay becomes a new sale.

    Raises Conflict (the cart or the other is not what it was on screen, or the choice is none any
    more), RuleBroken (``cart_full``, ``no_shift``, ``part_paid``) and NotAllowed.
    """
    ensure_stream(till)
    with till.db.unit_of_work() as uow:
        shift = require_seller(uow, session)
        said = Said(by=session.staff_id, at=till.clock.now(), day=shift.business_date)
        case = _case(uow, till, request)
        cart = _SETTLE[request.choice](uow, till, said, case)
        _require_same_sale(uow, case.cart, cart)
        uow.allotments.release(case.cart.cart_id)
        note_down(
            uow,
            said.at,
            said.by,
            ("cart_settled", case.cart.cart_id),
            {
                "choice": request.choice,
                "rival": request.rival_id,
                "lines_before": len(case.cart.lines),
                "lines_after": len(cart.lines),
            },
        )
        uow.commit()
    return cart


def _require_same_sale(uow: UnitOfWork, before: Cart, after: Cart) -> None:
    """Let no sale go on under another id while a payment stands for it: nothing could take it.

    One that is put away goes on nowhere: its money waits at the desk.
    """
    if after.cart_id == before.cart_id or after.is_empty or not is_part_paid(uow, before.cart_id):
        return
    raise RuleBroken(
        "Part of this sale is paid",
        "A payment was taken for it, and another version cannot use it. Nothing was changed and"
        " nothing is lost. Keep this version where that is offered. Else put it away and ring"
        " up what is left: the payment waits at the desk (Alt+9), and the office gives the money"
        " back.",
        "part_paid",
    )


def _case(uow: UnitOfWork, till: Till, request: ResolveConflict) -> _Case:
    cart = get_open_cart(uow, till)
    if cart.cart_id != request.cart_id:
        raise _changed()
    require_version(cart, request.cart_version)
    conflict = find_conflict(uow, cart)
    if conflict is None:
        raise _changed()
    rival = next((each for each in conflict.rivals if each.edition_id == request.rival_id), None)
    if (rival is None) != (not request.rival_id):
        raise _changed()
    if request.choice not in choices_of(conflict, rival):
        raise _changed()
    root = uow.shared_carts.find_root(cart.cart_id)
    assert root is not None
    return _Case(cart=cart, known=uow.shared_carts.get_cart(root), conflict=conflict, rival=rival)


def _changed() -> Conflict:
    return Conflict(
        "It has changed meanwhile",
        "The other sale is not what it was on screen. Nothing is lost and nothing was changed."
        " Look at both again, then choose.",
    )


def _both(uow: UnitOfWork, till: Till, said: Said, case: _Case) -> Cart:
    assert case.rival is not None
    lines = merged_lines(case.rival.lines)
    cart = _cart_of(till, case, lines)
    parents = (case.cart.cart_id, case.rival.edition_id)
    version = max(_version(uow, case), case.rival.version) + 1
    root = case.known.shared.root_id
    append_operation(
        uow,
        till,
        said,
        CartsMerged(
            root=root,
            parents=parents,
            version=version,
            cart_id=cart.cart_id,
            currency=cart.currency,
        ),
    )
    uow.shared_carts.add_origin(
        CartOrigin(
            cart_id=cart.cart_id,
            root_id=root,
            version=version,
            parents=parents,
            currency=cart.currency,
            lines=lines,
            taken_at=said.at,
        )
    )
    return _replace(uow, case, cart)


def _mine(uow: UnitOfWork, till: Till, said: Said, case: _Case) -> Cart:
    rival = case.rival
    if rival is None or case.conflict.is_called_off:
        return _replace(uow, case, _cart_of(till, case, case.cart.lines))
    dropped = CartDropped(
        root=case.known.shared.root_id,
        edition=rival.edition_id,
        version=rival.version + 1,
        why="called_off",
    )
    say_dropped(uow, till, said, dropped)
    return case.cart


def _theirs(uow: UnitOfWork, till: Till, said: Said, case: _Case) -> Cart:
    _put_away(uow, till, said, case)
    rival = case.rival
    if rival is None or rival.state != "parked":
        return _replace(uow, case, new_cart(till.ids.new_id(), case.cart.currency))
    cart = take_edition(uow, till, said, (case.known, case.known.notes[rival.edition_id]))
    uow.carts.close(case.cart.cart_id)
    return cart


def _rest(uow: UnitOfWork, till: Till, said: Said, case: _Case) -> Cart:
    assert case.rival is not None
    _put_away(uow, till, said, case)
    return _replace(uow, case, _cart_of(till, case, rest_lines(case.rival.lines)))


_SETTLE = {"both": _both, "mine": _mine, "theirs": _theirs, "rest": _rest}


def _put_away(uow: UnitOfWork, till: Till, said: Said, case: _Case) -> None:
    dropped = CartDropped(
        root=case.known.shared.root_id,
        edition=case.cart.cart_id,
        version=_version(uow, case) + 1,
        why="put_away",
    )
    say_dropped(uow, till, said, dropped)


def _version(uow: UnitOfWork, case: _Case) -> int:
    origin = uow.shared_carts.find_origin(case.cart.cart_id)
    return 1 if origin is None else origin.version


def _cart_of(till: Till, case: _Case, lines: tuple[CartLine, ...]) -> Cart:
    return replace(case.cart, cart_id=till.ids.new_id(), version=1, lines=lines)


def _replace(uow: UnitOfWork, case: _Case, cart: Cart) -> Cart:
    """Open a cart in the place of the old one: shipments in both move along, and whose it is."""
    uow.carts.save(cart)
    if not cart.is_empty:
        uow.shared_carts.keep_waited(cart, uow.shared_carts.find_waited(case.cart.cart_id))
    uow.carts.close(case.cart.cart_id)
    return cart
