"""The jobs ask providers for what tills wish: once, and looked up till something is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from central.jobs.paying_waits import LATE_FOR
from central.payments.port import Begun
from central.people.erasing import ErasureRequest, erase_person
from tests.central.paper_till import PaperTill
from tests.central.paying import (
    SOLD_MINOR,
    Payroom,
    claim,
    give_up,
    push_wish,
    wish,
)
from tests.helpers.mmg_kit import Fault

both = pytest.mark.both_databases
DOLLARS = SOLD_MINOR // 100
SOON = timedelta(seconds=3)
Expect = Callable[[str], None]


@both
def test_a_code_is_shown_paid_and_verified(room: Payroom, till: PaperTill) -> None:
    wish(till)
    till.push()
    room.run()
    pending = [change for change in till.pull().changes if change.kind == "payment"][-1]
    url = str((pending.body or {})["url"])
    assert room.state() == "pending"
    room.mmg.double.pay_page(url)
    room.run(SOON)

    assert room.state() == "verified"
    last = [change for change in till.pull().changes if change.kind == "payment"][-1]
    assert (last.body or {})["state"] == "verified"
    assert (last.body or {})["url"] == ""


@both
def test_a_push_is_sent_once_and_polled(room: Payroom, till: PaperTill) -> None:
    push_wish(till)
    till.push()
    for _ in range(20):
        room.run(SOON)
    assert (room.mmg.double.pushes, room.state()) == (1, "pending")

    room.mmg.double.settle("20402048536279")
    room.run(SOON)
    assert room.state() == "verified"
    room.run_through(timedelta(minutes=1), SOON)
    assert room.mmg.double.pushes == 1


def test_a_wish_that_nobody_waits_for_any_more_is_not_sent(room: Payroom, till: PaperTill) -> None:
    push_wish(till)
    till.push()
    room.run(timedelta(minutes=6))

    assert (room.mmg.double.pushes, room.state()) == (0, "expired")
    assert room.row().next_at is None


def test_a_payer_who_is_not_known_is_not_asked(room: Payroom, till: PaperTill) -> None:
    push_wish(till)
    till.push()
    erase_person(
        room.office.central,
        ErasureRequest(
            organisation_id=room.row().organisation_id,
            person_id="person-1",
            requested_by="staff-1",
            reason="asked",
        ),
    )
    room.run()

    row = room.row()
    assert (row.state, row.message) == ("cancelled", "The payer's number is not known.")


def test_a_refused_push_tells_the_till_why(room: Payroom, till: PaperTill) -> None:
    push_wish(till, amount_minor=SOLD_MINOR + 50)
    till.push()
    room.run()

    row = room.row()
    assert (row.state, row.step, row.next_at) == ("cancelled", "idle", None)
    assert "whole Guyana dollars" in row.message


def test_our_own_fault_is_logged_for_an_alert(
    room: Payroom, till: PaperTill, expect_log: Expect
) -> None:
    expect_log("provider_misconfigured")
    room.mmg.double.locked = True
    push_wish(till)
    claim(till, "pay-2", reference="20402048536279", payer_id="person-2")
    till.push()
    room.run()

    assert room.state() == "cancelled"
    assert room.state("pay-2") == "claimed"
    assert room.mmg.double.logins == 1


def test_a_declined_push_is_cancelled(room: Payroom, till: PaperTill) -> None:
    push_wish(till)
    till.push()
    room.run()
    room.mmg.double.settle("20402048536279", "declined")
    room.run(SOON)

    row = room.row()
    assert (row.state, row.message) == ("cancelled", "MMG says: declined.")


@both
def test_money_for_a_cancelled_payment_is_applied_and_becomes_a_case(
    room: Payroom, till: PaperTill
) -> None:
    push_wish(till)
    till.push()
    room.run()
    give_up(till)
    till.push()
    assert room.row().step == "cancelling"
    room.run(SOON)
    assert room.state() == "cancelled"

    room.mmg.double.settle("20402048536279")
    room.run(timedelta(minutes=2))
    assert (room.state(), room.cases()) == ("verified", ["payment_late"])


def test_nobody_pays_and_the_looking_ends(room: Payroom, till: PaperTill) -> None:
    push_wish(till)
    till.push()
    room.run_through(timedelta(minutes=6), timedelta(seconds=15))
    assert room.state() == "expired"
    room.run_through(LATE_FOR + timedelta(hours=2), timedelta(hours=1))

    assert (room.row().step, room.row().next_at) == ("idle", None)
    assert room.cases() == []


def test_money_of_another_amount_is_disputed(room: Payroom, till: PaperTill) -> None:
    push_wish(till)
    till.push()
    room.run()
    room.mmg.double.settle("20402048536279")
    room.mmg.double.entries[0].amount = "1"
    room.run(SOON)

    assert room.state() == "disputed"
    assert room.cases() == ["payment_disputed"]


def test_given_up_while_it_was_being_sent_it_is_ended_there_as_well(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    push_wish(till)
    till.push()
    begin = type(room.mmg.driver).begin

    def begin_slowly(*words: object) -> Begun:
        begun = begin(*words)  # type: ignore[arg-type]  # as it was called
        give_up(till)
        till.push()
        return begun

    monkeypatch.setattr(type(room.mmg.driver), "begin", begin_slowly)
    room.run()
    row = room.row()
    assert (row.state, row.step) == ("cancelled", "cancelling")
    assert row.known["object_reference"] == "20402048536279"

    room.run(SOON)
    assert room.row().step == "waiting"


@pytest.mark.parametrize("fault", ["refused", (422, b"{}")])
def test_given_up_while_it_was_not_sent_ends_it(
    room: Payroom,
    till: PaperTill,
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault | tuple[int, bytes],
) -> None:
    push_wish(till)
    till.push()
    begin = type(room.mmg.driver).begin

    def begin_slowly(*words: object) -> Begun:
        give_up(till)
        till.push()
        return begin(*words)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(type(room.mmg.driver), "begin", begin_slowly)
    room.mmg.line.only, room.mmg.line.next = "payment", [fault]
    room.run()

    row = room.row()
    assert (row.state, row.step, row.next_at) == ("cancelled", "idle", None)
