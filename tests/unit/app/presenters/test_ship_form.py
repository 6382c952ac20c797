"""What is typed for a shipment, and what it means so far."""

import pytest

from app.presenters.ship_form import (
    QUOTE_IDS,
    PartyForm,
    PieceForm,
    ShipmentForm,
    make_draft,
    missing_fields,
    phone_doubts,
    read_pieces,
)
from domain.shipment import Length, Weight


def a_form(weight: str = "46.5", sides: str = "20 x 16 x 12") -> ShipmentForm:
    return ShipmentForm(
        consignor=PartyForm(name="Kelvin", region=4),
        consignee=PartyForm(name="Ignatius", region=9, phone="6448207"),
        pieces=(PieceForm(description="Tools", packing="Box", weight=weight, sides=sides),),
    )


@pytest.mark.parametrize(
    "text",
    ["20 x 16 x 12", "20x16x12", "20 16 12", "20 * 16 \u00d7 12", "20X16X12 in", " 20 16 12 in "],
)
def test_three_sides_are_read_however_they_are_parted(text: str) -> None:
    (read,) = read_pieces(a_form(sides=text))

    assert read.sides == (Length(20_000, "in"), Length(16_000, "in"), Length(12_000, "in"))
    assert read.errors == {}


def test_a_unit_at_the_end_is_for_all_three_sides() -> None:
    (read,) = read_pieces(a_form(sides="61 x 50.5 x 40 cm"))

    assert read.sides == (Length(61_000, "cm"), Length(50_500, "cm"), Length(40_000, "cm"))


@pytest.mark.parametrize("text", ["20 x 16", "1 2 3 4", "big", "20 x 16 x 0", "20 x sixteen x 12"])
def test_sides_that_can_not_be_read_are_said_and_make_no_piece(text: str) -> None:
    (read,) = read_pieces(a_form(sides=text))

    assert read.piece is None
    assert set(read.errors) == {"sides"}


def test_a_weight_may_carry_its_own_unit() -> None:
    (read,) = read_pieces(a_form(weight="21 kg"))

    assert read.weight == Weight(21_000, "kg")


def test_changing_units_keeps_what_was_typed_in_the_unit_it_was_meant_in() -> None:
    changed = a_form().with_units("kg", "cm")
    (read,) = read_pieces(changed)

    assert changed.pieces[0].weight == "46.5 lb"
    assert read.weight == Weight(46_500, "lb")
    assert read.sides is not None
    assert read.sides[0] == Length(20_000, "in")
    assert changed.with_units("kg", "cm") == changed


def test_blank_rows_are_no_pieces_and_rows_keep_their_numbers() -> None:
    form = a_form()
    form = ShipmentForm(
        consignor=form.consignor,
        consignee=form.consignee,
        pieces=(PieceForm(packing="Box"), form.pieces[0]),
    )

    assert [read.number for read in read_pieces(form)] == [2]
    assert missing_fields(form, "GYD") == {}


def test_what_is_missing_is_named_field_by_field_in_the_order_of_the_screen() -> None:
    form = ShipmentForm(
        pieces=(PieceForm(description="Tools", weight="many"),), declared_value="much"
    )

    assert list(missing_fields(form, "GYD")) == [
        "consignor.name",
        "consignor.region",
        "consignee.name",
        "consignee.region",
        "piece.0.weight",
        "piece.0.packing",
        "piece.0.sides",
        "declared_value",
    ]


def test_a_phone_nobody_could_call_is_a_doubt_and_never_an_error() -> None:
    form = a_form().with_party_field("consignee", "phone", "12")

    assert list(phone_doubts(form)) == ["consignee.phone"]
    assert missing_fields(form, "GYD") == {}


def test_a_draft_carries_readable_phones_and_the_declared_value() -> None:
    form = a_form().with_party_field("consignor", "phone", "12")
    form = ShipmentForm(
        consignor=form.consignor,
        consignee=form.consignee,
        pieces=form.pieces,
        declared_value="160,000",
    )
    pieces = tuple(read.piece for read in read_pieces(form) if read.piece is not None)
    draft = make_draft(form, pieces, QUOTE_IDS, "GYD")

    assert draft.consignee.phone == "+592 644 8207"
    assert draft.consignor.phone == "12"
    assert draft.declared_value is not None
    assert draft.declared_value.amount_minor == 16_000_000


def test_fields_that_do_not_exist_are_our_mistake() -> None:
    with pytest.raises(ValueError, match="postcode"):
        a_form().with_party_field("consignor", "postcode", "00592")
    with pytest.raises(ValueError, match="colour"):
        a_form().with_piece_field(0, "colour", "red")
