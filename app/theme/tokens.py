"""Every colour and measure of the look, by name, read once from ``resources/theme/tokens.json``.

Colours are CSS text as designers write it (``#RRGGBB`` or ``#RRGGBBAA``); sizes are pixels at a
text scale of 1. What multiplies with the text scale is decided in ``app.theme.theme``, not here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from app.theme.resource_files import THEME


class Scheme(StrEnum):
    """Light for a bright shop, dark for the evening and for tired eyes."""

    LIGHT = "light"
    DARK = "dark"


class Color(StrEnum):
    """A colour by its job, which is fixed.

    Coral: the one primary action; lagoon: focus, selection, links, progress; amber: offline,
    waiting, claimed; green: verified and only that; red: needs you and only that.
    """

    GROUND = "ground"
    SURFACE = "surface"
    SUNKEN = "sunken"
    SUNKEN_STRONG = "sunken_strong"
    LINE = "line"
    LINE_CONTROL = "line_control"
    INK = "ink"
    INK_MUTED = "ink_muted"
    INK_HINT = "ink_hint"
    INK_DISABLED = "ink_disabled"
    FRAME = "frame"
    FRAME_RAISED = "frame_raised"
    ON_FRAME = "on_frame"
    ON_FRAME_MUTED = "on_frame_muted"
    LAGOON = "lagoon"
    LAGOON_INK = "lagoon_ink"
    LAGOON_TINT = "lagoon_tint"
    LAGOON_LINE = "lagoon_line"
    ON_LAGOON = "on_lagoon"
    CORAL = "coral"
    CORAL_FILL = "coral_fill"
    CORAL_HOVER = "coral_hover"
    CORAL_PRESS = "coral_press"
    CORAL_EDGE = "coral_edge"
    CORAL_TINT = "coral_tint"
    ON_CORAL = "on_coral"
    AMBER = "amber"
    AMBER_MARK = "amber_mark"
    AMBER_INK = "amber_ink"
    AMBER_TINT = "amber_tint"
    AMBER_LINE = "amber_line"
    GREEN = "green"
    GREEN_INK = "green_ink"
    GREEN_TINT = "green_tint"
    GREEN_LINE = "green_line"
    RED = "red"
    RED_INK = "red_ink"
    RED_TINT = "red_tint"
    RED_LINE = "red_line"
    FOCUS = "focus"
    SCRIM = "scrim"
    PAPER = "paper"


class TypeRole(StrEnum):
    """The counter's type scale; the ``money_`` roles always use tabular figures."""

    CAPTION = "caption"
    CAPTION_STRONG = "caption_strong"
    BODY = "body"
    BODY_STRONG = "body_strong"
    TITLE = "title"
    HEADING = "heading"
    MONEY_LINE = "money_line"
    MONEY_DUE = "money_due"
    MONEY_TOTAL = "money_total"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """One step of the type scale: pixel size, line height in pixels, weight from 100 to 900."""

    px: int
    line: int
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Families:
    """Font families: text and money, receipts, and headings of the kiosk."""

    text: str
    money: str
    receipt: str
    kiosk_heading: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The whole look. Mappings are keyed by the names ``tokens.json`` uses; sizes in pixels."""

    colors: Mapping[Scheme, Mapping[Color, str]]
    type: Mapping[TypeRole, TextStyle]
    families: Families
    scales: tuple[float, ...]
    space: Mapping[str, int]
    inset: Mapping[str, int]
    radius: Mapping[str, int]
    height: Mapping[str, int]
    width: Mapping[str, int]
    border: Mapping[str, int]
    icon: Mapping[str, int]
    motion: Mapping[str, int]
    large_money_spacing_percent: float


@lru_cache(maxsize=1)
def load_tokens(path: Path = THEME / "tokens.json") -> Tokens:
    """Read the tokens; a missing name is our mistake and raises ``KeyError`` naming it."""
    raw: dict[str, Any] = json.loads(path.read_text("utf-8"))
    font = raw["font"]
    return Tokens(
        colors={
            scheme: {color: raw["color"][scheme][color] for color in Color} for scheme in Scheme
        },
        type={role: TextStyle(**raw["type"]["counter"][role]) for role in TypeRole},
        families=Families(
            text=font["family"],
            money=font["money_family"],
            receipt=font["receipt_family"],
            kiosk_heading=font["heading_family_kiosk"],
        ),
        scales=tuple(raw["type"]["scales"]),
        space=raw["space"],
        inset=raw["inset"],
        radius=raw["radius"],
        height=raw["height"]["counter"],
        width=raw["width"],
        border=raw["border"],
        icon={name: size for name, size in raw["icon"].items() if name != "stroke"},
        motion=raw["motion"],
        large_money_spacing_percent=font["letter_spacing_percent_money_large"],
    )
