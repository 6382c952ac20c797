"""One payment of a customer pays once, also where a person verified it by hand (sync rule 16.6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from central.jobs import paying
from central.jobs.paying_waits import CLAIM_TRIES_MAX
from central.payments.rows import set_payment
from central.payments.tables import payment_event, provider_reference
from tests.central.paper_till import PaperTill
from tests.central.paying import (
    Payroom,
    check,
    claim,
    give_up,
    move,
    paid_directly,
    push_wish,
    wish,
)
from tests.central.reconciling import COLUMNS, NOON, Reconciling
from tests.helpers.mmg_kit import Fault

both = pytest.mark.both_databases
LATER = timedelta(minutes=12)
Expect = Callable[[str], None]
Pay = Callable[[Payroom, PaperTill], str]


def numbers(room: Payroom, payment_id: str = "pay-1") -> set[str]:
    """Return the provider's numbers that are noted as a payment's."""
    rows = room.office.rows(provider_reference, "reference")
    return {str(row["reference"]) for row in rows if row["payment_id"] == payment_id}


def paid_by_code(room: Payroom, till: PaperTill) -> str:
    """The customer pays a code, and MMG is not asked again; return what their message says."""
    wish(till)
    till.push()
    room.run()
    assert room.mmg.double.pay_page(room.row().url) is not None
    return room.mmg.double.entries[-1].reply_id


def paid_by_push(room: Payroom, till: PaperTill) -> str:
    push_wish(till)
    till.push()
    room.run()
    number = room.mmg.double.entries[-1].reply_id
    room.mmg.double.settle(number)
    return number


def verified_by_hand(room: Payroom, till: PaperTill, payment_id: str = "pay-1") -> None:
    check(till, "verified", payment_id)
    till.push()
    assert room.state(payment_id) == "verified"


@both
@pytest.mark.parametrize("line", [[], ["refused"]], ids=["asked", "down"])
@pytest.mark.parametrize("pay", [paid_by_code, paid_by_push])
def test_verified_by_hand_and_claimed_by_its_number_pays_once(
    room: Payroom, till: PaperTill, pay: Pay, line: list[Fault | None]
) -> None:
    number = pay(room, till)
    verified_by_hand(room, till)
    room.mmg.line.next = [*line]
    room.run()
    claim(till, "pay-2", reference=number)
    till.push()
    for _ in range(4):
        room.run(LATER)

    assert (room.state(), room.state("pay-2")) == ("verified", "disputed")
    assert room.cases() == ["payment_disputed"]
    assert number in numbers(room)


@both
def test_money_that_names_our_attempt_is_its_own_though_a_claim_showed_the_number_first(
    room: Payroom, till: PaperTill
) -> None:
    number = paid_by_code(room, till)
    claim(till, "pay-2", reference=number)
    till.push()
    assert numbers(room, "pay-2") == {number}
    for _ in range(3):
        room.run(LATER)

    assert (room.state(), room.state("pay-2")) == ("verified", "disputed")
    assert numbers(room) >= {number, room.row().attempt_digits}
    assert numbers(room, "pay-2") == set()


def test_a_claim_of_money_for_a_code_that_was_given_up_is_disputed_and_the_money_is_told(
    room: Payroom, till: PaperTill
) -> None:
    number = paid_by_code(room, till)
    give_up(till)
    claim(till, "pay-2", reference=number)
    till.push()
    for _ in range(3):
        room.run(LATER)

    assert (room.state(), room.state("pay-2")) == ("verified", "disputed")
    assert sorted(room.cases()) == ["payment_disputed", "payment_late"]


def test_a_claim_verified_by_hand_has_its_other_number_noted_too(
    room: Payroom, till: PaperTill
) -> None:
    claim(till, reference=paid_directly(room))
    till.push()
    verified_by_hand(room, till)
    room.run()
    ledger_number = room.mmg.double.entries[0].ledger_id
    claim(till, "pay-2", reference=ledger_number)
    till.push()

    assert (room.row().step, room.row().next_at) == ("idle", None)
    assert numbers(room) == {room.row().reference, ledger_number}
    assert room.state("pay-2") == "disputed"
    assert [row["why"] for row in events(room)][-1] == "Its numbers are noted."


def events(room: Payroom, payment_id: str = "pay-1") -> list[dict[str, object]]:
    rows = room.office.rows(payment_event, "event_no")
    return [row for row in rows if row["payment_id"] == payment_id]


def test_of_a_claim_that_a_person_knew_better_the_numbers_are_noted_and_nothing_else(
    room: Payroom, till: PaperTill
) -> None:
    """Its amount does not fit, and a supervisor who looked took it all the same."""
    claim(till, reference=paid_directly(room, 900))
    till.push()
    room.run()
    assert room.state() == "disputed"
    verified_by_hand(room, till)
    room.run()

    assert (room.state(), room.row().step, room.cases()) == ("verified", "idle", [])
    assert numbers(room) == {room.row().reference, room.mmg.double.entries[0].ledger_id}


def test_a_push_verified_by_hand_whose_number_is_anothers_is_disputed(
    room: Payroom, till: PaperTill
) -> None:
    """Its answer was lost, so nobody knew its number when the claim came."""
    push_wish(till)
    till.push()
    room.mmg.line.only, room.mmg.line.next = "payment", ["lost"]
    room.run()
    number = room.mmg.double.entries[-1].reply_id
    room.mmg.double.settle(number)
    verified_by_hand(room, till)
    claim(till, "pay-2", reference=number)
    till.push()
    room.run_through(timedelta(hours=12), timedelta(hours=1))

    assert (room.state(), room.state("pay-2")) == ("disputed", "verified")
    assert room.cases() == ["payment_disputed"]


@pytest.mark.parametrize(
    "answer",
    [(422, b'{"statusCode":422}'), (202, b"{}"), "refused", (500, b""), (401, b"{}")],
)
def test_numbers_are_looked_for_ever_more_rarely_and_in_the_end_no_more(
    room: Payroom, till: PaperTill, answer: Fault | tuple[int, bytes]
) -> None:
    claim(till, reference=paid_directly(room))
    till.push()
    verified_by_hand(room, till)
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row(), tries=CLAIM_TRIES_MAX - 2)
    room.mmg.line.only, room.mmg.line.next = "lookup", [answer] * 9
    room.run()
    assert room.row().step == "numbering"
    room.run(timedelta(hours=7))

    assert (room.state(), room.row().step, room.row().next_at) == ("verified", "idle", None)
    assert "in vain" in str(events(room)[-1]["why"])


def test_an_account_that_is_refused_is_told_and_the_numbers_are_looked_for_later(
    room: Payroom, till: PaperTill, expect_log: Expect
) -> None:
    expect_log("provider_misconfigured")
    claim(till, reference=paid_directly(room))
    till.push()
    verified_by_hand(room, till)
    room.mmg.line.only, room.mmg.line.next = "mer", [(422, b'{"statusCode":"102"}')]
    room.run()
    assert (room.row().step, room.row().tries) == ("numbering", 1)
    room.run(timedelta(hours=1))

    assert (room.state(), room.row().step) == ("verified", "idle")


@pytest.mark.parametrize("answer", [None, (202, b"{}")])
def test_what_was_given_back_while_its_numbers_were_looked_for_is_left_alone(
    room: Payroom,
    till: PaperTill,
    monkeypatch: pytest.MonkeyPatch,
    answer: tuple[int, bytes] | None,
) -> None:
    claim(till, reference=paid_directly(room))
    till.push()
    verified_by_hand(room, till)
    stale = room.row()
    move(room, "refunded")
    monkeypatch.setattr(paying, "list_due", lambda _: {"mmg": [stale]})
    room.mmg.line.only, room.mmg.line.next = "lookup", [answer]
    room.run()

    assert (room.state(), room.row().step) == ("refunded", "idle")
    assert numbers(room) == {stale.reference}


def test_without_an_account_no_numbers_are_looked_for(room: Payroom, till: PaperTill) -> None:
    wish(till, provider="wipay")
    till.push()
    verified_by_hand(room, till)

    assert (room.row().step, room.row().next_at) == ("idle", None)


def test_a_statement_that_confirms_a_payment_notes_its_number(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    """Seen by hand while MMG could not be asked, by a code whose number only the statement has."""
    desk.columns = {**COLUMNS, "attempt": "Our number"}
    desk.map(columns=desk.columns)
    number = paid_by_code(room, till)
    verified_by_hand(room, till)
    ours = room.row().attempt_digits
    claim(till, "pay-2", reference=number)
    till.push()
    assert desk.outcomes((number, "1140.00", NOON, ours)) == ["confirmed", "missing"]

    assert numbers(room) == {number, ours}
    room.run(LATER)
    assert (room.state(), room.state("pay-2")) == ("verified", "disputed")


def test_a_statement_whose_number_a_verified_payment_has_disputes_the_other(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    """A person verified both by hand: money that came once."""
    desk.columns = {**COLUMNS, "attempt": "Our number"}
    desk.map(columns=desk.columns)
    number = paid_by_code(room, till)
    verified_by_hand(room, till)
    claim(till, "pay-2", reference=number)
    till.push()
    verified_by_hand(room, till, "pay-2")
    row = (number, "1140.00", NOON, room.row().attempt_digits)
    assert desk.outcomes(row)[0] == "disputed"

    assert (room.state(), room.state("pay-2")) == ("disputed", "verified")
    assert any("used before" in words for words in room.messages())


def test_planted_without_the_rule_one_payment_pays_twice(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("central.payments.references._whose_attempt", lambda *_: None)
    monkeypatch.setattr("central.payments.moving.may_look_for_numbers", lambda *_: False)
    number = paid_by_code(room, till)
    verified_by_hand(room, till)
    claim(till, "pay-2", reference=number)
    till.push()
    room.run(LATER)

    assert (room.state(), room.state("pay-2")) == ("verified", "verified")
