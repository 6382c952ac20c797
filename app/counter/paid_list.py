"""The tenders of a payment: what was taken, and what is being entered."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.counter.labels import CARD_GAP, CARD_SIDE, column, label, row
from app.presenters.tender_state import PaidRow
from app.theme.icons import themed_icon
from app.theme.properties import set_style_property
from app.theme.theme import current_theme
from app.theme.tokens import Color
from app.widgets.elided_label import ElidedLabel
from app.widgets.icon_label import IconLabel
from app.widgets.money_label import MoneyLabel
from app.widgets.visibility import show_or_hide

_TOP, _ROWS_MAX = 8, 17


class _PaidLine(QFrame):
    """One tender: icon, name, detail, amount, and a way to take it back."""

    removed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("paid", True)
        self._icon = IconLabel("cash", Color.LAGOON_INK, 24)
        self._title, self._detail = ElidedLabel("", "body_strong"), ElidedLabel("", "caption")
        self._amount = MoneyLabel("money_line")
        self.remove = QPushButton()
        self.remove.setProperty("kind", "quiet")
        self.remove.setProperty("reached_by", "keys")
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Del does the same from the field
        self.remove.clicked.connect(self.removed)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._detail)
        line = row(self, spacing=CARD_GAP)
        line.setContentsMargins(CARD_SIDE, _TOP, _TOP, _TOP)
        line.addWidget(self._icon)
        line.addLayout(names, 1)
        line.addWidget(self._amount)
        line.addWidget(self.remove)
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._refresh()
        super().changeEvent(event)

    def _refresh(self) -> None:
        self.remove.setIcon(themed_icon(current_theme(), "close", Color.INK_MUTED))

    def show_row(self, paid: PaidRow) -> None:
        self._icon.show_icon(paid.icon, Color.LAGOON_INK)
        self._title.show_text(paid.title)
        self._detail.show_text(paid.detail)
        show_or_hide(self._detail, shown=bool(paid.detail))
        self._amount.show_amount(paid.amount_text)
        self.remove.setAccessibleName(paid.remove_text)
        self.remove.setToolTip(paid.remove_text)
        policy = self.remove.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # amounts stay in one column
        self.remove.setSizePolicy(policy)
        show_or_hide(self.remove, shown=bool(paid.remove_text))
        set_style_property(self, "pending", paid.is_pending)
        self.setAccessibleName(f"{paid.title}, {paid.detail}, {paid.amount_text}")


class PaidList(QScrollArea):
    """Says ``removed(index)``; shows a sentence while nothing was taken."""

    removed = Signal(int)

    def __init__(self, empty_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # to be read; the fields keep the focus
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QFrame()
        inside.setProperty("paid_list", True)
        self.lines = tuple(_PaidLine() for _ in range(_ROWS_MAX))
        self._empty = label(empty_words, "muted", wrap=True)
        self._empty.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        stack = column(inside)
        stack.addWidget(self._empty)
        for index, line in enumerate(self.lines):
            line.removed.connect(lambda index=index: self.removed.emit(index))
            stack.addWidget(line)
        stack.addStretch(1)
        self.setWidget(inside)

    def show_rows(self, rows: tuple[PaidRow, ...]) -> None:
        show_or_hide(self._empty, shown=not rows)
        for number, line in enumerate(self.lines):
            is_there = number < len(rows)
            show_or_hide(line, shown=is_there)
            if is_there:
                line.show_row(rows[number])
