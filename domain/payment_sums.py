"""What a shift's payments come to, by how sure their money is: claimed, verified, disputed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from domain.invariants import require_int
from domain.money import Money
from domain.payment import PaymentState
from domain.till_payment import PaymentSum

PaymentKind = Literal["mmg", "card_qr"]
Sureness = Literal["claimed", "verified", "disputed"]

SURENESSES: tuple[Sureness, ...] = get_args(Sureness)
SURENESS_OF: Mapping[PaymentState, Sureness] = {
    "claimed": "claimed",
    "approved": "claimed",
    "verified": "verified",
    "disputed": "disputed",
}
"""A supervisor's yes is no money seen. What came to nothing stands in no report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SureSum:
    """How many payments of a kind are as sure as this, and what they come to.

    Raises:
        ValueError: for no payment at all, or less money than none.
    """

    kind: PaymentKind
    sureness: Sureness
    count: int
    amount: Money

    def __post_init__(self) -> None:
        require_int(self.count, "count", low=1)
        if self.amount.is_negative:
            raise ValueError("payments never come to less than nothing")


def sure_sums(found: Iterable[PaymentSum]) -> tuple[SureSum, ...]:
    """Add payments up by kind and sureness: MMG first, what nobody has verified yet before all."""
    sums: dict[tuple[PaymentKind, Sureness], SureSum] = {}
    for each in found:
        sureness = SURENESS_OF.get(each.state)
        if sureness is None:
            continue
        before = sums.get((each.kind, sureness))
        sums[each.kind, sureness] = SureSum(
            kind=each.kind,
            sureness=sureness,
            count=each.count if before is None else before.count + each.count,
            amount=each.amount if before is None else before.amount + each.amount,
        )
    return tuple(
        sums[key]
        for key in sorted(sums, key=lambda key: (key[0] != "mmg", SURENESSES.index(key[1])))
    )
