"""What was said of a payment before central knew it is booked when the payment comes (16.11a)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from central.cases.closing import Closing, close_case
from central.payments.tables import payment_event
from central.tables import case_file, operation
from tests.central.paper_till import PaperTill
from tests.central.paying import Payroom, check, claim, decide, give_up, wish

both = pytest.mark.both_databases


def states(room: Payroom) -> list[object]:
    return [row["state"] for row in room.office.rows(operation)]


def open_cases(room: Payroom) -> list[object]:
    return [row["kind"] for row in room.office.rows(case_file) if row["closed_at"] is None]


@both
@pytest.mark.parametrize(
    ("say", "begin", "state"),
    [
        (lambda till: decide(till, "approve"), claim, "approved"),
        (lambda till: decide(till, "reject"), claim, "cancelled"),
        (lambda till: check(till, "verified"), claim, "verified"),
        (give_up, wish, "cancelled"),
    ],
)
def test_it_is_booked_with_the_payment_and_its_case_closes(
    room: Payroom,
    till: PaperTill,
    say: Callable[[PaperTill], None],
    begin: Callable[[PaperTill], object],
    state: str,
) -> None:
    say(till)
    till.push()
    assert open_cases(room) == ["quarantine"]
    begin(till)
    till.push()

    assert room.row().state == state
    assert set(states(room)) == {"applied"}
    assert open_cases(room) == []


def test_of_several_each_is_booked_in_the_order_in_which_they_came(
    room: Payroom, till: PaperTill
) -> None:
    decide(till, "approve")
    decide(till, "release", "pay-2")
    till.push()
    decide(till, "reject")
    till.push()
    claim(till)
    till.push()

    assert room.row().state == "disputed"  # what was approved and then rejected
    reasons = [row["state"] for row in room.office.rows(payment_event)]
    assert reasons == ["claimed", "approved", "disputed"]
    assert states(room).count("quarantined") == 1


def test_one_whose_case_a_person_closed_is_booked_as_well(room: Payroom, till: PaperTill) -> None:
    decide(till, "reject")
    till.push()
    (case,) = room.office.rows(case_file)
    closing = Closing(by="office", reason="nothing to be done")
    close_case(room.office.central, str(case["case_id"]), closing)
    claim(till)
    till.push()

    assert room.row().state == "cancelled"
    (after,) = room.office.rows(case_file)
    assert after["close_reason"] == "nothing to be done"
