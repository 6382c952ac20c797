"""Widgets answer keys and clicks: intents out, no decisions."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.presenters.notices import Notice, Tone
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.theme.tokens import Scheme
from app.widgets.choice_button import ChoiceButton
from app.widgets.count_table import CountTable
from app.widgets.digit_keys import DigitKey
from app.widgets.hint_bar import Hint, HintBar
from app.widgets.key_button import KeyButton
from app.widgets.keypad import Keypad
from app.widgets.link_pill import Link, LinkPill
from app.widgets.notice_bar import NoticeBar
from app.widgets.pin_pad import LONGEST_PIN, PinPad
from app.widgets.primary_button import PrimaryButton
from app.widgets.rail import Rail, RailPlace
from app.widgets.search_field import SearchField
from app.widgets.tag import Tag
from app.widgets.top_bar import TopBar

LEFT = Qt.MouseButton.LeftButton
LINKS: list[Link] = ["online", "waiting", "offline", "catching_up", "needs_you"]


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    apply_theme(qapp, Theme())


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)


def key_named(parent: QWidget, name: str) -> DigitKey:
    return next(key for key in parent.findChildren(DigitKey) if key.accessibleName() == name)


@dataclass(frozen=True)
class Row:
    denomination_minor: int
    label: str
    is_coin: bool
    count: int
    value_text: str
    spoken: str


def rows(*counts: int) -> list[Row]:
    notes = (500_000, 200_000, 1_000)
    return [
        Row(note, f"{note // 100:,}", note == 1_000, count, f"{note * count // 100:,}", f"{note}")
        for note, count in zip(notes, counts, strict=True)
    ]


def test_rail_says_which_place_was_chosen_and_names_what_waits(qtbot: QtBot) -> None:
    rail = Rail(
        [
            RailPlace(key="sale", words="Sale", icon="cart"),
            RailPlace(key="parked", words="Parked", icon="parked"),
            RailPlace(key="lock", words="Lock F11", icon="lock", is_page=False),
        ]
    )
    rail.show_current("sale")
    rail.show_badge("parked", 12)
    shown(qtbot, rail)

    with qtbot.waitSignal(rail.place_chosen) as chosen:
        QTest.mouseClick(rail.item("parked"), LEFT)

    assert chosen.args == ["parked"]
    assert rail.item("parked").accessibleName() == "Parked, 12"
    assert not rail.item("sale").isChecked()
    with qtbot.waitSignal(rail.place_chosen):
        QTest.mouseClick(rail.item("lock"), LEFT)
    assert rail.item("parked").isChecked()


def test_rail_follows_theme_and_focus(qapp: QApplication, qtbot: QtBot) -> None:
    rail = Rail([RailPlace(key="sale", words="Sale", icon="cart")])
    shown(qtbot, rail)
    rail.item("sale").setFocus(Qt.FocusReason.TabFocusReason)
    ringed = rail.grab().toImage()
    rail.item("sale").clearFocus()

    apply_theme(qapp, Theme(scheme=Scheme.DARK, text_scale=1.5))

    assert rail.width() == 126
    assert rail.item("sale").sizeHint().height() == 84
    assert rail.grab().toImage() != ringed


def test_keypad_says_digits_and_erasing_and_takes_no_focus(qtbot: QtBot) -> None:
    pad = Keypad()
    shown(qtbot, pad)
    typed: list[str] = []
    pad.digits_pressed.connect(typed.append)

    for name in ("7", "0", "000"):
        QTest.mouseClick(key_named(pad, name), LEFT)
    with qtbot.waitSignal(pad.erase_pressed):
        QTest.mouseClick(key_named(pad, "Delete"), LEFT)

    assert typed == ["7", "0", "000"]
    assert all(key.focusPolicy() is Qt.FocusPolicy.NoFocus for key in pad.findChildren(QPushButton))


def test_pin_is_typed_or_tapped_said_once_and_never_readable(qtbot: QtBot) -> None:
    pad = PinPad()
    shown(qtbot, pad)
    pad.setFocus()
    QTest.keyClicks(pad, "2x5")
    QTest.mouseClick(key_named(pad, "8"), LEFT)
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    QTest.keyClicks(pad, "80")

    with qtbot.waitSignal(pad.pin_entered) as entered:
        QTest.keyClick(pad, Qt.Key.Key_Return)

    assert entered.args == ["2580"]
    assert pad.accessibleName() == "PIN, 4 digits typed"
    assert "2580" not in "".join(key.text() for key in pad.findChildren(QPushButton))


def test_pin_pad_clears_bounds_and_locks(qtbot: QtBot) -> None:
    pad = PinPad()
    shown(qtbot, pad)
    said: list[str] = []
    pad.pin_entered.connect(said.append)
    pad.submit()
    QTest.keyClicks(pad, "1" * (LONGEST_PIN + 3))
    assert pad.accessibleName() == f"PIN, {LONGEST_PIN} digits typed"
    pad.grab()

    QTest.mouseClick(key_named(pad, "Clear"), LEFT)
    QTest.keyClicks(pad, "12")
    pad.set_locked(locked=True)
    QTest.keyClicks(pad, "34")
    pad.submit()

    assert said == []
    assert pad.accessibleName() == "PIN, 2 digits typed"
    pad.set_locked(locked=False)
    pad.submit()
    assert said == ["12"]


def test_primary_button_takes_one_press_while_saving_and_keeps_its_size(qtbot: QtBot) -> None:
    button = PrimaryButton("Finish sale and print the receipt", "F12")
    shown(qtbot, button)
    presses: list[str] = []
    button.clicked.connect(lambda: presses.append("press"))
    QTest.keyClick(button, Qt.Key.Key_Return)
    before = button.size()

    button.show_saving(saving=True)
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Space)
    QTest.mouseClick(button, LEFT)

    assert len(presses) == 1
    assert button.minimumWidth() == before.width()
    assert button.accessibleDescription() == "Saving"
    button.show_words("Finish", "F12")
    button.show_saving(saving=False)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(presses) == 2


def test_key_button_names_word_and_key(qtbot: QtBot) -> None:
    button = KeyButton("Park", "F6")
    shown(qtbot, button)

    assert button.accessibleName() == "Park, F6"
    button.show_words("Unpark", "")
    assert button.accessibleName() == "Unpark"


def test_choice_that_is_not_possible_can_be_read_but_not_chosen(qtbot: QtBot) -> None:
    choice = ChoiceButton("qr", "MMG by QR", "F5")
    choice.show_choice("MMG by QR", "Offline: use MMG, claimed", is_possible=False)
    shown(qtbot, choice)

    QTest.mouseClick(choice, LEFT)
    assert not choice.isChecked()
    assert choice.focusPolicy() & Qt.FocusPolicy.TabFocus
    choice.show_choice("MMG by QR", "")
    QTest.mouseClick(choice, LEFT)

    assert choice.isChecked()


def test_search_field_says_what_is_typed_and_gives_up_its_hint_first(qtbot: QtBot) -> None:
    field = SearchField("Scan, or type a name", "Scan any time")
    shown(qtbot, field)
    field.resize(800, field.height())
    wide = [label.isVisible() for label in field.findChildren(QWidget)]
    typed: list[str] = []
    field.text_edited.connect(typed.append)
    field.setFocus()

    QTest.keyClicks(field.line, "so")
    with qtbot.waitSignal(field.submitted) as submitted:
        QTest.keyClick(field.line, Qt.Key.Key_Return)
    field.resize(300, field.height())

    assert typed == ["s", "so"]
    assert submitted.args == ["so"]
    assert [label.isVisible() for label in field.findChildren(QWidget)] != wide
    field.show_text("barrel")
    field.show_found("5 of 307 products")
    assert (field.text(), typed) == ("barrel", ["s", "so"])
    field.clear()
    assert field.text() == ""


def test_search_field_is_framed_while_it_has_the_focus(qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    field, other = SearchField("Find", "Scan"), QLineEdit()
    column.addWidget(field)
    column.addWidget(other)
    shown(qtbot, window)

    field.setFocus()
    qtbot.waitUntil(lambda: field.property("focused") is True)
    other.setFocus()

    qtbot.waitUntil(lambda: field.property("focused") is False)


def test_count_goes_down_with_enter_and_ends_by_saying_so(qtbot: QtBot) -> None:
    table = CountTable("Guyana dollars", "G$")
    table.show_rows(rows(0, 0, 0))
    shown(qtbot, table)
    counted: list[tuple[int, int]] = []
    table.count_changed.connect(lambda minor, count: counted.append((minor, count)))
    fields = table.findChildren(QLineEdit)
    table.focus_first()
    qtbot.waitUntil(fields[0].hasFocus)

    QTest.keyClicks(fields[0], "24")
    QTest.keyClick(fields[0], Qt.Key.Key_Return)
    assert fields[1].hasFocus()
    QTest.keyClick(fields[1], Qt.Key.Key_Down)
    QTest.keyClick(fields[2], Qt.Key.Key_Down)
    assert fields[2].hasFocus()
    QTest.keyClick(fields[2], Qt.Key.Key_Up)
    assert fields[1].hasFocus()
    with qtbot.waitSignal(table.finished):
        QTest.keyClick(fields[2], Qt.Key.Key_Enter)

    assert counted == [(500_000, 2), (500_000, 24)]


def test_count_being_typed_is_left_alone_when_the_sums_come_back(qtbot: QtBot) -> None:
    table = CountTable("Guyana dollars", "G$")
    table.show_rows(rows(0, 0, 0))
    shown(qtbot, table)
    field = table.findChildren(QLineEdit)[0]
    field.clear()

    table.show_rows(rows(0, 0, 5))
    table.show_total("Counted", "G$50")
    table.show_heading("US dollars", "US$")

    assert field.text() == ""
    assert table.findChildren(QLineEdit)[2].text() == "5"
    table.show_rows(rows(0, 0, 5)[:2])
    qtbot.waitUntil(lambda: len(table.findChildren(QLineEdit)) == 2)


def test_notice_shows_its_three_parts_and_its_way_out(qtbot: QtBot) -> None:
    bar = NoticeBar()
    bar.show_notice(
        Notice(
            title="The printer has no paper.",
            text="The sale is saved. Load paper and press Ctrl+P.",
            tone=Tone.NEEDS_YOU,
            action="Print again",
            key="Ctrl+P",
        )
    )
    shown(qtbot, bar)
    button = bar.findChildren(KeyButton)[0]

    with qtbot.waitSignal(bar.action_pressed):
        QTest.mouseClick(button, LEFT)

    assert bar.accessibleName().startswith("The printer has no paper. The sale is saved.")
    bar.resize(900, 100)
    bar.show_notice(Notice(title="Two things share this barcode.", text=""))
    assert not button.isVisible()
    bar.show_notice(None)
    assert not bar.isVisible()


@pytest.mark.parametrize("link", LINKS)
def test_link_state_is_heard_whole(qtbot: QtBot, link: Link) -> None:
    pill = LinkPill()
    shown(qtbot, pill)

    pill.show_link(link, "Offline, selling normally", "12 waiting")

    assert pill.accessibleName() == "Offline, selling normally, 12 waiting"
    assert pill.property("link") == link


def test_top_bar_hides_the_person_when_nobody_is_signed_in(
    qapp: QApplication, qtbot: QtBot
) -> None:
    bar = TopBar()
    bar.show_person("Shanelle Rodrigues", "Cashier", "SR")
    shown(qtbot, bar)
    wide = bar.sizeHint().width()

    bar.show_person("", "", "")
    apply_theme(qapp, Theme(text_scale=1.5))

    assert bar.sizeHint().width() != wide
    assert bar.height() == 76


def test_hints_that_do_not_fit_are_left_out_whole(qtbot: QtBot) -> None:
    bar = HintBar([Hint((key,), f"Word for {key}") for key in ("F2", "F3", "F4", "F5")])
    shown(qtbot, bar)
    parts = [part for part in bar.children() if isinstance(part, QWidget)]
    bar.resize(2 * parts[0].sizeHint().width() + 60, bar.height())
    QApplication.processEvents()

    assert [part.isVisible() for part in parts] == [True, True, False, False]
    bar.show_hints([Hint(("F9",), "Return")])
    bar.show_hints([Hint(("F9",), "Return")])
    bar.resize(800, bar.height())
    qtbot.waitUntil(
        lambda: len([part for part in bar.children() if isinstance(part, QWidget)]) == 1
    )


def test_tag_changes_tone_icon_and_hides_without_a_word(qapp: QApplication, qtbot: QtBot) -> None:
    tag = Tag("Claimed", "amber", "clock")
    shown(qtbot, tag)
    with_icon = tag.sizeHint().width()

    tag.show_tag("Claimed", "neutral")
    assert tag.sizeHint().width() < with_icon
    tag.show_tag("Verified", "green", "check")
    apply_theme(qapp, Theme(text_scale=1.3))
    assert tag.property("tone") == "green"

    tag.show_tag("", "neutral")
    assert not tag.isVisible()
