"""Scenes of the gallery that stand beside the design's mock-ups: sale, tender, shift close."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.presenters.notices import Notice, Tone
from app.theme.icons import art_pixmap
from app.theme.theme import current_theme
from app.widgets.choice_button import ChoiceButton
from app.widgets.count_table import CountTable
from app.widgets.dialog_frame import DialogFrame
from app.widgets.elided_label import ElidedLabel
from app.widgets.hint_bar import Hint, HintBar
from app.widgets.key_button import KeyButton
from app.widgets.keypad import Keypad
from app.widgets.money_label import MoneyLabel
from app.widgets.notice_bar import NoticeBar
from app.widgets.overlay import Overlay
from app.widgets.primary_button import PrimaryButton
from app.widgets.rail import Rail, RailPlace
from app.widgets.search_field import SearchField
from app.widgets.tag import Tag
from app.widgets.ticket_view import TicketView
from app.widgets.top_bar import TopBar

_PLACES = (
    RailPlace(key="sale", words="Sale", icon="cart"),
    RailPlace(key="ship", words="Ship", icon="ship"),
    RailPlace(key="parked", words="Parked", icon="parked"),
    RailPlace(key="returns", words="Returns", icon="return"),
    RailPlace(key="customers", words="Customers", icon="users"),
    RailPlace(key="shift", words="Shift", icon="shift"),
    RailPlace(key="keys", words="Keys F1", icon="keyboard", is_page=False, at_foot=True),
    RailPlace(key="lock", words="Lock F11", icon="lock", is_page=False, at_foot=True),
)
_COINS = (10, 5, 1)
_HINTS = (
    Hint(("↑", "↓"), "Choose"),
    Hint(("F3",), "Customer"),
    Hint(("F4",), "Quantity"),
    Hint(("F7",), "Recall"),
    Hint(("F10",), "Drawer"),
)
_GOODS = (
    ("phone", "Solmar S6 phone, 128 GB, blue", "SLM-S6-128-BL", "G$41,900"),
    ("barrel", "Shipping barrel, large, 55 gal, with ring and lid", "BRL-55-L", "G$9,500"),
    ("lantern", "Solar lantern, SunSail, 600 lumen", "LAN-600", "G$6,800"),
    ("charger", "Solmar 25 W USB-C charger", "SLM-CH-25", "G$4,200"),
    ("sachet", "Sample sachet, Pomeroon pepper sauce, 10 g", "SMP-PPS-10", "Free"),
)
_RECEIPT = """\
            WINDWARD AGENCIES
       Stabroek Counter, Georgetown
              TAX INVOICE

Receipt                     GY03B-000101
Sat 21 Nov 2026                    14:26
----------------------------------------
Shipping barrel, large
  2 x 9,500                       19,000
