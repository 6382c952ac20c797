"""The style sheet is made of tokens only, and of all of them."""

import re

import pytest

from app.theme.qss import UnknownTokenError, build_qss
from app.theme.resource_files import RESOURCES, THEME
from app.theme.theme import Theme
from app.theme.tokens import Scheme, load_tokens

APP = RESOURCES.parent / "app"
COLOR_LITERAL = re.compile(r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})\b(?!\s*[:,{\[])")
DRAWN_FOLDERS = ("theme", "widgets", "counter", "models")


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("scale", load_tokens().scales)
def test_no_token_is_left_unresolved(scheme: Scheme, scale: float) -> None:
    qss = build_qss(Theme(scheme=scheme, text_scale=scale))

    assert "@" not in qss
    assert "-" not in re.findall(r":\s*(-)\d", qss)
    assert qss.count("{") == qss.count("}")


@pytest.mark.parametrize("word", ["@color.mauve", "@height.moon", "@image.cat", "@nothing.at"])
def test_unknown_token_is_named(word: str) -> None:
    with pytest.raises(UnknownTokenError, match=word):
        build_qss(Theme(), f"QLabel {{ color: {word}; }}")


def test_a_focus_border_takes_its_width_from_inside() -> None:
    template = "@inner.button @inner_focus.button @inset.field @inset_focus.field"

    assert build_qss(Theme(), template) == "38px 36px 11px 10px"


def test_template_holds_no_colour_and_no_size_of_its_own() -> None:
    template = (THEME / "counter.qss").read_text("utf-8")
    rules = re.sub(r"/\*.*?\*/", "", template, flags=re.DOTALL)
    values = [value for value in re.findall(r":\s*([^;{}:]+);", rules) if "@" not in value]

    assert not COLOR_LITERAL.search(re.sub(r"Q?\w*#\w+", "", rules))
    assert set(values) <= {"none", "transparent", "0"}


def test_no_screen_holds_a_colour_literal() -> None:
    """Screens ask by property or token; a planted literal is found (see the next test)."""
    found = [
        f"{path.relative_to(APP)}: {match[0]}"
        for folder in DRAWN_FOLDERS
        for path in (APP / folder).rglob("*.py")
        for match in re.finditer(r"""["']#[0-9A-Fa-f]{3,8}["']""", path.read_text("utf-8"))
    ]

    assert found == []


def test_planted_colour_literal_would_be_found() -> None:
    assert re.search(r"""["']#[0-9A-Fa-f]{3,8}["']""", 'label.setStyleSheet("#F00")')
    assert COLOR_LITERAL.search("QLabel { color: #FF0000; }")
