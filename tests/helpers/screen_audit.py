"""What must be true of every screen: named, reached by keyboard, its words whole and looked up.

Each check walks what is visible and returns plain findings, so that a test shows all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from app.counter.main_window import CounterWindow
from app.language.pseudo import CLOSING, OPENING
from app.widgets.digit_keys import DigitKey
from app.widgets.elided_label import ElidedLabel
from app.widgets.key_cap import KeyCap
from app.widgets.overlay import Overlay
from app.widgets.ticket_view import TicketView

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    QPlainTextEdit,
)
_TABS_MOST = 400
_SLACK_PX = 1
_KEY_IN_NAME = re.compile(r", (?:(?:Ctrl|Alt|Shift)\+)*(?:F\d+|Esc|Enter|Del|Ins|Tab|[+\-A-Z])$")


def scope_of(window: CounterWindow) -> QWidget:
    """What takes keys now: the dialog that lies over the place, or the window."""
    overlay = window.findChild(Overlay)
    dialog = None if overlay is None else overlay.dialog
    return window if dialog is None else dialog


def controls_of(scope: QWidget) -> list[QWidget]:
    """Everything a person may act on and can see: not what a control is made of."""
    return [
        widget
        for widget in scope.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisible()
        and widget.isEnabled()
        and not widget.visibleRegion().isEmpty()
        and not isinstance(widget, QHeaderView)
        and not isinstance(widget.parentWidget(), (QComboBox, QAbstractSpinBox))
    ]


def nameless(scope: QWidget) -> list[str]:
    """Controls that a screen reader could only call *button* or *edit*."""
    return [_told(widget) for widget in controls_of(scope) if not spoken_name(widget)]


def spoken_name(widget: QWidget) -> str:
    """The name a screen reader says."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def unreachable(scope: QWidget) -> list[str]:
    """Controls that neither Tab reaches nor a key of their own presses.

    Who answers to arrows in another's focus says so (``reached_by``). A digit key stands for a
    digit of the keyboard, and what a focused parent speaks for (the keys of a PIN pad, the field
    in a search field) is reached with it.
    """
    met = walk(scope)
    return [
        _told(widget)
        for widget in controls_of(scope)
        if widget not in met
        and not isinstance(widget, DigitKey)
        and not widget.property("reached_by")
        and not _is_only_read(widget)
        and not _KEY_IN_NAME.search(spoken_name(widget))
        and not any(scope.isAncestorOf(one) and one.isAncestorOf(widget) for one in met)
        and not _is_switched_by_arrows(widget, met)
    ]


def walk(scope: QWidget) -> list[QWidget]:
    """Press Tab until it comes round, and return what had the focus, in that order."""
    start = QApplication.focusWidget()
    met: list[QWidget] = []
    for _ in range(_TABS_MOST):
        focused = QApplication.focusWidget() or scope
        focused.focusNextPrevChild(True)
        now = QApplication.focusWidget()
        if now is None or now in met:
            break
        met.append(now)
    if start is not None:
        start.setFocus()
    return met


def without_ring(scope: QWidget) -> list[str]:
    """Controls that look the same whether they have the focus or not."""
    found: list[str] = []
    for widget in walk(scope):
        if isinstance(widget, QAbstractItemView):
            continue  # its current row is the mark, and a list without rows has none
        frame = _framed(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        with_focus = frame.grab().toImage()
        widget.clearFocus()
        if frame.grab().toImage() == with_focus:
            found.append(_told(widget))
    return found


def cut_off(window: QWidget) -> list[str]:
    """Words that need more room than they have, by the words' own measure."""
    return [
        f"{_told(widget)} needs {needs} of {has}"
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and not _is_scrolled(widget)
        for needs, has in _lacking(widget)
    ]


def untranslated(window: QWidget, data: frozenset[str]) -> list[str]:
    """Words on the screen, or told by a screen reader, that nobody looked up in a translation.

    Run it in the pseudo-locale. ``data`` are words of the till itself: goods, people, places.
    """
    found: dict[str, str] = {}
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            for text in _texts(widget):
                rest = _foreign(text, data)
                if rest:
                    found.setdefault(text, f"{_told(widget)}: {rest!r} in {text!r}")
    return list(found.values())


def _foreign(text: str, data: frozenset[str]) -> str:
    """What is left of a text without what was looked up and without the till's own data."""
    rest, depth = [], 0
    for sign in text:
        depth += sign == OPENING
        if not depth:
            rest.append(sign)
        depth -= sign == CLOSING and depth > 0
    left = "".join(rest)
    for known in sorted(filter(None, data), key=len, reverse=True):
        left = left.replace(known, " ")
    words = re.findall(r"[^\W\d_]{3,}", left)
    return " ".join(words)


def _texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, (KeyCap, TicketView)):
        return  # names of keys; and paper, which is in the language of the store
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    yield _without_keys(widget.accessibleName())


