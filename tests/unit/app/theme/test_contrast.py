"""Contrast by WCAG 2.2, computed from the tokens: text at least 4.5, edges and marks at least 3.

The pairs are those that the screens use; where the look's notes name a ratio, the tokens must
still give it.
"""

import pytest

from app.theme.tokens import Color, Scheme, load_tokens

TEXT, MARK = 4.5, 3.0
TEXT_PAIRS = {
    ("ink", "ground"): (14.50, 15.97),
    ("ink", "surface"): (16.04, 14.06),
    ("ink", "lagoon_tint"): (13.81, 11.00),
    ("ink", "amber_tint"): (14.29, 12.99),
    ("ink", "red_tint"): (13.64, 14.30),
    ("ink_muted", "ground"): (6.83, 10.37),
    ("ink_muted", "surface"): (7.56, 9.14),
    ("ink_muted", "sunken_strong"): (6.32, 7.51),
    ("ink_muted", "lagoon_tint"): (6.51, 7.15),
    ("ink_hint", "ground"): (5.00, 7.67),
    ("ink_hint", "surface"): (5.53, 6.76),
    ("ink_hint", "sunken"): (5.18, 7.23),
    ("ink_hint", "lagoon_tint"): (4.76, 5.28),
    ("lagoon_ink", "ground"): (6.05, 10.11),
    ("lagoon_ink", "surface"): (6.69, 8.91),
    ("lagoon_ink", "lagoon_tint"): (5.76, 6.97),
    ("on_lagoon", "lagoon"): (4.63, 6.84),
    ("on_coral", "coral_fill"): (5.94, 7.49),
    ("on_coral", "coral_hover"): (7.15, 8.83),
    ("on_coral", "coral_press"): (4.91, 5.95),
    ("amber_ink", "amber_tint"): (7.11, 9.34),
    ("amber_ink", "sunken"): (7.47, 10.81),
    ("amber_ink", "ground"): (7.22, 11.48),
    ("green_ink", "green_tint"): (6.42, 8.35),
    ("red_ink", "red_tint"): (6.96, 7.99),
    ("red_ink", "surface"): (8.18, 7.86),
    ("on_frame", "frame"): (11.95, 18.72),
    ("on_frame", "frame_raised"): (8.83, 13.35),
    ("on_frame_muted", "frame"): (7.36, 9.12),
}
MARK_PAIRS = {
    ("line_control", "surface"): (3.71, 4.11),
    ("line_control", "ground"): (3.35, 4.66),
    ("line_control", "sunken"): (3.47, 4.39),
    ("focus", "surface"): (4.63, 8.91),
    ("focus", "ground"): (4.19, 10.11),
    ("coral", "frame"): (3.79, 7.47),
    ("coral_edge", "surface"): (4.47, 6.20),
    ("coral_edge", "ground"): (4.05, 7.04),
    ("coral_edge", "sunken"): (4.19, 6.63),
    ("red", "surface"): (6.65, 6.34),
    ("red", "sunken_strong"): (5.56, 5.22),
    ("lagoon", "sunken_strong"): (3.87, 4.79),
    ("amber_mark", "sunken_strong"): (3.24, 6.96),
    ("amber_mark", "surface"): (3.88, 8.47),
}
CASES = [(pair, TEXT, told) for pair, told in TEXT_PAIRS.items()] + [
    (pair, MARK, told) for pair, told in MARK_PAIRS.items()
]


def luminance(color: str) -> float:
    """Relative luminance of ``#RRGGBB`` as WCAG defines it."""
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def of_tokens(pair: tuple[str, str], scheme: Scheme) -> float:
    colors = load_tokens().colors[scheme]
    return contrast(colors[Color(pair[0])], colors[Color(pair[1])])


def test_black_on_white_is_twenty_one_and_a_colour_on_itself_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#0B3C49", "#0B3C49") == pytest.approx(1)


def test_planted_pale_grey_would_be_found() -> None:
    assert contrast("#BBBBBB", "#FFFFFF") < MARK


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize(("pair", "least", "told"), CASES)
def test_every_pair_of_colours_is_told_apart_by_weak_eyes(
    pair: tuple[str, str], least: float, told: tuple[float, float], scheme: Scheme
) -> None:
    ratio = of_tokens(pair, scheme)

    assert ratio >= least
    assert ratio == pytest.approx(told[scheme is Scheme.DARK], abs=0.02)
