"""The jobs die around the call that makes a card's session: one charge, and its code is told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from central.payments.rows import set_payment
from tests.central.cardroom import WAITS, CardRoom, card_room
from tests.central.office import Office
from tests.central.paper_till import START
from tests.helpers.faulty_server import Reply

both = pytest.mark.both_databases
SECOND = timedelta(seconds=1)
WHEN = ("before", "within", "after", "answered")


@pytest.fixture
def room(card_desk: CardRoom) -> CardRoom:
    return card_desk


class Killed(SystemExit):
    """The process dies here."""


def kill(room: CardRoom, monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    """Run the jobs till they die: before the call, in it on either side of Stripe, or behind it."""
    real = type(room.cards).begin
    answer = room.server.answer

    def dying(cards: Any, ask: Any) -> object:  # noqa: ANN401  as it was called
        if when == "before":
            raise Killed
        if when == "within":  # Stripe does it, and the line and the process end
            room.server.answer = lambda heard: (answer(heard), Reply(fault="reset"))[1]
        try:
            begun = real(cards, ask)
        finally:
            room.server.answer = answer
            if when == "within":
                raise Killed
        if when == "after":
            raise Killed
        return begun

    def forgetting(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as dies:
        dies.setattr(type(room.cards), "begin", dying)
        if when == "answered":
            dies.setattr("central.jobs.paying._One._begun", forgetting)
        with pytest.raises(Killed):
            room.run()
    room.restart()


def paid_twice(room: CardRoom) -> list[str]:
    """Return payments of ours for which more than one session was paid."""
    paid = [
        str(one["client_reference_id"])
        for one in room.double.sessions.values()
        if one["payment_status"] == "paid"
    ]
    return sorted({name for name in paid if paid.count(name) > 1})


@both
@pytest.mark.parametrize("when", WHEN)
def test_a_kill_around_the_call_charges_once_at_most_and_the_code_is_told(
    room: CardRoom, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    room.ask()
    kill(room, monkeypatch, when)
    assert room.row().step == "sending"
    room.heard()

    room.run(31 * SECOND)
    room.run(3 * SECOND)
    made = len(room.double.sessions)
    assert made == (0 if when == "before" else 1)
    told = room.heard()
    if made:
        assert told[-1]["url"] == room.session()["url"]
        assert (told[-1]["quoted_currency"], told[-1]["quoted_minor"]) == ("USD", 4_302)
        room.pay()
    room.run_through(WAITS + timedelta(minutes=2), 15 * SECOND)

    assert room.state() in ({"verified"} if made else {"expired", "cancelled"})
    assert (len(room.double.sessions), room.double.charges_made) == (made, made)
    assert paid_twice(room) == []
    assert room.cases() == []


def test_the_code_is_told_once_though_it_is_looked_up_often(
    room: CardRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.ask()
    kill(room, monkeypatch, "after")
    room.heard()
    room.run(31 * SECOND)
    room.run_through(timedelta(minutes=1), 3 * SECOND)

    assert [bool(one["url"]) for one in room.heard()] == [False, True]


@pytest.mark.parametrize("when", ["after", "answered"])
def test_killed_again_and_again_it_is_one_session_still(
    room: CardRoom, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    room.ask()
    kill(room, monkeypatch, when)
    for _ in range(3):
        room.restart()
        room.run(31 * SECOND)
    room.pay()
    room.run(31 * SECOND)

    assert (room.state(), len(room.double.sessions)) == ("verified", 1)


def test_given_up_after_a_kill_the_lost_code_is_ended(
    room: CardRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.ask()
    kill(room, monkeypatch, "after")
    room.give_up()
    room.run(31 * SECOND)
    room.run_through(timedelta(minutes=2), 15 * SECOND)

    assert (room.state(), room.session()["status"]) == ("cancelled", "expired")


def test_planted_a_wish_that_is_sent_again_under_another_key_would_be_seen(
    room: CardRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two sessions for one payment, both paid: the check above must find it."""
    room.ask()
    kill(room, monkeypatch, "answered")
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row(), step="idle")
    room.double.keys.clear()  # Stripe knows the key no more: as if it were another
    room.run(31 * SECOND)
    for session_id in list(room.double.sessions):
        room.double.pay(session_id)

    assert paid_twice(room) == ["pay-1"]


# --- a till's clock ------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("off", [timedelta(hours=-40), timedelta(hours=-3), timedelta(hours=9)])
def test_a_wish_of_a_till_whose_clock_is_off_is_sent_and_ends_with_its_own_patience(
    office: Office, off: timedelta
) -> None:
    office.clock.forward(-off)  # central is that far from the till, which writes at START
    with card_room(office) as room:
        room.ask(expires_at=START + WAITS)
        room.run()
        assert (room.state(), len(room.double.sessions)) == ("pending", 1)
        room.run_through(WAITS - timedelta(minutes=1), 15 * SECOND)
        assert room.state() == "pending"

        room.run_through(timedelta(minutes=3), 15 * SECOND)
        assert room.state() in {"expired", "cancelled"}
        assert room.session()["status"] == "expired"
