"""Payments that tills send back the way they were paid, and credits in their place."""

from __future__ import annotations

from central.payments.office import ByPerson, reverse_payment
from central.payments.office_credits import issue_instead
from central.payments.reversals import refuse_reversal
from central.payments.rows import set_payment
from central.tables import case_file
from sync.protocol.bodies import TenderBody
from sync.protocol.credit_bodies import CreditIssued
from sync.protocol.refund_bodies import BackTenderBody
from sync.protocol.reversal_bodies import PaymentReversalAsked
from tests.central.paper_till import PaperTill, sale_body
from tests.central.paying import SOLD_MINOR, Payroom, claim, paid_directly, sell_by
from tests.central.refunding import give_back, refund_body


def paid(room: Payroom, till: PaperTill) -> str:
    """A sale that a claim paid, which MMG has confirmed; return its receipt."""
    claim(till, reference=paid_directly(room))
    receipt = sell_by(till, "pay-1")
    till.push()
    room.run()
    assert room.state() == "verified"
    return receipt


def paid_in_part(room: Payroom, till: PaperTill, payment_id: str = "pay-1") -> str:
    """A sale that such a claim and as much cash paid: its sums hide what goes back twice."""
    reference = paid_directly(room)
    claim(till, payment_id, cart_id=f"cart-{payment_id}", reference=reference)
    receipt = till.next_receipt()
    body = sale_body(receipt, 2 * SOLD_MINOR)
    part = {"amount_minor": SOLD_MINOR, "received_minor": SOLD_MINOR, "change_minor": 0}
    named = {"kind": "mmg", "payment_id": payment_id, "reference": reference}
    cash = body.tenders[0].model_copy(update=part)
    mmg = TenderBody.model_validate({**cash.model_dump(), **named})
    line = body.lines[0].model_copy(update={"quantity": 2, "unit_minor": SOLD_MINOR})
    changed = {"tenders": (mmg, cash), "lines": (line,), "cart_id": f"cart-{payment_id}"}
    sold = body.model_copy(update=changed)
    till.write(sold, kind="sale_completed")
    till.push()
    room.run()
    assert room.state(payment_id) == "verified"
    return receipt


def send_back(till: PaperTill, receipt: str, of: str = "pay-1", **changed: object) -> str:
    """A refund of the whole by the way it was paid; return its number."""
    tender = BackTenderBody(kind="payment", currency="GYD", amount_minor=SOLD_MINOR, reference=of)
    body = refund_body(till, receipt, SOLD_MINOR, tenders=(tender,))
    give_back(till, body)
    told = {"payment_id": of, "refund": body.refund, "of_receipt": receipt, **changed}
    till.write(PaymentReversalAsked.model_validate(told), kind="payment_reversal_asked")
    return body.refund


def told(till: PaperTill) -> list[tuple[str, str, str]]:
    return [
        (change.key, str((change.body or {})["state"]), str((change.body or {})["message"]))
        for change in till.pull().changes
        if change.kind == "payment_reversal"
    ]


def messages(room: Payroom, kind: str) -> list[str]:
    rows = room.office.rows(case_file)
    return [str(row["message"]) for row in rows if row["kind"] == kind]


def refused_back(room: Payroom, till: PaperTill) -> tuple[str, str]:
    """A payment that its provider did not give back; its receipt and the refund."""
    receipt = paid(room, till)
    return receipt, refuse(room, till, receipt)


def refuse(room: Payroom, till: PaperTill, receipt: str, of: str = "pay-1") -> str:
    """A refund that sends a payment back, which its provider refuses; return its number."""
    number = send_back(till, receipt, of)
    till.push()
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        row = set_payment(writing, room.row(of), step="idle", next_at=None)
        refuse_reversal(writing, room.office.central.surroundings, row, "MMG said no.")
    return number


def as_credit(till: PaperTill, number: str, **changed: object) -> None:
    told = {
        "resource": "credit:GYD-CR-7K3M2Q",
        "currency": "GYD",
        "quantity": SOLD_MINOR,
        "of_refund": number,
        "instead_of": "pay-1",
        **changed,
    }
    till.write(CreditIssued.model_validate(told), kind="credit_issued")
    till.push()


def deed(room: Payroom, of: str = "pay-1", by: str = "S7") -> ByPerson:
    whose = room.shop.organisation_id
    return ByPerson(organisation_id=whose, payment_id=of, by=by, reason="Once more")


def reverse(room: Payroom, of: str = "pay-1") -> None:
    reverse_payment(room.office.central, deed(room, of))


def by_office(room: Payroom, code: str = "CR-OFFICE-1", of: str = "pay-1") -> None:
    """The office gives a credit in the place of a payment."""
    issue_instead(room.office.central, deed(room, of), code)
