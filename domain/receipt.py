"""Receipts as text: what is printed is exactly what is stored and shown.

The heading follows GRA's rules for VAT invoices: "TAX INVOICE", or "SALES INVOICE" where the
total is cash and at most the limit (G$10,000, a rule row). Prices include VAT. No person but the
cashier is named, so a receipt survives the erasure of a customer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.buyer import SALES_INVOICE, TAX_INVOICE
from domain.invariants import require_int, require_text
from domain.money import Money
from domain.money_text import (
    format_money,
)
from domain.pricing import VatSum
from domain.receipt_lines import discount_lines, item_lines, no_vat_mark, tender_lines
from domain.sale import Sale
from domain.shift import local_time
from domain.shipment import REGION_NAMES, format_milli
from domain.ticket import centred, pair, pair_words, require_columns, ruled, wrap

COLUMNS_80_MM = 42
_SHORT_HASH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptHeader:
    """What a receipt says of the seller and the till.

    `vat_number` is empty for a seller that is not registered (who may issue no tax invoice).
    `zone` is the store's IANA zone. `sales_invoice_max` is the limit of the simpler form
    (`RuleBook.find_sales_invoice_max_minor`), None for full tax invoices always.
    """

    seller_name: str
    address_lines: tuple[str, ...]
    vat_number: str
    till_label: str
    cashier_name: str
    zone: str
    sales_invoice_max: Money | None = None

    def __post_init__(self) -> None:
        require_text(self.seller_name, "seller_name")
        require_text(self.till_label, "till_label")
        require_text(self.cashier_name, "cashier_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class WaybillNote:
    """A shipment on a receipt: number, pieces, region of destination; never a name."""

    waybill_number: str
    piece_count: int
    region: int

    def __post_init__(self) -> None:
        require_text(self.waybill_number, "waybill_number", longest=40)
        require_int(self.piece_count, "piece_count", low=1)
        require_int(self.region, "region", low=1, high=10)


def invoice_title(sale: Sale, header: ReceiptHeader) -> str:
    """Say SALES INVOICE for cash up to the limit or an unregistered seller, else TAX INVOICE."""
    small = header.sales_invoice_max is not None and sale.total <= header.sales_invoice_max
    cash_only = all(tender.kind == "cash" for tender in sale.tenders)
    return SALES_INVOICE if not header.vat_number or (small and cash_only) else TAX_INVOICE


def render_receipt(
    sale: Sale,
    header: ReceiptHeader,
    *,
    columns: int = COLUMNS_80_MM,
    copy: bool = False,
    waybills: Sequence[WaybillNote] = (),
    operation_hash: str = "",
) -> tuple[str, ...]:
    """The receipt of a sale, line by line, none wider than `columns` (32 to 96).

    `copy` marks a reprint. `operation_hash` (hex) of the signed operation prints shortened.

    Raises:
        ValueError: for paper narrower or wider than that.
        BadInput: when the store's zone is unknown.
    """
    require_columns(columns)
    out = [*seller_lines(header, columns), "", *centred(invoice_title(sale, header), columns)]
    if copy:
        out += centred("COPY", columns)
    out += _when_and_who(sale, header, columns)
    out.append(ruled(columns))
    for line in sale.lines:
        out += item_lines(line, columns)
    out.append(ruled(columns))
    out += _sums(sale, header.zone, columns)
    for note in waybills:
        out += [ruled(columns), *_waybill(note, columns)]
    out.append(ruled(columns))
    if not sale.vat_total.is_zero:
        out += centred("All prices include VAT.", columns)
    if operation_hash:
        out += centred(f"Operation {operation_hash[:_SHORT_HASH]}", columns)
    return tuple(out)


def seller_lines(header: ReceiptHeader, columns: int) -> list[str]:
    """Who sells: the head of every paper."""
    out = [*centred(header.seller_name, columns)]
    for line in header.address_lines:
        out += centred(line, columns)
    if header.vat_number:
        out += centred(f"VAT no. {header.vat_number}", columns)
    return out


def _when_and_who(sale: Sale, header: ReceiptHeader, columns: int) -> list[str]:
    local = local_time(sale.at, header.zone)
    out = [
        *pair("Receipt", sale.receipt_number, columns),
        *pair(f"Till {header.till_label}", f"Shift {sale.shift_number}", columns),
        *pair(f"{local:%d/%m/%Y}", f"{local:%H:%M}", columns),
    ]
    if local.date() != sale.business_date:
        out += pair("Business day", f"{sale.business_date:%d/%m/%Y}", columns)
    return [*out, *pair_words("Cashier", header.cashier_name, columns)]


def _sums(sale: Sale, zone: str, columns: int) -> list[str]:
    out = [*discount_lines(sale, columns), *pair("Total", format_money(sale.total), columns)]
    for part in sale.vat_by_class:
        out += vat_lines(part, columns)
    if not sale.vat_total.is_zero:
        out += pair("Before VAT", format_money(sale.total - sale.vat_total), columns)
    if not sale.rounding.is_zero:
        out += pair("Cash rounding", _signed(sale.rounding), columns)
        out += pair("To pay in cash", format_money(sale.cash_due), columns)
    return [*out, *tender_lines(sale, zone, columns)]


def vat_lines(part: VatSum, columns: int) -> tuple[str, ...]:
    """The VAT inside a tax class, or its sum where it has none."""
    if part.basis_points == 0:
        rated = "zero-rated" if part.tax_class == "zero" else part.tax_class
        label = f"{no_vat_mark(part.tax_class)} without VAT, {rated}"
        return pair(label, format_money(part.gross), columns)
    label = f"VAT {format_milli(part.basis_points * 10)}% included"
    return pair(label, format_money(part.vat), columns)


def _signed(money: Money) -> str:
    return ("" if money.is_negative else "+") + format_money(money)


def _waybill(note: WaybillNote, columns: int) -> list[str]:
    pieces = "1 piece" if note.piece_count == 1 else f"{note.piece_count} pieces"
    return [
        *pair("Waybill", note.waybill_number, columns),
        *wrap(f"{pieces} to Region {note.region}, {REGION_NAMES[note.region]}", columns),
    ]
