"""The palette for what a style sheet does not reach: text cursors, menus and defaults."""

from PySide6.QtGui import QPalette

from app.theme.theme import Theme
from app.theme.tokens import Color

_Role = QPalette.ColorRole

_ROLES: dict[QPalette.ColorRole, Color] = {
    _Role.Window: Color.GROUND,
    _Role.WindowText: Color.INK,
    _Role.Base: Color.SURFACE,
    _Role.AlternateBase: Color.SUNKEN,
    _Role.Text: Color.INK,
    _Role.Button: Color.SURFACE,
    _Role.ButtonText: Color.INK,
    _Role.BrightText: Color.RED_INK,
    _Role.ToolTipBase: Color.SURFACE,
    _Role.ToolTipText: Color.INK,
    _Role.PlaceholderText: Color.INK_HINT,
    _Role.Highlight: Color.LAGOON,
    _Role.HighlightedText: Color.ON_LAGOON,
    _Role.Accent: Color.LAGOON,
    _Role.Link: Color.LAGOON_INK,
    _Role.LinkVisited: Color.LAGOON_INK,
    _Role.Light: Color.SURFACE,
    _Role.Midlight: Color.SUNKEN_STRONG,
    _Role.Mid: Color.LINE,
    _Role.Dark: Color.LINE_CONTROL,
    _Role.Shadow: Color.LINE_CONTROL,
}
_WHEN_DISABLED = (_Role.WindowText, _Role.Text, _Role.ButtonText)


def build_palette(theme: Theme) -> QPalette:
    """A complete palette; words that cannot be used now take the hint colour, still readable."""
    palette = QPalette()
    for role, color in _ROLES.items():
        palette.setColor(role, theme.color(color))
    for role in _WHEN_DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color(Color.INK_HINT))
    return palette
