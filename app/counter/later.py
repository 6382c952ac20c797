"""Screens that are made when they are first asked for, so that a till starts without them."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, cast, overload

from PySide6.QtWidgets import QWidget

_DRAWS = "show_"

W_co = TypeVar("W_co", bound=QWidget, covariant=True)
W = TypeVar("W", bound=QWidget)
V = TypeVar("V")


class Later(Generic[W_co]):
    """A screen of a `MadeLater`: read from it, it is made once and then always the same."""

    def __init__(self, make: Callable[[], W_co]) -> None:
        self.make = make

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...

    @overload
    def __get__(self, owner: "MadeLater", kind: type) -> W_co: ...

    def __get__(self, owner: "MadeLater | None", kind: type) -> Self | W_co:
        return self if owner is None else owner.get(self)


class MadeLater:
    """Owns screens that are declared with `Later`, and tells who waits when one is made."""

    def __init__(self) -> None:
        self._made: dict[Later[QWidget], QWidget] = {}
        self._waiting: dict[Later[QWidget], list[Callable[[Any], object]]] = {}
        self._draws: dict[Later[QWidget], list[Callable[[], None]]] = {}

    def get(self, which: Later[W]) -> W:
        """Return a screen; the first time it is made, connected, and drawn as it was last told."""
        if which not in self._made:
            made = which.make()
            self._made[which] = made
            for hear in self._waiting.pop(which, []):
                hear(made)
            for draw in self._draws.pop(which, []):
                draw()
        return cast("W", self._made[which])

    def is_made(self, which: Later[QWidget]) -> bool:
        """Whether somebody has asked for it."""
        return which in self._made

    def when_made(self, which: Later[W], hear: Callable[[W], object]) -> None:
        """Hear of a screen when it is there: at once, or as soon as it is made."""
        if which in self._made:
            hear(self.get(which))
        else:
            self._waiting.setdefault(which, []).append(hear)

    def view(self, which: Later[W]) -> W:
        """Return what stands for a screen before it is made, and hands everything on to it."""
        return cast("W", self._standing_in(which, lambda: self.get(which)))

    def part(self, which: Later[W], pick: Callable[[W], V]) -> V:
        """Return what stands for a part of a screen, such as a page."""
        return cast("V", self._standing_in(which, lambda: pick(self.get(which))))

    def _standing_in(self, which: Later[QWidget], find: Callable[[], object]) -> "_StandIn":
        stand_in = _StandIn(find, is_made=lambda: which in self._made)
        if which not in self._made:
            self._draws.setdefault(which, []).append(stand_in.draw)
        return stand_in


class _StandIn:
    """Keeps the last of each ``show_`` until the screen is made: a screen draws a whole state.

    Whatever else is asked (a focus, a text to type) makes the screen, for it has to answer.
    """

    def __init__(self, find: Callable[[], object], *, is_made: Callable[[], bool]) -> None:
        self._find, self._is_made = find, is_made
        self._told: dict[str, tuple[Any, ...]] = {}

    def draw(self) -> None:
        told, self._told = self._told, {}
        for name, words in told.items():
            getattr(self._find(), name)(*words)

    def __getattr__(self, name: str) -> object:
        if name.startswith(_DRAWS) and not self._is_made():
            return lambda *words: self._show(name, words)
        return getattr(self._find(), name)

    def _show(self, name: str, words: tuple[Any, ...]) -> None:
        if self._is_made():
            getattr(self._find(), name)(*words)
        else:
            self._told.pop(name, None)  # the last told is drawn last
            self._told[name] = words
