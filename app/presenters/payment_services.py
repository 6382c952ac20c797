"""What payments that somebody else confirms ask of the house, and how it is bound to a till."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ParamSpec, Protocol, TypeVar

from app.use_cases.cancel_payment import CancelPayment, cancel_payment
from app.use_cases.check_identity import CheckIdentity, check_identity
from app.use_cases.claim_payment import ClaimPayment, claim_payment
from app.use_cases.claim_photo import ReadPhoto
from app.use_cases.credit_instead import CreditGiven, GiveAsCredit, give_as_credit
from app.use_cases.decide_payment import (
    CheckPayment,
    DecidePayment,
    check_payment,
    decide_payment,
)
from app.use_cases.list_payments import (
    PaymentDetail,
    find_payment,
    list_cart_payments,
    list_payments,
    list_providers,
    show_payment,
)
from app.use_cases.note_not_shown import note_not_shown
from app.use_cases.request_payment import RequestPayment, request_payment
from app.use_cases.till import Session, Till
from domain.identity_check import IdentityCheck
from domain.till_payment import ProviderStanding, TillPayment

P = ParamSpec("P")
T = TypeVar("T")


def _nobody_to_ask() -> None:
    """Where there is no engine, or nothing is to be said to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayingServices:
    """Claim, ask, give up, look; decide and check are a supervisor's (sync rules 16).

    ``ask_again`` lets the engine ask central now: somebody stands there and waits for an answer.
    """

    claim: Callable[[Session, ClaimPayment], TillPayment]
    request: Callable[[Session, RequestPayment], TillPayment]
    cancel: Callable[[Session, CancelPayment], TillPayment]
    find: Callable[[str], TillPayment]
    list_of_cart: Callable[[str], Sequence[TillPayment]]
    list_providers: Callable[[], Sequence[ProviderStanding]]
    list_payments: Callable[[], Sequence[TillPayment]]
    show: Callable[[str], PaymentDetail]
    decide: Callable[[Session, DecidePayment], TillPayment]
    check: Callable[[Session, CheckPayment], TillPayment]
    give_as_credit: Callable[[Session, GiveAsCredit], CreditGiven]
    identify: Callable[[Session, CheckIdentity], IdentityCheck]
    not_shown: Callable[[Session, str], None]
    new_id: Callable[[], str]
    read_photo: ReadPhoto
    ask_again: Callable[[], None] = _nobody_to_ask


class Nudging(Protocol):
    """Wakes the engine behind a use case."""

    def __call__(self, use_case: Callable[P, T]) -> Callable[P, T]: ...


def bind_paying(till: Till, nudging: Nudging, read_photo: ReadPhoto) -> PayingServices:
    """Return the use cases with the till bound; what tells central something wakes the engine."""
    return PayingServices(
        claim=nudging(partial(claim_payment, till)),
        request=nudging(partial(request_payment, till)),
        cancel=nudging(partial(cancel_payment, till)),
        find=partial(find_payment, till),
        list_of_cart=partial(list_cart_payments, till),
        list_providers=partial(list_providers, till),
        list_payments=partial(list_payments, till),
        show=partial(show_payment, till),
        decide=nudging(partial(decide_payment, till)),
        check=nudging(partial(check_payment, till)),
        give_as_credit=nudging(partial(give_as_credit, till)),
        identify=nudging(partial(check_identity, till)),
        not_shown=nudging(partial(note_not_shown, till)),
        new_id=till.ids.new_id,
        read_photo=read_photo,
        ask_again=nudging(_nobody_to_ask),
    )
