"""Widgets keep their words: nothing that must be read whole is cut, in any scale, however long."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.presenters.notices import Notice, Tone
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.theme.tokens import Scheme
from app.widgets.choice_button import ChoiceButton
from app.widgets.elided_label import ElidedLabel
from app.widgets.empty_state import EmptyState
from app.widgets.field import Field
from app.widgets.gallery import SHEETS, main
from app.widgets.hint_bar import Hint, HintBar
from app.widgets.key_button import KeyButton
from app.widgets.key_cap import KeyCap
from app.widgets.link_pill import LinkPill
from app.widgets.money_label import MoneyLabel
from app.widgets.notice_bar import NoticeBar
from app.widgets.primary_button import PrimaryButton
from app.widgets.tag import Tag
from app.widgets.ticket_view import TicketView
from app.widgets.top_bar import TopBar

WORDS = "Ťàķé þàýméñţ ñöŵ ŵîţĥ å ĺöñĝ ĺîñé öf ŵöŕðš"
AMOUNT = "\N{MINUS SIGN}G$1,234,567,890.00"
NARROW_PX = 360

ShowInAColumn = Callable[[QWidget, int], None]


def _link(words: str) -> QWidget:
    pill = LinkPill()
    pill.show_link("offline", words, "12,345 waiting")
    return pill


def _notice(words: str) -> QWidget:
    bar = NoticeBar()
    bar.show_notice(
        Notice(
            title=f"{words}.",
            text=f"{words}. {words}. {words}.",
            tone=Tone.NEEDS_YOU,
            action="Print again",
            key="Ctrl+P",
        )
    )
    return bar


def _field(words: str) -> QWidget:
    field = Field(words)
    field.show_wrong(f"{words}, {words}.")
    return field


WHOLE: dict[str, Callable[[str], QWidget]] = {
    "key cap": lambda _words: KeyCap("Ctrl+Shift+P"),
    "tag": lambda words: Tag(words, "amber", "clock"),
    "tag without icon": Tag,
    "key button": lambda words: KeyButton(words, "F12", icon="scale"),
    "primary button": lambda words: PrimaryButton(words, "F12"),
    "link pill": _link,
    "notice": _notice,
    "field": _field,
    "empty state": lambda words: EmptyState("parked", f"{words}. {words}.", "F6"),
    "hint bar": lambda _words: HintBar([Hint(("F4",), "Quantity"), Hint(("F7",), "Recall")]),
    "amount": lambda _words: MoneyLabel("money_total", AMOUNT),
    "small amount": lambda _words: MoneyLabel("muted", AMOUNT),
}


def cut_labels(widget: QWidget) -> list[str]:
    """The texts that have less room than they need, among labels that may not elide."""
    labels = widget.findChildren(QLabel)
    if isinstance(widget, QLabel):
        labels = [widget, *labels]
    cut = []
    for label in labels:
        if not label.isVisible() or not label.text() or isinstance(label, ElidedLabel):
            continue
        room = label.contentsRect()
        flags = int(label.alignment())
        if label.wordWrap():
            flags |= Qt.TextFlag.TextWordWrap
        wide = QRect(0, 0, room.width() if label.wordWrap() else 100_000, 100_000)
        needs = label.fontMetrics().boundingRect(wide, flags, label.text())
        if needs.width() > room.width() + 1 or needs.height() > room.height() + 1:
            cut.append(f"{label.text()!r} needs {needs.size()} and has {room.size()}")
    return cut


@pytest.fixture(name="show_in_a_column")
def _show_in_a_column(qtbot: QtBot) -> ShowInAColumn:
    """Show a widget where a column of some width is offered; it may ask for more."""
    hosts: list[QWidget] = []

    def show(widget: QWidget, width: int) -> None:
        hosts.append(_column_with(widget, width))
        qtbot.addWidget(hosts[-1])

    return show


def _column_with(widget: QWidget, width: int) -> QWidget:
    host = QWidget()
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(widget)
    column.addStretch(1)
    host.resize(width, 1_000)
    host.show()
    for _ in range(3):
        QApplication.processEvents()
    return host


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("name", sorted(WHOLE))
def test_long_words_are_never_cut(
    qapp: QApplication, show_in_a_column: ShowInAColumn, name: str, scale: float
) -> None:
    apply_theme(qapp, Theme(text_scale=scale))
    widget = WHOLE[name](WORDS)
    show_in_a_column(widget, NARROW_PX)

    assert cut_labels(widget) == []


def test_planted_cut_label_would_be_found(
    qapp: QApplication, show_in_a_column: ShowInAColumn
) -> None:
    apply_theme(qapp, Theme())
    label = QLabel(WORDS)
    label.setFixedWidth(40)
    show_in_a_column(label, NARROW_PX)

    assert len(cut_labels(label)) == 1


def test_long_name_elides_at_its_end_and_is_still_heard_whole(
    qapp: QApplication, show_in_a_column: ShowInAColumn
) -> None:
    apply_theme(qapp, Theme())
    label = ElidedLabel(WORDS)
    show_in_a_column(label, 120)

    assert label.shown_text().endswith("…")
    assert label.accessibleName() == label.toolTip() == WORDS
    label.show_text("Sale")
    assert (label.shown_text(), label.toolTip()) == ("Sale", "")


def test_choice_elides_but_says_everything(
    qapp: QApplication, show_in_a_column: ShowInAColumn
) -> None:
    apply_theme(qapp, Theme())
    choice = ChoiceButton("card", "Card by QR", "F6")
    choice.show_choice("Card by QR", WORDS, is_possible=False)
    show_in_a_column(choice, 200)

    assert choice.accessibleName() == f"Card by QR, {WORDS}"
    assert cut_labels(choice) == []


def test_top_bar_keeps_link_and_clock_whole_and_lets_names_elide(
    qapp: QApplication, show_in_a_column: ShowInAColumn
) -> None:
    apply_theme(qapp, Theme())
    bar = TopBar()
    bar.show_place(WORDS, WORDS)
    bar.show_person(WORDS, WORDS, "ŤW")
    bar.show_clock("Sat 21 Nov 14:26")
    bar.link_pill.show_link("offline", "Offline, selling normally", "12 waiting")
    show_in_a_column(bar, 1_000)

    assert cut_labels(bar) == []
    assert bar.width() == 1_000


@pytest.mark.parametrize("width", [600, 338, 260])
def test_lines_of_a_ticket_fit_whatever_the_width(
    qapp: QApplication, show_in_a_column: ShowInAColumn, width: int
) -> None:
    apply_theme(qapp, Theme(text_scale=1.5))
    ticket = TicketView(columns=42)
    ticket.show_lines(["W" * 42, "TOTAL G$".ljust(42)])
    show_in_a_column(ticket, width)

    assert ticket.width() == width
    assert ticket.paper_width() <= width


def test_ticket_stays_light_paper_in_the_dark_theme(
    qapp: QApplication, show_in_a_column: ShowInAColumn
) -> None:
    apply_theme(qapp, Theme(scheme=Scheme.DARK))
    ticket = TicketView()
    ticket.show_lines(["X"] * 5)
    show_in_a_column(ticket, 400)

    middle = ticket.grab().toImage().pixelColor(200, 8)
    assert middle.lightness() > 220


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_every_control_has_a_name_for_screen_readers(
    qapp: QApplication, qtbot: QtBot, name: str
) -> None:
    apply_theme(qapp, Theme())
    sheet = SHEETS[name]()
    qtbot.addWidget(sheet)
    sheet.show()
    controls = [
        control
        for kind in (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
        for control in sheet.findChildren(kind)
        if control.isVisible()
    ]

    nameless = []
    for control in controls:
        interface = QAccessible.queryAccessibleInterface(control)
        if not interface.text(QAccessible.Text.Name):
            nameless.append(repr(control))
    assert nameless == []


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_building_a_screen_opens_no_window_of_its_own(
    qapp: QApplication, qtbot: QtBot, name: str
) -> None:
    before = {id(window) for window in qapp.topLevelWidgets() if window.isVisible()}
    sheet = SHEETS[name]()
    qtbot.addWidget(sheet)

    opened = [
        window
        for window in qapp.topLevelWidgets()
        if window.isVisible() and id(window) not in before
    ]
    assert opened == []


def test_gallery_draws_each_sheet_in_both_schemes(qapp: QApplication, tmp_path: object) -> None:
    apply_theme(qapp, Theme())

    code = main(["--out", str(tmp_path), "--sheet", "messages", "--scale", "1.0"])

    assert code == 0
