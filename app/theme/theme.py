"""A theme: the tokens in one scheme at one text scale, and which one is in force.

Qt keeps one palette, one font and one style sheet per application, so the theme in force is state
of the application too: ``app.theme.apply.apply_theme`` sets all of them together and
``current_theme`` tells it to widgets that paint themselves. After a change Qt sends every widget a
``QEvent.Type.StyleChange``; a widget that keeps pictures or sizes refreshes them there.
"""

from dataclasses import dataclass, field

from PySide6.QtGui import QColor

from app.theme.tokens import Color, Scheme, TextStyle, Tokens, TypeRole, load_tokens

_OPAQUE = 255
_TWO_LINES_PX = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What a screen needs to draw itself.

    ``text_scale`` is one of the tokens' scales (1.0, 1.15, 1.3, 1.5). It multiplies text, icons
    and widths, and heights as far as they hold text; spaces, radii and borders stay, so that a
    screen at 150 % keeps its room for words.
    """

    scheme: Scheme = Scheme.LIGHT
    text_scale: float = 1.0
    reduced_motion: bool = False
    tokens: Tokens = field(default_factory=load_tokens)

    def __post_init__(self) -> None:
        if self.text_scale not in self.tokens.scales:
            raise ValueError(f"text scale {self.text_scale} is not one of {self.tokens.scales}")

    def css(self, color: Color) -> str:
        """The colour as a style sheet writes it."""
        value = self.color(color)
        if value.alpha() == _OPAQUE:
            return value.name()
        return f"rgba({value.red()}, {value.green()}, {value.blue()}, {value.alpha()})"

    def color(self, color: Color) -> QColor:
        """The colour for painting; tokens write ``#RRGGBBAA`` where Qt would read ``#AARRGGBB``."""
        text = self.tokens.colors[self.scheme][color]
        value = QColor(text[:7])
        if len(text) > len("#RRGGBB"):
            value.setAlpha(int(text[7:], 16))
        return value

    def px(self, size: float) -> int:
        """A measure at 100 % in this theme's text scale, in whole pixels."""
        return round(size * self.text_scale)

    def type(self, role: TypeRole) -> TextStyle:
        style = self.tokens.type[role]
        return TextStyle(px=self.px(style.px), line=self.px(style.line), weight=style.weight)

    def height(self, name: str) -> int:
        """The height of a kind of control (``button``, ``row``, ``topbar`` …), scaled.

        A control grows with the text in it, and that is two lines at most: what is taller keeps
        the room around its words, or a screen at 150 % would not fit a 768 px display.
        """
        base = self.tokens.height[name]
        return base + round(min(base, _TWO_LINES_PX) * (self.text_scale - 1))

    def width(self, name: str) -> int:
        """The width of a fixed part (``rail``, ``rail_item``, ``key_cap`` …), scaled."""
        return self.px(self.tokens.width[name])

    def space(self, step: int) -> int:
        """Space in steps of 4 px (step 3 is 12 px), never scaled."""
        return self.tokens.space[str(step)]

    def radius(self, name: str) -> int:
        return self.tokens.radius[name]

    def motion_ms(self, name: str) -> int:
        """How long a change of ``state_ms`` or ``page_ms`` takes; 0 where motion is reduced."""
        return self.tokens.motion["reduced_motion_ms" if self.reduced_motion else name]


class _InForce:
    """Holds the application's theme; a light one at 100 % until ``apply_theme`` has run."""

    theme: Theme | None = None


def current_theme() -> Theme:
    """The theme in force."""
    if _InForce.theme is None:
        _InForce.theme = Theme()
    return _InForce.theme


def put_in_force(theme: Theme) -> None:
    """Remember the theme; only ``apply_theme`` calls this, right before it dresses the app."""
    _InForce.theme = theme
