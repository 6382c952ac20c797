"""When a refund needs a supervisor, how much another till may give back, and what is sold again."""

from dataclasses import dataclass
from typing import Literal, get_args

from domain.invariants import require_int

RefundReason = Literal["unwanted", "damaged", "wrong_item", "wrong_price", "other"]
REFUND_REASONS: tuple[RefundReason, ...] = get_args(RefundReason)
RESTOCKED: frozenset[str] = frozenset({"unwanted", "wrong_item"})
"""Why goods come back that can be sold again, where no rule says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundRule:
    """When a supervisor must sign for a refund (rule `refund_approval`), in minor units.

    Up to `free_minor` the cashier may refund alone at the till that sold. `elsewhere_max_minor` is
    the most that another till gives back for one receipt without having heard of it from central;
    0 for nothing. Goods returned for a reason in `restocked` go back on sale.
    """

    free_minor: int = 0
    elsewhere_max_minor: int = 0
    restocked: frozenset[str] = RESTOCKED

    def __post_init__(self) -> None:
        require_int(self.free_minor, "free_minor", low=0)
        require_int(self.elsewhere_max_minor, "elsewhere_max_minor", low=0)


DEFAULT_REFUND_RULE = RefundRule()
"""Where central sent none: a supervisor signs for each refund, and only where it was sold."""
