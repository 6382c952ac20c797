"""What F1 says of a place or dialog is what its widgets bind: a key that it leaves out is found."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from app.counter.key_map import KeyMap
from app.counter.screens import Screens
from app.presenters.key_hints import keys_of
from app.presenters.key_map import COMMAND_KEYS, Dialog, KeyHint, Place

AS_WRITTEN = {
    "Return": "Enter",
    "Left": "\N{LEFTWARDS ARROW}",
    "Right": "\N{RIGHTWARDS ARROW}",
    "PgDown": "PgDn",
}
"""How F1 writes keys that Qt names otherwise."""
_ARROWS = {"Up", "Down"}
_WINDOW = {"F1", "F11", "Ctrl+P", *COMMAND_KEYS}
"""What the window binds, or Qt's own widgets, where the place or dialog has no use for it."""


def bound_in(screen: QWidget) -> set[str]:
    """The keys of every key map in a screen and its parts, as F1 writes them."""
    maps = [
        value
        for widget in (screen, *screen.findChildren(QWidget))
        for value in vars(widget).values()
        if isinstance(value, KeyMap)
    ]
    return {AS_WRITTEN.get(key, key) for one in maps for key in one.names}


def unsaid(screen: QWidget, hints: tuple[KeyHint, ...]) -> set[str]:
    """Keys that a screen binds and no hint names."""
    return bound_in(screen) - {key for hint in hints for key in hint.keys} - _ARROWS


def unbound(screen: QWidget, hints: tuple[KeyHint, ...]) -> set[str]:
    """Function keys that are said and that neither the screen nor the window binds."""
    said = {key for hint in hints for key in hint.keys if key.startswith("F")}
    return said - bound_in(screen) - _WINDOW


@pytest.mark.usefixtures("qapp")
def test_each_place_and_dialog_says_the_keys_it_binds_and_binds_the_keys_it_says() -> None:
    screens = Screens()

    everywhere: list[tuple[Place | Dialog, QWidget]] = [
        *((place, screens.place(place)) for place in screens.PLACES),
        *((dialog, screens.dialog(dialog)) for dialog in screens.DIALOGS),
    ]
    for where, screen in everywhere:
        hints = keys_of(where)
        assert unsaid(screen, hints) == set(), where
        assert unbound(screen, hints) == set(), where


@pytest.mark.usefixtures("qapp")
def test_planted_bug_a_key_that_nobody_says_or_nobody_binds_is_found() -> None:
    screen = QWidget()
    screen.keys = KeyMap({"F7": screen.close, "F8": screen.close})  # type: ignore[attr-defined]  # planted
    hints = (KeyHint(("F8",), "Close"), KeyHint(("F2",), "Nothing"))

    assert unsaid(screen, hints) == {"F7"}
    assert unbound(screen, hints) == {"F2"}
