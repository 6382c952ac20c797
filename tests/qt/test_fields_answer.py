"""Fields and cells answer keys: a PIN, a region by its letter, a quantity beside its name."""

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QListView,
    QSpinBox,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.counter.party_card import PartyCard
from app.counter.receipt_dialog import ZReportDialog
from app.models.cart_delegate import CartDelegate
from app.presenters.z_report import ZReportState
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.widgets.pin_pad import PinPad


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    apply_theme(qapp, Theme())


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)


def test_page_keys_move_a_closed_z(qtbot: QtBot) -> None:
    dialog = ZReportDialog()
    dialog.resize(640, 500)
    dialog.show_state(ZReportState(lines=tuple(f"line {number}" for number in range(200))))
    shown(qtbot, dialog)
    bar = dialog.paper.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=2_000)
    dialog.focus_first()
    QTest.keyClick(dialog.done_button, Qt.Key.Key_PageDown)
    down = bar.value()
    QTest.keyClick(dialog.done_button, Qt.Key.Key_PageUp)

    assert down > 0
    assert bar.value() == 0


def test_f12_says_a_pin_as_enter_does_and_without_one_is_left_to_the_dialog(qtbot: QtBot) -> None:
    holder = QWidget()
    pad = PinPad()
    QVBoxLayout(holder).addWidget(pad)
    shown(qtbot, holder)
    pad.setFocus()
    said: list[str] = []
    pad.pin_entered.connect(said.append)
    QTest.keyClick(pad, Qt.Key.Key_F12)
    QTest.keyClicks(pad, "2580")
    QTest.keyClick(pad, Qt.Key.Key_F12)

    assert said == ["2580"]


def test_a_letter_goes_round_the_regions_one_of_whose_names_begins_with_it(qtbot: QtBot) -> None:
    card = PartyCard("Receiver")
    shown(qtbot, card)
    chosen: list[tuple[str, str]] = []
    card.edited.connect(lambda name, text: chosen.append((name, text)))
    box = next(each for each in card.tab_order() if isinstance(each, QComboBox))
    for key in (Qt.Key.Key_D, Qt.Key.Key_D, Qt.Key.Key_D, Qt.Key.Key_D, Qt.Key.Key_Z):
        QTest.keyClick(box, key)
    QTest.keyClick(box, Qt.Key.Key_U)

    assert chosen == [("region", number) for number in ("3", "4", "10", "3", "9")]
    assert box.currentData() == 9


def test_a_quantity_is_typed_beside_the_name_and_not_over_it(qtbot: QtBot) -> None:
    """Where the box opens the name moves aside, and back when it closes."""
    delegate = CartDelegate("Quantity")
    view = QListView()
    view.setModel(QStringListModel(["Shipping barrel"]))
    view.setItemDelegate(delegate)
    shown(qtbot, view)
    index = view.model().index(0, 0)
    view.edit(index)
    editor = view.findChild(QSpinBox)
    assert editor is not None

    assert delegate.is_typed_at(index)
    view.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)
    qtbot.waitUntil(lambda: not delegate.is_typed_at(index), timeout=2_000)
