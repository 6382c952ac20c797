import pytest

from domain.packing import Packing, is_packing_word, packing_of


@pytest.mark.parametrize(
    ("text", "packing"),
    [
        ("Barrel", Packing.BARREL),
        ("Barrel, 55 gal", Packing.BARREL),
        ("2 boxes", Packing.BOX),
        ("blue CARTON of Lilawattie", Packing.BOX),
        ("suitcase_red", Packing.SUITCASE),
        ("Lilawattie Singh", Packing.OTHER),
        ("?", Packing.OTHER),
    ],
)
def test_a_typed_packing_is_one_of_a_few_kinds(text: str, packing: Packing) -> None:
    assert packing_of(text) is packing


def test_only_a_known_word_by_itself_tells_of_nobody() -> None:
    assert is_packing_word(" Barrel ")
    assert not is_packing_word("Barrel of Aubrey")
    assert all(is_packing_word(kind.value) for kind in Packing if kind is not Packing.OTHER)
