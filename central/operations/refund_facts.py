"""Where operations meet refunds: booked, weighed against their sale, and told where they are over.

A refund that is more than was sold is booked like any: the money was given. It becomes a case.
"""

import sqlalchemy as sa

from central.database import Writing
from central.opening import Central
from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.operations.quarantine import QuarantineError
from central.payments.given_back import by_provider_minor
from central.refunds.booking import OverRefund, find_sold, settle_receipt
from central.refunds.restocking import ComeBack, restock
from central.refunds.tables import refund, refund_line
from domain.money import Money
from domain.money_text import format_money
from sync.protocol.refund_bodies import SaleRefunded

CASE_KIND = "refunded_twice"


def apply_sale_refunded(booking: Booking) -> None:
    """Book a refund with its lines, once it adds up, and weigh it against its sale."""
    body, facts, writing = booking.body, booking.facts, booking.writing
    assert isinstance(body, SaleRefunded)
    organisation_id = booking.key.organisation_id
    rule = booking.rules.refund_rule(body.currency, facts.day)
    _check_sums(body)
    if not body.refund.startswith(f"{facts.stream}-"):
        raise QuarantineError(
            "It does not add up",
            f"Refund {body.refund} is not numbered in the stream {facts.stream} that it came in.",
        )
    _check_lines(writing.connection, organisation_id, body)
    writing.connection.execute(
        sa.insert(refund).values(
            **booking.key.columns(),
            store_id=booking.store_id,
            refund=body.refund,
            of_receipt=body.of_receipt,
            shift=body.shift,
            cashier_id=facts.by,
            business_date=facts.day,
            refunded_at=facts.at,
            currency=body.currency,
            total_minor=body.total_minor,
            vat_minor=body.vat_minor,
            rounding_minor=body.rounding_minor,
            reason=body.reason,
            approved_by=body.approved_by,
            is_provisional=int(body.provisional),
            standing="open",
        )
    )
    writing.connection.execute(
        sa.insert(refund_line),
        [
            {**booking.key.columns(), **line.model_dump(exclude={"weight_source"})}
            for line in body.lines
        ],
    )
    back = ComeBack(key=booking.key, store_id=booking.store_id, body=body, rule=rule)
    restock(writing, back)
    weigh_refunds(booking.central, writing, organisation_id, body.of_receipt)


def weigh_refunds(central: Central, writing: Writing, organisation_id: str, receipt: str) -> None:
    """Weigh a receipt's refunds when one of them comes, or when the sale does."""
    for over in settle_receipt(writing, organisation_id, receipt, by_provider_minor):
        case = NewCase(
            store_id=over.store_id,
            kind=CASE_KIND,
            title="More was given back than was sold",
            message=_message(over),
        )
        open_case(writing, central.surroundings, over.key, case)


def _message(over: OverRefund) -> str:
    given, paid = (
        format_money(Money(minor, over.currency)) for minor in (over.given_minor, over.paid_minor)
    )
    by_provider = ""
    if over.by_provider_minor:
        part = format_money(Money(over.by_provider_minor, over.currency))
        by_provider = f" {part} of that went back to the customer by the way it was paid."
    return (
        f"Receipt {over.of_receipt} was paid with {paid}. For it {given} were given back, or more"
        f" units than it had, by {', '.join(over.refunds)}.{by_provider} Each is counted. Compare"
        " their papers, and find out who brought the goods back."
    )


def _check_sums(body: SaleRefunded) -> None:
    _require(
        sum(line.gross_minor for line in body.lines) == body.total_minor,
        f"The lines do not add up to the total of {body.total_minor}.",
    )
    _require(
        sum(line.vat_minor for line in body.lines) == body.vat_minor
        and all(line.vat_minor <= line.gross_minor for line in body.lines),
        "The VAT of the lines does not add up.",
    )
    _require(
        sum(tender.amount_minor for tender in body.tenders)
        == body.total_minor + body.rounding_minor
        and all(tender.currency == body.currency for tender in body.tenders),
        "What was given back is not the total and its rounding.",
    )
    _require(len({line.line_no for line in body.lines}) == len(body.lines), "A line stands twice.")
    _require(not body.provisional or body.approved_by is not None, "Nobody signed for it.")


def _check_lines(connection: sa.Connection, organisation_id: str, body: SaleRefunded) -> None:
    """VAT is reversed at the sale's own rates, where the sale is known."""
    sold = find_sold(connection, organisation_id, body.of_receipt)
    if sold is None or body.provisional:
        return
    for line in body.lines:
        known = sold.lines.get(line.line_no)
        _require(
            known is None
            or (known.tax_class, known.vat_basis_points) == (line.tax_class, line.vat_basis_points),
            f"The VAT rate of line {line.line_no} is not the one that it was sold at.",
        )


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise QuarantineError("It does not add up", sentence)
