"""Goods that stay at the counter until a claim is verified, and what was decided of them since.

A supervisor signs for handing them over and for keeping them (sync rule 16.28). What was kept
while nobody had seen the money waits once more when the money is there after all; what a sale was
taken back for stays.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from domain.payment import UNSETTLED, PaymentState
from domain.ticket import ruled, wrap
from domain.till_payment import TillPayment

GoodsDecision = Literal["hand_over", "keep"]
GoodsWord = Literal["hand_over", "keep", "taken_back"]
Goods = Literal["", "held", "ready", "handed_over", "kept", "taken_back"]
"""Where the goods of a payment are: never held, held, paid for and held, handed over, kept; held,
and their whole sale taken back."""
HERE: frozenset[Goods] = frozenset({"held", "ready", "kept", "taken_back"})
"""Goods that were never handed over."""

HAND_OVER: GoodsDecision = "hand_over"
KEEP: GoodsDecision = "keep"
TAKEN_BACK: Literal["taken_back"] = "taken_back"
"""No decision: all of the sale came back while its goods were here."""
HELD_ON_PAPER = "Goods held here until the payment is verified. Bring this receipt to collect them."


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsStep:
    """What was decided last of the goods of a payment, when, and how the payment stood then."""

    what: GoodsWord
    state: PaymentState
    at: datetime

    def stands(self, state: str) -> bool:
        """Whether it is still the last word: what was kept unpaid is not, once the money is seen.

        A hand-over is never undone, and neither is a sale that was taken back.
        """
        return self.what != KEEP or state != "verified" or self.state == "verified"


def goods_step(what: str, state: str, at: datetime) -> GoodsStep:
    """Return a step from a payment's history. Raises ValueError for one that is about no goods."""
    if what not in {HAND_OVER, KEEP, TAKEN_BACK}:
        raise ValueError(f"{what!r} says nothing about goods")
    return GoodsStep(
        what=what,
        state=cast("PaymentState", state),
        at=at,
    )


def goods_now(payment: TillPayment, step: GoodsStep | None) -> Goods:
    """Where the goods of a payment are, by what was decided of them last."""
    if not payment.is_held:
        return "" if step is None else "handed_over"
    if step is not None and step.stands(payment.state):
        return "taken_back" if step.what == TAKEN_BACK else "kept"
    return "ready" if payment.state == "verified" else "held"


def asks_for_goods(payment: TillPayment, step: GoodsStep | None) -> bool:
    """Whether somebody has to hand goods over now, or keep them: it is known about the money."""
    is_open = goods_now(payment, step) in {"held", "ready"}
    return is_open and payment.receipt is not None and payment.state not in UNSETTLED


def held_lines(columns: int) -> tuple[str, ...]:
    """What the receipt of a sale says whose goods are held; never why."""
    return (ruled(columns), *wrap(HELD_ON_PAPER, columns))
