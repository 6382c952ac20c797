"""Labels and spacing that every screen of the counter uses the same way."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.theme.tokens import TypeRole
from app.widgets.fitting_label import FittingLabel, WrappingLabel

CONTENT_LEFT, CONTENT_TOP, CONTENT_RIGHT = 20, 16, 16
CARD_SIDE, CARD_GAP = 16, 12


def label(text: str, role: str | TypeRole = TypeRole.BODY, *, wrap: bool = False) -> QLabel:
    """A plain-text label of one role of the style sheet (``body``, ``caption``, ``heading`` …).

    It asks for one line and takes more where it is squeezed; with ``wrap`` it gives way at once.
    """
    made = WrappingLabel(text) if wrap else FittingLabel(text)
    made.setProperty("role", str(role))
    return made


def card(*, surface: str = "") -> QFrame:
    """A white card with a hairline; ``surface`` tints it (``sunken`` …)."""
    frame = QFrame()
    frame.setProperty("card", True)
    if surface:
        frame.setProperty("surface", surface)
    return frame


def rule() -> QFrame:
    """A hairline across a card."""
    line = QFrame()
    line.setProperty("rule", "horizontal")
    return line


def column(host: QWidget, *, margin: int = 0, spacing: int = 0) -> QVBoxLayout:
    """A column filling ``host``, in pixels."""
    made = QVBoxLayout(host)
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(spacing)
    return made


def row(host: QWidget | None = None, *, spacing: int = CARD_GAP) -> QHBoxLayout:
    """A row without margins, in pixels."""
    made = QHBoxLayout() if host is None else QHBoxLayout(host)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    return made


def band(name: str = "bottom") -> QFrame:
    """A sunken strip of a card, with its hairline at ``top`` or ``bottom``."""
    frame = QFrame()
    frame.setProperty("band", name)
    return frame
