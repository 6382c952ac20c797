"""A line of the open cart is changed beyond its quantity: discount, price, gift, weight, note.

Whoever may not do it alone names who approved it (``approve`` has taken that person's PIN). What
was there before stays in the audit record.
"""

from dataclasses import dataclass

from app.use_cases.changed_cart import Change, change_cart
from app.use_cases.give_away import cap_given, cap_of, require_price_setter
from app.use_cases.rights import require_seller
from app.use_cases.till import Session, Till
from app.use_cases.typed_text import require_words
from domain.cart import Cart, TypedPrice
from domain.cart_changes import (
    give_free,
    require_caps,
    set_cart_discount,
    set_line_discount,
    set_note,
    set_price,
    set_weight,
)
from domain.cart_line import SampleReason, Weighed
from domain.discount import Discount, DiscountAsked, give_discount
from domain.money import Money
from storage.unit_of_work import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveDiscount:
    """A discount off a line, or off the whole cart (``line_no`` None); ``asked`` None ends it."""

    version: int
    line_no: int | None
    asked: DiscountAsked | None
    approved_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverridePrice:
    """Another price for one of a line, whose permission it had and why."""

    version: int
    line_no: int
    typed: TypedPrice


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveFree:
    """A line given free: why, and whose permission it had."""

    version: int
    line_no: int
    reason: SampleReason
    approved_by: str


@dataclass(frozen=True, slots=True)
class WeighLine:
    """The weight of a line as it was read or typed, and who approved a much lower one."""

    version: int
    line_no: int
    weighed: Weighed
    approved_by: str | None = None


def discount_cart(till: Till, session: Session, request: GiveDiscount) -> Cart:
    """Give a line or the whole cart a discount within the cap of who gives or who approved it.

    Raises AboveCap (a person whose cap is higher must approve it), NotAllowed (who approved it is
    nobody, or the one who asks where the store does not waive that), BadInput, Conflict, NotFound,
    RuleBroken.
    """

    def apply(uow: Reading, cart: Cart) -> Cart:
        line_no = request.line_no
        gross = cart.gross if line_no is None else cart.get_line(line_no).full
        discount = _discount(uow, session, request, gross)
        if line_no is None:
            return require_caps(set_cart_discount(cart, discount), None)
        return require_caps(set_line_discount(cart, line_no, discount), line_no)

    action = "discount_removed" if request.asked is None else "discount_given"
    change = Change(action=action, line_no=request.line_no, approved_by=request.approved_by)
    return change_cart(till, session, request.version, change, apply)


def override_price(till: Till, session: Session, request: OverridePrice) -> Cart:
    """Give a line another price. Raises NotAllowed, Conflict, NotFound, RuleBroken."""

    def apply(uow: Reading, cart: Cart) -> Cart:
        require_price_setter(uow, session, request.typed.approved_by)
        return set_price(cart, request.line_no, request.typed)

    approved_by = request.typed.approved_by
    change = Change(action="price_set", line_no=request.line_no, approved_by=approved_by)
    return change_cart(till, session, request.version, change, apply)


def give_line_free(till: Till, session: Session, request: GiveFree) -> Cart:
    """Give a line free, at its normal value on record (VAT Policy 22).

    Raises NotAllowed, Conflict, NotFound, RuleBroken.
    """

    def apply(uow: Reading, cart: Cart) -> Cart:
        require_price_setter(uow, session, request.approved_by)
        return give_free(cart, request.line_no, request.reason, request.approved_by)

    change = Change(action="given_free", line_no=request.line_no, approved_by=request.approved_by)
    return change_cart(till, session, request.version, change, apply)


def weigh_line(till: Till, session: Session, request: WeighLine) -> Cart:
    """Weigh a line anew; what weighs less now has left the sale, as with a smaller quantity.

    Raises Conflict, NotFound, RuleBroken (``weight_needed``), VoidNeedsApproval, NotAllowed.
    """
    line_no = request.line_no
    change = Change(
        action="weighed", line_no=line_no, approved_by=request.approved_by, takes_out=True
    )
    return change_cart(
        till,
        session,
        request.version,
        change,
        lambda _uow, cart: set_weight(cart, line_no, request.weighed),
    )


def note_line(till: Till, session: Session, line_no: int, note: str, version: int) -> Cart:
    """Keep typed words with a line. Raises BadInput, Conflict, NotFound."""
    change = Change(action="noted", line_no=line_no)
    require_words(note)
    return change_cart(
        till, session, version, change, lambda _uow, cart: set_note(cart, line_no, note)
    )


def read_discount_cap(till: Till, session: Session) -> int:
    """The most that the person at the till may take off alone, in basis points."""
    with till.db.reading() as uow:
        shift = require_seller(uow, session)
        return cap_of(uow, session.staff_id, shift.business_date)


def _discount(
    uow: Reading, session: Session, request: GiveDiscount, gross: Money
) -> Discount | None:
    if request.asked is None:
        return None
    shift = require_seller(uow, session)
    if request.approved_by is not None:
        require_price_setter(uow, session, request.approved_by)
    cap = cap_given(uow, session, request.approved_by, shift.business_date)
    return give_discount(
        request.asked, gross, cap, by=session.staff_id, approved_by=request.approved_by
    )
