"""Where operations meet special quotes: asked, answered, booked with (sync rules 15b).

Every answer of somebody who may give it stands, for two tills may have answered unheard; the first
is told. A booking names the quote, its price and who signed: what no such answer stands behind is
booked like any, for the money was taken, and becomes a case.
"""

import json
from dataclasses import replace

import sqlalchemy as sa

from central.operations.alone import may_stand_alone
from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.operations.quarantine import QuarantineError
from central.quotes.booking import (
    AnswerRow,
    QuoteRow,
    add_answer,
    add_quote,
    find_quote,
    list_prices,
    move_quote,
    pieces_text,
    sweep_quotes,
)
from central.staff.roles import roles_of
from central.storable import is_storable, storable
from central.tables import sale, sale_line
from domain.shipment import gross_weight_nanograms, nanograms_to_milli_lb
from domain.staff import Permission
from sync.protocol.bodies import ShipmentBooked
from sync.protocol.quote_bodies import QuoteAnswered, QuoteRequested, measured

REFUSED, DOUBT = "quote_refused", "quote_doubt"


def apply_quote_requested(booking: Booking) -> None:
    """Ask every till of the store."""
    body, key, writing = booking.body, booking.key, booking.writing
    assert isinstance(body, QuoteRequested)
    _check_request(booking, body)
    if find_quote(writing, key.organisation_id, body.quote_id) is not None:
        raise QuarantineError("It was asked before", "Another special quote has its number.")
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


def apply_quote_answered(booking: Booking) -> None:
    """Keep the answer of somebody who may give it; the first is what the tills are told."""
    body, writing = booking.body, booking.writing
    assert isinstance(body, QuoteAnswered)
    row = find_quote(writing, booking.key.organisation_id, body.quote_id)
    if row is None or row.store_id != booking.store_id:
        raise QuarantineError(
            "A special quote that nobody asked for", "It names nothing that came to central."
        )
    _check_answer(body, row)
    refusal = _why_refused(booking, row, body.approved_by)
    answer = AnswerRow(
        quote_id=row.quote_id,
        decision=body.decision,
        currency=body.currency,
        price_minor=body.price_minor,
        valid_until=body.valid_until,
        approved_by=storable(body.approved_by),
        answered_at=booking.facts.at,
        stands=0 if refusal else 1,
    )
    add_answer(writing, booking.key, answer)
    if refusal:
        _open(booking, REFUSED, "A special quote by nobody who may give one", refusal)
    elif row.state == "asked":
        state = "priced" if body.decision == "price" else "declined"
        move_quote(writing, _answered(row, answer, state, storable(body.reason)))
    sweep_quotes(writing, row.organisation_id)


def note_special_quote(booking: Booking, body: ShipmentBooked) -> None:
    """Use up the special quote that priced a shipment; what no answer stands behind is a case."""
    if body.special is None:
        return
    row = find_quote(booking.writing, booking.key.organisation_id, body.special.quote_id)
    if row is None:
        doubts = ["No such special quote came to central."]
    else:
        answer, doubts = _find_answer(booking, row, body)
        doubts += _differences(booking, row, body)
        if row.used_by:
            doubts.append("It was used for another booking already.")
        else:
            used = row if answer is None else _answered(row, answer, "used", row.reason)
            move_quote(booking.writing, replace(used, state="used", used_by=str(booking.key)))
    doubts += _sale_doubts(booking, body)
    if doubts:
        message = (
            f"Waybill {storable(body.waybill)} was booked at a special quote. {' '.join(doubts)}"
            " The shipment is booked and its money is counted. Ask who booked it, and look at that"
            " computer."
        )
        _open(booking, DOUBT, "A special quote that does not hold", message)


