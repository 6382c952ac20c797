"""Payments that somebody else confirms, for pictures and tests: kept in plain lists."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta

from app.presenters.payment_services import PayingServices
from app.use_cases.cancel_payment import CancelPayment
from app.use_cases.check_identity import CheckIdentity
from app.use_cases.claim_payment import ClaimPayment, read_reference
from app.use_cases.credit_instead import CreditGiven, GiveAsCredit
from app.use_cases.decide_payment import CheckPayment, DecidePayment
from app.use_cases.judged import PaymentJudged
from app.use_cases.list_payments import Past, PaymentDetail
from app.use_cases.ports import Clock
from app.use_cases.request_payment import RequestPayment
from app.use_cases.take_payment import TakePayment
from app.use_cases.till import Session
from domain.errors import NotFound
from domain.fx import Rate
from domain.held_goods import HAND_OVER, goods_now
from domain.identity_check import IdentityCheck
from domain.payment import PaymentState
from domain.refund_payment import RefusedReversal
from domain.risk import Judgement, RiskRule
from domain.till_payment import MMG, ProviderStanding, TillPayment

SIGNED_ABOVE_MINOR = 2_000_000
CARD_SIGNED_ABOVE_MINOR = 50_000_000
CARD_CAP = RiskRule(
    name="terminal_amount",
    measure="amount",
    tender="bank_card",
    threshold=CARD_SIGNED_ABOVE_MINOR,
    action="supervisor",
    cashier_sentence="A card payment above G$500,000 at the bank's terminal needs a supervisor.",
    supervisor_sentence="The bank's terminal paid more than G$500,000 of one sale. Compare the"
    " slip's amount and approval code with the screen.",
)
CAP = RiskRule(
    name="mmg_amount",
    measure="amount",
    tender=MMG,
    threshold=SIGNED_ABOVE_MINOR,
    action="supervisor",
    cashier_sentence="An MMG payment above G$20,000 needs a supervisor.",
    supervisor_sentence="The claim is above G$20,000. See the message on the phone yourself.",
)


HOLDING = RiskRule(
    name="mmg_held",
    measure="amount",
    tender=MMG,
    threshold=1_700_000,
    action="hold",
    cashier_sentence="Goods of an MMG claim above G$17,000 go out once it is verified.",
    supervisor_sentence="Claims above G$17,000: their goods are held until MMG has confirmed them.",
)
CARD_RATE_SOURCE = "Bank of Guyana"


def card_rate(clock: Clock) -> Rate:
    """The rate that central priced a card by: five hours old."""
    return Rate(
        base="USD",
        quote="GYD",
        micro=209_000_000,
        source=CARD_RATE_SOURCE,
        at=clock.now() - timedelta(hours=5),
    )


@dataclass
class MemoryPaying:
    """``payments`` are all attempts by id, ``photos`` pictures by file or claim.

    ``refused`` are those that did not go back, ``holds_all`` a policy that holds the goods of every
    claim. ``failure`` is raised once by the next call.
    """

    providers: tuple[ProviderStanding, ...] = ()
    payments: dict[str, TillPayment] = field(default_factory=dict)
    claims: list[ClaimPayment] = field(default_factory=list)
    identities: list[CheckIdentity] = field(default_factory=list)
    not_shown: list[str] = field(default_factory=list)
    photos: dict[str, bytes] = field(default_factory=dict)
    refused: dict[str, RefusedReversal] = field(default_factory=dict)
    holds_all: bool = False
    failure: Exception | None = None
    signed_above_minor: int = SIGNED_ABOVE_MINOR
    card_signed_above_minor: int = CARD_SIGNED_ABOVE_MINOR

    def services(self, clock: Clock, new_id: Callable[[], str]) -> PayingServices:
        return PayingServices(
            claim=lambda session, request: self._claim(session, request, clock),
            request=lambda session, request: self._request(session, request, clock),
            cancel=self._cancel,
            find=self.find,
            list_of_cart=lambda cart_id: [
                each for each in self.payments.values() if each.cart_id == cart_id
            ],
            list_providers=lambda: self.providers,
            list_payments=lambda: tuple(self.payments.values()),
            show=self._show,
            decide=self._decide,
            check=self._check,
            give_as_credit=self._give_as_credit,
            identify=lambda session, request: self._identify(session, request, clock),
            not_shown=lambda _session, customer_id: self.not_shown.append(customer_id),
            new_id=new_id,
            read_photo=self._read_photo,
        )

    def find(self, payment_id: str) -> TillPayment:
        """A payment as it stands. Raises NotFound."""
        if payment_id not in self.payments:
            raise NotFound("No such payment", "It is not known here. Nothing is lost.")
        return self.payments[payment_id]

    def become(self, payment_id: str, state: PaymentState, **values: object) -> None:
        """Central has said something of a payment."""
        changed = replace(self.payments[payment_id], state=state, **values)  # type: ignore[arg-type]  # named by the caller
        self.payments[payment_id] = changed

    def set_up(self, *names: str, ways: tuple[str, ...] = ("qr",)) -> None:
        """The office has set these providers up."""
        self.providers = tuple(ProviderStanding(name=name, ways=ways) for name in names)

    def judge_sale(self, request: TakePayment) -> None:
        """Ask for a supervisor where the terminal pays much of a sale."""
        by_card = sum(t.amount.amount_minor for t in request.tenders if t.kind == "bank_card")
        if by_card > self.card_signed_above_minor and request.approval is None:
            raise PaymentJudged(Judgement(action="supervisor", rules=(CARD_CAP,)))

    def _judge_wish(self, request: RequestPayment) -> None:
        is_large = request.amount.amount_minor > self.card_signed_above_minor
        if is_large and request.provider != MMG and request.approval is None:
            raise PaymentJudged(Judgement(action="supervisor", rules=(CARD_CAP,)))

    def _claim(self, session: Session, request: ClaimPayment, clock: Clock) -> TillPayment:
        self._fail()
        if request.amount.amount_minor > self.signed_above_minor and request.approval is None:
            raise PaymentJudged(Judgement(action="supervisor", rules=(CAP,)))
        self.claims.append(request)
        if request.photo is not None:
            self.photos[request.payment_id] = request.photo
        made = TillPayment(
            payment_id=request.payment_id,
            cart_id=request.cart_id,
            shift=1,
            cashier_id=session.staff_id,
            provider=MMG,
            way="claim",
            state="claimed" if request.approval is None else "approved",
            amount=request.amount,
            made_at=clock.now(),
            changed_at=clock.now(),
            reference=read_reference(request.reference),
            paid_at=request.paid_at,
            is_held=request.is_held or self.holds_all,
            rules=(HOLDING.name,) if self.holds_all else (),
        )
        self.payments[made.payment_id] = made
        return made

    def _request(self, session: Session, request: RequestPayment, clock: Clock) -> TillPayment:
        self._fail()
        self._judge_wish(request)
        rate = None if request.provider == MMG else card_rate(clock)
        made = TillPayment(
            payment_id=request.payment_id,
            cart_id=request.cart_id,
            shift=1,
            cashier_id=session.staff_id,
            provider=request.provider,
            way="push" if request.phone else "qr",
            state="requested",
            amount=request.amount,
            made_at=clock.now(),
            changed_at=clock.now(),
            expires_at=clock.now() + timedelta(minutes=10),
            quoted=None if rate is None else rate.cover(request.amount),
            rate=rate,
        )
        self.payments[made.payment_id] = made
        return made

    def _cancel(self, session: Session, request: CancelPayment) -> TillPayment:
        del session
        self._fail()
        found = self.find(request.payment_id)
        if found.state in {"requested", "pending"}:
            self.become(request.payment_id, "cancelled")
        return self.find(request.payment_id)

    def _decide(self, session: Session, request: DecidePayment) -> TillPayment:
        del session
        self._fail()
        states: dict[str, PaymentState] = {"approve": "approved"}
        states |= {"reject": "cancelled", "mistyped": "cancelled"}
        found = self.find(request.payment_id)
        reference = "" if request.decision == "mistyped" else found.reference
        is_released = found.is_released or request.decision == "release"
        state = states.get(request.decision, found.state)
        is_held = found.is_held and request.decision != HAND_OVER
        self.become(
            request.payment_id,
            state,
            is_released=is_released,
            reference=reference,
            is_held=is_held,
        )
        return self.find(request.payment_id)

    def _check(self, session: Session, request: CheckPayment) -> TillPayment:
        del session
        self.become(request.payment_id, request.outcome)
        return self.find(request.payment_id)

    def _give_as_credit(self, session: Session, request: GiveAsCredit) -> CreditGiven:
        del session
        self._fail()
        self.refused.pop(request.payment_id)
        amount = self.find(request.payment_id).amount
        return CreditGiven(code="CR-7K3M2QX4PA", amount=amount, slip_id="credit-1")

    def _show(self, payment_id: str) -> PaymentDetail:
        found = self.find(payment_id)
        return PaymentDetail(
            payment=found,
            rules=tuple(rule for rule in (CAP, HOLDING) if rule.name in found.rules),
            goods=goods_now(found, None),
            history=(),
            payer=Past(count=2, verified_count=1),
            cashier=Past(count=6, verified_count=5, disputed_count=1),
            age_s=840,
            photo=self.photos.get(payment_id),
            refused=self.refused.get(payment_id),
        )

    def _identify(self, session: Session, request: CheckIdentity, clock: Clock) -> IdentityCheck:
        self._fail()
        self.identities.append(request)
        return IdentityCheck(
            check_id=request.check_id,
            customer_id=request.customer_id,
            month="2026-11",
            document=request.document,
            by=session.staff_id,
            at=clock.now(),
        )

    def _read_photo(self, name: str) -> bytes:
        self._fail()
        return self.photos[name]

    def _fail(self) -> None:
        failure, self.failure = self.failure, None
        if failure is not None:
            raise failure
