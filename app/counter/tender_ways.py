"""The ways to pay, one below the other, each with its key."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.counter.labels import label
from app.counter.scaled import keep_width
from app.presenters.tender_state import WayRow
from app.theme.properties import set_style_property
from app.theme.theme import current_theme
from app.widgets.choice_button import ChoiceButton
from app.widgets.visibility import show_or_hide

_WIDE, _GAP, _FIRST_KEY = 278, 5, 2
_ICONS = ("cash", "dollar", "phone-money", "qr", "card", "receipt", "ticket")


class TenderWays(QWidget):
    """Says ``way_chosen(index)``. What is not possible now is dashed and says why."""

    way_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keep_width(self, _WIDE)
        self.buttons = tuple(self._button(index) for index in range(len(_ICONS)))
        self._ways: tuple[WayRow, ...] = ()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(_GAP)
        inside.addWidget(label(self.tr("How is the customer paying?"), "caption"))
        for button in self.buttons:
            inside.addWidget(button)
        inside.addStretch(1)

    def show_ways(self, ways: tuple[WayRow, ...]) -> None:
        """Draw each way; before the rules are read there is none."""
        self._ways = ways
        for button, way in zip(self.buttons, ways, strict=False):
            button.setChecked(way.is_chosen)
        self._give_way()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """Large words in a small window: what is not possible now gives way to what is.

        Where too many are possible for that, each is its name and its key alone.
        """
        each = current_theme().height("way") + _GAP
        is_tight = each * (len(self._ways) + 1) > self.height()
        possible = sum(way.is_possible for way in self._ways)
        is_low = is_tight and each * (possible + 1) > self.height() + each // 2
        for button, way in zip(self.buttons, self._ways, strict=False):
            detail = "" if is_low else way.detail
            button.show_choice(way.title, detail, is_possible=way.is_possible)
            set_style_property(button, "measure", "small" if is_low else "way")
        for number, button in enumerate(self.buttons):
            is_there = number < len(self._ways)
            show_or_hide(
                button, shown=is_there and (self._ways[number].is_possible or not is_tight)
            )

    def _button(self, index: int) -> ChoiceButton:
        button = ChoiceButton(_ICONS[index], "", f"F{index + _FIRST_KEY}")
        button.setProperty("measure", "way")
        button.setProperty("reached_by", "keys")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F2 to F8 reach them from the fields
        button.clicked.connect(lambda: self.way_chosen.emit(index))
        return button
