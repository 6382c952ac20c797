"""The quote at the right of a shipment: weights, costs, total, and the way into the sale."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.counter.labels import CARD_GAP, CARD_SIDE, band, column, label, row
from app.counter.saving import SavingNote
from app.counter.scrolled import Scrolled
from app.presenters.ship_rows import QuoteState
from app.theme.tokens import Color
from app.widgets.elided_label import ElidedLabel
from app.widgets.empty_state import EmptyState
from app.widgets.field import Field
from app.widgets.flow_row import FlowRow
from app.widgets.icon_label import IconLabel
from app.widgets.money_label import MoneyLabel
from app.widgets.primary_button import PrimaryButton

_LINE_GAP, _LINES_MAX = 8, 8


class QuoteCard(QFrame):
    """Draws ``QuoteState``; ``add_requested()`` is F12."""

    add_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(self.tr("Quote"))
        self._title, self._good_for = label("", "title", wrap=True), label("", "caption")
        self._gross, self._chargeable = label("", "heading"), label("", "heading")
        self._lines = [(ElidedLabel("", "muted"), MoneyLabel()) for _ in range(_LINES_MAX)]
        self._total, self._sheet = MoneyLabel("money_due"), label("", "caption")
        self._empty = EmptyState("ship")
        self.declared = Field(self.tr("Declared value, G$, for the cover"))
        self.add = PrimaryButton(self.tr("Add to sale"), "F12")
        self.saving = SavingNote(self.add, self.tr("Saving"))
        self.add.clicked.connect(self.add_requested)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        body = Scrolled(self.tr("Quote"))
        column(body.host).addWidget(self._body())
        self._pages.addWidget(body)
        whole = column(self, margin=1)
        whole.addWidget(self._head())
        whole.addWidget(self._pages, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_SIDE)
        foot.setSpacing(CARD_GAP)
        foot.addWidget(self.declared)
        foot.addWidget(self.add)
        whole.addLayout(foot)

    def show_quote(self, quote: QuoteState) -> None:
        """Draw the quote, or what is still needed for one."""
        self._title.setText(quote.title)
        self._good_for.setText(quote.good_for_text)
        self._when.setVisible(bool(quote.good_for_text))
        self._empty.show_words(quote.empty_text)
        self._pages.setCurrentIndex(1 if quote.total_text else 0)
        self._gross.setText(quote.gross_text)
        self._chargeable.setText(quote.chargeable_text)
        for number, (words, amount) in enumerate(self._lines):
            name, text = quote.lines[number] if number < len(quote.lines) else ("", "")
            words.show_text(name)
            amount.show_amount(text)
            words.setVisible(bool(name))
            amount.setVisible(bool(name))
        self._total.show_amount(quote.total_text)
        self._total.setAccessibleName(f"{self.tr('Quote total')} {quote.total_text}")
        self._sheet.setText(quote.sheet_text)

    def _head(self) -> QWidget:
        head = QFrame()
        head.setProperty("row", True)
        inside = QVBoxLayout(head)
        inside.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        inside.setSpacing(2)
        inside.addWidget(self._title)
        self._when = QWidget()
        line = row(self._when, spacing=6)
        line.addWidget(IconLabel("clock", Color.INK_MUTED, 16))
        line.addWidget(self._good_for, 1)
        inside.addWidget(self._when)
        return head

    def _body(self) -> QWidget:
        body = QWidget()
        whole = column(body)
        weights = band("top")
        pair = row(weights, spacing=CARD_SIDE)
        pair.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        for name, value in (
            (self.tr("Gross weight"), self._gross),
            (self.tr("Chargeable weight"), self._chargeable),
        ):
            part = QVBoxLayout()
            part.setSpacing(0)
            part.addWidget(label(name, "caption", wrap=True))
            part.addWidget(value)
            pair.addLayout(part, 1)
        whole.addWidget(weights)
        lines = QVBoxLayout()
        lines.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        lines.setSpacing(_LINE_GAP)
        for words, amount in self._lines:
            line = row()
            line.addWidget(words, 1)
            line.addWidget(amount)
            lines.addLayout(line)
        lines.addStretch(1)
        whole.addLayout(lines, 1)
        whole.addWidget(self._total_band())
        return body

    def _total_band(self) -> QWidget:
        frame = band("bottom")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(CARD_SIDE, CARD_GAP, CARD_SIDE, CARD_GAP)
        inside.setSpacing(2)
        line, host = FlowRow(spacing=CARD_GAP, ends=True), QWidget()
        names = column(host)
        names.addWidget(label(self.tr("Quote total"), "title"))
        names.addWidget(label(self.tr("VAT included"), "caption"))
        line.add(host)
        line.add(self._total)
        inside.addWidget(line)
        inside.addWidget(self._sheet)
        return frame
