"""A till takes goods back and has their payment sent back the way it was paid."""

from __future__ import annotations

from datetime import timedelta

import pytest

from central.operations import reversal_facts
from central.operations.refund_chores import keep_refunds
from central.payments.office import ByPerson, reverse_payment
from central.payments.reversals import payment_reversal, refuse_reversal
from tests.central.paper_till import PaperTill
from tests.central.paying import Payroom, claim, move, paid_directly
from tests.central.refunding import give_back, refund_body, standings
from tests.central.reversing import messages, paid, send_back, told


def reversals(room: Payroom) -> list[tuple[str, str]]:
    rows = room.office.rows(payment_reversal)
    return [(str(row["payment_id"]), str(row["refund"])) for row in rows]


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
    refused = [each for each in messages(room, "payment_unknown") if "paid nothing out" in each]
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
