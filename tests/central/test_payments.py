"""Payments as central books them: claims, wishes and decisions."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from central.payments.tables import payment, payment_event, provider_reference
from central.tables import case_file
from tests.central.paper_till import PaperTill
from tests.central.paying import (
    CLAIM,
    Payroom,
    check,
    claim,
    decide,
    give_up,
    move,
    paid_directly,
    rulings,
    told_states,
    wish,
)

both = pytest.mark.both_databases


@both
def test_a_claim_is_booked_told_and_due_at_once(room: Payroom, till: PaperTill) -> None:
    claim(till)
    assert rulings(till) == []

    row = room.row()
    assert (row.state, row.step, row.way) == ("claimed", "waiting", "claim")
    assert row.next_at == room.office.clock.now()
    assert told_states(till) == [("pay-1", "claimed")]
    (reference,) = room.office.rows(provider_reference)
    assert (reference["merchant"], reference["payment_id"]) == ("9900001", "pay-1")


def test_an_operation_that_comes_twice_is_one_payment(room: Payroom, till: PaperTill) -> None:
    claim(till)
    till.push()
    till.push()

    assert len(room.office.rows(payment)) == 1
    assert len(room.office.rows(payment_event)) == 1


@both
def test_a_reference_is_of_one_payment_for_ever(room: Payroom, till: PaperTill) -> None:
    """The second till is another, and the first claim is settled long ago."""
    claim(till)
    till.push()
    move(room, "verified", references=("20402048536279", "20402048601581"))
    other = room.office.enrol(room.shop)
    claim(other, "pay-2")
    claim(other, "pay-3", reference="20402048601581")
    assert rulings(other) == []

    assert room.state("pay-2") == "disputed"
    assert room.state("pay-3") == "disputed"
    assert room.cases() == ["payment_disputed", "payment_disputed"]
    assert room.row("pay-2").next_at is None


def test_what_central_had_no_account_for_counts_when_it_has_one(
    room: Payroom, till: PaperTill
) -> None:
    claim(till)
    till.push()
    central = room.office.central
    with central.database.writing(room.office.clock.now()) as writing:
        writing.connection.execute(sa.update(provider_reference).values(merchant=""))

    assert move(room, "verified", references=(CLAIM.reference,)) == "moved"
    claim(till, "pay-2")
    till.push()
    assert room.state("pay-2") == "disputed"


@pytest.mark.parametrize(
    ("changed", "state", "events"),
    [
        ({}, "claimed", 1),
        ({"action": "supervisor"}, "claimed", 1),
        ({"action": "supervisor", "approved_by": "staff-sup", "rules": ("cap",)}, "approved", 2),
        ({"action": "refuse"}, "cancelled", 2),
    ],
)
def test_a_claim_says_how_it_was_judged(
    room: Payroom, till: PaperTill, changed: dict[str, object], state: str, events: int
) -> None:
    claim(till, **changed)
    till.push()

    assert room.state() == state
    assert len(room.history()) == events


@both
@pytest.mark.parametrize(
    ("decision", "state"),
    [("approve", "approved"), ("reject", "cancelled"), ("release", "claimed")],
)
def test_a_supervisor_decides(room: Payroom, till: PaperTill, decision: str, state: str) -> None:
    claim(till)
    decide(till, decision)
    assert rulings(till) == []

    assert room.state() == state
    last = room.office.rows(payment_event, "event_no")[-1]
    assert (last["by"], last["why"]) == ("staff-sup", "I know them")
    assert "over_cap" in str(last["evidence"])


def test_what_was_approved_and_is_rejected_is_disputed(room: Payroom, till: PaperTill) -> None:
    claim(till)
    decide(till, "approve")
    decide(till, "reject")
    till.push()

    assert room.state() == "disputed"
    decide(till, "reject")
    till.push()
    assert room.state() == "cancelled"
    assert room.cases() == []


def test_a_decision_that_comes_too_late_is_noted(room: Payroom, till: PaperTill) -> None:
    claim(till)
    till.push()
    move(room, "verified")
    decide(till, "approve")
    till.push()

    assert room.state() == "verified"
    assert room.history()[-1] == ("verified", "verified")


@both
def test_a_person_verifies_by_hand_and_that_settles_the_case(
    room: Payroom, till: PaperTill
) -> None:
    claim(till)
    till.push()
    move(room, "disputed", why="G$900 were paid.")
    assert room.cases() == ["payment_disputed"]
    check(till, "verified")
    till.push()

    assert room.state() == "verified"
    assert room.cases() == []
    (case,) = room.office.rows(case_file)
    assert case["closed_by"] == "central"
    assert "row 7" in str(room.office.rows(payment_event, "event_no")[-1]["evidence"])


def test_a_person_disputes_and_the_case_is_opened_again(room: Payroom, till: PaperTill) -> None:
    claim(till)
    for outcome in ("disputed", "verified", "disputed"):
        check(till, outcome)
    till.push()

    assert room.cases() == ["payment_disputed"]
    assert len(room.office.rows(case_file)) == 1


def test_a_number_of_a_claim_that_came_to_nothing_goes_over_by_a_person_only(
    room: Payroom, till: PaperTill
) -> None:
    claim(till)
    check(till, "disputed")
    claim(till, "pay-2")
    till.push()
    assert move(room, "verified", "pay-2", references=(CLAIM.reference,)) == "kept"
    assert room.state("pay-2") == "disputed"

    check(till, "verified", "pay-2")
    till.push()
    assert room.state("pay-2") == "verified"
    assert room.office.rows(provider_reference)[0]["payment_id"] == "pay-2"


def test_a_person_cannot_take_the_number_of_a_payment_that_stands(
    room: Payroom, till: PaperTill
) -> None:
    claim(till)
    check(till, "verified")
    claim(till, "pay-2")
    check(till, "verified", "pay-2")
    till.push()

    assert (room.state(), room.state("pay-2")) == ("verified", "disputed")
    assert room.office.rows(provider_reference)[0]["payment_id"] == "pay-1"


@both
def test_a_wish_waits_for_the_jobs_and_is_given_up_before_anything_was_sent(
    room: Payroom, till: PaperTill
) -> None:
    wish(till)
    give_up(till)
    assert rulings(till) == []

    row = room.row()
    assert (row.state, row.step, row.next_at) == ("cancelled", "idle", None)
    assert told_states(till) == [("pay-1", "requested"), ("pay-1", "cancelled")]


@pytest.mark.parametrize(
    ("reason", "state"),
    [("pressed", "cancelled"), ("expired", "expired"), ("other_tender", "cancelled")],
)
def test_why_a_wish_was_given_up(room: Payroom, till: PaperTill, reason: str, state: str) -> None:
    wish(till)
    give_up(till, reason=reason)
    give_up(till, reason=reason)
    till.push()

    assert room.state() == state
    assert len(room.history()) == 2


def test_a_claim_is_given_up_but_never_expires(room: Payroom, till: PaperTill) -> None:
    claim(till)
    give_up(till, reason="expired")
    till.push()

    row = room.row()
    assert (row.state, row.step) == ("cancelled", "waiting")  # money may still be found


@pytest.mark.parametrize(
    ("write", "title"),
    [
        (give_up, "A payment that nobody knows"),
        (lambda till: decide(till, "approve"), "A payment that nobody knows"),
        (lambda till: check(till, "verified"), "A payment that nobody knows"),
        (lambda till: claim(till, currency="EUR"), "A payment of no money"),
        (lambda till: claim(till, amount_minor=0), "A payment of no money"),
        (lambda till: claim(till, cart_id="\0"), "A payment without a name"),
        (lambda till: wish(till, provider="\0"), "A payment without a name"),
    ],
)
def test_what_names_nothing_is_quarantined(
    room: Payroom, till: PaperTill, write: object, title: str
) -> None:
    assert callable(write)
    write(till)

    assert rulings(till) == [title]
    assert room.office.rows(payment) == []


def test_a_payer_that_no_database_keeps_is_quarantined(till: PaperTill) -> None:
    till.write(CLAIM.model_copy(update={"payer_id": "\0"}), kind="payment_claimed")

    assert rulings(till) == ["A payment of nobody"]


def test_two_payments_never_share_an_id(room: Payroom, till: PaperTill) -> None:
    claim(till)
    claim(till, reference="20402048536280")

    assert rulings(till) == ["A payment came twice"]
    assert len(room.office.rows(payment)) == 1


@both
def test_a_mistyped_claim_gives_its_reference_to_the_right_one_and_is_looked_up_no_more(
    room: Payroom, till: PaperTill
) -> None:
    reference = paid_directly(room)
    claim(till, reference=reference, amount_minor=100_000)
    decide(till, "mistyped")
    claim(till, "pay-2", reference=reference)
    assert rulings(till) == []
    room.run()

    assert (room.state(), room.state("pay-2")) == ("cancelled", "verified")
    assert (room.row().step, room.row().next_at, room.row().reference) == ("idle", None, "")
    owners = {str(row["payment_id"]) for row in room.office.rows(provider_reference)}
    assert owners == {"pay-2"}


def test_a_claim_that_is_verified_keeps_its_reference_whatever_a_till_says(
    room: Payroom, till: PaperTill
) -> None:
    claim(till, reference=paid_directly(room))
    till.push()
    room.run()
    decide(till, "mistyped")
    till.push()

    assert room.state() == "verified"
    assert len(room.office.rows(provider_reference)) > 0
