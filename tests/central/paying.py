"""Payments for tests of central: what a till writes of them, and jobs over MMG's double."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from central.jobs.paying import Paying
from central.payments.moving import Move, move_payment
from central.payments.tables import payment_event
from central.tables import case_file
from sync.protocol.bodies import TenderBody
from sync.protocol.canonical import canonical_bytes
from sync.protocol.operation import PersonalPart
from sync.protocol.payment_bodies import (
    PaymentCancelled,
    PaymentChecked,
    PaymentClaimed,
    PaymentDecided,
    PaymentRequested,
)
from tests.central.jobroom import JobRoom
from tests.central.office import Office
from tests.central.paper_till import START, PaperTill, sale_body
from tests.helpers.mmg_kit import MmgDesk, mmg_desk, settings_with

SOLD_MINOR = 114_000
CLAIM = PaymentClaimed(
    payment_id="pay-1",
    cart_id="cart-1",
    shift=1,
    provider="mmg",
    currency="GYD",
    amount_minor=SOLD_MINOR,
    reference="20402048536279",
    paid_at=START,
    payer_id="person-1",
    action="accept",
)
WISH = PaymentRequested(
    payment_id="pay-1",
    cart_id="cart-1",
    shift=1,
    provider="mmg",
    way="qr",
    currency="GYD",
    amount_minor=SOLD_MINOR,
    expires_at=START + timedelta(minutes=5),
)


def phone_of(person_id: str, phone: object = "6001234") -> PersonalPart:
    return PersonalPart(person_id=person_id, salt=bytes(32), part=canonical_bytes({"phone": phone}))


def claim(till: PaperTill, payment_id: object = "pay-1", **changed: object) -> PaymentClaimed:
    body = CLAIM.model_copy(update={"payment_id": payment_id, **changed})
    till.write(body, kind="payment_claimed", personal=(phone_of(body.payer_id),))
    return body


def wish(till: PaperTill, payment_id: str = "pay-1", **changed: object) -> PaymentRequested:
    body = WISH.model_copy(update={"payment_id": payment_id, **changed})
    part = () if body.payer_id is None else (phone_of(body.payer_id),)
    till.write(body, kind="payment_requested", personal=part)
    return body


def push_wish(till: PaperTill, payment_id: str = "pay-1", **changed: object) -> PaymentRequested:
    return wish(till, payment_id, **{"way": "push", "payer_id": "person-1", **changed})


def give_up(till: PaperTill, payment_id: str = "pay-1", reason: str = "pressed") -> None:
    body = PaymentCancelled.model_validate({"payment_id": payment_id, "reason": reason})
    till.write(body, kind="payment_cancelled")


def decide(till: PaperTill, decision: str, payment_id: str = "pay-1") -> None:
    told = {
        "payment_id": payment_id,
        "decision": decision,
        "rules": ("over_cap",),
        "reason": "I know them",
        "approved_by": "staff-sup",
    }
    till.write(PaymentDecided.model_validate(told), kind="payment_decided")


def check(till: PaperTill, outcome: str, payment_id: str = "pay-1") -> None:
    told = {
        "payment_id": payment_id,
        "outcome": outcome,
        "evidence": "statement of 2 November, row 7",
        "reason": "Seen on the statement",
        "approved_by": "staff-sup",
    }
    till.write(PaymentChecked.model_validate(told), kind="payment_checked")


def sell_by(till: PaperTill, payment_id: str, **changed: object) -> str:
    """Sell something paid with a payment; return the receipt."""
    receipt = till.next_receipt()
    told = {
        "kind": "mmg",
        "payment_id": payment_id,
        "reference": CLAIM.reference,
        "change_minor": 0,
        **changed,
    }
    body = sale_body(receipt)
    tender = TenderBody.model_validate(
        {**body.tenders[0].model_dump(), "received_minor": SOLD_MINOR, **told}
    )
    body = body.model_copy(update={"tenders": (tender,)})
    till.write(body, kind="sale_completed")
    return receipt


@dataclass
class Payroom(JobRoom):
    """An office whose account is at MMG's double; ``run`` does the job once."""

    mmg: MmgDesk
    job: Paying = field(init=False)

    def __post_init__(self) -> None:
        self.shop = self.office.the_shop()
        self.office.hire(self.shop)
        self.restart()

    def restart(self) -> None:
        """Begin the jobs anew, as after a kill: all that was in memory is gone."""
        self.take_lease()
        self.job = Paying({"mmg": self.mmg.driver}, ticks=lambda: 0.0)

    def run(self, after: timedelta = timedelta(0)) -> None:
        """Do what is due after this time."""
        self.office.clock.forward(after)
        self.mmg.ticks[0] += after.total_seconds()
        self.job.run(self.lease)

    def history(self, payment_id: str = "pay-1") -> list[tuple[str, str]]:
        """Return each event: the state before and after."""
        rows = self.office.rows(payment_event, "event_no")
        return [
            (str(row["before"]), str(row["state"]))
            for row in rows
            if row["payment_id"] == payment_id
        ]

    def cases(self, *, closed: bool = False) -> list[str]:
        """Return the kinds of the cases that are open, or closed."""
        found = [row for row in self._case_rows() if (row["closed_at"] is not None) == closed]
        return [str(row["kind"]) for row in found]

    def messages(self) -> list[str]:
        """Return what all cases of payments say."""
        return [str(row["message"]) for row in self._case_rows()]

    def _case_rows(self) -> list[dict[str, object]]:
        rows = self.office.rows(case_file, "kind", "opened_at")
        return [row for row in rows if str(row["kind"]).startswith("payment")]


def payroom(office: Office) -> Payroom:
    """Give an office its account, before it is opened."""
    office.close()
    office.settings = settings_with(office.settings)
    return Payroom(office, mmg_desk(office.clock))


def told_states(till: PaperTill) -> list[tuple[str, str]]:
    """Return what the till was told of its payments: id and state, in order."""
    return [
        (change.key, str((change.body or {})["state"]))
        for change in till.pull().changes
        if change.kind == "payment"
    ]


def move(room: Payroom, to: str, payment_id: str = "pay-1", **more: object) -> str:
    """Move a payment as a webhook would."""
    told = {
        "organisation_id": room.row().organisation_id,
        "payment_id": payment_id,
        "to": to,
        "by": "mmg",
        "evidence": {"seen": "1"},
        "merchant": "9900001",
        **more,
    }
    central = room.office.central
    with central.database.writing(room.office.clock.now()) as writing:
        return move_payment(writing, central.surroundings, Move(**told)).outcome  # type: ignore[arg-type]  # a table of tests


def rulings(till: PaperTill) -> list[str | None]:
    return [ruling.title for ruling in till.push().rulings]


def paid_directly(room: Payroom, dollars: int = SOLD_MINOR // 100) -> str:
    return room.mmg.double.pay_merchant(dollars)
