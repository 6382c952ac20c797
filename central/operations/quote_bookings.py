"""Where bookings meet special quotes: what was sold at one, against who gave it (sync rules 15b).

A booking names the quote, its price and who signed: what no such answer stands behind is booked
like any, for the money was taken, and becomes a case. An answer that comes after its booking, as it
may when central was put back, is weighed with it all the same.
"""

from dataclasses import replace

import sqlalchemy as sa

from central.cases.closing import SYSTEM, Closing, close_case_row, retell_case
from central.operation_key import OperationKey
from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.operations.said_before import said_before
from central.quotes.booking import (
    AnswerRow,
    QuoteRow,
    answered,
    find_quote,
    list_prices,
    move_quote,
    pieces_text,
)
from central.storable import storable
from central.tables import case_file, sale, sale_line
from sync.protocol.bodies import ShipmentBooked

DOUBT = "quote_doubt"
_CAME_LATER = "The answer came after its booking: the price is signed for."


def note_special_quote(booking: Booking, body: ShipmentBooked) -> None:
    """Use up the special quote that priced a shipment; what no answer stands behind is a case."""
    if body.special is None:
        return
    row = find_quote(booking.writing, booking.key.organisation_id, body.special.quote_id)
    if row is None:
        doubts = ["No such special quote came to central.", *_sale_doubts(booking, body)]
    else:
        answer, doubts = _weigh(booking, row, body)
        if row.used_by:
            doubts.append("It was used for another booking already.")
        else:
            used = row if answer is None else answered(row, answer, "used", row.reason)
            move_quote(booking.writing, replace(used, state="used", used_by=str(booking.key)))
    if doubts:
        case = NewCase(
            store_id=booking.store_id,
            kind=DOUBT,
            title="A special quote that does not hold",
            message=_message(body, doubts),
            operation_kind=booking.facts.kind,
        )
        open_case(booking.writing, booking.central.surroundings, booking.key, case)


def weigh_again(booking: Booking, row: QuoteRow, reason: str) -> None:
    """Weigh the booking of a quote with an answer that came after it: its case closes, or is less.

    ``reason`` is that of the answer.
    """
    booked = said_before(booking, _key_of(row))
    assert isinstance(booked.body, ShipmentBooked)
    answer, doubts = _weigh(booked, row, booked.body)
    if answer is None:
        return
    if not row.answered_by:
        move_quote(booking.writing, answered(row, answer, row.state, storable(reason)))
    case_id = booking.writing.connection.scalar(
        sa.select(case_file.c.case_id).where(
            *(case_file.c[name] == value for name, value in booked.key.columns().items()),
            case_file.c.kind == DOUBT,
            case_file.c.closed_at.is_(None),
        )
    )
    if case_id is None:
        return
    if doubts:
        retell_case(booking.writing, row.organisation_id, case_id, _message(booked.body, doubts))
        return
    closing = Closing(by=SYSTEM, reason=_CAME_LATER)
    close_case_row(booking.writing, row.organisation_id, case_id, closing)


def _weigh(
    booking: Booking, row: QuoteRow, body: ShipmentBooked
) -> tuple[AnswerRow | None, list[str]]:
    """The answer that a booking goes by, and all that is doubtful about it."""
    answer, doubts = _find_answer(booking, row, body)
    return answer, [*doubts, *_differences(booking, row, body), *_sale_doubts(booking, body)]


def _key_of(row: QuoteRow) -> OperationKey:
    """The operation that used a quote."""
    till_id, stream, branch, seq = row.used_by.rsplit("/", 3)
    return OperationKey(
        organisation_id=row.organisation_id,
        till_id=till_id,
        stream=stream,
        branch=int(branch),
        seq=int(seq),
    )


def _message(body: ShipmentBooked, doubts: list[str]) -> str:
    return (
        f"Waybill {storable(body.waybill)} was booked at a special quote. {' '.join(doubts)}"
        " The shipment is booked and its money is counted. Ask who booked it, and look at that"
        " computer."
    )


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
