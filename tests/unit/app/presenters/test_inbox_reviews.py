"""Deeds that are alike are found in order together at the desk, with one PIN."""

from dataclasses import replace

from app.counter.gallery_inbox import ALIKE, ALLOWED
from tests.helpers.counter_desk import SUPERVISOR_PIN
from tests.unit.app.presenters.inbox_kit import SECOND, AtDesk, a_full_till


def at_the_alike() -> AtDesk:
    till = a_full_till()
    till.cases.inbox.allowed = (*ALLOWED, *ALIKE)
    desk = AtDesk(till=till)
    desk.presenter.on_filter(2)
    desk.choose("G$4,900")
    return desk


def test_three_that_are_alike_are_signed_with_one_pin_and_the_largest_is_said() -> None:
    desk = at_the_alike()
    assert desk.deed_keys() == ["F12", "F6", "F8"]
    desk.presenter.on_deed("F6")
    assert desk.sign.title == "3 alike: in order"
    assert "Together G$6,350, the largest G$4,900." in desk.sign.follows
    assert SECOND.name not in [person.name for person in desk.sign.approvers]
    desk.say()
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)

    reviewed = desk.till.cases.inbox.reviewed
    assert [(each.entry_no, each.verdict) for each in reviewed] == [
        (88, "fine"),
        (91, "fine"),
        (94, "fine"),
    ]
    notice = desk.floor.notices[-1]
    assert notice is not None
    assert notice.text == "3 in order, each signed by itself."
    assert len(desk.state.rows) == 2


def test_one_that_nothing_is_like_has_no_key_for_it() -> None:
    desk = AtDesk()
    desk.presenter.on_filter(2)
    desk.choose("G$4,900")
    assert desk.deed_keys() == ["F12", "F8"]


def test_deeds_about_no_money_say_no_sum() -> None:
    booking = ALLOWED[2]
    till = a_full_till()
    till.cases.inbox.allowed = (booking, replace(booking, entry_no=95))
    desk = AtDesk(till=till)
    desk.presenter.on_filter(2)
    desk.presenter.on_deed("F6")

    assert desk.sign.title == "2 alike: in order"
    assert "Together" not in desk.sign.follows
