"""Changes of lines on the till in memory, by the domain's own rules."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Protocol

from app.presenters.line_services import LineServices
from app.use_cases.change_line import GiveDiscount, GiveFree, OverridePrice, WeighLine
from app.use_cases.give_away import VoidNeedsApproval
from app.use_cases.ring_up import RingUp
from app.use_cases.till import Session
from app.use_cases.undo_change import UndoChange
from domain.cart import Cart, Terms, add_on_terms, require_version, set_quantity
from domain.cart_changes import (
    emptied,
    give_free,
    set_cart_discount,
    set_line_discount,
    set_note,
    set_price,
    set_weight,
    taken_out,
)
from domain.catalog import CatalogItem
from domain.discount import give_discount
from domain.money import Money
from domain.rules import RuleBook
from domain.selling_rules import read_discount_cap, read_void_limit


class LineTill(Protocol):
    """What changing lines in memory needs of its till."""

    cart: Cart

    @property
    def rules(self) -> RuleBook: ...
    @property
    def items(self) -> tuple[CatalogItem, ...]: ...

    def day(self) -> date: ...

    def fail(self, name: str) -> None: ...


@dataclass(slots=True)
class MemoryLines:
    """Each change makes the till's cart anew, or fails as the till was told to."""

    def services(self, till: LineTill) -> LineServices:
        """The services of F5, over the till's own cart."""
        return LineServices(
            discount_cap=lambda session: _cap(till, session.role.value),
            discount=lambda session, request: _discount(till, session, request),
            set_price=lambda _session, request: _set_price(till, request),
            give_free=lambda _session, request: _give_free(till, request),
            weigh=lambda session, request: _weigh(till, session, request),
            note=lambda _session, line_no, note, version: _keep(
                till, version, set_note(till.cart, line_no, note)
            ),
            change_quantity=partial(_change_quantity, till),
            remove_line=lambda session, line_no, version, signer: _change_quantity(
                till, session, line_no, 0, version, signer
            ),
            void_cart=lambda session, version, signer: _void(till, session, (version, signer)),
            ring_up=lambda _session, request: _ring_up(till, request),
        )


def _cap(till: LineTill, role: str) -> int:
    return till.rules.find(read_discount_cap, ("discount_cap", role), till.day()) or 0


def _keep(till: LineTill, version: int, cart: Cart) -> Cart:
    till.fail("change_line")
    require_version(till.cart, version)
    till.cart = cart
    return cart


def _discount(till: LineTill, session: Session, request: GiveDiscount) -> Cart:
    cart, line_no = till.cart, request.line_no
    role = session.role.value if request.approved_by is None else "supervisor"
    discount = None
    if request.asked is not None:
        gross = cart.gross if line_no is None else cart.get_line(line_no).full
        discount = give_discount(
            request.asked,
            gross,
            _cap(till, role),
            by=session.staff_id,
            approved_by=request.approved_by,
        )
    changed = (
        set_cart_discount(cart, discount)
        if line_no is None
        else set_line_discount(cart, line_no, discount)
    )
    return _keep(till, request.version, changed)


def _set_price(till: LineTill, request: OverridePrice) -> Cart:
    return _keep(till, request.version, set_price(till.cart, request.line_no, request.typed))


def _give_free(till: LineTill, request: GiveFree) -> Cart:
    changed = give_free(till.cart, request.line_no, request.reason, request.approved_by)
    return _keep(till, request.version, changed)


def _weigh(till: LineTill, session: Session, request: WeighLine) -> Cart:
    changed = set_weight(till.cart, request.line_no, request.weighed)
    _require_void(till, session, changed, request.approved_by)
    return _keep(till, request.version, changed)


def _change_quantity(
    till: LineTill, session: Session, line_no: int, quantity: int, version: int, signer: str | None
) -> Cart:
    changed = set_quantity(till.cart, line_no, quantity)
    _require_void(till, session, changed, signer)
    return _keep(till, version, changed)


def undo(till: LineTill, session: Session, request: UndoChange) -> Cart:
    """Put the cart back as it stood before."""
    changed = replace(request.before, version=till.cart.version + 1)
    _require_void(till, session, changed, request.approved_by)
    return _keep(till, request.version, changed)


def _void(till: LineTill, session: Session, what: tuple[int, str | None]) -> Cart:
    version, signer = what
    _require_void(till, session, emptied(till.cart), signer)
    return _keep(till, version, emptied(till.cart))


def _require_void(till: LineTill, session: Session, changed: Cart, signer: str | None) -> None:
    limit = till.rules.find(read_void_limit, ("void_limit", session.role.value), till.day())
    if limit is None or signer is not None:
        return
    of_lines = taken_out(till.cart, changed)
    if limit.needs_approval(of_lines):
        raise VoidNeedsApproval(Money.total_of(of_lines, till.cart.currency))


def _ring_up(till: LineTill, request: RingUp) -> Cart:
    item = next(each for each in till.items if each.item_id == request.item_id)
    terms = Terms(quantity=request.quantity, typed=request.typed, weighed=request.weighed)
    return _keep(till, till.cart.version, add_on_terms(till.cart, item, terms))
