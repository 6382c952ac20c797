"""One currency of a counted drawer: what was expected, what was counted, the difference."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from app.counter.labels import CARD_GAP, CARD_SIDE, label, row, rule
from app.presenters.close_results import DrawerResult
from app.widgets.flow_row import FlowRow
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
        self._words = [label("", "muted", wrap=True) for _ in range(_MOVES_MAX + 2)]
        self._amounts = [MoneyLabel("money_line") for _ in range(_MOVES_MAX + 2)]
        self._rule = rule()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        whole.setSpacing(_FIGURE_GAP)
        head = FlowRow(spacing=CARD_GAP, is_right=False, ends=True)
        head.add(self._title)
        head.add(self._tag)
        whole.addWidget(head)
        for words, amount in zip(self._words, self._amounts, strict=True):
            line = row()
            line.addWidget(words, 1)
            line.addWidget(amount)
            whole.addLayout(line)
        whole.addWidget(self._rule)
        self._first = label("", "muted", wrap=True)
        self._pairs: list[QBoxLayout] = []
        self._comparison = self._compared()
        whole.addLayout(self._comparison)
        whole.addWidget(self._first)

    def stand(self, *, is_narrow: bool) -> None:
        """Three sums side by side, or one below the other where they would be too wide."""
        ways = QBoxLayout.Direction
        self._comparison.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        side = Qt.AlignmentFlag.AlignLeft if is_narrow else Qt.AlignmentFlag.AlignRight
        self._pairs[-1].setAlignment(self._difference_words, side | Qt.AlignmentFlag.AlignVCenter)
        for pair in self._pairs:
            pair.setDirection(ways.LeftToRight if is_narrow else ways.TopToBottom)

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
        self._first.setText(result.first_text)
        show_or_hide(self._first, shown=bool(result.first_text))
        self._expected.show_amount(result.expected_text)
        self._counted.show_amount(result.counted_text)
        self._difference_words.setText(result.difference_label)
        self._difference.show_amount(result.difference_text)
        self._difference.setAccessibleName(f"{result.difference_label} {result.difference_text}")

    def _compared(self) -> QBoxLayout:
        whole = row(spacing=_FIGURE_GAP)
        start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        for words, amount, side in (
            (label(self.tr("Expected"), "caption"), self._expected, start),
            (label(self.tr("Counted"), "caption"), self._counted, start),
            (self._difference_words, self._difference, end),
        ):
            pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
            pair.setSpacing(2)
            pair.addWidget(words, 1, side | Qt.AlignmentFlag.AlignVCenter)
            pair.addWidget(amount, 0, side)
            self._pairs.append(pair)
            whole.addLayout(pair, 1)
        return whole
