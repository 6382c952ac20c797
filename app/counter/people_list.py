"""People to choose from, one below the other; arrows choose, the focus stays where it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.presenters.people import PersonRow
from app.widgets.choice_button import ChoiceButton

_GAP, _EDGE = 8, 3


class PeopleList(QScrollArea):
    """Draws people with one chosen; ``person_chosen(row)`` follows a click.

    A list that grew or shrank is built anew; else only what changed is drawn.
    """

    person_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._people: tuple[PersonRow, ...] = ()
        self._buttons: list[ChoiceButton] = []
        self._chosen = -1
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self._column.setSpacing(_GAP)
        self._column.addStretch(1)
        self.setWidget(inside)

    def show_people(self, people: Sequence[PersonRow], chosen: int) -> None:
        """Draw the people; -1 is nobody chosen."""
        if tuple(people) != self._people:
            self._rebuild(tuple(people))
        self._chosen = chosen
        for number, button in enumerate(self._buttons):
            button.setChecked(number == chosen)
        if 0 <= chosen < len(self._buttons):
            self.ensureWidgetVisible(self._buttons[chosen])

    def step(self, rows: int) -> None:
        """Choose the person some rows further on."""
        last = len(self._people) - 1
        if last >= 0:
            self.person_chosen.emit(min(max(self._chosen + rows, 0), last))

    def _rebuild(self, people: tuple[PersonRow, ...]) -> None:
        self._people = people
        for button in self._buttons:
            self._column.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._button(number, person) for number, person in enumerate(people)]
        for number, button in enumerate(self._buttons):
            self._column.insertWidget(number, button)

    def _button(self, number: int, person: PersonRow) -> ChoiceButton:
        button = ChoiceButton("user-circle", person.name)
        button.show_choice(person.name, person.role_text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("reached_by", "arrows")
        button.clicked.connect(lambda: self._on_clicked(number))
        return button

    def _on_clicked(self, number: int) -> None:
        self._buttons[number].setChecked(number == self._chosen)  # the state decides who is chosen
        self.person_chosen.emit(number)
