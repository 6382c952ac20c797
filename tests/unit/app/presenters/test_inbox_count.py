"""How many rows of the desk wait, wherever the supervisor is: told when there is news, to them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.counter.gallery_inbox import ALLOWED, a_payment
from app.counter.gallery_till import sample_till
from app.presenters.key_map import Command, Dialog, Place
from domain.errors import WorldFailure
from domain.staff import Role
from sync.protocol.status import Link, SyncStatus
from tests.helpers.counter_desk import SUPERVISOR_PIN, WaitingRunner, a_session
from tests.unit.app.presenters.inbox_kit import STATUS, AtDesk, a_full_till
from tests.unit.app.presenters.test_counter import Day

WAITING = 11
"""Of the full till's thirteen rows: one is looked up by central, one case is settled."""


def sign_in_supervisor(day: Day) -> None:
    people = [member.name for member, _ in day.till.staff]
    day.counter.sign_in.on_person_chosen(people.index("Roxanne Adams"))
    day.sign_in(SUPERVISOR_PIN)


def supervisors_day() -> Day:
    """A supervisor is signed in, no shift is open yet, and everything waits."""
    day = Day(a_full_till())
    sign_in_supervisor(day)
    return day


def shown(day: Day) -> int:
    """What stands on the rail now."""
    return day.shell.frames[-1].desk_count


def away_from_the_desk(runner: WaitingRunner | None = None) -> AtDesk:
    """A supervisor somewhere else, who is told already how many wait."""
    desk = AtDesk(runner=runner)
    if runner is not None:
        runner.finish_all()
    desk.floor.place = Place.SALE
    desk.count.on_signed_in(a_session(desk.till, Role.SUPERVISOR))
    if runner is not None:
        runner.finish_all()
    assert desk.count.count == WAITING
    return desk


# ------------------------------------------------------------------ who is told, and when
def test_a_supervisor_reads_at_every_place_how_many_wait_from_signing_in_on() -> None:
    day = supervisors_day()
    assert (day.place(), shown(day)) == (Place.OPEN_SHIFT, WAITING)

    day.counter.open_shift.on_amount_typed("40,000")
    day.counter.open_shift.on_open()
    for place in (Place.SALE, Place.SHIP, Place.RETURNS, Place.FIND, Place.MORE):
        day.counter.on_place_requested(place)
        assert (day.place(), shown(day)) == (place, WAITING)


def test_a_cashier_is_told_nothing_not_even_while_a_supervisor_has_opened_the_desk() -> None:
    day = Day(a_full_till())
    day.begin()
    day.counter.show_sync_status(STATUS)
    day.counter.on_command(Command.DESK)
    day.counter.flows.inbox.on_usual()
    assert day.dialog() is Dialog.DESK_SIGN
    day.counter.flows.inbox.sign.on_pin_entered(SUPERVISOR_PIN)
    assert day.dialog() is None
    day.counter.flows.inbox.on_look()
    day.counter.on_place_requested(Place.SALE)
    day.counter.show_sync_status(SyncStatus(link=Link.OFFLINE, waiting_count=1))

    assert {frame.desk_count for frame in day.shell.frames} == {0}


def test_locking_takes_the_count_away_and_the_next_supervisor_gets_it_anew() -> None:
    day = supervisors_day()
    day.counter.on_lock()
    assert shown(day) == 0
    day.till.cases.inbox.allowed = ()

    sign_in_supervisor(day)
    assert shown(day) == WAITING - len(ALLOWED)


def test_who_locks_the_till_before_the_first_screen_came_is_told_nothing() -> None:
    runner = WaitingRunner()
    day = Day(a_full_till(), runner)
    runner.finish_all()
    sign_in_supervisor(day)
    runner.finish()
    day.counter.on_lock()
    runner.finish_all()

    assert {frame.desk_count for frame in day.shell.frames} == {0}


