"""What each role may give away and take out of a sale alone: caps that are data of the feed.

Without a row nobody gives a discount, and everybody may take lines out again, as before these
rules were there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.invariants import require_int
from domain.money import BASIS_POINTS, Money

Value = Mapping[str, object]

DISCOUNT_CAP = "discount_cap"
"""Rule kind; its key is a role."""
VOID_LIMIT = "void_limit"
"""Rule kind; its key is a role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidLimit:
    """Up to which sum a role takes out a line, or a whole sale, alone; in minor units."""

    line_minor: int
    sale_minor: int

    def needs_approval(self, of_lines: Sequence[Money], besides_minor: int = 0) -> bool:
        """Whether somebody else must say yes before so much leaves the sale, line by line.

        One line above its limit asks, whichever way it goes: with all the others too.
        ``besides_minor`` is what had left the sale before, of other lines.
        """
        minors = [max(0, lost.amount_minor) for lost in of_lines]
        is_much = sum(minors) + besides_minor > self.sale_minor
        return is_much or any(each > self.line_minor for each in minors)


def read_discount_cap(value: Value) -> int:
    """Read the most that a role may take off a sum, in basis points; 0 for nothing."""
    return require_int(value["basis_points"], "basis_points", low=0, high=BASIS_POINTS)


def read_void_limit(value: Value) -> VoidLimit:
    """Read what a role may take out alone."""
    return VoidLimit(
        line_minor=require_int(value["line_minor"], "line_minor", low=0),
        sale_minor=require_int(value["sale_minor"], "sale_minor", low=0),
    )


def read_price_age(value: Value) -> int:
    """Read for how many days a price may be used after another followed it."""
    return require_int(value["days"], "days", low=1, high=3_660)
