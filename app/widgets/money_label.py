"""An amount: tabular figures, at the right, never cut short."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.theme.fonts import role_font
from app.theme.theme import current_theme
from app.theme.tokens import TypeRole

_OTHER_ROLES = {"muted": TypeRole.BODY, "hint": TypeRole.CAPTION, "error": TypeRole.CAPTION}


class MoneyLabel(QLabel):
    """Shows an amount already put into words (``G$12,400``); it never formats money itself.

    ``role`` is a step of the type scale: ``money_line``, ``money_due``, ``money_total``, or
    ``body``, ``muted`` and ``caption`` for lesser amounts. It asks for its whole width and refuses
    to be narrower: long names elide, amounts never do.
    """

    def __init__(
        self,
        role: str = TypeRole.MONEY_LINE,
        text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        scale = _OTHER_ROLES.get(role) or TypeRole(role)
        # The style sheet sets size and weight by role; figures and spacing stay as set here.
        self.setFont(role_font(current_theme(), scale, tabular=True))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def show_amount(self, text: str) -> None:
        """Show another amount at once; amounts never animate."""
        if text != self.text():
            self.setText(text)
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
