"""A Z's payments are held against what central knows of each: it may know more, never less."""

from __future__ import annotations

import pytest

from central.operations import shift_facts
from central.operations.shift_facts import DOUBT_KIND
from central.tables import case_file
from sync.protocol.bodies import ShiftClosed
from sync.protocol.shift_bodies import SureSumBody
from tests.central.paper_till import PaperTill, sale_body
from tests.central.paying import SOLD_MINOR, Payroom, claim, move, wish
from tests.central.shift_writing import closed, moved, opened

SOLD = 114_000
both = pytest.mark.both_databases


def told(sureness: str, count: int = 1, minor: int = SOLD_MINOR, kind: str = "mmg") -> SureSumBody:
    found = {"kind": kind, "sureness": sureness, "count": count, "amount_minor": minor}
    return SureSumBody.model_validate(found)


def begin(till: PaperTill) -> None:
    """A shift with a sale and a drop, as its closing says."""
    till.write(opened(), kind="shift_opened")
    sold = sale_body(till.next_receipt(), SOLD).model_copy(update={"shift": 1})
    till.write(sold, kind="sale_completed")
    till.write(moved("drop", -100_000), kind="drawer_moved")


def end(till: PaperTill, *payments: SureSumBody) -> None:
    till.write(closed(payments=payments), kind="shift_closed")
    till.push()


def doubts(room: Payroom) -> list[str]:
    rows = room.office.rows(case_file)
    return [str(row["message"]) for row in rows if row["kind"] == DOUBT_KIND]


@both
def test_a_shift_that_says_its_claims_as_they_are_needs_nobody(
    room: Payroom, till: PaperTill
) -> None:
    begin(till)
    claim(till)
    end(till, told("claimed"))

    assert doubts(room) == []


@both
@pytest.mark.parametrize(
    ("payments", "words"),
    [
        ((), "to be verified: 0 of 0, and central still holds 1 of 114000"),
        ((told("claimed", 1, SOLD_MINOR - 100),), "to be verified: 1 of 113900"),
        ((told("verified"),), "MMG, verified: 1 of 114000, and central told of 0 of 0"),
        ((told("disputed"),), "MMG, disputed: 1 of 114000, and central told of 0 of 0"),
        ((told("claimed", 2, 2 * SOLD_MINOR),), "payments by MMG: 2 of 228000, and told of 1"),
        (
            (told("claimed"), told("verified", kind="card_qr")),
            "payments by card by code: 1 of 114000, and told of 0 of 0",
        ),
    ],
)
def test_a_closing_that_hides_or_invents_payments_is_booked_and_becomes_a_case(
    room: Payroom, till: PaperTill, payments: tuple[SureSumBody, ...], words: str
) -> None:
    begin(till)
    claim(till)
    end(till, *payments)

    (message,) = doubts(room)
    assert words in message


@pytest.mark.parametrize("state", ["verified", "disputed"])
def test_what_central_found_out_before_the_till_heard_of_it_is_no_doubt(
    room: Payroom, till: PaperTill, state: str
) -> None:
    begin(till)
    claim(till)
    till.push()
    move(room, state)

    end(till, told("claimed"))

    assert doubts(room) == []


def test_what_central_told_and_the_till_heard_is_no_doubt(room: Payroom, till: PaperTill) -> None:
    begin(till)
    claim(till)
    till.push()
    move(room, "verified")

    end(till, told("verified"))

    assert doubts(room) == []


def test_a_wish_that_nobody_paid_stands_nowhere(room: Payroom, till: PaperTill) -> None:
    begin(till)
    wish(till)
    end(till)

    assert doubts(room) == []


def test_a_till_of_before_it_was_told_is_believed(room: Payroom, till: PaperTill) -> None:
    begin(till)
    claim(till)
    body: ShiftClosed = closed()
    assert body.payments is None
    till.write(body, kind="shift_closed")
    till.push()

    assert doubts(room) == []


def test_planted_a_central_that_does_not_look_misses_a_hidden_claim(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shift_facts, "payment_doubts", lambda *_given: iter(()))
    begin(till)
    claim(till)
    end(till)

    assert doubts(room) == []
