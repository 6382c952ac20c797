"""A till takes goods back and has their payment sent back the way it was paid."""

from __future__ import annotations

from datetime import timedelta

import pytest

from central.operations import reversal_facts
from central.operations.refund_chores import keep_refunds
from central.payments.office import ByPerson, reverse_payment
from central.payments.reversals import payment_reversal, refuse_reversal
from central.payments.rows import set_payment
from central.tables import case_file
from domain.errors import Conflict
from sync.protocol.credit_bodies import CreditIssued
from sync.protocol.refund_bodies import BackTenderBody
from sync.protocol.reversal_bodies import PaymentReversalAsked
from tests.central.paper_till import PaperTill
from tests.central.paying import SOLD_MINOR, Payroom, claim, move, paid_directly, sell_by
from tests.central.refunding import give_back, refund_body, standings


def paid(room: Payroom, till: PaperTill) -> str:
    """A sale that a claim paid, which MMG has confirmed; return its receipt."""
    claim(till, reference=paid_directly(room))
    receipt = sell_by(till, "pay-1")
    till.push()
    room.run()
    assert room.state() == "verified"
    return receipt


def send_back(till: PaperTill, receipt: str, **changed: object) -> str:
    """A refund of the whole by the way it was paid; return its number."""
    tender = BackTenderBody(
        kind="payment", currency="GYD", amount_minor=SOLD_MINOR, reference="pay-1"
    )
    body = refund_body(till, receipt, SOLD_MINOR, tenders=(tender,))
    give_back(till, body)
    told = {"payment_id": "pay-1", "refund": body.refund, "of_receipt": receipt, **changed}
    till.write(PaymentReversalAsked.model_validate(told), kind="payment_reversal_asked")
    return body.refund


def told(till: PaperTill) -> list[tuple[str, str, str]]:
    return [
        (change.key, str((change.body or {})["state"]), str((change.body or {})["message"]))
        for change in till.pull().changes
        if change.kind == "payment_reversal"
    ]


def reversals(room: Payroom) -> list[tuple[str, str]]:
    rows = room.office.rows(payment_reversal)
    return [(str(row["payment_id"]), str(row["refund"])) for row in rows]


def messages(room: Payroom, kind: str) -> list[str]:
    rows = room.office.rows(case_file)
    return [str(row["message"]) for row in rows if row["kind"] == kind]


def test_what_a_till_sends_back_its_provider_gives_back_and_nothing_is_counted_twice(
    room: Payroom, till: PaperTill
) -> None:
    number = send_back(till, paid(room, till))
    assert till.push().rulings == ()
    assert room.row().step == "refund_due"
    room.run(timedelta(seconds=5))
    room.run(timedelta(minutes=5))
    keep_refunds(room.office.central, room.lease.writing)

    assert room.state() == "refunded"
    assert told(till) == [("pay-1", "asked", "")]
    assert standings(room.office) == ["sound"]
    assert messages(room, "refunded_twice") == []
    assert number


def test_sent_again_it_is_asked_for_once(room: Payroom, till: PaperTill) -> None:
    send_back(till, paid(room, till))
    till.push()
    room.run(timedelta(seconds=5))
    till.push()
    room.run(timedelta(minutes=5))

    assert room.state() == "refunded"
    assert len(told(till)) == 1


def test_cash_beside_what_a_refund_sends_back_is_found(room: Payroom, till: PaperTill) -> None:
    receipt = paid(room, till)
    send_back(till, receipt)
    give_back(till, refund_body(till, receipt))
    till.push()

    assert sorted(standings(room.office)) == ["over", "sound"]
    assert len(messages(room, "refunded_twice")) == 1


@pytest.mark.parametrize(
    ("state", "words"),
    [("disputed", "It is disputed: only what is verified"), ("refunded", "")],
)
def test_what_changed_meanwhile_is_refused_and_told_or_done_already(
    room: Payroom, till: PaperTill, state: str, words: str
) -> None:
    receipt = paid(room, till)
    move(room, state)
    send_back(till, receipt)
    till.push()

    ((key, said, why),) = told(till)
    assert (key, said) == ("pay-1", "refused" if words else "asked")
    assert why.startswith(words)
    assert room.row().step == "idle"
    refused = [each for each in messages(room, "payment_unknown") if "another way" in each]
    assert len(refused) == int(bool(words))


def test_a_payment_of_another_receipt_goes_nowhere(room: Payroom, till: PaperTill) -> None:
    send_back(till, paid(room, till), of_receipt="GY09C-000001")
    till.push()

    assert [said for _, said, _ in told(till)] == ["refused"]
    assert room.row().step == "idle"


