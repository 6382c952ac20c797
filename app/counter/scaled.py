"""Sizes that follow the text scale, also when it changes while the till runs."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from app.theme.theme import current_theme


class _Follower(QObject):
    """Applies a size again whenever the theme of its widget changes."""

    def __init__(self, widget: QWidget, apply: Callable[[float], None]) -> None:
        super().__init__(widget)
        self._apply = apply
        widget.installEventFilter(self)
        apply(current_theme().text_scale)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.StyleChange:
            self._apply(current_theme().text_scale)
        return super().eventFilter(watched, event)


def keep_width(widget: QWidget, width_px: int) -> None:
    """Keep a widget at ``width_px`` times the text scale."""
    _Follower(widget, lambda scale: widget.setFixedWidth(round(width_px * scale)))


def keep_within(widget: QWidget, width_px: int, height_px: int) -> None:
    """Let a widget grow to these pixels times the text scale and no further."""
    _Follower(
        widget,
        lambda scale: widget.setMaximumSize(round(width_px * scale), round(height_px * scale)),
    )


def keep_at_least_high(widget: QWidget, height_px: int) -> None:
    """Keep a widget at least ``height_px`` times the text scale high."""
    _Follower(widget, lambda scale: widget.setMinimumHeight(round(height_px * scale)))
