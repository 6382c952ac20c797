"""Goods for goods: what comes back pays for the new ones, and only the rest goes back as money."""

from domain.errors import RuleBroken
from domain.invariants import require_int
from domain.money import Money, round_to_step


def split_exchange(
    worth: Money, left: Money, bill: Money, step_minor: int = 1
) -> tuple[Money, Money]:
    """Part what came back into what pays the bill of new goods, and what still goes back.

    `worth` is what the goods are worth to the minor unit, `left` the most that may be given for the
    receipt. Only what goes back in cash is rounded, to `step_minor`; never is `left` exceeded.

    Raises:
        RuleBroken: code "nothing_to_exchange" where the new goods cost nothing.
    """
    require_int(step_minor, "step_minor", low=1)
    if bill.amount_minor <= 0 or worth.is_zero:
        raise RuleBroken(
            "Nothing to exchange",
            "What comes back or the new goods come to nothing, so that neither pays for the other."
            " Nothing is lost. Call the exchange off, and pay or give back the usual way.",
            "nothing_to_exchange",
        )
    towards = min(worth, bill)
    rest_minor = (worth - towards).amount_minor
    left_minor = (left - towards).amount_minor
    most_minor = left_minor - left_minor % step_minor
    back_minor = min(round_to_step(rest_minor, step_minor), most_minor)
    return towards, Money(back_minor, worth.currency)