Solar lantern, 600 lumen           6,800
----------------------------------------
VAT 14 % included                  3,168
TOTAL G$                          25,800
Cash G$                           26,000
Change G$                            200
"""


@dataclass(frozen=True, slots=True)
class _Count:
    denomination_minor: int
    label: str
    is_coin: bool
    count: int
    value_text: str
    spoken: str


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    return label


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("card", True)
    column = QVBoxLayout(card)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return card, column


def _shell(place: str, content: QWidget) -> QWidget:
    window = QWidget()
    rail = Rail(_PLACES)
    rail.show_current(place)
    rail.show_badge("parked", 2)
    bar = TopBar()
    bar.show_place("Stabroek Counter, Till 02", "Shift 214, open since 08:02")
    bar.show_person("Shanelle Rodrigues", "Cashier", "SR")
    bar.show_clock("Sat 21 Nov 14:26")
    bar.link_pill.show_link("offline", "Offline, selling normally", "12 waiting")
    right = QVBoxLayout()
    right.setSpacing(0)
    right.addWidget(bar)
    right.addWidget(content, 1)
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(rail)
    row.addLayout(right, 1)
    return window


def _product(art: str, name: str, code: str, price: str) -> QFrame:
    row = QFrame()
    row.setProperty("row", True)
    line = QHBoxLayout(row)
    line.setContentsMargins(12, 8, 16, 8)
    line.setSpacing(12)
    picture = QLabel()
    picture.setObjectName("art")
    picture.setPixmap(art_pixmap(art, QSize(44, 44)))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(ElidedLabel(name, "body_strong"))
    words.addWidget(ElidedLabel(code, "caption"))
    line.addWidget(picture)
    line.addLayout(words, 1)
    line.addWidget(MoneyLabel("money_line", price))
    return row


def _sale_left() -> QVBoxLayout:
    search = SearchField("Scan, or type a name, code or barcode", "Scan any time")
    search.show_text("so")
    search.show_found("5 of 307 products")
    chips = QHBoxLayout()
    chips.setSpacing(8)
    for number, words in enumerate(("All 5", "On this till 4", "Services")):
        chip = QPushButton(words)
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        chip.setChecked(number == 0)
        chips.addWidget(chip)
    chips.addStretch(1)
    chips.addWidget(_label("Best match first", "caption"))
    card, column = _card()
    head = QFrame()
    head.setProperty("band", "head")
    titles = QHBoxLayout(head)
    titles.setContentsMargins(68, 7, 16, 7)
    titles.addWidget(_label("Product", "caption"), 1)
    titles.addWidget(_label("Price, VAT included", "caption"))
    column.addWidget(head)
    for number, goods in enumerate(_GOODS):
        row = _product(*goods)
        row.setProperty("current", number == 0)
        column.addWidget(row)
    column.addStretch(1)
    left = QVBoxLayout()
    left.setSpacing(12)
    left.addWidget(search)
    left.addLayout(chips)
    left.addWidget(card, 1)
    left.addWidget(HintBar(_HINTS))
    return left


def _totals() -> QFrame:
    band = QFrame()
    band.setProperty("band", "bottom")
    column = QVBoxLayout(band)
    column.setContentsMargins(16, 10, 16, 10)
    column.setSpacing(2)
    for words, amount in (("Subtotal, 7 items", "G$109,328"), ("VAT 14 %, included", "G$13,323")):
        line = QHBoxLayout()
        line.addWidget(_label(words, "muted"))
        line.addWidget(MoneyLabel("muted", amount), 1)
        column.addLayout(line)
    line = QHBoxLayout()
    names = QVBoxLayout()
    names.setSpacing(0)
    names.addWidget(_label("Total", "title"))
    names.addWidget(_label("Guyana dollars", "caption"))
    line.addLayout(names)
    line.addWidget(MoneyLabel("money_total", "G$108,488"), 1)
    column.addLayout(line)
    return band


def sale_scene() -> QWidget:
    """The sale screen, as far as shared widgets make it."""
    card, column = _card()
    card.setFixedWidth(current_theme().px(446))
    for art, name, code, price in _GOODS[:3]:
        column.addWidget(_product(art, name, code, price))
    column.addStretch(1)
    column.addWidget(_totals())
    buttons = QHBoxLayout()
    buttons.setSpacing(8)
    for words, key in (("Park", "F6"), ("Discount", "F5"), ("Remove", "Del")):
        buttons.addWidget(KeyButton(words, key), 1)
    foot = QVBoxLayout()
    foot.setContentsMargins(16, 12, 16, 16)
    foot.setSpacing(10)
    foot.addLayout(buttons)
    foot.addWidget(PrimaryButton("Take payment", "F12"))
    column.addLayout(foot)
    content = QWidget()
    row = QHBoxLayout(content)
    row.setContentsMargins(20, 16, 16, 16)
    row.setSpacing(18)
    row.addLayout(_sale_left(), 1)
    row.addWidget(card)
    return _shell("sale", content)


def _tender_choices() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(_label("How is the customer paying?", "caption"))
    cash = ChoiceButton("cash", "Cash, G$", "F2")
    cash.show_choice("Cash, G$", "Rounded to G$5")
    cash.setChecked(True)
    claimed = ChoiceButton("phone-money", "MMG, claimed", "F4")
    claimed.show_choice("MMG, claimed", "You enter the reference")
    qr = ChoiceButton("qr", "MMG by QR")
    qr.show_choice("MMG by QR", "Offline: use MMG, claimed", is_possible=False)
    card = ChoiceButton("card", "Card by QR")
    card.show_choice("Card by QR", "Needs the line, back when online", is_possible=False)
    for choice in (cash, claimed, qr, card):
        column.addWidget(choice)
    column.addStretch(1)
    return column


def _tender_middle() -> QVBoxLayout:
    card, column = _card()
    column.setContentsMargins(16, 12, 16, 12)
    column.addWidget(_label("Still due in cash", "caption"))
    due = MoneyLabel("money_due", "G$26,690")
    due.setAlignment(Qt.AlignmentFlag.AlignLeft)
    column.addWidget(due)
    column.addWidget(_label("G$26,688, rounding +G$2", "caption"))
    card.setProperty("chosen", True)
    notice = NoticeBar()
    notice.show_notice(
        Notice(
            title="A supervisor will be asked once",
            text="MMG claims above G$25,000 need a PIN while offline. Goods stay at the counter"
            " until then. Claimed is not yet verified.",
            tone=Tone.WAITING,
        )
    )
    middle = QVBoxLayout()
    middle.setSpacing(12)
    middle.addWidget(card)
    middle.addWidget(Tag("Claimed", "amber", "clock"))
    middle.addWidget(notice)
    middle.addStretch(1)
    middle.addWidget(HintBar((Hint(("Enter",), "Add tender"), Hint(("Del",), "Remove tender"))))
    return middle


def _tender_right() -> QVBoxLayout:
    field = QFrame()
    field.setProperty("field", True)
    field.setProperty("focused", True)
    inside = QVBoxLayout(field)
    inside.setContentsMargins(16, 8, 16, 8)
    inside.addWidget(_label("Cash received, G$", "caption"))
    amount = QLineEdit("30,000")
    amount.setProperty("kind", "amount")
    amount.setAccessibleName("Cash received, G$")
    amount.setAlignment(Qt.AlignmentFlag.AlignRight)
    inside.addWidget(amount)
    column = QVBoxLayout()
    column.setSpacing(10)
    column.addWidget(field)
    column.addWidget(Keypad(), 1)
    return column


def tender_scene() -> QWidget:
    """The tender dialog over the sale."""
    window = sale_scene()
    dialog = DialogFrame("Take payment", "Back to sale", width_px=1170, height_px=690)
    dialog.show_head("Take payment", "Kelvin Persaud, 5 lines, 7 items", "Esc goes back")
    row = QHBoxLayout()
    row.setSpacing(20)
    row.addLayout(_tender_choices(), 26)
    row.addLayout(_tender_middle(), 52)
    row.addLayout(_tender_right(), 30)
    dialog.body.addLayout(row, 1)
    change = QVBoxLayout()
    change.addWidget(_label("Change due, in Guyana dollars", "caption"))
    due = MoneyLabel("money_total", "G$3,310")
    due.setAlignment(Qt.AlignmentFlag.AlignLeft)
    change.addWidget(due)
    dialog.foot.addLayout(change, 1)
    finish = PrimaryButton("Finish sale", "F12")
    finish.setFixedWidth(current_theme().px(300))
    dialog.foot.addWidget(finish)
    window.resize(1366, 768)
    Overlay(window).open_dialog(dialog)
    return window


def shift_scene() -> QWidget:
    """Counting the drawer, and the Z report beside it."""
    table = CountTable("Guyana dollars", "G$")
    notes = (5000, 2000, 1000, 500, 100, 50, 20, 10, 5, 1)
    table.show_rows(
        [
            _Count(
                note * 100, f"{note:,}", note in _COINS, 20, f"{note * 20:,}", f"Notes of {note}"
            )
            for note in notes
        ]
    )
    table.show_total("Counted", "G$219,665")
    table.setFixedWidth(current_theme().px(254))
    head = QHBoxLayout()
    head.addWidget(_label("Close shift 214", "heading"))
    head.addWidget(Tag("61 sales, 1 refund, 2 voids"))
    head.addWidget(Tag("Within the G$500 allowed"))
    head.addWidget(Tag("3, G$88,000", "amber"))
    head.addStretch(1)
    paper, column = _card()
    paper.setProperty("surface", "sunken_strong")
    column.setContentsMargins(14, 14, 14, 14)
    column.setSpacing(10)
    column.addWidget(_label("Z report, preview", "title"))
    ticket = TicketView(columns=40)
    ticket.show_lines(_RECEIPT.splitlines())
    column.addWidget(ticket)
    column.addStretch(1)
    paper.setFixedWidth(current_theme().px(328))
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(table)
    row.addStretch(1)
    row.addWidget(paper)
    content = QWidget()
    stack = QVBoxLayout(content)
    stack.setContentsMargins(20, 16, 16, 16)
    stack.setSpacing(16)
    stack.addLayout(head)
    stack.addLayout(row, 1)
    return _shell("shift", content)
