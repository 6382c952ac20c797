"""A payment that the risk policy does not take by itself, as a supervisor is asked about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app.presenters import payment_words as words
from app.presenters.sign_off import SignAsk
from app.presenters.words import retold
from app.use_cases.approve import Approval
from app.use_cases.judged import PaymentJudged, sentences_for_supervisor

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedWords:
    """What is asked for: a title, how much, on what evidence, and a word for the audit record.

    ``from_afar`` stands in place of ``detail`` for a supervisor who is not here.
    """

    title: str
    amount: str
    detail: str
    what: str
    from_afar: str = ""


def ask_signature(
    judged: PaymentJudged,
    said: JudgedWords,
    deed: Callable[[Approval], T],
    on_done: Callable[[T], None],
) -> SignAsk[T]:
    """Say what a supervisor signs for; the rules speak to them in their own words."""
    names = ", ".join(rule.name for rule in judged.rules)
    return SignAsk(
        title=said.title,
        detail=said.detail,
        from_afar=said.from_afar or said.detail,
        reason=" ".join(retold(each) for each in sentences_for_supervisor(judged.rules)),
        audit=f"{said.what} of {said.amount}: {names}",
        nobody=words.nobody_signs(),
        deed=deed,
        on_done=on_done,
    )
