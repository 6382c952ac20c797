"""A payment as its till knows it: one attempt, by our own id, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.card_price import CardPrice
from domain.fx import Rate
from domain.invariants import require_text, require_utc
from domain.money import Money
from domain.payment import STATES, UNSETTLED, PaymentState
from domain.risk import Action

PaymentWay = Literal["claim", "qr", "push"]

MMG = "mmg"
"""The provider of mobile money; every other one takes cards."""
TAKEN: frozenset[str] = frozenset({"claimed", "approved", "verified", "disputed"})
"""States in which a payment stands for money of a sale, seen or claimed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TillPayment:
    """One attempt. ``made_at`` is when the till wrote it, ``paid_at`` what a message says.

    ``payer_key`` is a phone number under the till's own key. ``receipt`` is the sale that it paid;
    a payment without one is never lost: it is listed until somebody settles it. ``quoted`` is what
    the payer sees where that is another currency, ``rate`` the rate that made it. ``cart_id`` is
    empty for one that is not in this till's data (an older copy, a new disk): central told of it.

    Raises:
        ValueError: for a state that is none, or an amount that is nothing.
    """

    payment_id: str
    cart_id: str
    shift: int
    cashier_id: str
    provider: str
    way: PaymentWay
    state: PaymentState
    amount: Money
    made_at: datetime
    changed_at: datetime
    reference: str = ""
    paid_at: datetime | None = None
    payer_id: str | None = None
    payer_key: str | None = None
    action: Action = "accept"
    rules: tuple[str, ...] = ()
    approved_by: str | None = None
    is_held: bool = False
    is_released: bool = False
    expires_at: datetime | None = None
    url: str = ""
    quoted: Money | None = None
    rate: Rate | None = None
    message: str = ""
    receipt: str | None = None

    def __post_init__(self) -> None:
        require_text(self.payment_id, "payment_id")
        require_utc(self.made_at, "made_at")
        if self.state not in STATES:
            raise ValueError(f"unknown state {self.state!r}")
        if self.amount.amount_minor <= 0:
            raise ValueError("a payment is more than nothing")

    @property
    def tender_kind(self) -> Literal["mmg", "card_qr"]:
        """As which tender it pays a sale."""
        return "mmg" if self.provider == MMG else "card_qr"

    @property
    def price(self) -> CardPrice | None:
        """What the payer of a card sees, with its rate; None where central told no rate."""
        if self.quoted is None or self.rate is None:
            return None
        return CardPrice(money=self.quoted, rate=self.rate)

    @property
    def is_unsettled(self) -> bool:
        """Whether nobody knows yet if there is money."""
        return self.state in UNSETTLED

    @property
    def is_begun_here(self) -> bool:
        """Whether this till's own data has its beginning, and so by which rules it was judged."""
        return bool(self.cart_id)

    @property
    def is_known_here(self) -> bool:
        """Whether it can be said here what it was for: begun here, or central told of its sale.

        The sale of any other may be lost with the data that this till had: it accuses nobody.
        """
        return self.is_begun_here or self.receipt is not None

    @property
    def is_without_sale(self) -> bool:
        """Whether money may have come for a sale that was never made."""
        return self.is_known_here and self.receipt is None and self.state in TAKEN

    @property
    def binds_cart(self) -> bool:
        """Whether money stands for its cart, or may yet: by another id nothing could take it."""
        return self.is_without_sale or (self.receipt is None and self.is_unsettled)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSum:
    """How many payments of a shift stand in a state, and what they come to."""

    kind: Literal["mmg", "card_qr"]
    state: PaymentState
    count: int
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderStanding:
    """Whether a provider can be used now: ``ways`` that central carries out, a breaker open.

    ``held`` is what a person at the office holds the breaker at, until ``held_until``. ``since`` is
    when the provider stopped answering, after ``failures`` calls; ``failed_at`` the last failure
    that counted, also of a time that is over. ``changed_at`` is when central told of it.
    """

    name: str
    ways: tuple[str, ...]
    is_open: bool = False
    until: datetime | None = None
    message: str = ""
    held: str = "auto"
    held_until: datetime | None = None
    since: datetime | None = None
    failures: int = 0
    failed_at: datetime | None = None
    changed_at: datetime | None = None
