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

from domain.held_goods import Goods, GoodsStep, goods_now
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
    """How one payment of a receipt stands: what paid, how much, in which word, since when.

    ``goods`` says where its goods are, empty where they were never held; ``goods_at`` since when
    they were handed over or kept, None where that was not decided.
    """

    kind: Literal["mmg", "card_qr"]
    amount: Money
    word: PaidWord
    at: datetime
    goods: Goods = ""
    goods_at: datetime | None = None


def paid_state(payment: TillPayment, step: GoodsStep | None = None) -> PaidState:
    """What a payment's customer may know of it, ``step`` being the last about its goods."""
    goods = goods_now(payment, step)
    decided = step if goods in {"handed_over", "kept", "taken_back"} else None
    return PaidState(
        kind=payment.tender_kind,
        amount=payment.amount,
        word=PAID_WORDS[payment.state],
        at=payment.changed_at,
        goods=goods,
        goods_at=None if decided is None else decided.at,
    )


def paid_lines(states: Iterable[PaidState], zone: str, columns: int) -> tuple[str, ...]:
    """What a copy of a receipt says of its payments as they stand now; nothing where it has none.

    The receipt below stays as it was printed. ``zone`` is the store's: days are those there.
    """
    out: list[str] = []
    for state in states:
        name = "MMG" if state.kind == "mmg" else "Card by code"
        out += pair(f"{name}, {_PRINTED[state.word]}", format_money(state.amount), columns)
        out += wrap(f"since {_local(state.at, zone)}", columns)
        out += _goods_lines(state, zone, columns)
    return ("Payment as it stands now", *out, "") if out else ()


def _goods_lines(state: PaidState, zone: str, columns: int) -> tuple[str, ...]:
    if not state.goods:
        return ()
    at = "" if state.goods_at is None else f" {_local(state.goods_at, zone)}"
    return wrap(_GOODS_PRINTED[state.goods] + at, columns)


def _local(at: datetime, zone: str) -> str:
    return f"{local_time(at, zone):%d/%m/%Y %H:%M}"


_GOODS_PRINTED: Mapping[Goods, str] = MappingProxyType(
    {
        "held": "Goods held here until it is verified",
        "ready": "Goods ready to be handed over",
        "handed_over": "Goods handed over",
        "kept": "Goods not handed over",
        "taken_back": "Goods not handed over",
    }
)
_PRINTED: Mapping[PaidWord, str] = MappingProxyType(
    {
        "claimed": "to be verified",
        "verified": "verified",
        "disputed": "disputed",
        "given_back": "given back",
        "not_paid": "not paid",
    }
)
