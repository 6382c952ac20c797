"""The results of a count, currency by currency, in words."""

from dataclasses import dataclass

from app.presenters import cash_words, shift_words
from app.presenters.figures import currency_name, format_amount, format_money
from domain.money import Money
from domain.money_text import abs_money
from domain.shift import DrawerCount, ShownCount


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerResult:
    """Expected against counted; shown only after the count, so that nobody counts towards it.

    ``moves`` are (words, amount) of refunds, drops, pay-ins and pay-outs. ``first_text`` says what
    the first, blind count was, where the drawer was counted again.
    """

    currency_label: str
    opening_float_text: str
    cash_sales_text: str
    moves: tuple[tuple[str, str], ...]
    expected_text: str
    counted_text: str
    difference_label: str
    difference_text: str
    within_text: str
    is_within: bool
    first_text: str = ""


def drawer_result(
    drawer: DrawerCount, allowed_minor: int, first: ShownCount | None = None
) -> DrawerResult:
    """Put one currency of a counted drawer into words."""
    difference, sums = drawer.over_short, drawer.sums
    is_within = abs(difference.amount_minor) <= allowed_minor
    if difference.is_zero:
        label, within = cash_words.over_or_short(), cash_words.exact_drawer()
    else:
        label = cash_words.short() if difference.is_negative else cash_words.over()
        allowed = format_money(Money(allowed_minor, difference.currency))
        within = (
            cash_words.within_allowed(allowed) if is_within else cash_words.beyond_allowed(allowed)
        )
    return DrawerResult(
        currency_label=currency_name(drawer.currency),
        opening_float_text=format_amount(sums.opening_float),
        cash_sales_text=format_amount(sums.cash_sales),
        moves=tuple(
            (shift_words.move_line(part.kind, part.count), format_amount(part.amount))
            for part in sums.moves
        ),
        expected_text=format_amount(sums.expected),
        counted_text=format_amount(drawer.count.total),
        difference_label=label,
        difference_text=format_money(abs_money(difference)),
        within_text=within,
        is_within=is_within,
        first_text=cash_words.first_counted(format_money(first.count.total)) if first else "",
    )
