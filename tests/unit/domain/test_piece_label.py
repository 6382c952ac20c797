from dataclasses import replace

import pytest

from domain.paper import BarcodeRow
from domain.piece_label import piece_labels, waybill_paper
from domain.shipment import Weight
from tests.unit.domain.builders import draft, piece

WAYBILL = "GY03B-W000318"


def test_each_piece_has_a_label_n_of_m_with_a_code_of_its_own() -> None:
    labels = piece_labels(draft(piece(), piece(weight=Weight(7_500, "kg"))), WAYBILL)

    assert [label.count_text for label in labels] == ["1 of 2", "2 of 2"]
    assert [label.code for label in labels] == [f"{WAYBILL}-01", f"{WAYBILL}-02"]
    assert labels[1].weight == "7.5 kg"
    assert labels[0].receiver == (
        "Ignatius Example",
        "Lot 12",
        "La Bonne Intention",
        "Region 9, Upper Takutu-Upper Essequibo",
        "+592 600 0000",
    )


def test_no_log_shows_who_gets_what() -> None:
    assert "Example" not in repr(piece_labels(draft(), WAYBILL))
    assert "Clothes" not in repr(piece_labels(draft(), WAYBILL))


@pytest.mark.parametrize("columns", [32, 42])
def test_a_waybill_says_who_sends_what_to_whom(columns: int) -> None:
    paper = waybill_paper(draft(piece(), piece()), WAYBILL, columns)

    text = " ".join(" ".join(paper.lines).split())
    assert all(len(line) <= columns for line in paper.lines)
    for words in ("WAYBILL", WAYBILL, "From: Kelvin Example", "To: Ignatius Example", "Sign:"):
        assert words in text
    assert text.count("Clothes") == 2
    assert BarcodeRow(WAYBILL) in paper.rows


def test_a_label_is_one_of_its_pieces() -> None:
    (label,) = piece_labels(draft(), WAYBILL)

    with pytest.raises(ValueError, match="piece_no"):
        replace(label, piece_no=2)
    with pytest.raises(ValueError, match="waybill"):
        replace(label, waybill=" ")
