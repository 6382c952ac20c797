"""The whole style sheet, built from tokens only, and the properties that ask for a look.

``resources/theme/counter.qss`` holds the rules; words in it that start with ``@`` are tokens:
``@color.ink`` · ``@type.body`` (size and weight) · ``@height.button`` (scaled with the text) ·
``@inner.button`` (that height inside a control border; ``inner_focus``: inside a focus border) ·
``@half.chip`` (half a height, for round ends) · ``@space.3`` ``@inset.field`` ``@radius.card``
``@border.focus`` (never scaled; ``space_focus``, ``inset_focus``: less what a focus border takes;
``radius_inner``: inside a hairline) ·
``@image.check`` (a file of the scheme).

How a screen asks for a look (set with ``set_style_property`` once the widget is shown; before that
``setProperty`` does):

=================  ======================  ==================================================
widget             property or name        values
=================  ======================  ==================================================
QPushButton        kind                    primary, normal (or none), quiet, chip, choice, key
QPushButton        measure                 small (36), none (40), large (64; a choice: 68)
QPushButton        soft                    true: keypad keys that do not type a digit
QPushButton        possible                false on a choice that cannot be taken now
QLabel             role                    caption, hint, error, doubt, body, body_strong, muted,
                                           link, title, heading, money_line, money_due, money_total
QLabel             ink                     amber, red, lagoon, muted: another colour for a role
QLabel             tone                    neutral, lagoon, amber, green, red: a tag
QLabel             #key, on                a key cap; on = coral, lagoon or none
QLabel             #avatar, #quantity      initials; the square with a line's quantity
QLabel             #art                    a product picture: its tile is light in both schemes
QFrame             card                    true: white, hairline, radius 12; chosen = true: framed
QFrame             surface                 ground, surface, sunken, sunken_strong, frame
QFrame             rule                    horizontal, vertical: a hairline
QFrame             band                    top, bottom: a sunken strip in a card; head, foot: the
                                           same at its upper or lower edge, with its corners
QFrame             row, current            true: a table-like row, and the one being edited
QFrame             field, focused, state   true: a composite field; state = wrong
QFrame             notice                  neutral, lagoon, amber, green, red; title: #notice_title
QFrame             link                    online, waiting, offline, catching_up, needs_you
QFrame             #topbar #rail #dialog   and #dialog_head, #dialog_foot; QWidget #scrim
QLineEdit,         measure                 small (34)
QComboBox
QLineEdit          state                   wrong; asked (nothing is wrong, it is asked again)
QLineEdit          kind                    search, amount, count, bare (inside a composite field)
QProgressBar       state                   over
=================  ======================  ==================================================

Money is shown with ``app.widgets.money_label.MoneyLabel``, which adds tabular figures: a style
sheet cannot. What paints itself takes colours and fonts from ``current_theme()``.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from app.theme.resource_files import THEME
from app.theme.theme import Theme
from app.theme.tokens import Color, TypeRole

_TOKEN = re.compile(r"@([a-z_]+)\.([a-z0-9_]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

Resolve = Callable[[str], str]


class UnknownTokenError(KeyError):
    """The style sheet asks for a token that does not exist: a mistake of ours."""


def build_qss(theme: Theme, template: str | None = None) -> str:
    """Return the style sheet of ``theme``.

    Raises ``UnknownTokenError`` naming the word, rather than let Qt drop a rule without a sound.
    """
    if template is None:
        template = (THEME / "counter.qss").read_text("utf-8")
    groups = _groups(theme)

    def put_in(match: re.Match[str]) -> str:
        try:
            return groups[match[1]](match[2])
        except (KeyError, ValueError) as missing:
            raise UnknownTokenError(match[0]) from missing

    return _TOKEN.sub(put_in, _COMMENT.sub("", template))


def _groups(theme: Theme) -> Mapping[str, Resolve]:
    tokens = theme.tokens
    control, focus = tokens.border["control"], tokens.border["focus"]
    lost = focus - control

    def text_style(name: str) -> str:
        style = theme.type(TypeRole(name))
        return f"font-size: {style.px}px; font-weight: {style.weight}"

    def image(name: str) -> str:
        return _image_path(theme, name).as_posix()

    def pixels(measure: Callable[[str], int]) -> Resolve:
        return lambda name: f"{measure(name)}px"

    return {
        "color": lambda name: theme.css(Color(name)),
        "type": text_style,
        "height": pixels(theme.height),
        "inner": pixels(lambda name: theme.height(name) - 2 * control),
        "inner_focus": pixels(lambda name: theme.height(name) - 2 * focus),
        "half": pixels(lambda name: theme.height(name) // 2),
        "half_outer": pixels(lambda name: theme.height(name) // 2 + control),
        "space": pixels(lambda name: tokens.space[name]),
        "space_focus": pixels(lambda name: tokens.space[name] - lost),
        "inset": pixels(lambda name: tokens.inset[name]),
        "inset_focus": pixels(lambda name: tokens.inset[name] - lost),
        "radius": pixels(theme.radius),
        "radius_inner": pixels(lambda name: theme.radius(name) - tokens.border["hairline"]),
        "border": pixels(lambda name: tokens.border[name]),
        "image": image,
    }


def _image_path(theme: Theme, name: str) -> Path:
    path = THEME / theme.scheme / f"{name.replace('_', '-')}.svg"
    if not path.is_file():
        raise KeyError(name)
    return path
