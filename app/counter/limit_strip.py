"""The four limits of a shipment as bars, each with its figure in words."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.counter.labels import CARD_GAP, CARD_SIDE, label, row
from app.presenters.ship_rows import WHOLE, LimitBar
from app.theme.fonts import with_tabular_figures
from app.theme.properties import set_style_property
from app.widgets.elided_label import ElidedLabel

_GAP, _BARS = 6, 4


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._name, self._text = ElidedLabel("", "caption"), label("", "caption")
        self._text.setFont(with_tabular_figures(self._text.font()))
        self._bar = QProgressBar()
        self._bar.setRange(0, WHOLE)
        self._bar.setTextVisible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(_GAP)
        line = row(spacing=_GAP)
        line.addWidget(self._name, 1)
        line.addWidget(self._text)
        whole.addLayout(line)
        whole.addWidget(self._bar)

    def show_bar(self, bar: LimitBar) -> None:
        self._name.show_text(bar.label)
        self._text.setText(bar.text)
        set_style_property(self._text, "ink", "red" if bar.state == "over" else None)
        set_style_property(self._bar, "state", "over" if bar.state == "over" else None)
        self._bar.setValue(bar.used_permille)
        self._bar.setAccessibleName(f"{bar.label}, {bar.text}")


class LimitStrip(QFrame):
    """Draws ``LimitBar``s side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("row", True)
        self._bars = [_Bar() for _ in range(_BARS)]
        line = QHBoxLayout(self)
        line.setContentsMargins(CARD_SIDE, CARD_GAP - 2, CARD_SIDE, CARD_GAP)
        line.setSpacing(CARD_SIDE)
        for bar in self._bars:
            line.addWidget(bar, 1)

    def show_bars(self, bars: Sequence[LimitBar]) -> None:
        for shown, bar in zip(self._bars, bars, strict=False):
            shown.show_bar(bar)
