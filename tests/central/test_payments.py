"""Payments as central books them: claims, wishes, decisions, and the one way to change a state."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central.operations.appliers import APPLIERS
from central.payments.moving import Move, move_payment
from central.payments.rows import note_event
from central.payments.tables import payment, payment_event, provider_reference
from central.tables import case_file
from domain.errors import NotFound
from domain.payment import FOLLOWS, STATES
from tests.central.office import Office
from tests.central.paper_till import PaperTill
from tests.central.paying import (
    CLAIM,
    Payroom,
    check,
    claim,
    decide,
    give_up,
    payroom,
    sell_by,
    told_states,
    wish,
)

both = pytest.mark.both_databases


@pytest.fixture
def room(office: Office) -> Payroom:
    return payroom(office)


@pytest.fixture
def till(room: Payroom) -> PaperTill:
    return room.office.enrol(room.shop)


def rulings(till: PaperTill) -> list[str | None]:
    return [ruling.title for ruling in till.push().rulings]


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


# --- sales ---------------------------------------------------------------------------------------


@both
def test_a_sale_that_fits_its_payment_is_tied_to_it(room: Payroom, till: PaperTill) -> None:
    claim(till)
    receipt = sell_by(till, "pay-1")
    assert rulings(till) == []

    assert room.row().receipt == receipt
    assert room.cases() == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"amount_minor": 50_000}, "for a payment of G$500"),
        ({"currency": "USD", "amount_minor": 1_000}, "for a payment of US$10"),
        ({"cart_id": "cart-9"}, "a payment of another sale"),
        ({"provider": "stripe"}, "its payment is one by stripe"),
        ({"action": "refuse"}, "its payment is cancelled"),
    ],
)
def test_a_sale_that_does_not_fit_its_payment_is_a_case(
    room: Payroom, till: PaperTill, changed: dict[str, object], words: str
) -> None:
    claim(till, **changed)
    sell_by(till, "pay-1")
    assert rulings(till) == []

    (message,) = room.messages()
    assert words in message


def test_a_sale_of_no_known_payment_is_a_case(room: Payroom, till: PaperTill) -> None:
    sell_by(till, "pay-9")
    assert rulings(till) == []

    assert room.cases() == ["payment_sale"]


def test_two_sales_of_one_payment_are_a_case(room: Payroom, till: PaperTill) -> None:
    claim(till)
    first = sell_by(till, "pay-1")
    sell_by(till, "pay-1")
    till.push()

    assert room.row().receipt == first
    (message,) = room.messages()
    assert f"its payment is that of receipt {first}" in message


def test_a_sale_names_no_payment_of_another_till(room: Payroom, till: PaperTill) -> None:
    claim(till)
    till.push()
    other = room.office.enrol(room.shop)
    sell_by(other, "pay-1")
    other.push()

    (message,) = room.messages()
    assert "a payment of another till" in message


def test_a_dispute_names_the_receipt(room: Payroom, till: PaperTill) -> None:
    claim(till)
    receipt = sell_by(till, "pay-1")
    till.push()
    move(room, "disputed", why="G$900 were paid, not G$1,140.")

    (message,) = room.messages()
    assert receipt in message
    assert "G$900" in message


# --- moving --------------------------------------------------------------------------------------


def test_told_twice_it_changes_nothing(room: Payroom, till: PaperTill) -> None:
    claim(till)
    till.push()

    assert move(room, "verified", references=(CLAIM.reference,)) == "moved"
    assert move(room, "verified", references=(CLAIM.reference,)) == "same"
    assert room.history() == [("claimed", "claimed"), ("claimed", "verified")]
    assert told_states(till) == [("pay-1", "claimed"), ("pay-1", "verified")]


def test_nothing_is_verified_without_evidence(room: Payroom, till: PaperTill) -> None:
    claim(till)
    till.push()
    with pytest.raises(ValueError, match="evidence"):
        move(room, "verified", evidence={})

    assert room.state() == "claimed"


def test_there_is_no_moving_what_is_not_there(room: Payroom, till: PaperTill) -> None:
    claim(till)
    till.push()

    with pytest.raises(NotFound):
        move(room, "verified", "pay-9")


def test_what_is_learnt_later_is_kept_and_a_new_code_told(room: Payroom, till: PaperTill) -> None:
    wish(till)
    till.push()
    move(room, "pending", known={"attempt": "7"}, url="https://a.example")
    told_states(till)

    move(room, "pending", known={"attempt": "7"}, url="https://a.example")
    assert told_states(till) == []
    move(room, "pending", known={"more": "8"})
    assert told_states(till) == []
    move(room, "pending", url="https://b.example")
    assert told_states(till) == [("pay-1", "pending")]
    assert room.row().known == {"attempt": "7", "more": "8"}


@pytest.mark.parametrize("to", ["verified", "disputed"])
def test_money_for_what_cannot_take_it_is_a_case(room: Payroom, till: PaperTill, to: str) -> None:
    wish(till)
    give_up(till)
    wish(till, "pay-2")
    till.push()
    move(room, "verified", "pay-2", references=("1",))

    assert move(room, to, references=("1",), why="It was used.") == "kept"
    assert room.state() == "cancelled"
    assert room.cases() == ["payment_disputed"]


def test_what_was_given_back_asks_nobody_any_more(room: Payroom, till: PaperTill) -> None:
    wish(till)
    give_up(till)
    till.push()
    move(room, "verified")
    assert room.cases() == ["payment_late"]
    move(room, "refunded")
    assert room.cases() == []

    assert move(room, "disputed") == "kept"
    assert room.cases() == []


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(STATES)), max_size=12))
def test_no_walk_leaves_the_allowed_ways(room: Payroom, till: PaperTill, walk: list[str]) -> None:
    """Whatever is told in whatever order: the history is a chain of allowed steps."""
    payment_id = f"walk-{len(room.office.rows(payment))}"
    wish(till, payment_id)
    if len(room.office.rows(payment)) == 0:
        wish(till, "pay-1")
    till.push()
    for state in walk:
        move(room, state, payment_id)

    assert broken_steps(room.history(payment_id)) == []
    assert room.history(payment_id)[-1][1] == room.state(payment_id)


def broken_steps(history: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the steps of a history that no payment may take."""
    known = history[0][0]
    broken = []
    for before, after in history:
        if before != known or (before != after and after not in FOLLOWS[before]):
            broken.append((before, after))
        known = after
    return broken


def test_a_step_that_is_not_allowed_is_seen(room: Payroom, till: PaperTill) -> None:
    """The check above fails for a planted step."""
    claim(till)
    till.push()
    central = room.office.central
    with central.database.writing(room.office.clock.now()) as writing:
        from central.payments.rows import Event  # noqa: PLC0415  for the planted step only

        note_event(writing, room.row(), Event(by="x", why="", evidence={}, state="refunded"))

    assert broken_steps(room.history()) == [("claimed", "refunded")]


def test_every_operation_of_payments_is_known() -> None:
    names = {name for name in APPLIERS if name.startswith("payment_")}

    assert names == {
        "payment_claimed",
        "payment_requested",
        "payment_cancelled",
        "payment_decided",
        "payment_checked",
    }