def test_without_an_account_it_is_refused_and_said(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = paid(room, till)
    monkeypatch.setattr(reversal_facts, "merchant_of", lambda *_: "")
    send_back(till, receipt)
    till.push()

    ((_, said, why),) = told(till)
    assert (said, why) == ("refused", "The office has no account at MMG.")


def test_a_payment_that_nobody_knows_is_quarantined(room: Payroom, till: PaperTill) -> None:
    send_back(till, paid(room, till), payment_id="pay-9")

    assert [ruling.title for ruling in till.push().rulings] == ["A payment that nobody knows"]


def test_refused_by_its_provider_it_is_told_and_the_office_may_ask_once_more(
    room: Payroom, till: PaperTill
) -> None:
    send_back(till, paid(room, till))
    till.push()
    room.mmg.line.only, room.mmg.line.next = "reversal", [(422, b'{"statusCode":"9"}')]
    room.run(timedelta(seconds=5))
    deed = ByPerson(
        organisation_id=room.shop.organisation_id, payment_id="pay-1", by="S7", reason="again"
    )

    key, said, why = told(till)[-1]
    assert (key, said) == ("pay-1", "refused")
    assert why.startswith("MMG did not give it back")
    (message,) = messages(room, "payment_unknown")
    assert "The till paid nothing out" in message
    reverse_payment(room.office.central, deed)
    room.run(timedelta(seconds=5))
    room.run(timedelta(minutes=5))
    keep_refunds(room.office.central, room.lease.writing)
    assert room.state() == "refunded"
    assert standings(room.office) == ["sound"]


def test_what_the_office_gives_back_by_itself_is_told_to_no_till_as_a_reversal(
    room: Payroom, till: PaperTill
) -> None:
    paid(room, till)
    with room.lease.writing() as writing:
        row, around = room.row(), room.office.central.surroundings

        assert not refuse_reversal(writing, around, row, "MMG said no.")


def test_two_refunds_that_send_the_same_payment_back_are_found_and_it_goes_once(
    room: Payroom, till: PaperTill
) -> None:
    receipt = paid(room, till)
    first = send_back(till, receipt)
    send_back(till, receipt)
    till.push()
    room.run(timedelta(seconds=5))
    room.run(timedelta(minutes=5))

    assert room.state() == "refunded"
    assert room.mmg.double.reversals == 1
    keep_refunds(room.office.central, room.lease.writing)
    assert sorted(standings(room.office)) == ["over", "sound"]
    assert {refund for _, refund in reversals(room)} == {first}


def test_the_office_gives_back_a_payment_whose_receipt_nobody_gave_back(
    room: Payroom, till: PaperTill
) -> None:
    claim(till, reference=paid_directly(room))
    till.push()
    room.run()
    deed = ByPerson(
        organisation_id=room.shop.organisation_id, payment_id="pay-1", by="S7", reason="late"
    )
    reverse_payment(room.office.central, deed)

    assert room.row().step == "refund_due"


# ------------------------------------------------------------------ given as store credit


def refused_back(room: Payroom, till: PaperTill) -> tuple[str, str]:
    """A payment that its provider did not give back; its receipt and the refund."""
    receipt = paid(room, till)
    number = send_back(till, receipt)
    till.push()
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        refuse_reversal(writing, room.office.central.surroundings, room.row(), "MMG said no.")
    return receipt, number


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


def reverse(room: Payroom) -> None:
    whose = room.shop.organisation_id
    deed = ByPerson(organisation_id=whose, payment_id="pay-1", by="S7", reason="Once more")
    reverse_payment(room.office.central, deed)


def test_what_a_till_gave_as_credit_its_provider_is_asked_for_no_more(
    room: Payroom, till: PaperTill
) -> None:
    _, number = refused_back(room, till)
    assert room.row().step == "refund_due"
    as_credit(till, number)
    step, open_cases = room.row().step, room.cases()
    with pytest.raises(Conflict, match="given back already"):
        reverse(room)
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        assert not refuse_reversal(writing, room.office.central.surroundings, room.row(), "Again.")

    assert (step, open_cases) == ("idle", [])
    assert [row["state"] for row in room.office.rows(payment_reversal)] == ["credited"]


def test_a_provider_that_gives_back_what_a_till_gave_as_credit_is_found(
    room: Payroom, till: PaperTill
) -> None:
    _, number = refused_back(room, till)
    as_credit(till, number)
    move(room, "refunded")
    keep_refunds(room.office.central, room.lease.writing)

    assert standings(room.office) == ["over"]
    assert len(messages(room, "refunded_twice")) == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"quantity": 50_000}, "its payment is of G$1,140"),
        ({"of_refund": "R-9"}, "refund R-9 sends no such payment back"),
        ({"of_refund": None}, "sends no such payment back"),
        ({"instead_of": "pay-9"}, "it stands for no payment of this till"),
    ],
)
def test_a_credit_that_stands_for_no_refused_payment_is_a_case(
    room: Payroom, till: PaperTill, changed: dict[str, object], says: str
) -> None:
    _, number = refused_back(room, till)
    as_credit(till, number, **changed)

    assert says in messages(room, "payment_sale")[0]


def test_a_second_credit_for_one_payment_is_a_case(room: Payroom, till: PaperTill) -> None:
    _, number = refused_back(room, till)
    as_credit(till, number)
    as_credit(till, number, resource="credit:GYD-CR-OTHER")

    assert "given as store credit before" in messages(room, "payment_sale")[0]


@pytest.mark.parametrize(
    ("step", "says"),
    [("refund_waiting", "gives it back as well"), ("idle", "had not refused")],
)
def test_a_credit_for_what_its_provider_may_still_give_back_is_a_case(
    room: Payroom, till: PaperTill, step: str, says: str
) -> None:
    number = send_back(till, paid(room, till))
    till.push()
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row(), step=step)
    as_credit(till, number)

    assert says in messages(room, "payment_sale")[0]
