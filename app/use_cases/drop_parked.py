"""Nobody comes back for a parked sale: it leaves the list."""

from collections.abc import Sequence

from app.use_cases.audit import note_down
from app.use_cases.give_away import VoidNeedsApproval, require_void
from app.use_cases.operations import Said, append_operation
from app.use_cases.park_cart import is_part_paid
from app.use_cases.recall_cart import require_parked
from app.use_cases.rights import require_seller
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.cart_line import CartLine
from domain.errors import RuleBroken
from domain.money import Money
from domain.shift_figures import figure_of_void
from storage.unit_of_work import UnitOfWork
from sync.protocol.cart_bodies import CartDropped


def drop_parked(till: Till, session: Session, edition_id: str) -> None:
    """Take a parked cart off the lists of the store; who recalled it meanwhile keeps it (12.3).

    What was in it stays in the audit record, as with any goods that leave a sale before payment.
    Raises Conflict (somebody has it by now), RuleBroken (``no_shift``; ``void_needs_approval`` for
    more than the role may take out alone, ``part_paid`` where a payment stands for it) and
    NotAllowed.
    """
    ensure_stream(till)
    with till.db.unit_of_work() as uow:
        shift = require_seller(uow, session)
        said = Said(by=session.staff_id, at=till.clock.now(), day=shift.business_date)
        local = uow.shared_carts.find_local(edition_id)
        if local is not None:
            lines, currency = local.lines, local.currency
            _require_unpaid(uow, local.cart_id)
            _require_limit(uow, session, local.root_id, lines)
            uow.shared_carts.forget_local(edition_id)
            uow.shipments.drop_drafts(local.cart_id)
        else:
            known = require_parked(uow, edition_id)
            note = known.notes[edition_id]
            lines, currency = note.lines, note.currency
            _require_limit(uow, session, known.shared.root_id, lines)
            say_dropped(
                uow,
                till,
                said,
                CartDropped(
                    root=known.shared.root_id,
                    edition=edition_id,
                    version=note.version + 1,
                    why="dropped",
                ),
            )
        total = Money.total_of((line.gross for line in lines), currency)
        uow.figures.add(shift.number, (figure_of_void(said.by, "parked", total),))
        note_down(
            uow,
            said.at,
            said.by,
            ("parked_dropped", edition_id),
            {"lines": len(lines), "void_minor": total.amount_minor},
        )
        uow.commit()


def _require_unpaid(uow: UnitOfWork, cart_id: str) -> None:
    """Keep a cart for which money was sent: dropped, nobody would think of it again."""
    if is_part_paid(uow, cart_id):
        raise RuleBroken(
            "Part of this sale is paid",
            "Nothing is dropped and nothing is lost. Press Enter to bring the sale back and finish"
            " it. Where nobody wants it, leave it here: the payment waits at the desk (Alt+9), and"
            " once the money was given back, the sale can be dropped.",
            "part_paid",
        )


def _require_limit(
    uow: UnitOfWork, session: Session, root_id: str, lines: Sequence[CartLine]
) -> None:
    """Hold what is dropped against the limit of voids: parking first is no way round it."""
    worth = [line.gross for line in lines]
    try:
        require_void(uow, session, worth, None, uow.carts.find_taken(root_id).in_all_minor)
    except VoidNeedsApproval as error:
        raise RuleBroken(
            "A supervisor must agree",
            "So much is dropped only by a supervisor. Nothing is lost. Bring the sale back and take"
            " it out there: a PIN is asked for.",
            "void_needs_approval",
        ) from error


def say_dropped(uow: UnitOfWork, till: Till, said: Said, body: CartDropped) -> None:
    """Tell the store that nobody will pay an edition or open cart, and keep that it was said."""
    append_operation(uow, till, said, body)
    uow.shared_carts.add_drop(body.edition, body.root, said.at)
