"""A theme scales what holds text and leaves the rest."""

import pytest

from app.theme.theme import Theme, current_theme
from app.theme.tokens import Color, Scheme, TypeRole


def test_text_and_widths_multiply_with_the_scale_and_spaces_stay() -> None:
    theme = Theme(text_scale=1.5)

    assert theme.type(TypeRole.BODY).px == 21
    assert theme.width("rail") == 126
    assert (theme.space(3), theme.radius("card")) == (12, 12)


@pytest.mark.parametrize(
    ("name", "expected_px"),
    [("button", 60), ("button_large", 84), ("row", 82), ("key_cap", 33), ("topbar", 76)],
)
def test_heights_grow_with_the_text_in_them_at_most_by_two_lines(
    name: str, expected_px: int
) -> None:
    assert Theme(text_scale=1.5).height(name) == expected_px


def test_scale_that_is_not_offered_is_refused() -> None:
    with pytest.raises(ValueError, match=r"1\.4"):
        Theme(text_scale=1.4)


def test_scrim_reads_its_transparency_from_the_end_of_the_token() -> None:
    scrim = Theme().color(Color.SCRIM)

    assert (scrim.name(), scrim.alpha()) == ("#10242b", 0x99)
    assert Theme().css(Color.SCRIM) == "rgba(16, 36, 43, 153)"
    assert Theme(scheme=Scheme.DARK).css(Color.INK) == "#eef5f6"


def test_reduced_motion_takes_no_time() -> None:
    assert Theme().motion_ms("page_ms") == 180
    assert Theme(reduced_motion=True).motion_ms("page_ms") == 0


def test_without_a_theme_put_in_force_there_is_one_to_draw_with() -> None:
    assert current_theme().scheme in Scheme
