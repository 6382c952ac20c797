"""What is known of the payments behind a receipt, when goods that they paid come back.

Money that nobody has seen is no money to give out: a claim that is waited for, one that is disputed
or came to nothing may be given back in cash or as credit only by somebody who was shown that. What
a provider gave back already is given back by no till.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from domain.errors import RuleBroken
from domain.held_goods import Goods
from domain.money import Money
from domain.money_text import format_money
from domain.payment import PaymentState
from domain.refund import Refundable
from domain.sentence import told

SEEN: frozenset[str] = frozenset({"verified"})
"""States in which the money is there."""
GONE: frozenset[str] = frozenset({"refunded"})
"""States in which the provider gave it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidBy:
    """A payment that paid a part of a receipt, and how sure its money is.

    ``back`` says that a refund of the receipt sends it back the way it was paid: the refund gave it
    then. Its provider is asked, or has refused; ``words`` say why; or the customer has it as the
    store credit whose code ends in ``credit``. ``is_over`` says that the payment is more than
    ``amount``, and the difference a store credit: it does not go back whole.
    ``goods`` says where its goods are, empty where they were never held.
    """

    payment_id: str
    kind: Literal["mmg", "card_qr"]
    state: PaymentState
    amount: Money
    back: Literal["", "asked", "refused", "credited"] = ""
    words: str = ""
    credit: str = ""
    is_over: bool = False
    goods: Goods = ""

    @property
    def is_unseen(self) -> bool:
        """Whether nobody has seen its money."""
        return self.state not in SEEN | GONE


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedReversal:
    """A payment that a refund sends back, and that its provider did not give back, and why."""

    refund: str
    message: str


def gone_back(left: Refundable, paid_by: Iterable[PaidBy]) -> Money:
    """What providers gave back of a receipt, beside what its refunds gave.

    A refund that sent money back gave it so, but where that came as a store credit.
    """
    beside = (each for each in paid_by if each.back in {"", "credited"})
    gone = (each.amount for each in beside if each.state in GONE)
    return Money.total_of(gone, left.paid.currency)


def left_to_give(left: Refundable, paid_by: Iterable[PaidBy]) -> Money:
    """The most that may still be given for a receipt; never less than nothing."""
    return max(left.left - gone_back(left, paid_by), Money.zero(left.paid.currency))


def seen_money(left: Refundable, paid_by: Iterable[PaidBy]) -> Money:
    """What of a receipt's money somebody has seen, and no provider gave back."""
    payments = tuple(paid_by)
    unseen = (each.amount for each in payments if each.is_unseen)
    away = Money.total_of(unseen, left.paid.currency) + gone_back(left, payments)
    return max(left.paid - away, Money.zero(left.paid.currency))


def gives_unseen(left: Refundable, given: Money, paid_by: Iterable[PaidBy]) -> bool:
    """Whether a refund would give out more than what somebody has seen of the receipt's money."""
    return left.given + given > seen_money(left, paid_by)


def require_not_gone(left: Refundable, given: Money, paid_by: Iterable[PaidBy]) -> None:
    """Let a refund pass that does not give a second time what a provider gave back.

    Raises:
        RuleBroken: code "given_back".
    """
    payments = tuple(paid_by)
    most = left_to_give(left, payments)
    gone = gone_back(left, payments)
    if gone.is_zero or given <= most:
        return
    raise RuleBroken(
        "It was given back already",
        told(
            "{gone} went back to the customer by the way it was paid. At most {most} of this"
            " receipt may still be given. Nothing was given back and nothing is lost. Choose less"
            " of it, or ask the office.",
            gone=format_money(gone),
            most=format_money(most),
        ),
        "given_back",
    )


def find_sendable(left: Refundable, paid_by: Iterable[PaidBy]) -> PaidBy | None:
    """The payment that may still go back the way it was paid: seen, whole, and not on its way.

    Of several the largest that is not more than may still be given; None where there is none.
    """
    payments = tuple(paid_by)
    most = left_to_give(left, payments)
    found = [each for each in payments if each.state in SEEN and not each.back and not each.is_over]
    fitting = [each for each in found if each.amount <= most]
    return max(fitting, key=lambda each: each.amount.amount_minor, default=None)


def choose_sent_back(left: Refundable, given: Money, paid_by: Iterable[PaidBy]) -> PaidBy:
    """The payment that a refund sends back; what is given beyond it is another tender's.

    Raises:
        RuleBroken: code "not_sendable"; "whole_only" where less comes back than was paid by it.
    """
    chosen = find_sendable(left, paid_by)
    if chosen is None:
        raise RuleBroken(
            "It cannot go back the way it was paid",
            "Only a payment that is verified can, once. Nothing was given back and nothing is lost."
            " Press F5 for another way.",
            "not_sendable",
        )
    if given < chosen.amount:
        raise RuleBroken(
            "Only the whole payment can go back",
            told(
                "Its provider gives back {amount} or nothing, and what comes back is worth {worth}."
                " Nothing was given back and nothing is lost. Choose more of it, or press F5 for"
                " store credit.",
                amount=format_money(chosen.amount),
                worth=format_money(given),
            ),
            "whole_only",
        )
    return chosen