# ------------------------------------------------------------------ kept live
def test_news_of_the_engine_counts_afresh_as_it_does_for_what_needs_you() -> None:
    day = supervisors_day()
    for number in (61, 62):
        payment = a_payment(number, 100_000)
        day.till.payments.paying.payments[payment.payment_id] = payment
    assert shown(day) == WAITING

    day.counter.show_sync_status(SyncStatus(link=Link.OFFLINE, waiting_count=2))
    assert shown(day) == WAITING + 2


def test_a_decision_at_the_desk_counts_at_once_without_waiting_for_news() -> None:
    day = supervisors_day()
    day.counter.on_command(Command.DESK)
    inbox = day.counter.flows.inbox
    inbox.on_filter(1)
    inbox.on_sort()
    inbox.on_row_chosen(0)
    inbox.on_deed("F12")
    inbox.sign.on_typed("reason", "I saw it")
    inbox.sign.on_pin_entered(SUPERVISOR_PIN)

    assert day.till.payments.paying.payments["pay-2"].state == "approved"
    assert shown(day) == WAITING - 1


def test_news_at_the_desk_reads_its_list_once_and_not_a_second_time_for_the_count() -> None:
    runner = WaitingRunner()
    desk = away_from_the_desk(runner)
    desk.floor.place = Place.DESK
    desk.till.cases.inbox.allowed = ()
    desk.count.on_status(STATUS)
    assert runner.jobs == []
    desk.presenter.on_status(STATUS)
    runner.finish_all()

    assert desk.count.count == WAITING - len(ALLOWED)


def test_a_burst_of_news_is_counted_once_more_and_not_once_for_each() -> None:
    runner = WaitingRunner()
    desk = away_from_the_desk(runner)
    for _ in range(20):
        desk.count.on_status(STATUS)
    assert len(runner.jobs) == 1

    runner.finish()
    assert len(runner.jobs) == 1
    runner.finish()
    assert runner.jobs == []


# ------------------------------------------------------------------ what can go wrong
def test_a_count_that_was_asked_for_before_the_lock_is_told_to_nobody() -> None:
    runner = WaitingRunner()
    desk = away_from_the_desk(runner)
    desk.count.on_status(STATUS)
    desk.floor.session = None
    desk.count.on_locked()
    runner.finish_all()
    desk.count.on_status(STATUS)

    assert runner.jobs == []
    assert desk.count.count == 0


def test_a_list_that_cannot_be_read_keeps_the_last_count_and_says_nothing() -> None:
    desk = away_from_the_desk()
    desk.till.cases.inbox.fail_with = WorldFailure("The disk did not answer", "Nothing is lost.")
    desk.count.on_status(STATUS)

    assert desk.count.count == WAITING
    assert desk.floor.notices == []


def test_somebody_who_waits_at_another_till_counts_as_well() -> None:
    desk = away_from_the_desk()
    desk.till.cases.afar.asked_elsewhere(desk.till.clock)
    desk.count.on_status(STATUS)

    assert desk.count.count == WAITING + 1


@given(
    states=st.lists(st.sampled_from(("claimed", "disputed", "approved", "pending")), max_size=8),
    allowed=st.integers(0, len(ALLOWED)),
)
def test_the_rail_counts_exactly_what_the_desk_says_waits(states: list[str], allowed: int) -> None:
    till = sample_till()
    for number, state in enumerate(states):
        payment = a_payment(number, 100_000, state=state)
        till.payments.paying.payments[payment.payment_id] = payment
    till.cases.inbox.allowed = ALLOWED[:allowed]
    desk = AtDesk(till=till)
    desk.count.on_signed_in(a_session(till, Role.SUPERVISOR))
    away = desk.count.count
    desk.presenter.on_look()

    assert desk.state.count_text == f"{away} wait for you"
    assert desk.count.count == away
    assert away == allowed + 3 + sum(state in {"claimed", "disputed"} for state in states)
