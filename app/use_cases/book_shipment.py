"""A shipment is accepted at the counter: priced, and put in the cart to be paid.

It is *booked* when the cart is paid (``take_payment``): then it gets its waybill number.
"""

from app.use_cases.audit import note_down
from app.use_cases.known_persons import with_known_persons
from app.use_cases.open_cart import get_open_cart
from app.use_cases.rights import require_open_shift, require_permission
from app.use_cases.shipment_pricing import quote_now
from app.use_cases.spending import ask_ahead
from app.use_cases.till import Session, Till
from app.use_cases.typed_text import require_words
from domain.cart import Cart, add_shipment
from domain.pricing import price_cart
from domain.shipment import Party, ShipmentDraft, require_bookable
from domain.staff import Permission


def book_shipment(till: Till, session: Session, draft: ShipmentDraft) -> Cart:
    """Add a shipment to the open cart at today's price, kept for as long as the quote holds.

    The same shipment again replaces its line. Raises OverLimit (a special quote is needed),
    BadInput, RuleBroken and NotAllowed.
    """
    require_writable_draft(draft)
    now = till.clock.now()
    with till.db.unit_of_work(durable=False) as uow:
        shift = require_open_shift(uow)
        on = shift.business_date
        require_permission(uow, session, Permission.BOOK_SHIPMENT, on)
        require_bookable(draft, uow.rules.book().shipment_limits(on))
        quote = quote_now(uow, draft, on, now)
        draft = with_known_persons(uow, draft)
        cart = add_shipment(get_open_cart(uow, till), draft, quote)
        price_cart(cart, uow.rules.book(), on)  # a line nobody could pay stays out
        uow.carts.save(cart)
        uow.shipments.save_quote(draft.shipment_id, quote)
        ask_ahead(uow, till, session, cart, on)
        note_down(
            uow,
            now,
            session.staff_id,
            ("shipment_quoted", draft.shipment_id),
            {
                "pieces": len(draft.pieces),
                "total_minor": quote.total.amount_minor,
                "sheet": quote.sheet_name,
            },
        )
        uow.commit()
    return cart


def require_writable_draft(draft: ShipmentDraft) -> None:
    """Require that no text of a draft holds what no operation may. Raises BadInput."""
    for piece in draft.pieces:
        require_words(piece.description)
        require_words(piece.packing)
    for party in (draft.consignor, draft.consignee):
        _require_writable_party(party)


def _require_writable_party(party: Party) -> None:
    for text in (party.name, party.phone, party.lot_street, party.village, party.landmark):
        require_words(text)
