"""Sheets of the gallery with one widget beside the other, in each of its states."""

from PySide6.QtCore import QStringListModel
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.presenters.notices import Notice, Tone
from app.widgets.empty_state import EmptyState
from app.widgets.field import Field
from app.widgets.key_button import KeyButton
from app.widgets.link_pill import Link, LinkPill
from app.widgets.notice_bar import NoticeBar
from app.widgets.pin_pad import PinPad
from app.widgets.primary_button import PrimaryButton
from app.widgets.tag import Tag
from app.widgets.tag import Tone as TagTone

_PILLS: tuple[tuple[Link, str, str], ...] = (
    ("online", "Online", ""),
    ("waiting", "Online", "3 waiting"),
    ("offline", "Offline, selling normally", "12 waiting"),
    ("catching_up", "Catching up", "9 of 31"),
    ("needs_you", "This till's clock is wrong", "12 waiting"),
)
_TAGS: tuple[tuple[TagTone, str, str], ...] = (
    ("neutral", "Exact", ""),
    ("lagoon", "Remote area, Region 9", "plane"),
    ("amber", "Claimed", "clock"),
    ("green", "Verified", "check"),
    ("red", "Over 200 lb", ""),
)
_NOTICES = (
    Notice(
        title="The printer has no paper.",
        text="The sale is saved as 02-004188. Load paper and press Ctrl+P to print it.",
        tone=Tone.NEEDS_YOU,
        action="Print again",
        key="Ctrl+P",
    ),
    Notice(
        title="26 waiting to be sent. Close as usual.",
        text="They are saved on this till and stay in shift 214, whenever they arrive.",
        tone=Tone.WAITING,
    ),
    Notice(title="Two things share this barcode.", text="Choose one.", tone=Tone.WORKING),
    Notice(title="That is not a price.", text="Write whole dollars, such as 1,500."),
)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    return label


def _sheet(*columns: QVBoxLayout) -> QWidget:
    sheet = QWidget()
    row = QHBoxLayout(sheet)
    row.setContentsMargins(20, 20, 20, 20)
    row.setSpacing(24)
    for column in columns:
        column.setSpacing(10)
        row.addLayout(column, 1)
    return sheet


def _buttons() -> QVBoxLayout:
    column = QVBoxLayout()
    saving = PrimaryButton("Finish sale", "F12")
    saving.show_saving(saving=True)
    off = PrimaryButton("Take payment", "F12")
    off.setEnabled(False)
    plain_off = KeyButton("Discount", "F5")
    plain_off.setEnabled(False)
    small = QPushButton("Small")
    small.setProperty("measure", "small")
    quiet = QPushButton("Turn off")
    quiet.setProperty("kind", "quiet")
    for widget in (
        PrimaryButton("Take payment", "F12"),
        saving,
        off,
        PrimaryButton("Approve", "F12", large=False),
        KeyButton("Park", "F6"),
        plain_off,
        KeyButton("Read the scale", "F4", kind="quiet", icon="scale"),
        QPushButton("Plain button"),
        small,
        quiet,
    ):
        column.addWidget(widget)
    column.addStretch(1)
    return column


def _fields() -> QVBoxLayout:
    column = QVBoxLayout()
    name = Field("Name")
    name.line.setText("Kelvin Persaud")
    wrong = Field("Phone")
    wrong.line.setText("609 12")
    wrong.show_wrong("A Guyana number has seven digits. Look at it again.")
    fixed = QLineEdit("Read only")
    fixed.setReadOnly(True)
    fixed.setAccessibleName("Read only")
    region = QComboBox()
    region.setAccessibleName("Region")
    region.addItems(["4, Demerara-Mahaica", "9, Upper Takutu-Upper Essequibo"])
    note = QPlainTextEdit("G$80 short, likely coins given at the 11:20 rush.")
    note.setMaximumHeight(80)
    note.setAccessibleName("Note for the Z report")
    check = QCheckBox("Print the receipt")
    check.setChecked(True)
    radio = QRadioButton("I know this customer")
    radio.setChecked(True)
    within, over = QProgressBar(), QProgressBar()
    for bar, value in ((within, 60), (over, 100)):
        bar.setTextVisible(False)
        bar.setValue(value)
    over.setProperty("state", "over")
    for widget in (name, wrong, fixed, region, note, check, QCheckBox("Not chosen"), radio):
        column.addWidget(widget)
    column.addWidget(QRadioButton("Something else, write it"))
    column.addWidget(within)
    column.addWidget(over)
    column.addStretch(1)
    return column


def _lists() -> QVBoxLayout:
    column = QVBoxLayout()
    table = QTableView()
    model = QStandardItemModel(0, 3)
    model.setHorizontalHeaderLabels(["Piece", "Packing", "Weight lb"])
    for row in (("Foodstuff and clothes", "Barrel", "131.0"), ("Power tools", "Box", "46.5")):
        model.appendRow([QStandardItem(text) for text in row])
    table.setModel(model)
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.verticalHeader().setDefaultSectionSize(46)
    table.setColumnWidth(0, 190)
    table.selectRow(1)
    table.horizontalHeader().setStretchLastSection(True)
    chooser = QListView()
    chooser.setModel(QStringListModel([f"Row {number}" for number in range(30)]))
    chooser.setCurrentIndex(chooser.model().index(1, 0))
    column.addWidget(table)
    column.addWidget(chooser)
    return column


def controls_sheet() -> QWidget:
    """Buttons, fields and lists."""
    return _sheet(_buttons(), _fields(), _lists())


def _words() -> QVBoxLayout:
    column = QVBoxLayout()
    for link, words, detail in _PILLS:
        pill = LinkPill()
        pill.show_link(link, words, detail)
        column.addWidget(pill)
    tags = QGridLayout()
    for number, (tone, text, icon) in enumerate(_TAGS):
        tags.addWidget(Tag(text, tone, icon), number // 3, number % 3)
    column.addLayout(tags)
    for role in ("caption", "hint", "error", "body", "body_strong", "muted", "link", "title"):
        column.addWidget(_label(f"Role {role}", role))
    column.addWidget(_label("Role heading", "heading"))
    column.addStretch(1)
    return column


def _notices() -> QVBoxLayout:
    column = QVBoxLayout()
    for notice in _NOTICES:
        bar = NoticeBar()
        bar.show_notice(notice)
        column.addWidget(bar)
    card = QFrame()
    card.setProperty("card", True)
    inside = QVBoxLayout(card)
    inside.addWidget(EmptyState("parked", "Nothing parked. F6 parks the sale you are on.", "F6"))
    column.addWidget(card, 1)
    return column


def _pins() -> QVBoxLayout:
    column = QVBoxLayout()
    open_pad, locked = PinPad(), PinPad()
    for _ in range(4):
        open_pad.type_digit("1")
    locked.set_locked(locked=True)
    column.addWidget(_label("PIN", "caption"))
    column.addWidget(open_pad)
    column.addWidget(_label("Wait 15 minutes, or ask another approver.", "error"))
    column.addWidget(locked)
    column.addStretch(1)
    return column


def messages_sheet() -> QWidget:
    """Link states, tags, notices, an empty list and PIN pads."""
    return _sheet(_words(), _notices(), _pins())
