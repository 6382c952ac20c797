"""Contrast of every state of every control, worked out from the style sheet as Qt applies it.

Words stand out at 4.5 at least; words of what can't be used now at 3, so that they can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

import pytest

from app.theme.palette import build_palette
from app.theme.resource_files import THEME
from app.theme.theme import Theme
from app.theme.tokens import Color, Scheme
from tests.unit.app.theme.test_contrast import TEXT, contrast, of_tokens

READABLE = 3.0
BEHIND = ("ground", "surface", "sunken")
"""What a control without a ground of its own stands on."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_PART = re.compile(r'\[(\w+)="(\w+)"\]|\[(\w+)\]|(?<!:):([a-z-]+)|#(\w+)')
_COLOR = re.compile(r"(?<![\w-])(color|background):\s*(?:@color\.(\w+)|(transparent))")

State = frozenset[str]
STATES: tuple[State, ...] = tuple(
    map(
        frozenset,
        (
            (),
            ("hover",),
            ("pressed",),
            ("focus",),
            ("disabled",),
            ("checked",),
            ("checked", "focus"),
            ("checked", "hover"),
            ("checked", "pressed"),
            ("read-only",),
        ),
    )
)
BUTTONS: tuple[Mapping[str, str], ...] = (
    {},
    {"kind": "primary"},
    {"kind": "quiet"},
    {"kind": "chip"},
    {"kind": "choice"},
    {"kind": "choice", "possible": "false"},
    {"kind": "key"},
    {"kind": "key", "soft": "true"},
)
CAPS: Mapping[str, Mapping[str, str]] = {"primary": {"on": "coral"}, "quiet": {"on": "lagoon"}}
"""The look of a key cap in a button of a kind."""
FIELDS: tuple[Mapping[str, str], ...] = (
    {},
    {"state": "wrong"},
    {"kind": "bare"},
    {"kind": "search"},
    {"kind": "amount"},
)


@dataclass(frozen=True)
class Widget:
    """What a rule can ask of a widget."""

    kind: str
    properties: Mapping[str, str]
    states: State = frozenset()
    name: str = ""


@dataclass(frozen=True)
class Rule:
    """One selector with the colours that it gives, ``""`` for none."""

    selector: str
    color: str
    background: str


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(rules_of((THEME / "counter.qss").read_text("utf-8")))


def rules_of(sheet: str) -> Iterator[Rule]:
    for selectors, body in _RULE.findall(_COMMENT.sub("", sheet)):
        told = {name: token or none for name, token, none in _COLOR.findall(body)}
        for selector in selectors.split(","):
            yield Rule(selector.strip(), told.get("color", ""), told.get("background", ""))


def weight(selector: str, line: tuple[Widget, ...]) -> int | None:
    """How much a selector weighs for the last widget of a line; None where it does not match."""
    wanted = selector.split()
    if len(wanted) > len(line) or ">" in wanted or "::" in selector:
        return None
    total = 0
    for one, widget in zip(reversed(wanted), reversed(line), strict=False):
        kind = re.match(r"\w*", one)
        if kind is None or kind[0] not in {widget.kind, "QWidget"}:
            return None
        for name, value, bare, state, identity in _PART.findall(one):
            is_met = {
                bool(name): widget.properties.get(name) == value,
                bool(bare): bare in widget.properties,
                bool(state): state in widget.states,
                bool(identity): identity == widget.name,
            }[True]
            if not is_met:
                return None
            total += 100 if identity else 10
        total += kind[0] != "QWidget"
    return total


def given(of: str, line: tuple[Widget, ...], sheet: tuple[Rule, ...]) -> str:
    """The colour (or ground) that the heaviest rule gives, the last of several."""
    best, found = -1, ""
    for rule in sheet:
        told = rule.color if of == "color" else rule.background
        heavy = weight(rule.selector, line) if told else None
        if heavy is not None and heavy >= best:
            best, found = heavy, told
    return found


def pairs(line: tuple[Widget, ...], sheet: tuple[Rule, ...]) -> set[tuple[str, str]]:
    """The words' colour with every ground they may stand on: their own, or what is behind it."""
    ink = given("color", line, sheet)
    for depth in range(len(line), 0, -1):
        ground = given("background", line[:depth], sheet)
        if ground and ground != "transparent":
            return {(ink, ground)}
    return {(ink, ground) for ground in BEHIND}


def pale(sheet: tuple[Rule, ...], lines: list[tuple[Widget, ...]], scheme: Scheme) -> list[str]:
    """The lines whose words are too close to their ground."""
    found = []
    for line in lines:
        least = READABLE if "disabled" in line[-1].states else TEXT
        found += [
            f"{line}: {pair} {of_tokens(pair, scheme):.2f}"
            for pair in pairs(line, sheet)
            if of_tokens(pair, scheme) < least
        ]
    return found


def every_line() -> list[tuple[Widget, ...]]:
    """All buttons, the words and key caps in them, and all fields, in every state."""
    lines: list[tuple[Widget, ...]] = []
    for properties, states in product(BUTTONS, STATES):
        if "checked" in states and properties.get("kind") not in {"chip", "choice"}:
            continue
        button = Widget("QPushButton", properties, states)
        inside = states & {"disabled"}
        lines.append((button,))
        if properties.get("kind") not in {"chip", "key"}:  # those two hold plain words
            cap = CAPS.get(properties.get("kind", ""), {})
            plain: Mapping[str, str] = {}
            labels = (("", plain), ("detail", plain), ("key", cap))
            lines += [(button, Widget("QLabel", on, inside, name)) for name, on in labels]
    for properties, states in product(FIELDS, STATES):
        lines.append((Widget("QLineEdit", properties, states),))
    return lines


@pytest.mark.parametrize("scheme", list(Scheme))
def test_words_of_every_control_stand_out_in_every_state(scheme: Scheme) -> None:
    assert pale(rules(), every_line(), scheme) == []


@pytest.mark.parametrize("scheme", list(Scheme))
def test_words_that_cannot_be_used_now_are_readable_where_no_rule_speaks(scheme: Scheme) -> None:
    theme = Theme(scheme=scheme)
    palette = build_palette(theme)
    words = palette.color(palette.ColorGroup.Disabled, palette.ColorRole.Text).name()

    for ground in BEHIND:
        assert contrast(words, theme.tokens.colors[scheme][Color(ground)]) >= READABLE


def test_the_heaviest_rule_wins_and_the_later_of_two() -> None:
    sheet = tuple(
        rules_of(
            "QWidget { color: @color.ink; } QPushButton { color: @color.red; }"
            ' QPushButton[kind="chip"] { color: @color.coral; background: transparent; }'
            " QPushButton:disabled { color: @color.ink_hint; }"
        )
    )
    chip = Widget("QPushButton", {"kind": "chip"})

    assert given("color", (chip,), sheet) == "coral"
    assert given("color", (Widget("QPushButton", {}),), sheet) == "red"
    off = Widget("QPushButton", {"kind": "chip"}, frozenset({"disabled"}))
    assert given("color", (off,), sheet) == "ink_hint"
    assert pairs((chip,), sheet) == {("coral", ground) for ground in BEHIND}


@pytest.mark.parametrize("scheme", list(Scheme))
def test_planted_pale_words_of_a_state_are_found(scheme: Scheme) -> None:
    worse = (*rules(), *rules_of("QPushButton:disabled { color: @color.line; }"))

    found = pale(worse, every_line(), scheme)

    assert any("disabled" in each for each in found)
