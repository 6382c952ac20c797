"""What central checks again before it books what a till says. Pure; the till checked it first.

A check that fails quarantines the operation: the money was taken and counts, but a person must
look.
"""

from collections import defaultdict
from datetime import date

from central.operations.line_checks import check_lines
from central.operations.quarantine import QuarantineError
from central.operations.tender_checks import check_tenders
from domain.money import Money
from domain.pricing import vat_inside
from domain.rules import RuleBook
from domain.shipment import Length, Piece, Weight, check_limits, gross_weight_nanograms
from domain.shipment import nanograms_to_milli_lb as to_milli_lb
from sync.protocol.bodies import SaleCompleted, SaleLineBody, ShiftClosed, ShipmentBooked
from sync.protocol.operation import Facts
from sync.protocol.quote_bodies import PieceBody


def check_sale(sale: SaleCompleted, facts: Facts, rules: RuleBook) -> None:
    """Raise QuarantineError unless the sale adds up and its VAT is the one in force that day.

    Raises RuleBroken where no rule is in force.
    """
    _require(
        sale.receipt.startswith(f"{facts.stream}-"),
        f"Receipt {sale.receipt} is not numbered in the stream {facts.stream} that it came in.",
    )
    check_lines(sale)
    check_tenders(sale, rules.cash_step_minor(sale.currency, facts.day))
    _check_vat(sale, rules, facts.day)


def check_shipment(shipment: ShipmentBooked, facts: Facts, rules: RuleBook) -> None:
    """Raise QuarantineError unless the shipment is within the limits in force and adds up.

    Raises RuleBroken where no limits are in force, BadInput for a piece without a measure.
    """
    pieces = tuple(_piece(piece) for piece in shipment.pieces)
    limits = rules.shipment_limits(facts.day)
    breaches = () if shipment.special is not None else check_limits(pieces, limits)
    _require(not breaches, " ".join(breach.sentence for breach in breaches))
    _require(
        to_milli_lb(gross_weight_nanograms(pieces)) == shipment.gross_milli_lb,
        "The pieces do not add up to the gross weight.",
    )
    _require(
        sum(line.amount_minor for line in shipment.quote_lines) == shipment.quote_total_minor,
        "The charges do not add up to the quote.",
    )
    promised = {person_id for person_id, _ in facts.personal}
    _require(
        {shipment.consignor_id, shipment.consignee_id} <= promised,
        "It does not say who sends it or who receives it.",
    )


def check_closing(closing: ShiftClosed) -> None:
    """Raise QuarantineError unless the count adds up."""
    _require(
        sum(value * count for value, count in closing.counts) == closing.counted_minor,
        "The notes and coins do not add up to the counted total.",
    )
    _require(
        closing.counted_minor - closing.expected_minor == closing.over_short_minor,
        "Over or short is not the counted total less the expected one.",
    )
    for other in closing.others:
        _require(
            sum(value * count for value, count in other.counts) == other.counted_minor
            and other.counted_minor - other.expected_minor == other.over_short_minor,
            f"The count of {other.currency} does not add up.",
        )
    for shown in (each for before in closing.counted_before or () for each in before.drawers):
        _require(
            sum(value * count for value, count in shown.counts) == shown.counted_minor
            and shown.counted_minor - shown.expected_minor == shown.over_short_minor,
            f"An earlier count of {shown.currency} does not add up.",
        )


def _check_vat(sale: SaleCompleted, rules: RuleBook, day: date) -> None:
    """VAT is rounded once, on the sum of each tax class (``domain.pricing``)."""
    by_class: defaultdict[str, list[SaleLineBody]] = defaultdict(list)
    for line in sale.lines:
        by_class[line.tax_class].append(line)
    for tax_class, lines in by_class.items():
        rate = rules.vat_basis_points(tax_class, day)
        _require(
            all(line.vat_basis_points == rate for line in lines),
            f"The VAT rate of the class {tax_class} is not the one in force, {rate} basis points.",
        )
        gross = Money(sum(line.gross_minor for line in lines), sale.currency)
        _require(
            sum(line.vat_minor for line in lines) == vat_inside(gross, rate).amount_minor,
            f"The VAT of the class {tax_class} is not what is inside its total.",
        )
    _require(
        sum(line.vat_minor for line in sale.lines) == sale.vat_minor,
        "The VAT of the lines does not add up.",
    )


def _piece(body: PieceBody) -> Piece:
    return Piece(
        description="-",  # what is inside is personal, and no limit depends on it
        packing=body.packing,
        weight=Weight(body.weight_milli, body.weight_unit),
        length=Length(body.length_milli, body.size_unit),
        width=Length(body.width_milli, body.size_unit),
        height=Length(body.height_milli, body.size_unit),
    )


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise QuarantineError("It does not add up", sentence)
