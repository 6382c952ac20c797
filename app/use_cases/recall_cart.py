"""A parked sale comes back to the screen; what is on the screen is parked first (rule 12.10)."""

from dataclasses import dataclass

from app.use_cases.audit import note_down
from app.use_cases.open_cart import get_open_cart
from app.use_cases.operations import Said, append_operation
from app.use_cases.park_cart import Aside, Parked, set_aside
from app.use_cases.rights import require_seller
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.cart import Cart
from domain.errors import Conflict
from domain.sentence import told
from storage.cart_waits import Waited
from storage.shared_carts import CartOrigin, EditionNote, KnownCart, ParkedCart
from storage.unit_of_work import Reading, UnitOfWork
from sync.protocol.cart_bodies import CartDropped, CartRecalled


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """The cart that is open now, and the one that was parked to make room for it, if any."""

    cart: Cart
    parked: Parked | None


def recall_cart(till: Till, session: Session, edition_id: str, tendered: str = "") -> Recalled:
    """Bring a parked cart back, whoever parked it.

    ``tendered`` is the cart for which this till's counter alone remembers money (rule 12.13).

    Its lines keep their prices and where these were read, so that what changed meanwhile is shown
    before the tender (rule 12.11).

    Raises Conflict (somebody else has it by now, and who), RuleBroken (``no_shift``), NotAllowed.
    """
    ensure_stream(till)
    with till.db.unit_of_work() as uow:
        shift = require_seller(uow, session)
        said = Said(by=session.staff_id, at=till.clock.now(), day=shift.business_date)
        local = uow.shared_carts.find_local(edition_id)
        known = None if local is not None else require_parked(uow, edition_id)
        made_room = _make_room(uow, till, said, tendered)
        if local is not None:
            cart = _bring_back(uow, local)
        else:
            assert known is not None
            cart = take_edition(uow, till, said, (known, known.notes[edition_id]))
        note_down(uow, said.at, said.by, ("cart_recalled", edition_id), {"cart_id": cart.cart_id})
        uow.commit()
    return Recalled(cart=cart, parked=made_room)


def require_parked(uow: Reading, edition_id: str) -> KnownCart:
    """Return what is known of a cart whose edition can be recalled. Raises Conflict."""
    known = uow.shared_carts.find_cart_with(edition_id)
    if known is not None and edition_id in known.notes:
        if known.shared.state_of(edition_id) in {"parked", "expired"}:
            return known
        raise Conflict("That sale is not parked any more", _what_became(known, edition_id))
    raise Conflict(
        "That sale is not parked any more",
        "It was taken or dropped. Nothing is lost. Look at the list and choose again.",
    )


def take_edition(
    uow: UnitOfWork, till: Till, said: Said, what: tuple[KnownCart, EditionNote]
) -> Cart:
    """Make an edition the open cart of this till, and say so, in the caller's transaction."""
    known, note = what
    cart = Cart(
        cart_id=till.ids.new_id(),
        version=1,
        currency=note.currency,
        lines=note.lines,
        discount=note.discount,
        customer_id=note.customer_id,
    )
    root = known.shared.root_id
    append_operation(
        uow,
        till,
        said,
        CartRecalled(
            root=root,
            edition=note.edition_id,
            version=note.version + 1,
            cart_id=cart.cart_id,
            currency=note.currency,
        ),
    )
    uow.shared_carts.add_origin(
        CartOrigin(
            cart_id=cart.cart_id,
            root_id=root,
            version=note.version + 1,
            parents=(note.edition_id,),
            currency=note.currency,
            lines=note.lines,
            taken_at=said.at,
        )
    )
    uow.carts.save(cart)
    uow.shared_carts.keep_waited(cart, Waited(note.reason, note.name))
    return cart


def _make_room(uow: UnitOfWork, till: Till, said: Said, tendered: str) -> Parked | None:
    """Park what is on the screen; a recalled cart that was emptied is dropped, a new one closed."""
    cart = get_open_cart(uow, till)
    if not cart.is_empty:
        aside = Aside(cart=cart, reason="making_room", has_tenders=cart.cart_id == tendered)
        return set_aside(uow, till, said, aside)
    origin = uow.shared_carts.find_origin(cart.cart_id)
    if origin is not None:
        append_operation(
            uow,
            till,
            said,
            CartDropped(
                root=origin.root_id,
                edition=cart.cart_id,
                version=origin.version + 1,
                why="empty",
            ),
        )
        uow.shared_carts.add_drop(cart.cart_id, origin.root_id, said.at)
    uow.carts.close(cart.cart_id)
    return None


def _bring_back(uow: UnitOfWork, local: ParkedCart) -> Cart:
    """Open a cart again that only this till knows of, as it was: with its shipments and money."""
    cart = Cart(
        cart_id=local.cart_id,
        version=local.cart_version + 1,
        currency=local.currency,
        lines=local.lines,
        discount=local.discount,
        customer_id=local.customer_id,
    )
    uow.shared_carts.forget_local(local.edition_id)
    uow.carts.save(cart)
    uow.shared_carts.keep_waited(cart, Waited(local.reason, local.name))
    return cart


def _what_became(known: KnownCart, edition_id: str) -> str:
    """Say who has a cart that was parked."""
    for each in known.shared.in_play():
        note = known.notes.get(each)
        if edition_id in known.shared.ancestors_of(each) and note is not None:
            where = (
                told("till {label}", label=note.till_label)
                if note.till_label
                else told("this till")
            )
            how = {
                "paid": told("It was paid at {where}.", where=where),
                "parked": told("It was parked again at {where}.", where=where),
            }.get(known.shared.state_of(each), told("It is open at {where}.", where=where))
            return told("{how} Nothing is lost. Look at the list and choose again.", how=how)
    return told("It was taken or dropped. Nothing is lost. Look at the list and choose again.")
