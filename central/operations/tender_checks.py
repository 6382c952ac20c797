"""What central checks again in the tenders of a sale: they settle it, and nothing was made up."""

from collections import defaultdict

from central.operations.quarantine import QuarantineError
from domain.credit import HELD_KINDS
from domain.fx import Rate
from domain.money import Money
from domain.tender import ForeignCash, Over, TenderLine, rest_after, rounding_of
from sync.protocol.bodies import ForeignCashBody, SaleCompleted, TenderBody
from sync.protocol.credit_names import is_money, money_resource


def check_tenders(sale: SaleCompleted, step_minor: int) -> None:
    """Raise QuarantineError unless the tenders settle the total and its cash rounding.

    ``step_minor`` is the cash step in force. Whose rate it was and how old is no question here:
    that is kept, and policy.
    """
    for tender in sale.tenders:
        _require(tender.currency == sale.currency, "A tender is in another currency.")
        _require(
            tender.received_minor - tender.change_minor == tender.amount_minor,
            "Received less change is not what the tender settles.",
        )
        _require(
            tender.kind == "cash" or not tender.change_minor, "Change was given for more than cash."
        )
    _require(
        sum(tender.amount_minor for tender in sale.tenders)
        == sale.total_minor + sale.rounding_minor,
        "The tenders do not settle the total and its rounding.",
    )
    lines = [_line(tender) for tender in sale.tenders]
    total = Money(sale.total_minor, sale.currency)
    _require(
        not rest_after(total, (line for line in lines if not line.is_cash)).is_negative,
        "More than the total was paid without cash.",
    )
    _require(
        rounding_of(total, lines, step_minor).amount_minor == sale.rounding_minor,
        f"The rounding of {sale.rounding_minor} is not the one in force.",
    )
    _check_spent(sale)


def _check_spent(sale: SaleCompleted) -> None:
    """What a credit or voucher paid is what the sale spent of it, unit for minor unit."""
    paid: defaultdict[str, int] = defaultdict(int)
    for tender in sale.tenders:
        if tender.reference is not None and tender.kind in HELD_KINDS:
            paid[money_resource(tender.kind, sale.currency, tender.reference)] += (
                tender.amount_minor
            )
    spent: defaultdict[str, int] = defaultdict(int)
    for entry in sale.spent:
        if is_money(entry.resource):
            spent[entry.resource] += entry.quantity
    _require(
        {name: minor for name, minor in paid.items() if minor} == dict(spent),
        "What a credit or voucher paid is not what was spent of it.",
    )


def _line(tender: TenderBody) -> TenderLine:
    try:
        return TenderLine(
            kind=tender.kind,
            amount=Money(tender.received_minor, tender.currency),
            foreign=None if tender.foreign is None else _foreign(tender.foreign, tender.currency),
            approval_code=tender.approval_code or "",
            reference=tender.reference or "",
            payment_id=tender.payment_id or "",
            is_verified=tender.kind == "card_qr",  # whether it was, its payment knows
            over=_over(tender),
        )
    except ValueError as error:
        raise QuarantineError("It does not add up", f"A tender makes no sense: {error}.") from error


def _over(tender: TenderBody) -> Over | None:
    _require(
        (tender.over_minor is None) == (tender.credit is None),
        "What was paid over has no credit, or a credit nothing.",
    )
    if tender.over_minor is None:
        return None
    return Over(amount=Money(tender.over_minor, tender.currency), credit=tender.credit or "")


def _foreign(told: ForeignCashBody, currency: str) -> ForeignCash:
    return ForeignCash(
        handed=Money(told.handed_minor, told.currency),
        rate=Rate(
            base=told.currency,
            quote=currency,
            micro=told.rate_micro,
            source=told.rate_source,
            at=told.rate_at,
        ),
    )


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise QuarantineError("It does not add up", sentence)