def _without_keys(name: str) -> str:
    return _KEY_IN_NAME.sub("", name)


def _lacking(widget: QWidget) -> Iterator[tuple[str, str]]:
    if isinstance(widget, QLabel) and widget.text() and not isinstance(widget, ElidedLabel):
        yield from _lacking_label(widget)
    elif isinstance(widget, QPushButton):
        needs = widget.minimumSizeHint().width()
        if needs > widget.width() + _SLACK_PX:
            yield f"{needs} wide", f"{widget.width()}"
    elif isinstance(widget, QScrollArea):
        yield from _lacking_area(widget)
    parent = widget.parentWidget()
    if isinstance(widget, (QLabel, QAbstractButton)) and parent is not None:
        outside = _outside(widget)
        if outside:
            yield "all of itself", f"{outside} px outside its surroundings"


def _lacking_area(area: QScrollArea) -> Iterator[tuple[str, str]]:
    """What it scrolls, where that is wider than the area and nothing scrolls sideways."""
    inside, room = area.widget(), area.viewport().width()
    never = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if never and inside is not None and inside.width() > room + _SLACK_PX:
        yield f"{inside.width()} wide", f"{room}"


def _lacking_label(label: QLabel) -> Iterator[tuple[str, str]]:
    room = label.size()
    if label.wordWrap():
        needs = label.heightForWidth(room.width())
        if needs > room.height() + _SLACK_PX:
            yield f"{needs} high at {room.width()} wide", f"{room.height()}"
    elif label.sizeHint().width() > room.width() + _SLACK_PX:
        yield f"{label.sizeHint().width()} wide", f"{room.width()}"


def _outside(widget: QWidget) -> int:
    """By how many pixels it sticks out of any of the widgets around it."""
    most = 0
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QAbstractScrollArea):
        box = QRect(widget.mapTo(around, QPoint(0, 0)), widget.size())
        room = around.rect()
        over = max(
            room.left() - box.left(), box.right() - room.right(), box.bottom() - room.bottom()
        )
        most = max(most, over)
        if around.isWindow():
            break
        around = around.parentWidget()
    return most if most > _SLACK_PX else 0


def _is_scrolled(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            return True
        parent = parent.parentWidget()
    return isinstance(widget, QScrollBar)


def _is_only_read(widget: QWidget) -> bool:
    """A list that shows and takes nothing."""
    shows = isinstance(widget, QAbstractItemView)
    return shows and widget.focusPolicy() is Qt.FocusPolicy.NoFocus


def _is_switched_by_arrows(widget: QWidget, met: list[QWidget]) -> bool:
    """One of a row of choices of which another was met: the arrows go from one to the next."""
    if not isinstance(widget, QAbstractButton) or widget.group() is None:
        return False
    return any(button in met for button in widget.group().buttons())


def _framed(widget: QWidget) -> QWidget:
    """The control with the frame that shows its focus for it, if it has one."""
    parent = widget.parentWidget()
    is_inside = parent is not None and bool(parent.property("field"))
    return parent if parent is not None and is_inside else widget


def _told(widget: QWidget) -> str:
    text = spoken_name(widget)
    if not text and isinstance(widget, (QLabel, QAbstractButton)):
        text = widget.text()
    owner = widget.parentWidget()
    around = "" if owner is None else f" in {type(owner).__name__}"
    return f"{type(widget).__name__} {text[:60]!r}{around}"
