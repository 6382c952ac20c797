"""Dress the application: fonts, palette and style sheet together."""

from PySide6.QtWidgets import QApplication, QStyleFactory

from app.theme.fonts import load_fonts, role_font
from app.theme.palette import build_palette
from app.theme.qss import build_qss
from app.theme.theme import Theme, put_in_force
from app.theme.tokens import TypeRole

_STYLE = "Fusion"


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Make ``theme`` the application's look; every widget then gets a ``StyleChange`` event.

    Fusion lies under the style sheet on every system, so that a till looks the same everywhere.
    """
    load_fonts()
    put_in_force(theme)
    if app.style().objectName().lower() != _STYLE.lower() and not app.styleSheet():
        app.setStyle(QStyleFactory.create(_STYLE))
    app.setFont(role_font(theme, TypeRole.BODY))
    app.setPalette(build_palette(theme))
    style_sheet = build_qss(theme)
    if style_sheet != app.styleSheet():  # the same one again would restyle every widget
        app.setStyleSheet(style_sheet)
