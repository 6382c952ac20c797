"""The part of the demo's day in which customers pay by telephone: codes, a card, and two claims.

The use cases of the screens; the customer is at the practice providers' pages, over HTTP.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from app.bootstrap import RunningTill
from app.demo.customer import Customer
from app.demo.sample import SamplePerson
from app.use_cases.approve import ApprovalRequest, approve
from app.use_cases.claim_payment import ClaimPayment, claim_payment
from app.use_cases.current_cart import CartView, current_cart
from app.use_cases.judged import PaymentJudged
from app.use_cases.list_payments import find_payment
from app.use_cases.print_receipt import print_receipt
from app.use_cases.request_payment import RequestPayment, request_payment
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session
from domain.catalog import CatalogItem
from domain.errors import WorldFailure
from domain.money import Money
from domain.money_text import format_money
from domain.staff import Permission
from domain.tender import cash_tender
from domain.till_payment import MMG, TillPayment

CARD = "stripe"
PATIENCE_S = 90.0
_LOOK_S = 0.5
_DOLLAR_MINOR = 100
_THOUSAND_MINOR = 100_000
_PAYABLE_MINOR = range(50_000, 9_000_001)
"""Stripe takes nothing below half a US dollar, the sample's policy no claim above G$100,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhonePayments:
    """Sales that are paid by telephone. ``ring_up`` puts goods into the cart."""

    running: RunningTill
    customer: Customer
    supervisor: SamplePerson
    ring_up: Callable[[Session, CatalogItem], None]
    say: Callable[[str], None]

    def await_providers(self) -> None:
        """Wait until central has told which providers can be used. Raises WorldFailure."""
        self._await(lambda: {MMG, CARD} <= self._known(), "No provider was told of")

    def by_code(self, session: Session, item: CatalogItem, provider: str) -> str:
        """Sell something by a code that the customer opens and pays; return the payment's id."""
        self.ring_up(session, item)
        view = current_cart(self.running.till, session)
        request = RequestPayment(
            payment_id=self.running.till.ids.new_id(),
            cart_id=view.cart.cart_id,
            provider=provider,
            amount=_whole_dollars(view.priced.total),
        )
        asked = request_payment(self.running.till, session, request)
        shown = self._await_payment(asked.payment_id, lambda found: bool(found.url), "a code")
        self.customer.press(shown.url, "pay")
        paid = self._await_payment(
            asked.payment_id, lambda found: found.state == "verified", "its money"
        )
        quoted = "" if paid.quoted is None else f", {format_money(paid.quoted)} at the payer's"
        name = "MMG" if provider == MMG else "card"
        self._sell(session, view, paid, f"by {name} code, verified{quoted}")
        return paid.payment_id

    def by_claim(self, session: Session, item: CatalogItem, *, short_dollars: int = 0) -> str:
        """Sell something for what the customer's message says; return the payment's id.

        ``short_dollars`` is by how much they paid less than the message that they show says.
        """
        self.ring_up(session, item)
        till = self.running.till
        view = current_cart(till, session)
        amount = _whole_dollars(view.priced.total)
        dollars = amount.amount_minor // _DOLLAR_MINOR
        claim = ClaimPayment(
            payment_id=till.ids.new_id(),
            cart_id=view.cart.cart_id,
            phone="600 1234",
            reference=self.customer.pay_oneself(max(1, dollars - short_dollars)),
            amount=amount,
            paid_at=till.clock.now(),
        )
        try:
            made = claim_payment(till, session, claim)
        except PaymentJudged as judged:
            made = claim_payment(till, session, self._signed(claim, judged))
        self._sell(session, view, made, "claimed by MMG, to be verified")
        return made.payment_id

    def await_state(self, payment_id: str, state: str) -> None:
        """Wait until central has told what became of a payment. Raises WorldFailure."""
        found = self._await_payment(payment_id, lambda one: one.state == state, f"to be {state}")
        self.say(f"  {found.receipt}  {format_money(found.amount):>12}  is {state}")

    def _signed(self, claim: ClaimPayment, judged: PaymentJudged) -> ClaimPayment:
        """The supervisor looks, and signs at this till, without the line."""
        asked = ApprovalRequest(
            staff_id=self.supervisor.staff_id,
            pin=self.supervisor.demo_pin,
            permission=Permission.APPROVE,
            reason="saw the message",
        )
        approval = approve(self.running.till, asked)
        self.say(f"  {judged.rules[0].cashier_sentence} {self.supervisor.name} signs.")
        return ClaimPayment(
            payment_id=claim.payment_id,
            cart_id=claim.cart_id,
            phone=claim.phone,
            reference=claim.reference,
            amount=claim.amount,
            paid_at=claim.paid_at,
            approval=approval,
        )

    def _sell(self, session: Session, view: CartView, paid: TillPayment, how: str) -> None:
        """Complete the sale; what is no whole dollar is paid in cash."""
        tenders = [tender_of_payment(paid)]
        if paid.amount < view.priced.total:
            tenders.append(cash_tender(Money(_THOUSAND_MINOR, view.priced.total.currency)))
        request = TakePayment(
            cart_id=view.cart.cart_id, cart_version=view.cart.version, tenders=tuple(tenders)
        )
        sale = take_payment(self.running.till, session, request)
        self.running.engine.nudge()
        print_receipt(self.running.till, sale.sale.receipt_number)
        self.say(f"  {sale.sale.receipt_number}  {format_money(sale.sale.total):>12}  {how}")

    def _await_payment(
        self, payment_id: str, is_so: Callable[[TillPayment], bool], what: str
    ) -> TillPayment:
        def looks_right() -> bool:
            return is_so(find_payment(self.running.till, payment_id))

        self._await(looks_right, f"A payment waited in vain for {what}")
        return find_payment(self.running.till, payment_id)

    def _await(self, holds: Callable[[], bool], complaint: str) -> None:
        """Ask central again and again, as the counter does while somebody stands there."""
        deadline, never = time.monotonic() + PATIENCE_S, threading.Event()
        while not holds():
            if time.monotonic() > deadline:
                raise WorldFailure(complaint, "Nothing is lost. Look at central's log.")
            self.running.engine.nudge()
            never.wait(_LOOK_S)

    def _known(self) -> set[str]:
        with self.running.till.db.reading() as uow:
            return {each.name for each in uow.payments.list_providers()}


def is_payable(item: CatalogItem) -> bool:
    """Whether one of it can be paid in every way: a price of one, in Guyana dollars, or none."""
    if item.price is None:
        return not item.allotted
    is_fitting = item.price.currency == "GYD" and item.price.amount_minor in _PAYABLE_MINOR
    return is_fitting and item.sold_by == "each" and not item.allotted


def _whole_dollars(amount: Money) -> Money:
    return Money(amount.amount_minor - amount.amount_minor % _DOLLAR_MINOR, amount.currency)
