"""The supervisor's desk: who sees it, what it lists, and what is signed there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.counter.gallery_inbox import AT, CASHIER
from app.presenters.inbox_rows import InboxItem, InboxKind
from app.presenters.inbox_state import Shown
from app.presenters.inbox_words import age
from app.presenters.key_map import Command, Dialog, Place
from domain.errors import WorldFailure
from domain.money import Money
from domain.shift import Shift
from domain.staff import Role
from tests.helpers.counter_desk import (
    SUPERVISOR_PIN,
    WaitingRunner,
)
from tests.unit.app.presenters.inbox_kit import STATUS, AtDesk, a_full_till


# ------------------------------------------------------------------ who sees it
def test_everything_that_waits_stands_in_one_list_the_oldest_first_the_watched_last() -> None:
    state = AtDesk().state

    assert len(state.rows) == 13
    assert state.filters == ("All 13", "Payments 6", "Reviews 3", "Cases 4")
    assert state.count_text == "11 wait for you"
    assert [row.state_text for row in state.rows[-2:]] == ["Approved", "Settled"]
    assert state.empty_text == ""


def test_a_cashier_sees_nothing_until_a_supervisor_opens_the_desk_and_nothing_afterwards() -> None:
    desk = AtDesk(Role.CASHIER)
    assert desk.state.rows == ()
    assert desk.state.can_open
    desk.presenter.on_deed("F8")
    desk.presenter.on_look()
    desk.presenter.on_filter(1)
    desk.presenter.on_sort()
    desk.presenter.on_status(STATUS)
    assert desk.asks(None)

    desk.presenter.on_usual()
    assert desk.asks(Dialog.DESK_SIGN)
    assert "reason" not in desk.sign.asked
    desk.presenter.sign.on_pin_entered("0000")
    assert desk.state.rows == ()
    assert "not right" in desk.sign.message
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)
    assert len(desk.state.rows) == 6 + 4 + 3
    assert desk.asks(None)

    desk.presenter.on_locked()
    assert desk.state.rows == ()
    assert desk.state.heading == ""


def test_leaving_closes_the_desk_and_leads_back_to_the_work() -> None:
    desk = AtDesk(Role.CASHIER)
    desk.presenter.on_command(Command.DESK)
    assert desk.is_at(Place.OPEN_SHIFT)

    desk.floor.shift = Shift(
        number=1,
        opened_at=AT,
        opened_by=CASHIER,
        business_date=AT.date(),
        opening_float=Money(0, "GYD"),
    )
    desk.presenter.on_leave()
    assert desk.is_at(Place.SALE)


def test_who_signs_in_meanwhile_does_not_get_the_list_of_the_one_before() -> None:
    runner = WaitingRunner()
    desk = AtDesk(runner=runner)
    desk.presenter.on_locked()
    runner.finish_all()

    assert desk.state.rows == ()
    assert not desk.presenter.is_busy


def test_a_list_that_comes_after_the_desk_was_closed_is_dropped() -> None:
    runner = WaitingRunner()
    desk = AtDesk(runner=runner)
    runner.finish()
    desk.presenter.on_locked()
    runner.finish_all()

    assert desk.state.rows == ()


# ------------------------------------------------------------------ the list
def test_filters_and_order_keep_the_row_that_was_chosen() -> None:
    desk = AtDesk()
    desk.choose("G$40,000")
    desk.presenter.on_sort()
    assert desk.state.rows[desk.state.chosen].amount_text == "G$40,000"
    assert desk.state.chosen == 0
    assert desk.state.sort_text == "Largest first"
    desk.presenter.on_next_filter()
    assert desk.state.rows[desk.state.chosen].amount_text == "G$40,000"
    for _ in range(3):
        desk.presenter.on_next_filter()

    assert desk.state.filter == 0
    desk.presenter.on_filter(9)
    desk.presenter.on_moved(100)
    assert desk.state.chosen == 12
    desk.presenter.on_moved(-100)
    desk.presenter.on_row_chosen(99)
    assert desk.state.chosen == 0


def test_nothing_waiting_and_a_kind_without_rows_say_what_to_do() -> None:
    till = a_full_till()
    desk = AtDesk(till=till)
    desk.presenter.on_filter(1)
    till.payments.paying.payments.clear()
    desk.presenter.on_look()
    desk.presenter.on_moved(1)
    assert "Press F3" in desk.state.empty_text
    till.cases.cases = till.cases.inbox.allowed = ()
    desk.presenter.on_look()

    assert "Nobody is waiting for you" in desk.state.empty_text
    desk.presenter.on_usual()
    assert desk.asks(None)


def test_a_list_that_cannot_be_read_is_said_and_read_again() -> None:
    till = a_full_till()
    till.cases.inbox.fail_with = WorldFailure("The disk", "Nothing is lost.")
    desk = AtDesk(till=till)
    assert desk.is_failing()
    assert "F5" in desk.state.empty_text
    desk.presenter.on_look()

    assert not desk.is_failing()
    assert len(desk.state.rows) == 13


def test_news_of_central_is_shown_where_it_is_and_a_row_that_went_away_leaves_the_next() -> None:
    desk = AtDesk()
    desk.choose("G$18,400")
    chosen = desk.state.chosen
    desk.till.payments.paying.payments.pop("pay-12")
    desk.presenter.on_status(STATUS)
    assert desk.state.chosen == chosen
    desk.floor.place = Place.SALE
    shown = len(desk.place.states)
    desk.presenter.on_status(STATUS)

    assert len(desk.place.states) == shown


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=-5), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=23), "23 h"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_how_long_it_waits_is_said_as_people_say_it(passed: timedelta, words: str) -> None:
    assert age(AT, AT + passed) == words


def test_rows_of_equal_size_are_the_oldest_first() -> None:
    items = [
        InboxItem(
            kind=InboxKind.PAYMENT,
            item_id=str(number),
            title="",
            detail="",
            state_text="",
            at=AT - timedelta(minutes=number),
            amount=Money(500, "GYD"),
        )
        for number in (1, 2, 3)
    ]

    assert [each.item_id for each in Shown(by_amount=True).of(items)] == ["3", "2", "1"]
