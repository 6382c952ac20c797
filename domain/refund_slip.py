"""The paper of a refund: a credit note that names its receipt and reverses its VAT."""

from collections.abc import Mapping
from types import MappingProxyType

from domain.money_text import format_money
from domain.receipt import COLUMNS_80_MM, ReceiptHeader
from domain.receipt_lines import weight_text
from domain.refund import BackKind, Refund, ReturnedLine
from domain.refund_rule import RefundReason
from domain.shift import local_time
from domain.shipment import format_milli
from domain.ticket import centred, pair, pair_words, require_columns, ruled, wrap

REASON_WORDS: Mapping[RefundReason, str] = MappingProxyType(
    {
        "unwanted": "Not wanted",
        "damaged": "Damaged or faulty",
        "wrong_item": "Wrong item",
        "wrong_price": "Wrong price",
        "other": "Other reason",
    }
)
BACK_WORDS: Mapping[BackKind, str] = MappingProxyType(
    {
        "cash": "Cash",
        "store_credit": "Store credit",
        "bank_card": "Bank card",
        "exchange": "Towards new goods",
        "payment": "As it was paid",
    }
)
_SHORT_HASH = 12


def render_refund(
    refund: Refund,
    header: ReceiptHeader,
    *,
    columns: int = COLUMNS_80_MM,
    operation_hash: str = "",
) -> tuple[str, ...]:
    """The paper of a refund, none of its lines wider than `columns` (32 to 96).

    It names nobody but the cashier. A provisional one says that the office looks at it.

    Raises:
        ValueError: for paper narrower or wider than that.
        BadInput: when the store's zone is unknown.
    """
    require_columns(columns)
    blocks = (
        _head(refund, header, columns),
        [row for line in refund.returned.lines for row in _line(line, columns)],
        _sums(refund, columns),
        _foot(refund, columns, operation_hash),
    )
    out: list[str] = []
    for block in blocks:
        out += [*block, ruled(columns)]
    return (*out, "", *centred("Customer: ____________________", columns))


def _head(refund: Refund, header: ReceiptHeader, columns: int) -> list[str]:
    context = refund.context
    local = local_time(context.at, header.zone)
    out = [*centred(header.seller_name, columns)]
    for line in header.address_lines:
        out += centred(line, columns)
    if header.vat_number:
        out += centred(f"VAT no. {header.vat_number}", columns)
    out += ["", *centred("CREDIT NOTE" if header.vat_number else "REFUND", columns)]
    out += pair("Refund", context.refund_number, columns)
    out += pair("Of receipt", refund.of_receipt, columns)
    out += pair(f"Till {header.till_label}", f"Shift {context.shift_number}", columns)
    out += pair(f"{local:%d/%m/%Y}", f"{local:%H:%M}", columns)
    if local.date() != context.business_date:
        out += pair("Business day", f"{context.business_date:%d/%m/%Y}", columns)
    return [*out, *pair_words("Cashier", header.cashier_name, columns)]


def _line(line: ReturnedLine, columns: int) -> list[str]:
    name = f"{_measure(line)} {line.sold.name}"
    return [*pair(name, format_money(line.gross), columns)]


def _measure(line: ReturnedLine) -> str:
    if line.weight_grams is None:
        return f"{line.quantity} x"
    by_hand = " (manual)" if line.weight_source == "manual" else ""
    return weight_text(line.weight_grams, line.sold.sold_by) + by_hand


def _sums(refund: Refund, columns: int) -> list[str]:
    out = [*pair("Returned", format_money(refund.returned.total), columns)]
    for part in refund.returned.vat_by_class:
        if part.basis_points:
            label = f"VAT {format_milli(part.basis_points * 10)}% in it"
            out += pair(label, format_money(part.vat), columns)
    if not refund.rounding.is_zero:
        sign = "" if refund.rounding.is_negative else "+"
        out += pair("Rounding", f"{sign}{format_money(refund.rounding)}", columns)
    for tender in refund.tenders:
        out += pair(f"Back: {BACK_WORDS[tender.kind]}", format_money(tender.amount), columns)
        if tender.approval_code:
            out += pair_words("Approval code", tender.approval_code, columns)
        if tender.kind == "store_credit":
            out += pair_words("Credit code", tender.reference, columns)
    return out


def _foot(refund: Refund, columns: int, operation_hash: str) -> list[str]:
    out = [*pair("Reason", REASON_WORDS[refund.context.reason], columns)]
    if refund.context.approved_by is not None:
        out += pair_words("Signed for by", refund.context.approved_by, columns)
    if refund.context.provisional:
        out += wrap("Provisional: the till that sold was not asked. The office checks it.", columns)
    if operation_hash:
        out += centred(f"Operation {operation_hash[:_SHORT_HASH]}", columns)
    return out
