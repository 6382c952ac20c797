"""The paper of a store credit that stands in the place of money which could not go back."""

from domain.money import Money
from domain.money_text import format_money
from domain.receipt import COLUMNS_80_MM
from domain.ticket import centred, pair, require_columns, wrap


def credit_slip(
    amount: Money, code: str, refund: str, *, columns: int = COLUMNS_80_MM
) -> tuple[str, ...]:
    """What the customer is given, none of its lines wider than `columns` (32 to 96). Names nobody.

    Raises:
        ValueError: for paper narrower or wider than that.
    """
    require_columns(columns)
    return (
        *centred("STORE CREDIT", columns),
        "",
        *pair("Owed", format_money(amount), columns),
        *wrap(f"Code {code}", columns),
        *wrap(f"In place of the money of refund {refund}.", columns),
    )
