"""What the payer of a card is asked for: a sum in their currency, and the dated rate behind it.

It is central's, made before the provider is called and never changed after; the till keeps it with
the sale, so that the paper can say years later why a card was charged what it was charged.
"""

from dataclasses import dataclass

from domain.fx import Rate
from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPrice:
    """`money` is what the payer sees, `rate` what one unit of it was worth in the sale's currency.

    Raises:
        ValueError: for a sum of nothing, or one that the rate is not about.
    """

    money: Money
    rate: Rate

    def __post_init__(self) -> None:
        if self.money.amount_minor <= 0:
            raise ValueError("a card is asked for more than nothing")
        if self.money.currency != self.rate.base:
            raise ValueError("a price is in the currency that its rate is about")
