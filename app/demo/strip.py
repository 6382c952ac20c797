"""The demo's own strip above the counter: how to sign in, the network, the customer's telephone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QWidget

from app.theme.theme import current_theme


class DemoStrip(QWidget):
    """Says that this is the demo, holds the *Network* switch and the customer's telephone.

    Signals: ``network_switched(is_up)``, ``phone_wanted()``.
    """

    network_switched = Signal(bool)
    phone_wanted = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("surface", "sunken")
        title = QLabel(self.tr("Demo"))
        title.setProperty("tone", "lagoon")
        words = QLabel(hint)
        words.setProperty("role", "muted")
        words.setWordWrap(True)
        practice = QLabel(self.tr("Practice provider, no money moves"))
        practice.setProperty("tone", "waiting")
        self.phone = QPushButton(self.tr("Customer's phone"))
        self.phone.setShortcut("Ctrl+T")
        self.phone.setToolTip(
            self.tr("Ctrl+T opens the code on the screen as the customer would, in the browser")
        )
        self.phone.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.phone.clicked.connect(self.phone_wanted)
        self.address = QLabel()
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.address.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.address.hide()
        self.switch = QCheckBox(self.tr("Network"))
        self.switch.setChecked(True)
        self.switch.setShortcut("Ctrl+N")
        self.switch.setToolTip(self.tr("Ctrl+N cuts the line to central, or restores it"))
        self.switch.setAccessibleName(self.tr("Network between till and central"))
        self.switch.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.switch.toggled.connect(self.network_switched)
        row = QHBoxLayout(self)
        theme = current_theme()
        row.setContentsMargins(theme.space(4), theme.space(1), theme.space(4), theme.space(1))
        row.setSpacing(theme.space(3))
        row.addWidget(title)
        row.addWidget(words, 1)
        row.addWidget(practice)
        row.addWidget(self.address)
        row.addWidget(self.phone)
        row.addWidget(self.switch)

    def show_address(self, url: str) -> None:
        """Say where the customer's telephone is, on a computer that has no browser to open."""
        self.address.setText(self.tr("No browser here. Open it yourself: ") + url)
        self.address.setVisible(bool(url))
