"""The jobs look claims up: verified on evidence, disputed with a reason, or left to a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from central.jobs.paying_waits import CLAIM_CASE_TRIES, CLAIM_TRIES_MAX
from central.payments.rows import set_payment
from central.payments.tables import payment, payment_event
from tests.central.paper_till import PaperTill
from tests.central.paying import (
    SOLD_MINOR,
    Payroom,
    claim,
    decide,
    paid_directly,
    sell_by,
    told_states,
)

both = pytest.mark.both_databases
DOLLARS = SOLD_MINOR // 100
SOON = timedelta(seconds=3)
Expect = Callable[[str], None]


@both
def test_the_day_of_three_claims_offline(room: Payroom, till: PaperTill) -> None:
    """One good, one reused, one for another amount, one over the cap approved, one rejected."""
    good = paid_directly(room)
    other_amount = paid_directly(room, 900)
    over_cap = paid_directly(room)
    claim(till, "good", reference=good, cart_id="cart-1")
    sell_by(till, "good")
    claim(till, "reused", reference=good, cart_id="cart-1")
    claim(till, "other", reference=other_amount, cart_id="cart-1")
    approved = {"action": "supervisor", "approved_by": "staff-sup", "rules": ("cap",)}
    claim(till, "over", reference=over_cap, cart_id="cart-1", **approved)
    claim(till, "rejected", reference="20402048999999", cart_id="cart-1", action="supervisor")
    decide(till, "reject", "rejected")
    room.office.clock.forward(timedelta(hours=3))
    answer = till.push()
    assert answer.rulings == ()

    for _ in range(3):
        room.run(SOON)
    found = {row["payment_id"]: row["state"] for row in room.office.rows(payment)}
    assert found == {
        "good": "verified",
        "reused": "disputed",
        "other": "disputed",
        "over": "verified",
        "rejected": "cancelled",
    }
    assert room.cases() == ["payment_disputed", "payment_disputed"]
    assert any("G$900 were paid, not G$1,140" in text for text in room.messages())
    assert any("shown before" in text for text in room.messages())
    assert dict(told_states(till)) == found
    assert room.mmg.double.logins == 1


@both
def test_what_is_verified_names_its_evidence(room: Payroom, till: PaperTill) -> None:
    claim(till, reference=paid_directly(room))
    till.push()
    room.run()

    event = room.office.rows(payment_event, "event_no")[-1]
    assert (event["state"], event["by"]) == ("verified", "mmg")
    assert all(
        words in str(event["evidence"])
        for words in ("20402048536279", "20402048601581", "paid_at", "successful")
    )


def unproven(room: Payroom) -> list[str]:
    """Return verified payments whose history shows no evidence."""
    events = room.office.rows(payment_event)
    proven = {
        str(row["payment_id"])
        for row in events
        if row["state"] == "verified" and row["evidence"] != "{}"
    }
    verified = {
        str(row["payment_id"]) for row in room.office.rows(payment) if row["state"] == "verified"
    }
    return sorted(verified - proven)


def test_a_payment_verified_without_evidence_is_seen(room: Payroom, till: PaperTill) -> None:
    """The check holds for what the jobs verified, and fails for a planted bug."""
    claim(till, reference=paid_directly(room))
    till.push()
    room.run()
    assert unproven(room) == []

    claim(till, "pay-2", reference="20402048999999")
    till.push()
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row("pay-2"), state="verified")
    assert unproven(room) == ["pay-2"]


def test_a_claim_just_made_may_become_known(room: Payroom, till: PaperTill) -> None:
    """Its number is unknown at first: MMG's books lag behind the customer's message."""
    claim(till, reference="20402048536279")
    till.push()
    room.run(timedelta(minutes=1))
    assert (room.state(), room.row().tries) == ("claimed", 1)

    assert paid_directly(room) == "20402048536279"
    room.run(timedelta(minutes=2))
    assert room.state() == "verified"


def test_a_claim_from_a_clock_that_is_ahead_is_not_waited_for_until_its_day(
    room: Payroom, till: PaperTill
) -> None:
    """Nobody claims what is still to come: an invented number is disputed as soon as any other."""
    room.office.clock.forward(timedelta(hours=-40))
    claim(till, reference="20402048999999")
    till.push()
    room.run_through(timedelta(minutes=20), timedelta(minutes=2))

    assert room.state() == "disputed"


def test_a_claim_that_nobody_can_look_up_becomes_a_case_and_is_looked_up_for_two_weeks(
    room: Payroom, till: PaperTill
) -> None:
    claim(till, reference=paid_directly(room))
    till.push()
    room.mmg.double.entries[0].status = "strange"
    for tries in range(CLAIM_TRIES_MAX):
        assert room.cases() == (["payment_unknown"] if tries >= CLAIM_CASE_TRIES else [])
        room.run(timedelta(hours=7))
    assert (room.row().step, room.row().next_at) == ("idle", None)


@both
def test_late_evidence_settles_the_case(room: Payroom, till: PaperTill) -> None:
    claim(till, reference=paid_directly(room))
    till.push()
    room.mmg.double.entries[0].status = "strange"
    for _ in range(CLAIM_CASE_TRIES):
        room.run(timedelta(hours=7))
    assert room.cases() == ["payment_unknown"]

    room.mmg.double.entries[0].status = "successful"
    room.run(timedelta(hours=7))
    assert (room.state(), room.cases()) == ("verified", [])


def test_a_rejected_claim_whose_money_is_there_asks_a_person(
    room: Payroom, till: PaperTill
) -> None:
    claim(till, reference=paid_directly(room))
    decide(till, "reject")
    till.push()
    room.run()

    assert (room.state(), room.cases()) == ("verified", ["payment_late"])


def test_a_rejected_claim_without_money_is_left_in_peace(room: Payroom, till: PaperTill) -> None:
    claim(till, reference="20402048999999")
    decide(till, "reject")
    till.push()
    room.run(timedelta(hours=3))

    row = room.row()
    assert (row.state, row.step, row.next_at) == ("cancelled", "idle", None)
    assert room.cases() == []
