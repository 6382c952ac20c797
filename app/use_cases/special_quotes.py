"""Special quotes at the counter: asked for, looked at, and booked with (sync rules 15b)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.use_cases.audit import note_down
from app.use_cases.book_shipment import require_writable_draft
from app.use_cases.known_persons import with_known_persons
from app.use_cases.open_cart import get_open_cart
from app.use_cases.operations import Said, append_operation
from app.use_cases.piece_bodies import piece_bodies
from app.use_cases.rights import business_day, require_open_shift, require_permission
from app.use_cases.shipment_pricing import quote_now, require_special
from app.use_cases.spending import ask_ahead
from app.use_cases.start_stream import ensure_stream
from app.use_cases.till import Session, Till
from domain.cart import Cart, add_shipment
from domain.errors import BadInput, RuleBroken
from domain.pricing import price_cart
from domain.rules import RuleBook
from domain.sentence import told
from domain.shipment import Piece, ShipmentDraft, check_limits
from domain.special_quote import FREIGHT_CLASS, SpecialQuote, quote_of
from domain.staff import Permission
from storage.unit_of_work import Reading
from sync.protocol.quote_bodies import QuoteRequested, measured


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForQuote:
    """What was filled in; ``quote_id`` is the press of the key."""

    quote_id: str
    draft: ShipmentDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialRow:
    """A special quote, the names of who asked and answered, and what was filled in here.

    ``draft`` is None for one of another till, ``sender`` empty for somebody this till does not
    know. ``is_ended`` says that its price no longer holds.
    """

    special: SpecialQuote
    asked_by_name: str
    answered_by_name: str
    sender: str
    draft: ShipmentDraft | None
    is_ended: bool = False

    @property
    def is_mine(self) -> bool:
        """Whether this till asked, and can book with it."""
        return self.draft is not None


def ask_for_quote(till: Till, session: Session, request: AskForQuote) -> SpecialQuote:
    """Park what was filled in and ask for its price, in one transaction; return what was asked.

    Pressed twice, the second call returns the same. Raises RuleBroken (``has_price``: the rate
    sheet prices it; ``no_shift``), BadInput and NotAllowed. Whatever is raised, nothing was asked.
    """
    require_writable_draft(request.draft)
    ensure_stream(till)
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        already = uow.special_quotes.find(request.quote_id)
        if already is not None:
            return already
        on = require_open_shift(uow).business_date
        require_permission(uow, session, Permission.BOOK_SHIPMENT, on)
        draft = with_known_persons(uow, request.draft)
        here = uow.till.get_till()
        _require_own_money(draft, here.store.currency)
        bodies = piece_bodies(draft.pieces)
        asked = SpecialQuote(
            quote_id=request.quote_id,
            shipment_id=draft.shipment_id,
            till_id=here.till_id,
            till_label=here.label,
            asked_by=session.staff_id,
            asked_at=now,
            consignor_id=draft.consignor.person_id,
            region=draft.consignee.region,
            pieces=tuple(measured(piece) for piece in bodies),
            declared=draft.declared_value,
            currency=here.store.currency,
            why=_why_no_price(uow, draft, on, now),
        )
        uow.special_quotes.add(asked, draft)
        body = QuoteRequested(
            quote_id=asked.quote_id,
            shipment_id=asked.shipment_id,
            consignor_id=asked.consignor_id,
            destination_region=asked.region,
            pieces=bodies,
            currency=asked.currency,
            declared_minor=None if asked.declared is None else asked.declared.amount_minor,
            gross_milli_lb=asked.gross_milli_lb,
            why=asked.why,
        )
        append_operation(uow, till, Said(by=session.staff_id, at=now, day=on), body)
        what = ("quote_requested", asked.quote_id)
        note_down(uow, now, session.staff_id, what, {"why": " ".join(asked.why)})
        uow.commit()
    return asked


def list_special_quotes(till: Till) -> Sequence[SpecialRow]:
    """Return what is asked for and not used, at this till and its store's others, oldest first."""
    now = till.clock.now()
    with till.db.reading() as uow:
        return tuple(_row(uow, special, now) for special in uow.special_quotes.list_open())


