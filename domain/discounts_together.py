"""What the discounts of a line and of its whole cart take off it together, against their caps.

Two discounts within one cap are more than that cap: 5 % off a line, then 5 % off the cart, are
9.75 % off the line. So a line never loses more than the higher cap of the two allows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.discount import Discount
from domain.money import BASIS_POINTS, Money


@dataclass(frozen=True, slots=True)
class OwnOff:
    """A line with a discount of its own: its full price, what that takes off, and its cap."""

    full: Money
    off: Money
    cap_basis_points: int


def off_the_whole(whole: Discount, gross: Money, own: Iterable[OwnOff]) -> Money:
    """What a discount of the whole takes off its `gross`, the lines after their own discounts.

    Where lines left since, it takes off less rather than more than the caps allow off any line.
    """
    off_minor = whole.off(gross).amount_minor
    for line in own:
        off_minor = min(off_minor, _room(line, whole.cap_basis_points, gross.amount_minor))
    return Money(off_minor, gross.currency)


def share_together(line: OwnOff, whole_off: Money, gross: Money) -> int:
    """What comes off a line in basis points of its full price, rounded up.

    `whole_off` is what the discount of the whole takes off `gross`, each line its exact part.
    """
    part = line.full.amount_minor * gross.amount_minor
    if part == 0:
        return 0
    paid_minor = line.full.amount_minor - line.off.amount_minor
    off = line.off.amount_minor * gross.amount_minor + whole_off.amount_minor * paid_minor
    return -(-off * BASIS_POINTS // part)


def _room(line: OwnOff, whole_cap: int, gross_minor: int) -> int:
    """The most that may come off the whole before this line loses more than its cap."""
    paid_minor = line.full.amount_minor - line.off.amount_minor
    if paid_minor == 0:
        return gross_minor
    cap = max(line.cap_basis_points, whole_cap)
    left = line.full.amount_minor * cap - line.off.amount_minor * BASIS_POINTS
    return left * gross_minor // (paid_minor * BASIS_POINTS)
