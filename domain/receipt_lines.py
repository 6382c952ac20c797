"""The body of a receipt: what was sold, what came off, how it was paid.

Each item stands at its price before discounts, what came off stands below it, and a discount of the
whole sale below all: so the column adds up to the total by hand. Notes are never printed: they are
a person's words.
"""

from domain.cart_line import CartLine
from domain.catalog import SoldBy
from domain.fx import Rate
from domain.money import Money
from domain.money_text import format_money
from domain.pricing import PricedLine
from domain.sale import Sale
from domain.shift import local_time
from domain.shipment import format_milli
from domain.tender import CONFIRMED_KINDS, Over, TenderLine
from domain.ticket import pair, wrap

_HUNDREDTHS_TO_MILLI = 10
_SHOWN_OF_CODE = 4
_GRAMS_PER_LB_MILLI = 45_359_237


def item_lines(priced: PricedLine, columns: int) -> list[str]:
    """One line of the sale: quantity or weight, name, price, and what is special about it.

    A tax invoice states the quantity of each line, one included, and marks lines without VAT.
    """
    line, amount = priced.line, format_money(priced.line.full)
    mark = f" {no_vat_mark(line.tax_class)}" if priced.vat_basis_points == 0 else ""
    name = f"{_measure(line)} {line.name}{mark}"
    if line.quantity == 1 and line.weight_grams is None:
        out = [*pair(name, amount, columns)]
    else:
        price = f"at {format_money(line.unit_price)}{_per(line)}"
        out = [*wrap(name, columns), *pair(price, amount, columns)]
    if line.foreign is not None:
        unit = format_money(line.foreign.rate.unit)
        out += wrap(f"{format_money(line.foreign.price)} at {unit}", columns)
    if line.sample_reason is not None:
        out += pair("Free, normal value", format_money(line.normal_value), columns)
    if line.discount is not None:
        out += pair(_discount_words(line), minus(line.off), columns)
    return out


def discount_lines(sale: Sale, columns: int) -> tuple[str, ...]:
    """What came off the whole sale; nothing where nothing did."""
    off = Money.total_of((priced.cart_off for priced in sale.lines), sale.total.currency)
    return () if off.is_zero else pair("Discount on the sale", minus(off), columns)


def tender_lines(sale: Sale, zone: str, columns: int) -> list[str]:
    """How it was paid, each tender on its own, and the change where there was cash.

    `zone` is the store's: a rate is of the day that it had there.
    """
    out: list[str] = []
    for tender in sale.tenders:
        out += _tender(tender, zone, columns)
    if any(tender.is_cash for tender in sale.tenders):
        out += pair("Change", format_money(sale.change), columns)
    return out


def no_vat_mark(tax_class: str) -> str:
    """What stands behind a line without VAT and before the sum of its class: (Z) zero-rated."""
    return f"({tax_class[0].upper()})"


def minus(off: Money) -> str:
    """A sum that came off, with its sign."""
    return format_money(Money.zero(off.currency) - off)


def _measure(line: CartLine) -> str:
    if line.weight_grams is None:
        return f"{line.quantity} x"
    by_hand = " (manual)" if line.weight_source == "manual" else ""
    each = f"{weight_text(line.weight_grams, line.sold_by)}{by_hand}"
    return each if line.quantity == 1 else f"{line.quantity} x {each}"


def weight_text(grams: int, sold_by: SoldBy) -> str:
    """A weight in the unit that its goods are sold by, to three places."""
    if sold_by == "kg":
        return f"{format_milli(grams)} kg"
    milli = (grams * 100_000_000 + _GRAMS_PER_LB_MILLI // 2) // _GRAMS_PER_LB_MILLI
    return f"{format_milli(milli)} {sold_by}"


def _per(line: CartLine) -> str:
    return "" if line.weight_grams is None else f" per {line.sold_by}"


def _discount_words(line: CartLine) -> str:
    assert line.discount is not None
    share = line.discount.basis_points
    if share is None:
        return "Discount"
    return f"Discount {format_milli(share * _HUNDREDTHS_TO_MILLI)}%"


def _tender(tender: TenderLine, zone: str, columns: int) -> list[str]:
    amount = format_money(tender.amount)
    if tender.foreign is not None:
        handed = f"Cash {format_money(tender.foreign.handed)}"
        return [*pair(handed, amount, columns), *wrap(_dated(tender.foreign.rate, zone), columns)]
    if tender.kind in CONFIRMED_KINDS:
        return _confirmed(tender, zone, columns)
    words = {
        "cash": "Cash received",
        "store_credit": f"Store credit {_ending(tender.reference)}",
        "voucher": f"Voucher {_ending(tender.reference)}",
        "bank_card": f"Bank card, approval {tender.approval_code}",
        "exchange": f"Goods brought back {tender.reference}",
    }
    return [*pair(words[tender.kind], amount, columns)]


def _confirmed(tender: TenderLine, zone: str, columns: int) -> list[str]:
    """MMG or a card by code: whether its money was seen, and never what anybody thought of it."""
    words = "MMG" if tender.kind == "mmg" else "Card by code"
    known = "verified" if tender.is_verified else "to be verified"
    out = [*pair(f"{words}, {known}", format_money(tender.amount), columns)]
    if tender.price is not None:
        seen = f"{format_money(tender.price.money)} {_dated(tender.price.rate, zone)}"
        out += wrap(seen, columns)
    if tender.reference:
        out += wrap(f"Reference {tender.reference}", columns)
    return out if tender.over is None else [*out, *_over(tender.over, tender.is_verified, columns)]


def _over(over: Over, is_verified: bool, columns: int) -> list[str]:
    """What was paid over: this receipt is the paper of the credit that owes it, code and all."""
    waits = [] if is_verified else wrap("It pays once MMG is verified.", columns)
    owed = pair("Paid over, store credit", format_money(over.amount), columns)
    return [*owed, *wrap(f"Code {over.credit}", columns), *waits]


def _dated(rate: Rate, zone: str) -> str:
    """A rate as a receipt says it: what one unit was worth, who said so, and of which day it is."""
    return f"at {format_money(rate.unit)}, {rate.source}, {local_time(rate.at, zone):%d/%m/%Y}"


def _ending(reference: str) -> str:
    """The end of a code: a receipt in the bin must not spend what is left on a voucher."""
    return reference if len(reference) <= _SHOWN_OF_CODE else f"..{reference[-_SHOWN_OF_CODE:]}"
