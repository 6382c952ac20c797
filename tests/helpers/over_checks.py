"""A payment is worth what its sale took and what is owed for it: reckoned from what a till said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from storage.unit_of_work import Reading
from sync.protocol.bodies import SaleCompleted, TenderBody
from sync.protocol.credit_bodies import CreditIssued
from sync.protocol.credit_names import money_resource
from sync.protocol.operation import Facts
from tests.helpers.cap_checks import Said


@dataclass(slots=True)
class _Walk:
    """What was said so far: payments, what sales owe of them, credits and what they wait for."""

    uow: Reading
    paid: dict[str, int] = field(default_factory=dict)
    owed: dict[str, tuple[str, int]] = field(default_factory=dict)
    unseen: dict[str, str] = field(default_factory=dict)
    issued: Counter[str] = field(default_factory=Counter)

    def complaints(self, facts: Facts) -> Iterator[str]:
        if facts.kind in {"payment_claimed", "payment_requested"}:
            self.paid[str(facts.body["payment_id"])] = int(str(facts.body["amount_minor"]))
        elif facts.kind == "sale_completed":
            sale = SaleCompleted.model_validate(facts.body)
            for tender in sale.tenders:
                yield from self._of_tender(sale, tender)
            yield from self._spent_unseen(sale)
        elif facts.kind == "credit_issued":
            yield from self._of_credit(CreditIssued.model_validate(facts.body))

    def _of_tender(self, sale: SaleCompleted, tender: TenderBody) -> Iterator[str]:
        whole = self.paid.get(tender.payment_id or "")
        if tender.payment_id is None or whole is None:
            return
        took, over = tender.amount_minor, tender.over_minor or 0
        if took + over != whole:
            yield f"{sale.receipt} took {took} and owes {over} of a payment of {whole}"
        if over:
            name = money_resource("store_credit", sale.currency, tender.credit or "")
            self.owed[tender.payment_id] = (name, over)

    def _of_credit(self, credit: CreditIssued) -> Iterator[str]:
        if credit.of_payment is None:
            return
        self.issued[credit.of_payment] += 1
        if self.owed.get(credit.of_payment) != (credit.resource, credit.quantity):
            yield f"{credit.resource} is not what its sale says of {credit.of_payment}"
        if credit.awaits:
            self.unseen[credit.resource] = credit.of_payment

    def _spent_unseen(self, sale: SaleCompleted) -> Iterator[str]:
        payments = self.uow.payments
        for entry in sale.spent:
            payment_id = self.unseen.get(entry.resource)
            if payment_id is None:
                continue
            if all(step.state != "verified" for step in payments.list_history(payment_id)):
                yield f"{sale.receipt} spent {entry.resource}, whose payment nobody has seen"


def paid_over_is_owed(ledger: Said, uow: Reading) -> Iterator[str]:
    """Each payment of a sale is its tender and the credit that is owed for it, once, to the cent.

    A credit that awaits its payment was never spent while nobody had seen that.
    """
    walk = _Walk(uow)
    for facts in ledger.said():
        yield from walk.complaints(facts)
    for payment_id in walk.owed:
        if walk.issued[payment_id] != 1:
            yield f"{payment_id} was paid over, and {walk.issued[payment_id]} credits owe it"
