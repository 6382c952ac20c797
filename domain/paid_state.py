"""What became of the money of a receipt, in the words that its customer may read.

Never what anybody thought of it: no rule, no flag and nobody's decision is told (no tipping-off;
AMLCFT Act Cap 10:11). Whether a supervisor approved a claim is the shop's own matter as well: until
somebody saw the money it is *claimed* for the customer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from domain.money import Money
from domain.money_text import format_money
from domain.payment import PaymentState
from domain.shift import local_time
from domain.ticket import pair, wrap
from domain.till_payment import TillPayment

PaidWord = Literal["claimed", "verified", "disputed", "given_back", "not_paid"]

PAID_WORDS: Mapping[PaymentState, PaidWord] = MappingProxyType(
    {
        "claimed": "claimed",
        "approved": "claimed",
        "requested": "claimed",
        "pending": "claimed",
        "verified": "verified",
        "disputed": "disputed",
        "refunded": "given_back",
        "cancelled": "not_paid",
        "expired": "not_paid",
    }
)
"""What a customer is told of each state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidState:
    """How one payment of a receipt stands: what paid, how much, in which word, since when."""

    kind: Literal["mmg", "card_qr"]
    amount: Money
    word: PaidWord
    at: datetime


def paid_state(payment: TillPayment) -> PaidState:
    """What a payment's customer may know of it."""
    return PaidState(
        kind=payment.tender_kind,
        amount=payment.amount,
        word=PAID_WORDS[payment.state],
        at=payment.changed_at,
    )


def paid_lines(states: Iterable[PaidState], zone: str, columns: int) -> tuple[str, ...]:
    """What a copy of a receipt says of its payments as they stand now; nothing where it has none.

    The receipt below stays as it was printed. ``zone`` is the store's: days are those there.
    """
    out: list[str] = []
    for state in states:
        name = "MMG" if state.kind == "mmg" else "Card by code"
        out += pair(f"{name}, {_PRINTED[state.word]}", format_money(state.amount), columns)
        out += wrap(f"since {local_time(state.at, zone):%d/%m/%Y %H:%M}", columns)
    return ("Payment as it stands now", *out, "") if out else ()


_PRINTED: Mapping[PaidWord, str] = MappingProxyType(
    {
        "claimed": "to be verified",
        "verified": "verified",
        "disputed": "disputed",
        "given_back": "given back",
        "not_paid": "not paid",
    }
)
