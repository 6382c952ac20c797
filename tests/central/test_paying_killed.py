"""The jobs die between sending and answer, and nobody is charged twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from central.jobs import paying
from central.payments.port import Begun
from central.payments.rows import set_payment
from central.payments.tables import payment
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


def test_a_push_whose_answer_was_lost_is_not_disputed_by_what_its_payer_paid_before(
    room: Payroom, till: PaperTill
) -> None:
    """The same person paid the same sum a moment ago: that money is another sale's."""
    earlier = room.mmg.double.pay_merchant(SOLD_MINOR // 100, "6001234")
    claim(till, "pay-0", reference=earlier)
    till.push()
    room.run()
    assert room.state("pay-0") == "verified"
    push_wish(till)
    till.push()
    room.mmg.line.only, room.mmg.line.next = "payment", ["lost"]
    room.run(SOON)
    room.run(SOON)
    assert (room.state(), room.row().step) == ("pending", "waiting")
    room.mmg.double.settle(room.mmg.double.entries[-1].reply_id)
    room.run(SOON)

    assert (room.state(), room.cases()) == ("verified", [])


def test_a_push_whose_answer_was_lost_takes_no_money_that_names_a_code(
    room: Payroom, till: PaperTill
) -> None:
    wish(till, "pay-0")
    till.push()
    room.run()
    room.mmg.double.pay_page(room.row("pay-0").url)
    push_wish(till)
    till.push()
    room.mmg.line.only, room.mmg.line.next = "payment", ["lost"]
    for _ in range(3):
        room.run(SOON)

    assert (room.state("pay-0"), room.state()) == ("verified", "pending")


def test_a_push_that_was_not_sent_is_sent_when_the_line_is_back(
    room: Payroom, till: PaperTill
) -> None:
    push_wish(till)
    till.push()
    room.mmg.line.only, room.mmg.line.next = "payment", ["refused", "refused"]
    for _ in range(3):
        room.run(paying.AGAIN)

    assert (room.mmg.double.pushes, room.state()) == (1, "pending")


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
