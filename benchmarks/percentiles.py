"""Statistics over measured times: integers of nanoseconds in, pure.

Percentiles are of the nearest rank: a value that was really measured, never one between two.
"""

from collections.abc import Sequence
from fractions import Fraction

PER_CENT_MAX = 100


def percentile(values: Sequence[int], per_cent: int) -> int:
    """Return the smallest value that at least ``per_cent`` % of the values do not exceed.

    Raises ValueError for no values, or a percentage outside 1 to 100.
    """
    if not values:
        raise ValueError("a percentile needs at least one value")
    if not 1 <= per_cent <= PER_CENT_MAX:
        raise ValueError(f"a percentile is 1 to {PER_CENT_MAX}, not {per_cent}")
    rank = -(-per_cent * len(values) // PER_CENT_MAX)
    return sorted(values)[rank - 1]


def median(values: Sequence[int]) -> Fraction:
    """Return the middle value, or exactly half-way between the two in the middle.

    Raises ValueError for no values.
    """
    if not values:
        raise ValueError("a median needs at least one value")
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle], 2)


def ratio_of_medians(values: Sequence[int], floor: Sequence[int]) -> Fraction:
    """Return how many times the median of ``floor`` the median of ``values`` is.

    Raises ValueError for no values, or a floor whose median is not above zero.
    """
    divisor = median(floor)
    if divisor <= 0:
        raise ValueError("the floor's median must be above zero")
    return median(values) / divisor
