"""The documented pairs of colours meet WCAG 2.2 AA, computed from the tokens."""

import pytest

from app.theme.tokens import Color, Scheme, load_tokens

# What is written on what, by the ground it lies on.
TEXT_ON = {
    Color.GROUND: [Color.INK, Color.INK_MUTED, Color.INK_HINT, Color.LAGOON_INK],
    Color.SURFACE: [Color.INK, Color.INK_MUTED, Color.INK_HINT, Color.LAGOON_INK, Color.RED_INK],
    Color.SUNKEN: [Color.INK, Color.INK_MUTED, Color.INK_HINT, Color.AMBER_INK],
    Color.SUNKEN_STRONG: [Color.INK, Color.INK_MUTED],
    Color.LAGOON_TINT: [Color.INK, Color.INK_MUTED, Color.INK_HINT, Color.LAGOON_INK],
    Color.AMBER_TINT: [Color.INK, Color.AMBER_INK],
    Color.GREEN_TINT: [Color.INK, Color.GREEN_INK],
    Color.RED_TINT: [Color.INK, Color.RED_INK],
    Color.LAGOON: [Color.ON_LAGOON],
    Color.CORAL_FILL: [Color.ON_CORAL],
    Color.CORAL_HOVER: [Color.ON_CORAL],
    Color.CORAL_PRESS: [Color.ON_CORAL],
    Color.FRAME: [Color.ON_FRAME, Color.ON_FRAME_MUTED],
    Color.FRAME_RAISED: [Color.ON_FRAME, Color.ON_FRAME_MUTED],
}
EDGE_ON = {
    Color.GROUND: [Color.LINE_CONTROL, Color.FOCUS, Color.CORAL_EDGE],
    Color.SURFACE: [
        Color.LINE_CONTROL,
        Color.FOCUS,
        Color.CORAL_EDGE,
        Color.RED,
        Color.AMBER_MARK,
    ],
    Color.SUNKEN: [Color.LINE_CONTROL, Color.CORAL_EDGE],
    Color.SUNKEN_STRONG: [Color.RED, Color.LAGOON, Color.AMBER_MARK],
    Color.FRAME: [Color.CORAL],
}
TEXT_PAIRS = [(above, ground) for ground, inks in TEXT_ON.items() for above in inks]
EDGE_PAIRS = [(above, ground) for ground, marks in EDGE_ON.items() for above in marks]
TEXT_AA, EDGE_AA = 4.5, 3.0


def luminance(color: str) -> float:
    """Relative luminance of ``#RRGGBB`` (WCAG 2.2)."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def contrast_of(pair: tuple[Color, Color], scheme: Scheme) -> float:
    colors = load_tokens().colors[scheme]
    return contrast(colors[pair[0]], colors[pair[1]])


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_measured_figures_of_the_look_are_met() -> None:
    assert contrast_of((Color.INK, Color.GROUND), Scheme.LIGHT) == pytest.approx(14.50, abs=0.01)
    assert contrast_of((Color.ON_CORAL, Color.CORAL_FILL), Scheme.DARK) == pytest.approx(
        7.49, abs=0.01
    )


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("pair", TEXT_PAIRS)
def test_text_is_readable(pair: tuple[Color, Color], scheme: Scheme) -> None:
    assert contrast_of(pair, scheme) >= TEXT_AA


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("pair", EDGE_PAIRS)
def test_edges_and_marks_can_be_seen(pair: tuple[Color, Color], scheme: Scheme) -> None:
    assert contrast_of(pair, scheme) >= EDGE_AA


def test_white_on_coral_would_not_pass_which_is_why_the_ink_is_dark() -> None:
    coral = load_tokens().colors[Scheme.LIGHT][Color.CORAL_FILL]

    assert contrast("#FFFFFF", coral) < TEXT_AA
