"""The tokens are complete and say what the look says."""

import json
import re
from pathlib import Path

import pytest

from app.theme.resource_files import ART, FONTS, ICONS, THEME
from app.theme.tokens import Color, Scheme, TypeRole, load_tokens

HEX = re.compile(r"#[0-9A-F]{6}([0-9A-F]{2})?")


@pytest.mark.parametrize("scheme", list(Scheme))
def test_every_colour_is_written_in_full_in_both_schemes(scheme: Scheme) -> None:
    colors = load_tokens().colors[scheme]

    assert set(colors) == set(Color)
    assert all(HEX.fullmatch(value) for value in colors.values())


def test_no_colour_of_the_file_is_left_without_a_name() -> None:
    raw = json.loads((THEME / "tokens.json").read_text("utf-8"))

    assert set(raw["color"]["light"]) == set(raw["color"]["dark"]) == set(Color)


def test_type_scale_is_the_counters() -> None:
    scale = load_tokens().type

    assert set(scale) == set(TypeRole)
    assert (scale[TypeRole.BODY].px, scale[TypeRole.MONEY_TOTAL].px) == (14, 36)
    assert load_tokens().scales == (1.0, 1.15, 1.3, 1.5)


def test_missing_token_names_itself(tmp_path: Path) -> None:
    raw = json.loads((THEME / "tokens.json").read_text("utf-8"))
    del raw["color"]["dark"]["coral"]
    broken = tmp_path / "tokens.json"
    broken.write_text(json.dumps(raw), "utf-8")

    with pytest.raises(KeyError, match="coral"):
        load_tokens.__wrapped__(broken)


def test_every_icon_is_of_one_size_and_stroke_and_takes_its_colour_from_outside() -> None:
    icons = sorted(ICONS.glob("*.svg"))

    assert len(icons) >= 45
    for icon in icons:
        text = icon.read_text("utf-8")
        assert 'viewBox="0 0 24 24"' in text, icon.name
        assert 'stroke="currentColor"' in text, icon.name
        assert 'stroke-width="1.75"' in text, icon.name
        assert "#" not in text, icon.name


def test_licences_lie_beside_what_they_cover() -> None:
    for name in ("OFL-Inter.txt", "OFL-JetBrainsMono.txt"):
        assert "SIL OPEN FONT LICENSE" in (FONTS / name).read_text("utf-8")
    assert "MIT License" in (ICONS / "LICENSE-tabler-icons.txt").read_text("utf-8")
    assert (ART / "README.md").is_file()


@pytest.mark.parametrize("scheme", list(Scheme))
def test_pictures_of_the_style_sheet_use_their_schemes_tokens(scheme: Scheme) -> None:
    colors = load_tokens().colors[scheme]
    expected = {
        "chevron-down": colors[Color.INK_MUTED],
        "check": colors[Color.ON_LAGOON],
        "dot": colors[Color.LAGOON],
    }

    for name, color in expected.items():
        text = (THEME / scheme / f"{name}.svg").read_text("utf-8")
        assert set(re.findall(r"#[0-9A-Fa-f]{6}", text)) == {color}, name
