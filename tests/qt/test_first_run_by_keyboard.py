"""The first run at a real window, by keys alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.counter.first_run_window import FirstRunWindow
from app.counter.gallery_till import RightAway
from app.first_run import connect_first_run
from app.presenters.first_run import FirstRunPresenter, Step
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.theme.tokens import Scheme
from app.use_cases.printer_choice import PrinterChoice
from domain.errors import BadInput
from tests.unit.app.presenters.test_first_run import House

K = Qt.Key


class Fingers:
    def __init__(self, qtbot: QtBot) -> None:
        self.house = House()
        self.window = FirstRunWindow()
        qtbot.addWidget(self.window)
        self.presenter = FirstRunPresenter(
            self.house.services(), RightAway(), self.window, on_finished=self._finish
        )
        connect_first_run(self.window, self.presenter)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.presenter.start()

    def _finish(self) -> None:
        self.house.finished += 1

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.focused(), key)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focused(), text)


@pytest.fixture
def fingers(qtbot: QtBot, qapp: QApplication) -> Iterator[Fingers]:
    apply_theme(qapp, Theme())
    made = Fingers(qtbot)
    yield made
    made.window.close()


def test_a_till_gets_its_name_and_its_printer_without_a_mouse(fingers: Fingers) -> None:
    assert fingers.focused() is fingers.window.language
    fingers.press(K.Key_Down, K.Key_F12)
    assert fingers.house.language == "nl_SR"
    fingers.type("till.example.gy")
    fingers.press(K.Key_Return)
    assert fingers.focused() is fingers.window.code.line
    fingers.type("WIND-1234")
    fingers.press(K.Key_Return)
    assert fingers.house.enrolled == [("https://till.example.gy", "WIND-1234")]

    assert fingers.focused() is fingers.window.printer
    fingers.press(K.Key_Down, K.Key_Return)
    assert fingers.focused() is fingers.window.printer_address.line
    fingers.type("192.0.2.7")
    fingers.press(K.Key_F12)
    assert fingers.house.printers == [PrinterChoice(link="network", address="192.0.2.7")]
    assert fingers.presenter.step is Step.DONE
    fingers.press(K.Key_F12)
    assert fingers.house.finished == 1


def test_a_wrong_code_is_said_and_typed_again(fingers: Fingers) -> None:
    fingers.press(K.Key_F12)
    fingers.type("till.example.gy")
    fingers.press(K.Key_Tab)
    fingers.type("WRONG")
    fingers.house.fail_with = BadInput("That enrolment code is not right", "Type it again.")
    fingers.press(K.Key_F12)

    assert "That enrolment code is not right" in fingers.window._notice.accessibleName()
    assert fingers.focused() is fingers.window.code.line
    assert fingers.window.code.line.text() == "WRONG"
    fingers.press(K.Key_Escape)
    assert fingers.presenter.step is Step.LANGUAGE


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_every_step_fits_its_window_and_every_control_has_a_name(
    fingers: Fingers, qapp: QApplication, scheme: Scheme, scale: float
) -> None:
    apply_theme(qapp, Theme(scheme=scheme, text_scale=scale))
    for _ in Step:
        qapp.processEvents()
        window = fingers.window
        shown = [
            widget
            for widget in window.findChildren(QWidget)
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        assert all(widget.accessibleName() for widget in shown)
        assert window.next_button.mapTo(window, window.next_button.rect().bottomRight()).x() < (
            window.width()
        )
        if fingers.presenter.step is Step.CENTRAL:
            fingers.presenter.on_address_typed("a.example")
            fingers.presenter.on_code_typed("C")
        fingers.press(K.Key_F12)