def _check_request(booking: Booking, body: QuoteRequested) -> None:
    ids = (body.quote_id, body.shipment_id, body.consignor_id, booking.facts.by)
    texts = (*ids, *body.why, *(piece.packing for piece in body.pieces))
    if not all(is_storable(text) for text in texts):
        raise QuarantineError("It cannot be asked", "No database keeps these words.")
    pieces = tuple(measured(piece) for piece in body.pieces)
    if nanograms_to_milli_lb(gross_weight_nanograms(pieces)) != body.gross_milli_lb:
        raise QuarantineError("It does not add up", "The pieces do not add up to the gross weight.")


def _check_answer(body: QuoteAnswered, row: QuoteRow) -> None:
    is_priced = body.price_minor is not None and body.valid_until is not None
    is_bare = body.price_minor is None and body.valid_until is None
    if not (is_priced if body.decision == "price" else is_bare):
        raise QuarantineError(
            "It does not add up", "A price, and only that, has an amount and a time it holds to."
        )
    if body.currency != row.currency:
        raise QuarantineError("Another currency", "The special quote was asked for in other money.")


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


def _find_answer(
    booking: Booking, row: QuoteRow, body: ShipmentBooked
) -> tuple[AnswerRow | None, list[str]]:
    """The answer that a booking goes by, and what is doubtful about it."""
    assert body.special is not None
    booked = (
        body.quote_total_minor,
        body.currency,
        body.quote_valid_until,
        body.special.approved_by,
    )
    for answer in list_prices(booking.writing.connection, row):
        told = (answer.price_minor, answer.currency, answer.valid_until, answer.approved_by)
        if told != booked:
            continue
        if booking.facts.at > body.quote_valid_until:
            return answer, ["Its price had ended when it was booked."]
        return answer, []
    return None, ["Nobody who may give one gave this price, to this time."]


def _differences(booking: Booking, row: QuoteRow, body: ShipmentBooked) -> list[str]:
    """What is another shipment than the one that was asked for."""
    asked = (row.region, row.declared_minor, row.pieces, row.shipment_id)
    told = (
        body.destination_region,
        body.declared_minor,
        pieces_text(body.pieces),
        body.shipment_id,
    )
    doubts = []
    if asked != told:
        doubts.append("It is not the shipment that was quoted.")
    if row.till_id != booking.key.till_id:
        doubts.append("Another till asked for it.")
    return doubts


def _sale_doubts(booking: Booking, body: ShipmentBooked) -> list[str]:
    """Whether the sale, told before its shipments, charged another price for it.

    A sale that is not booked is a case of its own.
    """
    key = booking.key
    charged = sa.select(sale_line.c.unit_minor, sale_line.c.price_id).join(
        sale,
        sa.and_(
            sale.c.organisation_id == sale_line.c.organisation_id,
            sale.c.till_id == sale_line.c.till_id,
            sale.c.stream == sale_line.c.stream,
            sale.c.branch == sale_line.c.branch,
            sale.c.seq == sale_line.c.seq,
        ),
    )
    asked = charged.where(
        sale.c.organisation_id == key.organisation_id,
        sale.c.till_id == key.till_id,
        sale.c.branch == key.branch,
        sale.c.receipt == body.receipt,
        sale_line.c.kind == "shipment",
        sale_line.c.item_id == body.shipment_id,
    )
    lines = booking.writing.connection.execute(asked).all()
    if all(line.unit_minor == body.quote_total_minor for line in lines):
        return []
    return ["Its sale charged another price than the quote."]


def _answered(row: QuoteRow, answer: AnswerRow, state: str, reason: str) -> QuoteRow:
    return replace(
        row,
        state=state,
        price_minor=answer.price_minor,
        valid_until=answer.valid_until,
        answered_by=answer.approved_by,
        answered_at=answer.answered_at,
        reason=reason,
    )


def _open(booking: Booking, kind: str, title: str, message: str) -> None:
    case = NewCase(
        store_id=booking.store_id,
        kind=kind,
        title=title,
        message=message,
        operation_kind=booking.facts.kind,
    )
    open_case(booking.writing, booking.central.surroundings, booking.key, case)
