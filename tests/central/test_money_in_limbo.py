"""Money that is to be given back and of which nobody can say whether it was (sync rule 16.23)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from central.jobs.paying_waits import CLAIM_CASE_TRIES, CLAIM_TRIES_MAX
from central.payments.office import ByPerson, reverse_payment
from central.payments.port import Found
from central.payments.rows import set_payment
from domain.errors import Conflict
from tests.central.paper_till import PaperTill
from tests.central.paying import Payroom, claim, move, paid_directly
from tests.helpers.mmg_kit import Fault

Expect = Callable[[str], None]
Answer = Fault | tuple[int, bytes] | None
TAKEN_UP = (200, b'{"transactionStatus":"pending","transactionReference":"rev-9"}')
"""The reversal is begun, and never ends."""
UNDER_WAY = (422, b'{"statusCode":"184","message":"REVERSAL_FAIL_DUPLICATE"}')


def asked_back(room: Payroom, till: PaperTill) -> None:
    """A payment is verified, and the office has it given back."""
    claim(till, reference=paid_directly(room))
    till.push()
    room.run()
    ask_again(room)


def nearly_ended(room: Payroom) -> None:
    """Two weeks have passed."""
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row(), tries=CLAIM_TRIES_MAX - 1)


def ask_again(room: Payroom) -> None:
    deed = ByPerson(
        organisation_id=room.shop.organisation_id, payment_id="pay-1", by="S7", reason="brought"
    )
    reverse_payment(room.office.central, deed)


@pytest.mark.parametrize("answer", [TAKEN_UP, UNDER_WAY])
def test_a_reversal_that_never_ends_is_asked_for_once_told_to_a_person_and_left_after_two_weeks(
    room: Payroom, till: PaperTill, answer: tuple[int, bytes]
) -> None:
    asked_back(room, till)
    room.mmg.line.only, room.mmg.line.next = "reversal", [answer]
    for _ in range(CLAIM_CASE_TRIES):
        room.run(timedelta(hours=5))
    assert (room.state(), room.row().step) == ("verified", "refund_waiting")
    assert room.cases() == ["payment_unknown"]
    assert "nobody can say whether it was" in room.messages()[0]
    nearly_ended(room)
    room.run(timedelta(hours=7))

    assert (room.state(), room.row().step, room.row().next_at) == ("verified", "idle", None)
    assert "for two weeks" in room.messages()[0]
    assert room.mmg.line.asked.count("reversal") == 1


def test_what_mmg_says_it_was_asked_for_before_is_not_given_back_until_its_look_up_says_so(
    room: Payroom, till: PaperTill
) -> None:
    asked_back(room, till)
    room.mmg.line.only, room.mmg.line.next = "reversal", [UNDER_WAY]
    for _ in range(3):
        room.run(timedelta(hours=1))
    assert room.state() == "verified"
    room.mmg.double.entries[0].status = "reversed"
    room.run(timedelta(hours=1))

    assert (room.state(), room.cases()) == ("refunded", [])


def test_a_line_that_stays_down_is_a_case_and_is_asked_again_when_it_is_back(
    room: Payroom, till: PaperTill, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    expect_log("provider_down")
    asked_back(room, till)
    room.mmg.line.only, room.mmg.line.next = "reversal", ["refused"] * CLAIM_CASE_TRIES
    for _ in range(CLAIM_CASE_TRIES + 1):
        room.run(timedelta(hours=7))
    assert room.cases() == ["payment_unknown"]
    assert room.row().step == "refund_waiting"
    room.run(timedelta(hours=7))

    assert (room.state(), room.mmg.double.reversals, room.cases()) == ("refunded", 1, [])


def test_a_person_may_have_it_asked_for_anew_when_it_has_ended_in_nothing(
    room: Payroom, till: PaperTill
) -> None:
    asked_back(room, till)
    room.mmg.line.only, room.mmg.line.next = "reversal", [TAKEN_UP]
    room.run()
    with pytest.raises(Conflict, match="on its way back"):
        ask_again(room)
    nearly_ended(room)
    room.run(timedelta(hours=7))
    ask_again(room)
    assert room.row().known["earlier_reversal_id"] == "rev-9"
    for _ in range(2):
        room.run(timedelta(hours=7))

    assert (room.state(), room.mmg.double.reversals) == ("refunded", 1)
    assert room.row().known["reversal_id"] == "rev-1"


@pytest.mark.parametrize("answer", [TAKEN_UP, "refused"])
def test_what_was_disputed_while_it_was_being_given_back_waits_for_nothing(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    """The step of a dispute stands; what MMG said is written down."""
    asked_back(room, till)
    refund = type(room.mmg.driver).refund
    room.mmg.line.only, room.mmg.line.next = "reversal", [answer]

    def refund_slowly(*words: object) -> object:
        try:
            return refund(*words)  # type: ignore[arg-type]  # as it was called
        finally:
            move(room, "disputed")

    monkeypatch.setattr(type(room.mmg.driver), "refund", refund_slowly)
    room.run()

    assert (room.state(), room.row().step, room.row().next_at) == ("disputed", "idle", None)


def test_planted_a_refusal_of_a_second_one_that_is_taken_for_the_first_ones_end_is_seen(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    refund = type(room.mmg.driver).refund

    def refund_at_once(*words: object) -> Found:
        return replace(refund(*words), finding="paid")  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(type(room.mmg.driver), "refund", refund_at_once)
    asked_back(room, till)
    room.mmg.line.only, room.mmg.line.next = "reversal", [UNDER_WAY]
    room.run()

    assert room.state() == "refunded"
    assert room.mmg.double.entries[0].status != "reversed"  # nobody has the money back
