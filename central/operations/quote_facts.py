"""Where operations meet special quotes: asked and answered (sync rules 15b).

Every answer of somebody who may give it stands, for two tills may have answered unheard; the first
is told.
"""

import json

import sqlalchemy as sa

from central.operations.alone import may_stand_alone
from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.operations.quarantine import QuarantineError
from central.operations.quote_bookings import weigh_again
from central.operations.said_before import said_before
from central.quotes.booking import (
    AnswerRow,
    QuoteRow,
    add_answer,
    add_quote,
    answered,
    find_quote,
    let_stand,
    list_early,
    move_quote,
    pieces_text,
    sweep_quotes,
)
from central.staff.roles import roles_of
from central.storable import is_storable, storable
from central.tables import store
from domain.shipment import gross_weight_nanograms, nanograms_to_milli_lb
from domain.staff import Permission
from sync.protocol.quote_bodies import QuoteAnswered, QuoteRequested, measured

REFUSED = "quote_refused"


def apply_quote_requested(booking: Booking) -> None:
    """Ask every till of the store; an answer that came before it is heard with it."""
    body, key, writing = booking.body, booking.key, booking.writing
    assert isinstance(body, QuoteRequested)
    _check_request(booking, body)
    if find_quote(writing, key.organisation_id, body.quote_id) is not None:
        raise QuarantineError("It was asked before", "Another special quote has its number.")
    _lock_store(booking)
    sweep_quotes(writing, key.organisation_id)
    row = QuoteRow(
        **key.columns(),  # type: ignore[arg-type]  # the five names of an operation's key
        quote_id=body.quote_id,
        store_id=booking.store_id,
        shipment_id=body.shipment_id,
        asked_by=booking.facts.by,
        asked_at=booking.facts.at,
        consignor_id=body.consignor_id,
        region=body.destination_region,
        pieces=pieces_text(body.pieces),
        declared_minor=body.declared_minor,
        currency=body.currency,
        why=json.dumps(body.why),
        state="asked",
        price_minor=None,
        valid_until=None,
        answered_by="",
        answered_at=None,
        reason="",
        used_by="",
        changed_at=writing.at,
        is_told=1,
    )
    add_quote(writing, row)
    _hear_early(booking, row)


def apply_quote_answered(booking: Booking) -> None:
    """Keep the answer of somebody who may give it; the first is what the tills are told.

    One that comes before its request, when central was put back, waits for it (sync rule 15b.4a).
    """
    body, key, writing = booking.body, booking.key, booking.writing
    assert isinstance(body, QuoteAnswered)
    _check_answer(body)
    _lock_store(booking)
    row = find_quote(writing, key.organisation_id, body.quote_id)
    if row is None:
        add_answer(writing, key, _answer_row(booking, body, stands=0))
        return
    if row.store_id != booking.store_id:
        raise QuarantineError(
            "A special quote that nobody asked for", "It is of another store than this till's."
        )
    if body.currency != row.currency:
        raise QuarantineError("Another currency", "The special quote was asked for in other money.")
    refusal = _why_refused(booking, row, body.approved_by)
    add_answer(writing, key, _answer_row(booking, body, stands=0 if refusal else 1))
    _hear(booking, row, body, refusal)
    sweep_quotes(writing, row.organisation_id)


def _hear(booking: Booking, row: QuoteRow, body: QuoteAnswered, refusal: str) -> None:
    """Tell the first answer that stands; one of somebody who may not give it is a case."""
    if refusal:
        case = NewCase(
            store_id=booking.store_id,
            kind=REFUSED,
            title="A special quote by nobody who may give one",
            message=refusal,
            operation_kind=booking.facts.kind,
        )
        open_case(booking.writing, booking.central.surroundings, booking.key, case)
    elif row.state == "asked":
        state = "priced" if body.decision == "price" else "declined"
        answer = _answer_row(booking, body, stands=1)
        move_quote(booking.writing, answered(row, answer, state, storable(body.reason)))
    elif row.used_by:
        weigh_again(booking, row, body.reason)


def _hear_early(booking: Booking, asked: QuoteRow) -> None:
    """Hear what was answered before its request came, the first first."""
    for key in list_early(booking.writing, asked):
        said = said_before(booking, key)
        body = said.body
        assert isinstance(body, QuoteAnswered)
        if body.currency != asked.currency:
            continue
        row = find_quote(booking.writing, asked.organisation_id, asked.quote_id)
        assert row is not None
        refusal = _why_refused(said, row, body.approved_by)
        if not refusal:
            let_stand(booking.writing, key)
        _hear(said, row, body, refusal)


def _answer_row(booking: Booking, body: QuoteAnswered, *, stands: int) -> AnswerRow:
    return AnswerRow(
        quote_id=body.quote_id,
        decision=body.decision,
        currency=body.currency,
        price_minor=body.price_minor,
        valid_until=body.valid_until,
        approved_by=storable(body.approved_by),
        answered_at=booking.facts.at,
        stands=stands,
    )


def _lock_store(booking: Booking) -> None:
    """Let a request and its answer come one after the other: neither may miss the other."""
    locked = sa.select(store.c.store_id).where(
        store.c.organisation_id == booking.key.organisation_id,
        store.c.store_id == booking.store_id,
    )
    booking.writing.connection.execute(locked.with_for_update(key_share=True))


def _check_request(booking: Booking, body: QuoteRequested) -> None:
    ids = (body.quote_id, body.shipment_id, body.consignor_id, booking.facts.by)
    texts = (*ids, *body.why, *(piece.packing for piece in body.pieces))
    if not all(is_storable(text) for text in texts):
        raise QuarantineError("It cannot be asked", "No database keeps these words.")
    pieces = tuple(measured(piece) for piece in body.pieces)
    if nanograms_to_milli_lb(gross_weight_nanograms(pieces)) != body.gross_milli_lb:
        raise QuarantineError("It does not add up", "The pieces do not add up to the gross weight.")


def _check_answer(body: QuoteAnswered) -> None:
    if not is_storable(body.quote_id):
        raise QuarantineError("It answers nothing", "No database keeps the name of its request.")
    is_priced = body.price_minor is not None and body.valid_until is not None
    is_bare = body.price_minor is None and body.valid_until is None
    if not (is_priced if body.decision == "price" else is_bare):
        raise QuarantineError(
            "It does not add up", "A price, and only that, has an amount and a time it holds to."
        )


def _why_refused(booking: Booking, row: QuoteRow, staff_id: str) -> str:
    """Why somebody's answer is none; empty where it is one. The ids are of staff."""
    role = roles_of(booking.writing.connection, row.organisation_id, {staff_id}).get(staff_id)
    who = storable(staff_id)
    if role is None:
        return f"{who} is not on the staff and answered a special quote. Find out who did."
    rights = booking.rules.role_permissions(role, booking.facts.day)
    if Permission.APPROVE not in rights:
        return f"{who} answered a special quote and has no right to approve."
    if staff_id != row.asked_by:
        return ""
    if Permission.TYPE_PRICE in rights and may_stand_alone(booking, staff_id):
        return ""
    return f"{who} answered a special quote that they had asked for. Somebody else must sign."
