"""The jobs that ask providers: begun once, looked up until something is known, whatever dies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from central.jobs import paying
from central.jobs.lease import LeaseLost
from central.jobs.paying import BATCH_MAX, NO_ACCOUNT_AGAIN, Paying
from central.jobs.paying_waits import CLAIM_CASE_TRIES, CLAIM_TRIES_MAX, LATE_FOR, next_look
from central.payments.moving import Move, move_payment
from central.payments.port import Begun
from central.payments.rows import set_payment
from central.payments.tables import payment, payment_event
from central.people.erasing import ErasureRequest, erase_person
from domain.payment import UNSETTLED
from tests.central.office import Office
from tests.central.paper_till import PaperTill
from tests.central.paying import (
    SOLD_MINOR,
    Payroom,
    claim,
    decide,
    give_up,
    payroom,
    push_wish,
    sell_by,
    told_states,
    wish,
)
from tests.helpers.mmg_kit import Fault

both = pytest.mark.both_databases
DOLLARS = SOLD_MINOR // 100
SOON = timedelta(seconds=3)
Expect = Callable[[str], None]


@pytest.fixture
def room(office: Office) -> Payroom:
    return payroom(office)


@pytest.fixture
def till(room: Payroom) -> PaperTill:
    return room.office.enrol(room.shop)


def paid_directly(room: Payroom, dollars: int = DOLLARS) -> str:
    return room.mmg.double.pay_merchant(dollars)


# --- claims --------------------------------------------------------------------------------------


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


# --- wishes --------------------------------------------------------------------------------------


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


class Killed(SystemExit):
    """The process dies here."""


@both
@pytest.mark.parametrize("when", ["before", "after", "answered"])
def test_a_kill_between_sending_and_answer_never_charges_twice(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """The process dies before the call, in it, or before its answer was written down."""
    push_wish(till)
    till.push()
    with monkeypatch.context() as dying:
        _die_at(room, dying, when)
        with pytest.raises(Killed):
            room.run()
    assert room.row().step == "sending"

    room.restart()
    room.run(SOON)
    assert room.mmg.double.pushes == (0 if when == "before" else 1)
    room.run(timedelta(seconds=40))
    assert room.state() == "pending"
    sent = room.mmg.double.pushes
    if sent:
        room.mmg.double.settle("20402048536279")
    room.run_through(timedelta(minutes=3), SOON)

    assert room.mmg.double.pushes == sent
    assert room.state() == ("verified" if sent else "pending")
    assert charged_twice(room) == []


def _die_at(room: Payroom, dying: pytest.MonkeyPatch, when: str) -> None:
    begin = type(room.mmg.driver).begin

    def die(*_: object) -> Begun:
        raise Killed

    def begin_and_die(*words: object) -> Begun:
        begin(*words)  # type: ignore[arg-type]  # as it was called
        raise Killed

    if when == "answered":
        dying.setattr(paying._One, "_begun", die)
    else:
        dying.setattr(type(room.mmg.driver), "begin", die if when == "before" else begin_and_die)


def charged_twice(room: Payroom) -> list[str]:
    """Return payers who were asked more often than there are payments of theirs."""
    asked = len([entry for entry in room.mmg.double.entries if entry.sub_type == "merinipmt"])
    wished = len([row for row in room.office.rows(payment) if row["way"] == "push"])
    return ["6001234"] if asked > wished else []


def test_a_driver_that_sends_what_was_sent_is_seen(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted bug: what was being sent is sent again after a kill."""
    push_wish(till)
    till.push()
    with monkeypatch.context() as dying:
        _die_at(room, dying, "answered")
        with pytest.raises(Killed):
            room.run()
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row(), step="idle")
    room.restart()
    room.run(timedelta(seconds=40))

    assert charged_twice(room) == ["6001234"]


@pytest.mark.parametrize("fault", ["lost", "slow", "reset", (500, b""), (429, b"")])
def test_a_push_without_an_answer_is_looked_for_and_not_sent_again(
    room: Payroom, till: PaperTill, fault: Fault | tuple[int, bytes]
) -> None:
    push_wish(till)
    till.push()
    room.mmg.line.only, room.mmg.line.next = "payment", [fault]
    room.run()
    assert (room.state(), room.row().step) == ("pending", "waiting")
    room.run_through(timedelta(minutes=2), SOON)

    assert room.mmg.line.asked.count("payment") == 1


def test_a_push_that_was_not_sent_is_sent_when_the_line_is_back(
    room: Payroom, till: PaperTill
) -> None:
    push_wish(till)
    till.push()
    room.mmg.line.only, room.mmg.line.next = "payment", ["refused", "refused"]
    for _ in range(3):
        room.run(paying.AGAIN)

    assert (room.mmg.double.pushes, room.state()) == (1, "pending")


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


def test_given_up_and_killed_it_is_looked_up(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    push_wish(till)
    till.push()
    with monkeypatch.context() as dying:
        _die_at(room, dying, "answered")
        with pytest.raises(Killed):
            room.run()
    give_up(till)
    till.push()
    room.restart()
    room.run(timedelta(seconds=40))
    room.mmg.double.settle("20402048536279")
    room.run(timedelta(minutes=1))

    assert (room.state(), room.cases()) == ("verified", ["payment_late"])


# --- order, bounds, faults -----------------------------------------------------------------------


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
    assert len([row for row in room.office.rows(payment) if row["tries"] == 0]) >= 2


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


# --- giving back ---------------------------------------------------------------------------------


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