def book_with_quote(till: Till, session: Session, quote_id: str) -> Cart:
    """Put the shipment that waited for a special quote into the open cart, at that price.

    Done again, its line is replaced. Raises RuleBroken (``no_special_price``, ``special_ended``,
    ``other_currency`` …), NotFound and NotAllowed.
    """
    now = till.clock.now()
    with till.db.unit_of_work(durable=False) as uow:
        on = require_open_shift(uow).business_date
        require_permission(uow, session, Permission.BOOK_SHIPMENT, on)
        special = uow.special_quotes.get(quote_id)
        draft = uow.special_quotes.find_draft(quote_id)
        if draft is None:
            raise RuleBroken(
                "It was asked at another till",
                "What was filled in is kept there. Nothing was changed and nothing is lost. Book"
                " it at that till.",
                "asked_elsewhere",
            )
        book = uow.rules.book()
        answer = require_special(uow, special, on, now)
        told = replace(draft, pieces=_told_pieces(draft))
        quote = quote_of(special, answer, told, _freight_class(book, on))
        draft = with_known_persons(uow, draft)
        cart = add_shipment(get_open_cart(uow, till), draft, quote)
        price_cart(cart, book, on)  # a line nobody could pay stays out
        uow.carts.save(cart)
        uow.shipments.save_quote(draft.shipment_id, quote)
        ask_ahead(uow, till, session, cart, on)
        note_down(
            uow,
            now,
            session.staff_id,
            ("special_quote_taken", draft.shipment_id),
            {"quote": quote_id, "total_minor": quote.total.amount_minor},
        )
        uow.commit()
    return cart


def _told_pieces(draft: ShipmentDraft) -> tuple[Piece, ...]:
    """The pieces as the request told them: sides in mixed units are told in one."""
    return tuple(measured(piece) for piece in piece_bodies(draft.pieces))


def _why_no_price(uow: Reading, draft: ShipmentDraft, on: date, now: datetime) -> tuple[str, ...]:
    """Why no rate sheet may price it. Raises RuleBroken (``has_price``)."""
    breaches = check_limits(draft.pieces, uow.rules.book().shipment_limits(on))
    if breaches:
        return tuple(dict.fromkeys(breach.code for breach in breaches))
    try:
        quote_now(uow, draft, on, now)
    except RuleBroken as error:
        if error.code not in {"no_rule", "bad_rule"}:
            raise
        return ("no_rate",)
    raise RuleBroken(
        "It has a price already",
        "The rate sheet prices this shipment. Nothing is lost. Press F12 to add it to the sale.",
        "has_price",
    )


def _require_own_money(draft: ShipmentDraft, currency: str) -> None:
    declared = draft.declared_value
    if declared is not None and declared.currency != currency:
        raise BadInput(
            "Check the declared value",
            told(
                "It is in {declared_currency}, and this till's money is {currency}. Nothing is"
                " lost. Type the value again in that currency.",
                currency=currency,
                declared_currency=declared.currency,
            ),
        )


def _freight_class(book: RuleBook, on: date) -> str:
    try:
        return book.rate_sheet(on).tax_class
    except RuleBroken:
        return FREIGHT_CLASS


def _row(uow: Reading, special: SpecialQuote, now: datetime) -> SpecialRow:
    draft = uow.special_quotes.find_draft(special.quote_id)
    answer = special.answer
    is_ended = False
    if special.state == "priced":
        try:
            require_special(uow, special, business_day(uow, now), now)
        except RuleBroken:
            is_ended = True
    return SpecialRow(
        special=special,
        asked_by_name=_name_of(uow, special.asked_by),
        answered_by_name="" if answer is None else _name_of(uow, answer.answered_by),
        sender=_sender(uow, special, draft),
        draft=draft,
        is_ended=is_ended,
    )


def _sender(uow: Reading, special: SpecialQuote, draft: ShipmentDraft | None) -> str:
    if draft is not None:
        return draft.consignor.name
    known = uow.customers.find(special.consignor_id)
    return "" if known is None else known.text("name")


def _name_of(uow: Reading, staff_id: str) -> str:
    member = uow.staff.find_staff(staff_id)
    return staff_id if member is None else member.name
