"""Discounts: what a line or a whole cart costs less, never more than somebody's role may give.

A discount keeps the cap it was given under (`cap_basis_points`): when lines leave the cart later,
a fixed sum shrinks with what is left, so that a small discount never becomes a large one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from domain.errors import BadInput, RuleBroken
from domain.invariants import require_int, require_text
from domain.money import BASIS_POINTS, Money, divide_rounded
from domain.money_text import format_money
from domain.sentence import told

DiscountReason = Literal["goodwill", "damaged", "promotion", "price_match", "staff"]
"""Why: a code from this list, never typed words, because it goes into the facts."""


class AboveCap(RuleBroken):
    """More than this person may give: somebody whose role may must say yes, with a PIN.

    `wanted_basis_points` is what it comes to, `cap_basis_points` what they may.
    """

    def __init__(self, wanted_basis_points: int, cap_basis_points: int) -> None:
        super().__init__(
            "More than you may give",
            told(
                "You may give up to {cap_basis_points}, and this is {wanted_basis_points}. Nothing"
                " is lost. Type less, or ask a supervisor to approve it.",
                cap_basis_points=percent_text(cap_basis_points),
                wanted_basis_points=percent_text(wanted_basis_points),
            ),
            "above_cap",
        )
        self.args = (wanted_basis_points, cap_basis_points)
        self.wanted_basis_points = wanted_basis_points
        self.cap_basis_points = cap_basis_points


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """A share (`basis_points`) or a fixed sum (`amount`) off, and by whose right.

    `cap_basis_points` is the most that `given_by` may give, or `approved_by` where somebody
    approved it; both are staff ids.

    Raises:
        TypeError, ValueError: unless it is exactly one of share and sum, above zero, and the share
            within its cap.
    """

    basis_points: int | None = None
    amount: Money | None = None
    cap_basis_points: int
    reason: DiscountReason
    given_by: str
    approved_by: str | None = None

    def __post_init__(self) -> None:
        require_int(self.cap_basis_points, "cap_basis_points", low=1, high=BASIS_POINTS)
        require_text(self.given_by, "given_by")
        if self.approved_by is not None:
            require_text(self.approved_by, "approved_by")
        if (self.basis_points is None) == (self.amount is None):
            raise ValueError("a discount is a share or a sum")
        if self.basis_points is not None:
            require_int(self.basis_points, "basis_points", low=1, high=self.cap_basis_points)
        if self.amount is not None and self.amount.amount_minor < 1:
            raise ValueError("a discount is above zero")

    def off(self, gross: Money) -> Money:
        """What comes off this sum, VAT included: never more than the cap of it, nor than it is.

        Raises:
            CurrencyMismatch: a fixed sum in other money.
        """
        most = largest_off(gross, self.cap_basis_points)
        if self.amount is not None:
            return min(self.amount, most)
        return min(gross.share(self.basis_points or 0), most)


def largest_off(gross: Money, cap_basis_points: int) -> Money:
    """The most that a cap allows off a sum, rounded down: a cap is a limit."""
    return Money(gross.amount_minor * cap_basis_points // BASIS_POINTS, gross.currency)


def spread(off: Money, grosses: Sequence[Money]) -> tuple[Money, ...]:
    """Part a discount of a whole cart over its lines, exact to the minor unit.

    No line's part is more than the line, as long as the discount is not more than their sum.

    Raises:
        ValueError: for a discount with no line to carry it.
    """
    return off.allocate([gross.amount_minor for gross in grosses])


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountAsked:
    """A discount as somebody typed it: a share or a sum, and why.

    Raises:
        BadInput: when it is nothing, or a share above the whole.
    """

    basis_points: int | None = None
    amount: Money | None = None
    reason: DiscountReason

    def __post_init__(self) -> None:
        if (self.basis_points is None) == (self.amount is None):
            raise ValueError("a discount is a share or a sum")
        if self.basis_points is not None and not 1 <= self.basis_points <= BASIS_POINTS:
            raise _check_discount(told("A share is above 0 and at most 100 %."))
        if self.amount is not None and self.amount.amount_minor < 1:
            raise _check_discount(told("A sum is above zero."))

    def share_of(self, gross: Money) -> int:
        """What it comes to in basis points of a sum, rounded up: for comparing with a cap."""
        if self.basis_points is not None:
            return self.basis_points
        assert self.amount is not None
        if gross.amount_minor == 0:
            return BASIS_POINTS + 1
        return -(-self.amount.amount_minor * BASIS_POINTS // gross.amount_minor)


def give_discount(
    asked: DiscountAsked, gross: Money, cap_basis_points: int, *, by: str, approved_by: str | None
) -> Discount:
    """A discount off this sum, within the cap of who gives it or of who approved it.

    Raises:
        AboveCap: more than the cap allows.
        BadInput: off a sum of nothing, or more than it is.
    """
    require_int(cap_basis_points, "cap_basis_points", low=0, high=BASIS_POINTS)
    if gross.is_zero:
        raise _check_discount(told("There is nothing to take a discount off."))
    wanted = asked.share_of(gross)
    if wanted > BASIS_POINTS:
        raise _check_discount(
            told("It is more than the {gross} it is taken off.", gross=format_money(gross))
        )
    if wanted > cap_basis_points:
        raise AboveCap(wanted, cap_basis_points)
    return Discount(
        basis_points=asked.basis_points,
        amount=asked.amount,
        cap_basis_points=cap_basis_points,
        reason=asked.reason,
        given_by=by,
        approved_by=approved_by,
    )


def percent_text(basis_points: int) -> str:
    """Basis points as a person reads them: 1,250 is "12.5 %", 1,000 is "10 %"."""
    tenths = divide_rounded(basis_points, 10)
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest} %" if rest else f"{whole} %"


def _check_discount(why: str) -> BadInput:
    return BadInput(
        "Check the discount", told("{why} Nothing is lost. Type the discount again.", why=why)
    )
