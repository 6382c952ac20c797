"""The bar above every screen: where we are, the link, who works, and the time."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.theme.fonts import with_tabular_figures
from app.theme.theme import current_theme
from app.widgets.avatar import Avatar
from app.widgets.elided_label import ElidedLabel
from app.widgets.link_pill import LinkPill

_SIDE, _GAP, _DIVIDER_Y = 18, 14, 14


class TopBar(QFrame):
    """Place at the left; link pill, person and clock at the right. No dialog ever covers it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.link_pill = LinkPill()
        self._title, self._place = ElidedLabel("", "title"), ElidedLabel("", "caption")
        self._name, self._role = ElidedLabel("", "body_strong"), ElidedLabel("", "caption")
        for label in (self._name, self._role):  # as wide as the words, narrower if it must be
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._avatar = Avatar()
        self._clock = QLabel()
        self._clock.setProperty("role", "body_strong")
        self._clock.setProperty("ink", "muted")
        self._clock.setFont(with_tabular_figures(self._clock.font()))
        self._person = QWidget()
        person = QHBoxLayout(self._person)
        person.setContentsMargins(0, 0, 0, 0)
        person.setSpacing(_GAP - 4)
        person.addWidget(self._avatar)
        person.addLayout(_two_lines(self._name, self._role))
        self._rules = (_divider(), _divider())
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 0)
        row.setSpacing(_GAP)
        row.addLayout(_two_lines(self._title, self._place), 1)
        row.addWidget(self.link_pill)
        row.addWidget(self._rules[0])
        row.addWidget(self._person)
        row.addWidget(self._rules[1])
        row.addWidget(self._clock)
        self.show_person("", "", "")
        self._refresh()

    def show_place(self, title: str, detail: str) -> None:
        """Show the store and till, and the shift: *Stabroek Counter, Till 02*."""
        self._title.show_text(title)
        self._place.show_text(detail)

    def show_person(self, name: str, role: str, initials: str) -> None:
        """Show who works here; an empty name (nobody signed in) hides the place for it."""
        self._avatar.show_initials(initials)
        self._name.show_text(name)
        self._role.show_text(role)
        self._person.setVisible(bool(name))
        self._rules[0].setVisible(bool(name))

    def show_clock(self, text: str) -> None:
        self._clock.setText(text)

    def _refresh(self) -> None:
        theme = current_theme()
        self.setFixedHeight(theme.height("topbar"))
        for rule in self._rules:
            rule.setFixedHeight(theme.height("topbar") - 2 * theme.px(_DIVIDER_Y))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.StyleChange:
            self._refresh()
        super().changeEvent(event)


def _divider() -> QFrame:
    rule = QFrame()
    rule.setProperty("rule", "vertical")
    return rule


def _two_lines(upper: QLabel, lower: QLabel) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addStretch(1)
    for label in (upper, lower):
        label.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(label)
    column.addStretch(1)
    return column
