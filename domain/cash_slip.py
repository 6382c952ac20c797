"""The slip of a move of cash: what goes with the money into the safe, signed by both."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.drawer import DrawerEntry
from domain.money import Money
from domain.money_text import abs_money, format_money
from domain.receipt import COLUMNS_80_MM, ReceiptHeader, seller_lines
from domain.shift import local_time
from domain.ticket import centred, pair, pair_words, require_columns, ruled

_TITLES = {"drop": "CASH DROP", "pay_in": "PAY-IN", "pay_out": "PAY-OUT"}
REASON_WORDS: Mapping[str, str] = {
    "safe": "To the safe",
    "bank": "Bank",
    "change": "Small change",
    "supplier": "Supplier",
    "fuel": "Fuel and transport",
    "post": "Post and customs",
    "petty": "Petty cash",
    "customer": "Change for a customer",
    "check": "Checked the drawer",
    "other": "Other",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CashSlip:
    """A drop, pay-in or pay-out, and who signed for it beside the cashier ("" for nobody)."""

    entry: DrawerEntry
    approver_name: str = ""

    def __post_init__(self) -> None:
        if self.entry.kind not in _TITLES:
            raise ValueError("only a move of cash has a slip")


def render_slip(
    slip: CashSlip, header: ReceiptHeader, *, columns: int = COLUMNS_80_MM
) -> tuple[str, ...]:
    """The slip, line by line, none wider than `columns` (32 to 96).

    Raises:
        ValueError: for paper narrower or wider than that.
        BadInput: when the store's zone is unknown.
    """
    require_columns(columns)
    entry = slip.entry
    local = local_time(entry.at, header.zone)
    amount = abs_money(Money(entry.amount_minor, entry.currency))
    out = [
        *seller_lines(header, columns),
        "",
        *centred(_TITLES[entry.kind], columns),
        *pair(f"Till {header.till_label}", f"Shift {entry.shift_number}", columns),
        *pair(f"{local:%d/%m/%Y}", f"{local:%H:%M}", columns),
        *pair_words("Cashier", header.cashier_name, columns),
        ruled(columns),
        *pair("Amount", format_money(amount), columns),
        *pair_words("Reason", REASON_WORDS.get(entry.subject, entry.subject), columns),
    ]
    if slip.approver_name:
        out += pair_words("Signed for", slip.approver_name, columns)
    return (*out, ruled(columns), "", *centred("Sign: ____________________", columns))
