"""Consignor or consignee: Guyana's address template, no postcode."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.counter.labels import CARD_GAP, label
from app.presenters import ship_words
from app.presenters.ship_form import TEXT_MAX, PartyForm
from app.theme.properties import set_style_property
from app.widgets.field import Field
from domain.shipment import REGION_NAMES

_SIDE, _GAP, _COLUMNS = 14, 8, 12


class _RegionBox(QComboBox):
    """A letter goes to the next region one of whose names begins with it: ``d`` is Demerara."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text().casefold()
        if not letter.isalpha():
            super().keyPressEvent(event)
            return
        rows = [row for row in range(self.count()) if _begins(self.itemText(row), letter)]
        after = [row for row in rows if row > self.currentIndex()]
        if rows:
            self.setCurrentIndex((after or rows)[0])
            self.activated.emit(self.currentIndex())


class _RegionChoice(QWidget):
    """Region 1 to 10 by number and name; nothing is chosen at first."""

    chosen = Signal(str)

    def __init__(self, caption: str, prompt: str) -> None:
        super().__init__()
        self.box = _RegionBox()
        self.box.addItem(prompt, 0)
        for number, name in REGION_NAMES.items():
            self.box.addItem(ship_words.region(number, name), number)
        self.box.setAccessibleName(caption)
        self.box.setProperty("measure", "small")
        self.box.setMinimumContentsLength(8)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._wrong = label("", "error")
        words: QLabel = label(caption, "caption")
        words.setBuddy(self.box)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(words)
        whole.addWidget(self.box)
        whole.addWidget(self._wrong)
        self._wrong.hide()
        self.setFocusProxy(self.box)
        self.box.activated.connect(lambda _row: self.chosen.emit(str(self.box.currentData())))

    def show_region(self, region: int) -> None:
        if self.box.currentData() != region:
            self.box.setCurrentIndex(self.box.findData(region))

    def show_wrong(self, sentence: str) -> None:
        set_style_property(self.box, "state", "wrong" if sentence else None)
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        self.box.setAccessibleDescription(sentence)


class PartyCard(QFrame):
    """Draws a ``PartyForm``: ``edited(field, text)`` while typing, ``left(field)`` afterwards."""

    edited = Signal(str, str)
    left = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self._fields = {
            "name": Field(self.tr("Name")),
            "phone": Field(self.tr("Phone")),
            "lot_street": Field(self.tr("Lot and street")),
            "village": Field(self.tr("Village")),
            "landmark": Field(self.tr("Landmark")),
        }
        self._region = _RegionChoice(self.tr("Region"), self.tr("Choose a region"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(_GAP)
        grid.setVerticalSpacing(_GAP // 2 + 2)
        for number in range(_COLUMNS):
            grid.setColumnStretch(number, 1)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._fields["name"], 0, 0, 1, 7, top)
        grid.addWidget(self._fields["phone"], 0, 7, 1, 5, top)
        grid.addWidget(self._fields["lot_street"], 1, 0, 1, 5, top)
        grid.addWidget(self._fields["village"], 1, 5, 1, 7, top)
        grid.addWidget(self._region, 2, 0, 1, 8, top)
        grid.addWidget(self._fields["landmark"], 2, 8, 1, 4, top)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_SIDE, CARD_GAP, _SIDE, CARD_GAP + 2)
        whole.setSpacing(_GAP)
        whole.addWidget(label(title, "body_strong"))
        whole.addLayout(grid)
        whole.addStretch(1)
        for name, field in self._fields.items():
            self._connect(name, field)
        self._region.chosen.connect(lambda text: self.edited.emit("region", text))

    def show_party(
        self, form: PartyForm, errors: Mapping[str, str], doubts: Mapping[str, str]
    ) -> None:
        """Draw what was typed; a field that says the same is left alone, with its cursor."""
        for name, field in self._fields.items():
            text = getattr(form, name)
            if field.line.text() != text:
                field.line.setText(text)
                field.line.setCursorPosition(0)
            field.show_wrong(errors.get(name, ""))
            if name in doubts and name not in errors:
                field.show_wrong(doubts[name])
        self._region.show_region(form.region)
        self._region.show_wrong(errors.get("region", ""))

    def focus_field(self, name: str) -> None:
        target = self._fields.get(name, self._region)
        target.setFocus()

    def tab_order(self) -> tuple[QWidget, ...]:
        """The fields as they are read."""
        return (
            self._fields["name"].line,
            self._fields["phone"].line,
            self._fields["lot_street"].line,
            self._fields["village"].line,
            self._region.box,
            self._fields["landmark"].line,
        )

    def _connect(self, name: str, field: Field) -> None:
        field.line.setMaxLength(TEXT_MAX)
        field.line.setProperty("measure", "small")
        field.line.textEdited.connect(lambda text: self.edited.emit(name, text))
        field.line.editingFinished.connect(lambda: self.left.emit(name))


def _begins(region: str, letter: str) -> bool:
    """Whether a word of the name of a region, ``4, Demerara-Mahaica``, begins with a letter."""
    number, _, name = region.partition(", ")
    words = name.casefold().replace("-", " ").split()
    return number.isdigit() and any(word.startswith(letter) for word in words)
