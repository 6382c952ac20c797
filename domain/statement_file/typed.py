"""What a person types from a provider's page, held against a file before anything of it is sent.

A control total that is read from the same file controls nothing: a download that was cut at the end
of a line would pass, and nobody would ever ask about its last days.
"""

from dataclasses import dataclass

from domain.errors import BadInput
from domain.report_span import typed_span
from domain.sentence import told
from domain.statement_file.mapping import StatementMapping
from domain.statement_file.reading import Stated, Totals, find_differences, joined, stated_sum
from domain.statement_file.rows import write_sum

_COUNT_DIGITS_MAX = 6
_GROUPS = str.maketrans("", "", ",' \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTotals:
    """The days, and what they come to, as typed. ``total`` or ``count`` may stay empty, not both.

    ``total`` is what came in less what went out.
    """

    first: str = ""
    last: str = ""
    total: str = ""
    count: str = ""


def read_typed(typed: TypedTotals, mapping: StatementMapping) -> Stated:
    """Return what was typed. Raises BadInput for what is no day, sum or number, or is missing."""
    if not (typed.first.strip() and typed.last.strip()):
        raise BadInput(
            "Which days did you ask the provider for?",
            "Type the first and the last of them, also where the last had no payment: what is"
            " missing on them is asked about. Nothing was sent.",
        )
    days = typed_span(typed.first, typed.last)
    total, count = typed.total.strip(), typed.count.strip()
    if not (total or count):
        raise BadInput(
            "What does the provider state?",
            "Type the sum of these days, or how many rows they have, from the provider's page and"
            " not from the file. Nothing was sent.",
        )
    return Stated(
        first_day=days.first,
        last_day=days.last,
        count=_count(count) if count else None,
        total=write_sum(stated_sum(total, mapping), mapping) if total else None,
    )


def require_same(totals: Totals, stated: Stated, mapping: StatementMapping) -> None:
    """Raise BadInput where a file is not what was stated: which of it, and by how much."""
    wrong = [*_other_days(totals, stated)]
    wrong += find_differences(totals.count, totals.total, stated, mapping)
    if wrong:
        raise BadInput(
            "The file is not what you typed",
            told(
                "{places}. Nothing was sent. Correct what you typed, or download the file again:"
                " it may have been cut off.",
                places=joined(wrong),
            ),
        )


def _other_days(totals: Totals, stated: Stated) -> list[str]:
    wrong: list[str] = []
    if totals.first_day is not None and totals.first_day < stated.first_day:
        wrong.append(
            told(
                "Its rows begin on {day}, and you stated {stated}",
                day=f"{totals.first_day:%d/%m/%Y}",
                stated=f"{stated.first_day:%d/%m/%Y}",
            )
        )
    if totals.last_day is not None and totals.last_day > stated.last_day:
        wrong.append(
            told(
                "Its rows end on {day}, and you stated {stated}",
                day=f"{totals.last_day:%d/%m/%Y}",
                stated=f"{stated.last_day:%d/%m/%Y}",
            )
        )
    return wrong


def _count(text: str) -> int:
    digits = text.translate(_GROUPS)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _COUNT_DIGITS_MAX):
        raise BadInput(
            "Check the number of rows",
            "It is a whole number, such as 42. Nothing was sent.",
        )
    return int(digits)
