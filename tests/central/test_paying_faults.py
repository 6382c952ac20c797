"""The jobs within bounds, over a bad line, and giving money back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from central.jobs import paying
from central.jobs.lease import LeaseLost
from central.jobs.paying import NO_ACCOUNT_AGAIN, Paying
from central.jobs.paying_due import BATCH_MAX
from central.jobs.paying_waits import CLAIM_CASE_TRIES, next_look
from central.payments.moving import Move, move_payment
from central.payments.rows import set_payment
from central.payments.tables import payment
from domain.payment import UNSETTLED
from tests.central.office import Office
from tests.central.paper_till import PaperTill
from tests.central.paying import (
    SOLD_MINOR,
    Payroom,
    claim,
    paid_directly,
    payroom,
    push_wish,
    wish,
)
from tests.helpers.mmg_kit import Fault

both = pytest.mark.both_databases
DOLLARS = SOLD_MINOR // 100
SOON = timedelta(seconds=3)
Expect = Callable[[str], None]


def test_a_provider_that_is_down_holds_up_its_own_payments_only_for_this_run(
    room: Payroom, till: PaperTill
) -> None:
    for number in range(3):
        claim(till, f"pay-{number}", reference=f"2040204853627{number}")
    till.push()
    room.mmg.line.next = ["refused"]
    room.run()

    assert room.mmg.line.asked == ["mer"]


def test_a_run_is_bounded_in_number_and_in_time(room: Payroom, till: PaperTill) -> None:
    for number in range(BATCH_MAX + 2):
        claim(till, f"pay-{number}", reference=f"20402048536{number:03d}")
    till.push()
    room.run()
    left = [row for row in room.office.rows(payment) if row["tries"] == 0 and row["next_at"]]
    assert len(left) >= 2

    passing = iter(range(0, 10_000, 60))
    slow = Paying({"mmg": room.mmg.driver}, ticks=lambda: float(next(passing)))
    slow.run(room.lease)
    assert len([row for row in room.office.rows(payment) if row["tries"] == 0]) == 1


def test_without_an_account_a_wish_ends_and_a_claim_waits_for_a_person(
    room: Payroom, till: PaperTill
) -> None:
    wish(till)
    claim(till, "pay-2")
    wish(till, "pay-3", provider="wipay")
    till.push()
    job = Paying({})
    job.run(room.lease)
    room.office.clock.forward(NO_ACCOUNT_AGAIN)
    job.run(room.lease)

    assert (room.state(), room.state("pay-2")) == ("cancelled", "claimed")
    assert room.row().message == "The office has no account at MMG."
    assert room.cases() == ["payment_unknown"]


def test_the_jobs_open_the_accounts_that_the_settings_name(room: Payroom, till: PaperTill) -> None:
    del till
    job = Paying()
    job.run(room.lease)

    assert job.providers is not None
    assert list(job.providers)[:1] == ["mmg"]


def test_a_broken_account_is_told_and_left_out(office: Office, expect_log: Expect) -> None:
    expect_log("provider_misconfigured")
    room = payroom(office)
    office.close()
    office.settings = office.settings.model_copy(update={"mmg_client_id": ""})
    room.restart()
    job = Paying()
    job.run(room.lease)

    assert job.providers is not None
    assert "mmg" not in job.providers


def test_who_lost_the_lease_writes_nothing(room: Payroom, till: PaperTill) -> None:
    claim(till, reference=paid_directly(room))
    till.push()
    old = room.lease
    room.restart()
    with pytest.raises(LeaseLost):
        Paying({"mmg": room.mmg.driver}).run(old)

    assert room.state() == "claimed"


def test_polling_is_quick_while_somebody_stands_there_and_rare_after(
    room: Payroom, till: PaperTill
) -> None:
    push_wish(till)
    till.push()
    room.run()
    row = room.row()
    waits = [
        next_look(row, row.changed_at + timedelta(seconds=age)).after
        for age in (0, 59, 61, 659, 661, 7_199, 7_201)
    ]

    assert [wait.total_seconds() for wait in waits] == [3, 3, 15, 15, 300, 300, 3_600]


def due_back(room: Payroom) -> None:
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row(), step="refund_due", next_at=writing.at)


@both
@pytest.mark.parametrize("fault", [None, "lost", "refused", (500, b"")])
def test_money_is_given_back_once(
    room: Payroom, till: PaperTill, fault: Fault | tuple[int, bytes] | None
) -> None:
    claim(till, reference=paid_directly(room))
    till.push()
    room.run()
    due_back(room)
    room.mmg.line.only, room.mmg.line.next = "reversal", [fault]
    for _ in range(4):
        room.run(timedelta(minutes=10))

    assert (room.state(), room.mmg.double.reversals) == ("refunded", 1)
    assert room.row().step == "idle"


def test_what_cannot_be_given_back_is_a_case(room: Payroom, till: PaperTill) -> None:
    claim(till, reference=paid_directly(room))
    till.push()
    room.run()
    due_back(room)
    room.mmg.line.only, room.mmg.line.next = "reversal", [(422, b'{"statusCode":"9"}')]
    room.run(timedelta(minutes=10))

    assert (room.state(), room.cases()) == ("verified", ["payment_unknown"])


def lost(room: Payroom) -> list[str]:
    """Return payments that nobody knows the fate of, and nobody looks for or was told of."""
    return [
        str(row["payment_id"])
        for row in room.office.rows(payment)
        if row["state"] in UNSETTLED and row["next_at"] is None and not room.cases()
    ]


def test_no_payment_is_lost_whatever_the_line_does(
    room: Payroom, till: PaperTill, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    expect_log("provider_down")
    expect_log("provider_misconfigured")
    faults: list[Fault | tuple[int, bytes]] = ["lost", "slow", "reset", (503, b""), (200, b"x")]
    for number in range(5):
        push_wish(till, f"pay-{number}")
    claim(till, "claim", reference="20402048536279")
    till.push()
    for fault in faults * 8:
        room.mmg.line.next = [fault]
        room.run(timedelta(seconds=31))

    assert lost(room) == []
    assert room.mmg.double.pushes <= 5
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        writing.connection.execute(sa.update(payment).values(next_at=None, state="pending"))
    assert len(lost(room)) == 6  # the planted loss is seen


def test_a_webhook_settles_what_is_being_looked_up(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    push_wish(till)
    till.push()
    room.run()
    look_up = type(room.mmg.driver).look_up

    def look_slowly(*words: object) -> object:
        found = look_up(*words)  # type: ignore[arg-type]  # as it was called
        central = room.office.central
        move = Move(
            organisation_id=room.row().organisation_id,
            payment_id="pay-1",
            to="verified",
            by="webhook",
            evidence={"seen": "1"},
        )
        with central.database.writing(room.office.clock.now()) as writing:
            move_payment(writing, central.surroundings, move)
        return found

    monkeypatch.setattr(type(room.mmg.driver), "look_up", look_slowly)
    room.run(SOON)

    assert (room.state(), room.row().step, room.row().next_at) == ("verified", "idle", None)


def test_a_claim_that_cannot_even_be_asked_about_becomes_a_case(
    room: Payroom, till: PaperTill, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    expect_log("provider_down")
    claim(till, reference=paid_directly(room))
    till.push()
    for _ in range(CLAIM_CASE_TRIES):
        room.mmg.line.next = ["refused"]
        room.run(timedelta(hours=7))

    assert (room.state(), room.cases()) == ("claimed", ["payment_unknown"])


@pytest.mark.parametrize("step", ["idle", "sending", "waiting", "refund_due"])
def test_what_was_settled_since_it_was_seen_to_be_due_is_left_alone(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A webhook comes between the list of what is due and the lock of its row."""
    push_wish(till)
    till.push()
    office = room.office
    with office.central.database.writing(office.clock.now()) as writing:
        stale = set_payment(writing, room.row(), step=step)
    asked = Move(
        organisation_id=stale.organisation_id,
        payment_id="pay-1",
        to="verified",
        by="webhook",
        evidence={"seen": "1"},
    )
    with office.central.database.writing(office.clock.now()) as writing:
        move_payment(writing, office.central.surroundings, asked)
    monkeypatch.setattr(paying, "list_due", lambda _: {"mmg": [stale]})
    room.mmg.line.next = [None, "refused"] if step == "waiting" else []
    room.run()

    assert (room.state(), room.row().step) == ("verified", "idle")
    assert (room.mmg.double.pushes, room.mmg.double.reversals) == (0, 0)
