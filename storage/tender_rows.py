"""Tender lines as rows of a sale, and back."""

from typing import Any

import sqlalchemy as sa

from domain.card_price import CardPrice
from domain.fx import Rate
from domain.money import Money
from domain.tender import ForeignCash, Over, TenderLine


def tender_row(tender_no: int, tender: TenderLine) -> dict[str, object]:
    """Return the columns of a tender line, without those that say whose it is.

    What it is in another currency is either cash that was handed over, or what a card's payer saw.
    """
    money, rate = _foreign_sum(tender)
    return {
        "tender_no": tender_no,
        "kind": tender.kind,
        "currency": tender.amount.currency,
        "amount_minor": tender.amount.amount_minor,
        "foreign_currency": None if money is None else money.currency,
        "foreign_minor": None if money is None else money.amount_minor,
        "rate_micro": None if rate is None else rate.micro,
        "rate_source": None if rate is None else rate.source,
        "rate_at": None if rate is None else rate.at,
        "rate_fresh_h": None if rate is None else rate.fresh_h,
        "approval_code": tender.approval_code or None,
        "reference": tender.reference or None,
        "payment_id": tender.payment_id or None,
        "is_verified": tender.is_verified,
        "over_minor": None if tender.over is None else tender.over.amount.amount_minor,
        "credit": None if tender.over is None else tender.over.credit,
    }


def tender_of(row: sa.Row[*tuple[Any, ...]]) -> TenderLine:
    """Return the tender line of a row."""
    return TenderLine(
        kind=row.kind,
        amount=Money(row.amount_minor, row.currency),
        foreign=_foreign_of(row),
        price=_price_of(row),
        approval_code=row.approval_code or "",
        reference=row.reference or "",
        payment_id=row.payment_id or "",
        is_verified=row.is_verified,
        over=_over_of(row),
    )


def _over_of(row: sa.Row[*tuple[Any, ...]]) -> Over | None:
    if row.over_minor is None:
        return None
    return Over(amount=Money(row.over_minor, row.currency), credit=row.credit)


def _foreign_sum(tender: TenderLine) -> tuple[Money | None, Rate | None]:
    if tender.foreign is not None:
        return tender.foreign.handed, tender.foreign.rate
    if tender.price is not None:
        return tender.price.money, tender.price.rate
    return None, None


def _foreign_of(row: sa.Row[*tuple[Any, ...]]) -> ForeignCash | None:
    if row.foreign_currency is None or row.kind != "cash":
        return None
    return ForeignCash(handed=Money(row.foreign_minor, row.foreign_currency), rate=_rate_of(row))


def _price_of(row: sa.Row[*tuple[Any, ...]]) -> CardPrice | None:
    if row.foreign_currency is None or row.kind == "cash":
        return None
    return CardPrice(money=Money(row.foreign_minor, row.foreign_currency), rate=_rate_of(row))


def _rate_of(row: sa.Row[*tuple[Any, ...]]) -> Rate:
    return Rate(
        base=row.foreign_currency,
        quote=row.currency,
        micro=row.rate_micro,
        source=row.rate_source,
        at=row.rate_at,
        fresh_h=row.rate_fresh_h,
    )
