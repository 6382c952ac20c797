"""What special quotes need of the house, and how it is bound to a till (sync rules 15b)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from app.presenters.payment_services import Nudging
from app.use_cases.answer_quote import AnswerQuote, answer_quote, longest_hours
from app.use_cases.special_quotes import (
    AskForQuote,
    SpecialRow,
    ask_for_quote,
    book_with_quote,
    list_special_quotes,
)
from app.use_cases.till import Session, Till
from domain.special_quote import SpecialQuote


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteServices:
    """Ask, look, answer, and put the shipment into the sale at the price that came.

    ``hours`` are for how long a quote usually holds, and for how long a special one may.
    """

    ask: Callable[[Session, AskForQuote], SpecialQuote]
    list_quotes: Callable[[], Sequence[SpecialRow]]
    answer: Callable[[Session, AnswerQuote], SpecialQuote]
    book: Callable[[Session, str], object]
    hours: Callable[[], tuple[int, int]]


def bind_quotes(till: Till, nudging: Nudging) -> QuoteServices:
    """Return the use cases with the till bound; what tells central something wakes the engine."""
    return QuoteServices(
        ask=nudging(partial(ask_for_quote, till)),
        list_quotes=partial(list_special_quotes, till),
        answer=nudging(partial(answer_quote, till)),
        book=partial(book_with_quote, till),
        hours=partial(longest_hours, till),
    )
