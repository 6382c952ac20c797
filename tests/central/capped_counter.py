"""A counter that takes payments of any sum, for tests of what caps say of them at central."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from central.rules.loading import publish_rule
from central.tables import case_file, operation
from central.tills.organisations import Store
from sync.protocol.bodies import SaleCompleted, TenderBody
from sync.protocol.changes import RuleChanged
from sync.protocol.operation import Facts, read_facts
from tests.central.office import Office
from tests.central.paper_till import START, PaperTill, sale_body
from tests.central.paying import CLAIM, WISH, phone_of

CAP = 10_000_000
ONE = 100
"""A dollar: MMG pays whole ones."""
WINDOW = timedelta(minutes=60)
PROVIDERS = {"mmg": "mmg", "card_qr": "stripe"}

SAMPLE = (
    *("card_code_amount", "card_code_cap", "card_code_till_day", "card_code_customer_day"),
    *("mmg_amount", "mmg_amount_held", "mmg_amount_cap", "mmg_till_day", "mmg_customer_day"),
)
"""The sample's caps, which these tests put out of the way."""
RULE: dict[str, object] = {
    "measure": "amount",
    "tender": "",
    "window_minutes": 0,
    "threshold": CAP,
    "action": "supervisor",
    "cashier": "Ask.",
    "supervisor": "Above the amount.",
}


def publish(office: Office, shop: Store, name: str, value: dict[str, object]) -> None:
    row = RuleChanged(kind="risk_rule", key=name, valid_from=date(2026, 2, 1), value=value)
    with office.central.database.writing(START) as writing:
        publish_rule(writing, shop.organisation_id, row)


def cap(
    office: Office, shop: Store, measure: str, kind: str = "mmg", action: str = "supervisor"
) -> None:
    minutes = 0 if measure == "amount" else WINDOW // timedelta(minutes=1)
    told = {"measure": measure, "tender": kind, "window_minutes": minutes, "action": action}
    publish(office, shop, "cap", {**RULE, **told, "supervisor": f"Above the {measure}."})


@dataclass
class Counter:
    """A till at which payments are taken and sold with, minutes after the first."""

    till: PaperTill
    kind: str = "mmg"
    count: int = 0

    def pay(self, minor: int, minute: int = 0, **told: object) -> str:
        """Take a claim, or ask for a card; return its id."""
        self.count += 1
        name = f"pay-{self.till.stream}-{self.count}"
        common = {"payment_id": name, "cart_id": "cart-1", "amount_minor": minor}
        at = START + timedelta(minutes=minute)
        is_wish = self.kind == "card_qr" or "way" in told
        if is_wish:
            told = {"provider": PROVIDERS[self.kind], **told}
            wish = WISH.model_copy(update={**common, **told})
            self.till.write(wish, kind="payment_requested", at=at)
            return name
        claim = CLAIM.model_copy(update={**common, "reference": f"REF-{self.count}", **told})
        part = (phone_of(claim.payer_id),)
        self.till.write(claim, kind="payment_claimed", at=at, personal=part)
        return name

    def sell(self, paid: dict[str, int], minute: int = 0, **told: object) -> str:
        """Complete a sale that is paid whole by these payments; return its receipt."""
        tenders = tuple(
            TenderBody(
                kind=self.kind,
                currency="GYD",
                amount_minor=minor,
                received_minor=minor,
                change_minor=0,
                payment_id=name,
                reference=CLAIM.reference if self.kind == "mmg" else None,
            )
            for name, minor in paid.items()
        )
        body = sale_body(self.till.next_receipt(), sum(paid.values()))
        whole = body.model_copy(update={"tenders": tenders, "cart_id": "cart-1", **told})
        self.till.write(whole, kind="sale_completed", at=START + timedelta(minutes=minute))
        self.till.push()
        return whole.receipt

    def sell_one(self, minor: int, minute: int = 0, **told: object) -> str:
        """Take one payment and sell with it a minute later."""
        customer = {"customer_id": told.pop("customer_id", None)}
        return self.sell({self.pay(minor, minute, **told): minor}, minute + 1, **customer)


def uncased(office: Office, measure: str, kind: str) -> list[str]:
    """The invariant: each unsigned payment above the cap has a case, from the kept facts alone."""
    facts = [read_facts(cast("bytes", row["facts"])) for row in office.rows(operation, "seq")]
    paid = list(_paid(facts, kind))
    cased = {str(row["message"]).split(":")[0] for row in office.rows(case_file)}
    missing = []
    for place, (receipt, sold, begun) in enumerate(paid):
        before = [
            each
            for _, other, each in paid[:place]
            if begun.at - WINDOW < each.at
            and (measure == "till_sum" or other.customer_id == sold.customer_id)
        ]
        counted = [begun] if measure == "amount" else [*before, begun]
        minor = sum(cast("int", each.body["amount_minor"]) for each in counted)
        is_unsigned = begun.body.get("approved_by") is None
        if minor > CAP and is_unsigned and f"Receipt {receipt}" not in cased:
            missing.append(f"a payment of {receipt} is above the cap, and nobody looks at it")
    return missing


def _paid(facts: list[Facts], kind: str) -> Iterator[tuple[str, SaleCompleted, Facts]]:
    begun = {
        str(each.body["payment_id"]): each
        for each in facts
        if each.kind in {"payment_claimed", "payment_requested"}
    }
    for each in facts:
        if each.kind == "sale_completed":
            sold = SaleCompleted.model_validate(each.body)
            for tender in sold.tenders:
                if tender.kind == kind and tender.payment_id is not None:
                    yield sold.receipt, sold, begun[tender.payment_id]
