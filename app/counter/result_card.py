"""One currency of a counted drawer: what was expected, what was counted, the difference."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.counter.labels import CARD_GAP, CARD_SIDE, label, row, rule
from app.presenters.close_results import DrawerResult
from app.widgets.money_label import MoneyLabel
from app.widgets.tag import Tag
from app.widgets.visibility import show_or_hide

_FIGURE_GAP, _MOVES_MAX = 6, 4


class ResultCard(QFrame):
    """Expected against counted; a currency that only lay there shows no lines between."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._title, self._tag = label("", "body_strong"), Tag()
        self._expected, self._counted = MoneyLabel("money_line"), MoneyLabel("money_line")
        self._difference_words, self._difference = label("", "caption"), MoneyLabel("heading")
        self._words = [label("", "muted") for _ in range(_MOVES_MAX + 2)]
        self._amounts = [MoneyLabel("money_line") for _ in range(_MOVES_MAX + 2)]
        self._rule = rule()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        whole.setSpacing(_FIGURE_GAP)
        head = row()
        head.addWidget(self._title, 1)
        head.addWidget(self._tag)
        whole.addLayout(head)
        for words, amount in zip(self._words, self._amounts, strict=True):
            line = row()
            line.addWidget(words, 1)
            line.addWidget(amount)
            whole.addLayout(line)
        whole.addWidget(self._rule)
        whole.addLayout(self._comparison())

    def show_result(self, result: DrawerResult, *, brief: bool) -> None:
        """Draw one currency; ``brief`` leaves out how the expected sum came about."""
        self._title.setText(result.currency_label)
        self._tag.show_tag(result.within_text, "neutral" if result.is_within else "red")
        lines = (
            (self.tr("Opening float"), result.opening_float_text),
            (self.tr("Cash sales, net of change"), result.cash_sales_text),
            *result.moves,
        )
        for number, (words, amount) in enumerate(zip(self._words, self._amounts, strict=True)):
            is_shown = number < len(lines) and not brief
            if is_shown:
                words.setText(lines[number][0])
                amount.show_amount(lines[number][1])
            show_or_hide(words, shown=is_shown)
            show_or_hide(amount, shown=is_shown)
        show_or_hide(self._rule, shown=not brief)
        self._expected.show_amount(result.expected_text)
        self._counted.show_amount(result.counted_text)
        self._difference_words.setText(result.difference_label)
        self._difference.show_amount(result.difference_text)
        self._difference.setAccessibleName(f"{result.difference_label} {result.difference_text}")

    def _comparison(self) -> QHBoxLayout:
        line = row(spacing=CARD_SIDE)
        for words, amount in (
            (label(self.tr("Expected"), "caption"), self._expected),
            (label(self.tr("Counted"), "caption"), self._counted),
        ):
            part = QVBoxLayout()
            part.setSpacing(2)
            part.addWidget(words)
            part.addWidget(amount, 0, Qt.AlignmentFlag.AlignLeft)
            part.addStretch(1)
            line.addLayout(part)
            line.addStretch(1)
        last = QVBoxLayout()
        last.setSpacing(0)
        right = row()
        right.addStretch(1)
        right.addWidget(self._difference_words)
        last.addLayout(right)
        last.addWidget(self._difference)
        line.addLayout(last)
        return line
