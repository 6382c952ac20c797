"""The cursor is where a person expects it: in the first piece after Tab, where it was after Esc."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.counter.piece_table_view import PieceTableView
from app.models.piece_table import PieceTableModel
from app.presenters.count_sheet import CountRow
from app.presenters.ship_form import PieceForm
from app.presenters.ship_rows import PieceRow
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.widgets.count_table import CountTable
from app.widgets.dialog_frame import DialogFrame
from app.widgets.overlay import Overlay

K = Qt.Key


class Room:
    """A window with a field, a table of pieces and a dialog that may lie over them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        self.window.resize(1366, 768)
        self.field = QLineEdit()
        self.pieces = PieceTableModel(("",) * 8)
        self.table = PieceTableView(self.pieces)
        self.table.setMinimumWidth(800)
        self.counts = CountTable("Guyana dollars", "G$", "Counted")
        across = QHBoxLayout(self.window)
        for widget in (self.field, self.table, self.counts):
            across.addWidget(widget)
        self.dialog = DialogFrame("Keys", "Back")
        self.overlay = Overlay(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window)

    def put(self, *insides: str) -> None:
        self.pieces.set_rows(
            tuple(
                PieceRow(
                    number=at,
                    form=PieceForm(description=inside),
                    dim_text="",
                    charge_text="",
                    flag_text="",
                    is_over=False,
                    errors={},
                    spoken=inside,
                )
                for at, inside in enumerate(insides, start=1)
            )
        )

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(focused(), key)
        QApplication.processEvents()  # a table's editor closes only after the key was handled

    def look_at_keys_and_come_back(self) -> bool:
        self.overlay.open_dialog(self.dialog)
        QApplication.processEvents()
        return self.overlay.close_dialog()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication) -> Iterator[Room]:
    apply_theme(qapp, Theme())
    made = Room(qtbot)
    yield made
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def test_tab_from_the_last_field_types_into_what_is_inside_the_first_piece(room: Room) -> None:
    told: list[tuple[int, str, str]] = []
    room.pieces.typed.connect(lambda *what: told.append(what))
    room.put("")
    room.field.setFocus()

    room.press(K.Key_Tab)
    for letter in "Clothes":
        QTest.keyClicks(focused(), letter)
    room.press(K.Key_Return)

    assert told == [(0, "description", "Clothes")]


def test_tab_goes_on_with_the_first_piece_nobody_described(room: Room) -> None:
    room.put("Clothes", "")
    room.field.setFocus()

    room.press(K.Key_Tab)

    assert room.table.currentIndex().row() == 1


def test_a_dialog_gives_the_cursor_back_where_it_was_and_selects_nothing(room: Room) -> None:
    room.field.setFocus(Qt.FocusReason.TabFocusReason)
    room.field.setText("Anil Persaud")
    room.field.setCursorPosition(4)

    assert room.look_at_keys_and_come_back()
    QTest.keyClicks(focused(), "!")

    assert room.field.text() == "Anil! Persaud"


def test_a_cell_that_was_being_typed_is_open_again_after_a_dialog(room: Room) -> None:
    told: list[str] = []
    room.pieces.typed.connect(lambda _row, _name, text: told.append(text))
    room.pieces.typed.connect(lambda _row, _name, text: room.put(text))
    room.put("")
    room.table.edit_cell(0, "description")
    QTest.keyClicks(focused(), "Clo")

    assert room.look_at_keys_and_come_back()
    QTest.keyClicks(focused(), "thes")
    room.press(K.Key_Return)

    assert told == ["Clo", "Clothes"]


def test_a_count_is_not_overwritten_after_a_dialog(room: Room) -> None:
    row = CountRow(
        denomination_minor=500_000,
        label="5,000",
        is_coin=False,
        count=0,
        value_text="",
        spoken="5,000",
    )
    room.counts.show_rows((row,))
    room.counts.focus_first()
    QTest.keyClicks(focused(), "1")

    assert room.look_at_keys_and_come_back()
    QTest.keyClicks(focused(), "2")

    field = focused()
    assert isinstance(field, QLineEdit)
    assert field.text() == "12"


def test_what_is_gone_cannot_have_the_focus_back(room: Room) -> None:
    room.field.setFocus()
    room.overlay.open_dialog(room.dialog)
    room.field.hide()

    assert not room.overlay.close_dialog()
    assert not room.overlay.close_dialog()
