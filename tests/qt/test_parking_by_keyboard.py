"""Parking, bringing back and settling two versions at a real window, without a mouse."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.gallery_parking_scenes import PARKING_SCENES
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.use_cases.cart_conflict import CartConflict, Rival, RivalState
from domain.shared_cart import compare_lines
from sync.protocol.status import Link, SyncStatus
from tests.qt.test_counter_by_keyboard import BARREL, Counter

K = Qt.Key
AT = datetime(2026, 11, 21, 18, 2, tzinfo=UTC)


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    apply_theme(qapp, Theme())
    made = Counter(qtbot)
    made.begin()
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def scan(counter: Counter) -> None:
    counter.type(BARREL)
    counter.press(K.Key_Return)


def in_two_versions(counter: Counter, state: RivalState = "parked") -> None:
    """Central tells that another till has this sale as well."""
    lines = counter.till.cart.lines
    theirs = () if state == "held" else lines
    rival = Rival(
        edition_id="rival",
        state=state,
        till_label="GY03",
        at=AT,
        number=4,
        receipt="",
        version=2,
        lines=compare_lines(lines, lines, theirs),
    )
    counter.till.parking.conflict = CartConflict(
        cart_id=counter.till.cart.cart_id, is_called_off=False, rivals=(rival,)
    )
    status = SyncStatus(link=Link.ONLINE, last_exchange_at=AT)
    counter.window.counter.show_sync_status(status)


def test_f6_parks_and_f7_enter_brings_back(counter: Counter) -> None:
    scan(counter)
    counter.press(K.Key_F6, K.Key_Return)
    assert counter.till.cart.is_empty
    assert counter.in_search()

    counter.press(K.Key_F7)
    assert counter.asks(counter.screens.parked)
    assert counter.focused() is counter.screens.parked.list
    counter.press(K.Key_Return)
    assert counter.no_dialog()
    assert [line.quantity for line in counter.till.cart.lines] == [1]
    assert counter.in_search()


def test_f6_asks_why_and_esc_or_f6_again_parks_nothing(counter: Counter) -> None:
    scan(counter)
    counter.press(K.Key_F6)
    assert counter.asks(counter.screens.park_reason)
    assert counter.focused() is counter.screens.park_reason.list
    counter.press(K.Key_Escape)
    assert counter.no_dialog()
    counter.press(K.Key_F6, K.Key_F6)
    assert counter.no_dialog()
    assert not counter.till.cart.is_empty
    counter.press(K.Key_F6, K.Key_Down, K.Key_Down, K.Key_Return)

    assert [each.reason for each in counter.till.parking.entries] == ["asks_somebody"]


def test_the_number_of_a_reason_is_enough(counter: Counter) -> None:
    scan(counter)
    counter.press(K.Key_F6, K.Key_4)
    scan(counter)
    counter.press(K.Key_F6)
    counter.type("Mrs Singh 2")
    counter.press(K.Key_Down, K.Key_Return)

    parked = [(each.reason, each.name) for each in counter.till.parking.entries]
    assert parked == [("forgot_money", "Mrs Singh 2"), ("", "")]


def test_the_arrows_choose_among_the_parked_sales(counter: Counter) -> None:
    for _ in range(3):
        scan(counter)
        counter.press(K.Key_F6, K.Key_Return)
    counter.press(K.Key_F7, K.Key_Down, K.Key_Down, K.Key_Up, K.Key_Return)

    assert counter.till.cart.cart_id == "cart of edition-2"


def test_del_twice_drops_and_once_does_not(counter: Counter) -> None:
    for _ in range(2):
        scan(counter)
        counter.press(K.Key_F6, K.Key_Return)
    counter.press(K.Key_F7, K.Key_Delete)
    assert "Press Del again" in counter.screens.parked._warning.text()
    counter.press(K.Key_Down, K.Key_Escape)
    assert len(counter.till.parking.entries) == 2

    counter.press(K.Key_F7, K.Key_Delete, K.Key_Delete)
    assert [each.edition_id for each in counter.till.parking.entries] == ["edition-1"]


def test_an_empty_list_says_what_to_press_and_esc_goes_back(counter: Counter) -> None:
    counter.press(K.Key_F7)
    parked = counter.screens.parked
    assert parked._pages.currentWidget() is parked._empty
    assert not parked.recall_button.isEnabled()
    assert counter.focused() is parked.back_button

    counter.press(K.Key_Delete, K.Key_Escape)
    assert counter.no_dialog()
    assert counter.in_search()


def test_the_list_takes_the_focus_when_the_sales_arrive_and_gives_it_back(
    counter: Counter,
) -> None:
    scan(counter)
    counter.press(K.Key_F6, K.Key_Return)
    entries, counter.till.parking.entries = counter.till.parking.entries, ()
    counter.press(K.Key_F7)
    counter.till.parking.entries = entries
    counter.window.counter.flows.parking.parked.reload()
    assert counter.focused() is counter.screens.parked.list

    counter.till.parking.entries = ()
    counter.window.counter.flows.parking.parked.reload()
    assert counter.focused() is counter.screens.parked.back_button


def test_the_buttons_of_the_list_do_what_the_keys_do(counter: Counter) -> None:
    for _ in range(2):
        scan(counter)
        counter.press(K.Key_F6, K.Key_Return)
    counter.press(K.Key_F7)
    parked = counter.screens.parked
    parked.drop_button.click()
    parked.drop_button.click()
    parked.recall_button.click()

    assert len(counter.till.parking.entries) == 0
    assert len(counter.till.cart.lines) == 1


@pytest.mark.parametrize(
    ("key", "choice"), [(K.Key_F2, "both"), (K.Key_F3, "mine"), (K.Key_F4, "theirs")]
)
def test_two_versions_are_settled_by_one_key(counter: Counter, key: Qt.Key, choice: str) -> None:
    scan(counter)
    in_two_versions(counter)
    counter.press(K.Key_F12)
    assert counter.asks(counter.screens.conflict)

    counter.press(K.Key_Down, K.Key_Up, key)
    assert counter.no_dialog()
    assert [each.choice for each in counter.till.parking.settled] == [choice]


def test_the_advised_way_out_is_the_coral_button_and_the_others_stand_beside_it(
    counter: Counter,
) -> None:
    scan(counter)
    in_two_versions(counter, "held")
    counter.press(K.Key_F7)
    dialog = counter.screens.conflict
    assert dialog.first_button.accessibleName() == "Keep this one, F3"
    assert [each.isVisible() for each in dialog.other_buttons] == [True, False]

    counter.press(K.Key_F2)  # no way out here: the other's lines are not known
    dialog._press_number(2)
    assert counter.asks(dialog)
    dialog.other_buttons[0].click()
    assert counter.till.parking.settled[0].choice == "theirs"


def test_the_advised_way_out_is_also_a_click(counter: Counter) -> None:
    scan(counter)
    in_two_versions(counter)
    counter.press(K.Key_F7)
    counter.screens.conflict.first_button.click()

    assert counter.till.parking.settled[0].choice == "both"


def test_esc_leaves_two_versions_as_they_are(counter: Counter) -> None:
    scan(counter)
    in_two_versions(counter)
    counter.press(K.Key_F7, K.Key_Escape)

    assert counter.no_dialog()
    assert counter.till.parking.settled == []
    assert len(counter.till.cart.lines) == 1


def test_f6_and_f7_are_in_the_key_map_and_other_keys_of_the_dialogs_are_left_alone(
    counter: Counter,
) -> None:
    counter.press(K.Key_F1)
    words = {part.text() for part in counter.screens.keys._shown if hasattr(part, "text")}
    assert {"Park the sale", "Parked sales"} <= words
    counter.press(K.Key_Escape)

    scan(counter)
    in_two_versions(counter)
    counter.press(K.Key_F7)
    QTest.keyClick(counter.focused(), K.Key_F9)
    assert counter.asks(counter.screens.conflict)
    assert PARKING_SCENES
