"""How a wish for a payment ended: with money, without, or given up by who asked for it.

Failures are counted in payments and not in calls: a provider that refuses every payment answers
each call, and look-ups every three seconds would hide the payments that cannot even begin.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

WishEnd = Literal["paid", "failed", "left_out"]

TAKEN_UP_WITHIN = timedelta(seconds=15)
"""A provider that is there has a wish within seconds of its coming to central."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedWish:
    """A wish that ended. ``before`` and ``state`` are of the change that ended it.

    ``by_till`` says that a person at the till ended it; ``waited`` is how long central had it.
    """

    before: str
    state: str
    by_till: bool
    waited: timedelta


def how_it_ended(wish: EndedWish) -> WishEnd:
    """Tell how a wish ended; left out of both is what says nothing of the provider.

    Given up at the till once it was taken up, the customer chose otherwise. Given up before that,
    the provider was not there, unless it was called off as soon as central heard of it: then it was
    the shop's own line that was away.
    """
    if wish.state == "verified":
        return "paid"
    if not wish.by_till:
        return "failed"
    if wish.before == "requested":
        return "failed" if wish.waited >= TAKEN_UP_WITHIN else "left_out"
    return "left_out" if wish.state == "cancelled" else "failed"
