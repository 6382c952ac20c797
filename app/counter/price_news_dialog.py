"""Prices that moved between the scan and the payment: old and new, and one key to take them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.counter.key_map import KeyMap
from app.counter.labels import CARD_GAP, CARD_SIDE, column, label, row
from app.presenters.tender_start import PriceNewsRow, PriceNewsState
from app.widgets.dialog_frame import DialogFrame
from app.widgets.elided_label import ElidedLabel
from app.widgets.money_label import MoneyLabel
from app.widgets.primary_button import PrimaryButton

_WIDE, _HIGH, _ROW_ROOM = 640, 440, 10


class PriceNewsDialog(DialogFrame):
    """Draws ``PriceNewsState``: ``taken()`` follows F12, Enter or the button."""

    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "", self.tr("Back to sale"), width_px=_WIDE, height_px=_HIGH, parent=parent
        )
        self._text = label("", "body", wrap=True)
        self.take_button = PrimaryButton(self.tr("Take the new prices"), "F12")
        self._host = QFrame()
        self._host.setProperty("card", True)
        self._rows = column(self._host, margin=1)
        self._rows.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._host)
        self.body.addWidget(self._text)
        self.body.addWidget(area, 1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.take_button)
        self._keys = KeyMap(dict.fromkeys(("F12", "Return", "Enter"), self.taken.emit))
        self.take_button.clicked.connect(self.taken)

    def show_state(self, state: PriceNewsState) -> None:
        """Draw every price that moved."""
        self.show_head(state.title, "", self.tr("Esc goes back, nothing is lost"))
        self._text.setText(state.text)
        while self._rows.count() > 1:
            item = self._rows.takeAt(0)
            old = None if item is None else item.widget()
            if old is not None:
                old.deleteLater()
        for number, each in enumerate(state.rows):
            self._rows.insertWidget(number, _line(each))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.press(event):
            super().keyPressEvent(event)


def _line(shown: PriceNewsRow) -> QWidget:
    line = QFrame()
    line.setProperty("row", True)
    line.setAccessibleName(f"{shown.name}, {shown.detail}")
    inside = row(line, spacing=CARD_GAP)
    inside.setContentsMargins(CARD_SIDE, _ROW_ROOM, CARD_SIDE, _ROW_ROOM)
    names = QVBoxLayout()
    names.setSpacing(0)
    names.addWidget(ElidedLabel(shown.name, "body_strong"))
    names.addWidget(ElidedLabel(shown.detail, "caption"))
    new = MoneyLabel("money_line")
    new.show_amount(shown.new_text)
    inside.addLayout(names, 1)
    inside.addWidget(new)
    return line
