"""Towns and their regions: known ones only, however they are written."""

import pytest

from domain.places import find_region
from domain.shipment import REGION_NAMES


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        ("Bartica", 7),
        (" new  amsterdam ", 6),
        ("Vreed-en-Hoop", 3),
        ("Lethem", 9),
        ("La Bonne Intention", None),
        ("", None),
    ],
)
def test_a_known_town_has_its_region_and_any_other_none(typed: str, region: int | None) -> None:
    assert find_region(typed) == region
    assert region is None or region in REGION_NAMES
