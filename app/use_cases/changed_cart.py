"""One change of the open cart, decided on a version that somebody saw."""

from collections.abc import Callable
from dataclasses import dataclass

from app.use_cases.audit import note_down
from app.use_cases.give_away import require_void
from app.use_cases.open_cart import get_open_cart
from app.use_cases.rights import require_seller
from app.use_cases.till import Session, Till
from domain.cart import Cart, require_version
from domain.cart_line import CartLine
from domain.shift_figures import figure_of_void
from domain.taken_out import TakenOut
from storage.unit_of_work import Reading, UnitOfWork

Apply = Callable[[Reading, Cart], Cart]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change in the audit record: its name, its line (None for the whole cart), who approved it.

    ``takes_out`` says that what leaves the sale by it is a void, which a role may have to ask for
    and which the shift's figures count.
    """

    action: str
    line_no: int | None = None
    approved_by: str | None = None
    takes_out: bool = False


def change_cart(till: Till, session: Session, version: int, change: Change, apply: Apply) -> Cart:
    """Apply a change and keep the cart.

    What was there before stays in the audit record: goods that leave a sale before payment are what
    a shop looks into first. Raises Conflict, NotFound, BadInput, RuleBroken, NotAllowed,
    VoidNeedsApproval.
    """
    with till.db.unit_of_work(durable=False) as uow:
        shift = require_seller(uow, session)
        before = get_open_cart(uow, till)
        require_version(before, version)
        line = None if change.line_no is None else before.get_line(change.line_no)
        cart = apply(uow, before)
        detail = _of_cart(before, cart) if line is None else _of_line(line, cart)
        lost = before.gross - cart.gross
        if change.takes_out:
            _judge(uow, session, change, (before, cart))
        if change.takes_out and not (lost.is_negative or lost.is_zero):
            void = figure_of_void(session.staff_id, "sale" if line is None else "line", lost)
            uow.figures.add(shift.number, (void,))
            detail["void_minor"] = lost.amount_minor
        uow.carts.save(cart)
        approval = {} if change.approved_by is None else {"approved_by": change.approved_by}
        note_down(
            uow,
            till.clock.now(),
            session.staff_id,
            (change.action, cart.cart_id),
            {**detail, **approval},
        )
        uow.commit()
    return cart


def _judge(uow: UnitOfWork, session: Session, change: Change, what: tuple[Cart, Cart]) -> None:
    """Hold what left the sale in all, since it began or was signed for, against the limit.

    Each small step on its own would pass a limit that all of them together do not. An emptied sale
    begins anew: it was judged as a whole.
    """
    before, after = what
    root = uow.shared_carts.find_root(before.cart_id) or before.cart_id
    taken = uow.carts.find_taken(root).with_change(before, after)
    losing = taken.of_lines_losing(before, after)
    besides = taken.in_all_minor - sum(each.amount_minor for each in losing)
    is_signed = require_void(uow, session, losing, change.approved_by, besides)
    begins_anew = is_signed or after.is_empty
    uow.carts.keep_taken(root, TakenOut() if begins_anew else taken.settled(after))


def _of_line(line: CartLine, cart: Cart) -> dict[str, int | str]:
    after = next((each for each in cart.lines if each.line_no == line.line_no), None)
    return {
        "line_no": line.line_no,
        "item_id": line.item_id or "",
        "unit_minor": line.unit_price.amount_minor,
        "quantity_before": line.quantity,
        "quantity_after": 0 if after is None else after.quantity,
        "gross_before_minor": line.gross.amount_minor,
        "gross_after_minor": 0 if after is None else after.gross.amount_minor,
    }


def _of_cart(before: Cart, after: Cart) -> dict[str, int | str]:
    return {
        "lines_before": len(before.lines),
        "lines_after": len(after.lines),
        "gross_before_minor": (before.gross - before.off).amount_minor,
        "gross_after_minor": (after.gross - after.off).amount_minor,
    }
