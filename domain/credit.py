"""Store credit and vouchers at the till: what a sale wants to spend of them (ledger rule 7).

They are allotments of money, held by the till that issued them until central moves them. Nothing
of them is ever spent beyond what is held here: there is no exception, unlike with goods.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.errors import RuleBroken
from domain.money import Money
from domain.money_text import format_money
from domain.sentence import told
from domain.tender import TenderKind, TenderLine

HELD_KINDS: frozenset[TenderKind] = frozenset({"store_credit", "voucher"})
"""The tenders that spend what a till holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditUse:
    """What a sale spends of one credit or voucher."""

    kind: TenderKind
    reference: str
    amount: Money


def credit_uses(tenders: Iterable[TenderLine]) -> tuple[CreditUse, ...]:
    """What these tenders spend, one for each credit and voucher, in the order of the first."""
    sums: Mapping[tuple[TenderKind, str], list[Money]] = defaultdict(list)
    for tender in tenders:
        if tender.kind in HELD_KINDS and not tender.amount.is_zero:
            sums[tender.kind, tender.reference].append(tender.amount)
    return tuple(
        CreditUse(
            kind=kind,
            reference=reference,
            amount=Money.total_of(amounts, amounts[0].currency),
        )
        for (kind, reference), amounts in sums.items()
    )


def require_worth(tenders: Iterable[TenderLine]) -> None:
    """Require that each credit and voucher pays something: a code that pays nothing is nobody's.

    Raises:
        RuleBroken: code "credit_nothing".
    """
    for tender in tenders:
        if tender.kind in HELD_KINDS and tender.amount.is_zero:
            what = told("voucher") if tender.kind == "voucher" else told("store credit")
            raise RuleBroken(
                told("A {what} that pays nothing", what=what),
                told(
                    "Nothing of {reference} would be used. Nothing was taken and nothing is lost."
                    " Take it out of the payment, or type how much of it to use.",
                    reference=tender.reference,
                ),
                "credit_nothing",
            )


def credit_short(use: CreditUse, held: Money) -> RuleBroken:
    """The refusal where less is held here than a sale would spend; code "credit_short"."""
    what = told("voucher") if use.kind == "voucher" else told("store credit")
    return RuleBroken(
        told("Not enough on this {what}", what=what),
        told(
            "{reference}: {held} can be spent at this till now, and {amount} is wanted. Nothing"
            " was taken and nothing is lost. Take less of it, or press Enter again in a moment:"
            " central is asked for the rest when online.",
            reference=use.reference,
            held=format_money(held),
            amount=format_money(use.amount),
        ),
        "credit_short",
    )
