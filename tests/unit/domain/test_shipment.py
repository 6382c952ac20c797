from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput
from domain.shipment import (
    REGION_NAMES,
    Length,
    OverLimit,
    Party,
    Piece,
    Weight,
    check_limits,
    format_milli,
    gross_weight_nanograms,
    nanograms_to_milli_lb,
    parse_length,
    parse_weight,
    require_bookable,
)
from tests.unit.domain.builders import LIMITS, assert_caught_on, draft, gyd, party, piece

# 1 lb = 453.59237 g exactly (international yard and pound agreement, 1959).
GRAMS_PER_LB = Fraction(45_359_237, 100_000)
WithinLimit = Callable[[Weight], bool]


def within_piece_limit(weight: Weight) -> bool:
    return not check_limits([piece(weight=weight)], LIMITS)


def check_piece_limit(within: WithinLimit, weight: Weight) -> None:
    of_unit = GRAMS_PER_LB if weight.unit == "lb" else Fraction(1_000)
    pounds = Fraction(weight.value_milli, 1_000) * of_unit / GRAMS_PER_LB

    assert within(weight) == (pounds <= 200)


EDGES = [
    Weight(200_000, "lb"),  # exactly the limit passes
    Weight(200_001, "lb"),  # 200.001 lb does not
    Weight(90_718, "kg"),  # 199.99895 lb passes
    Weight(90_719, "kg"),  # 200.00116 lb does not
    Weight(90_700, "kg"),
    Weight(90_710, "kg"),  # legal, although "90.7 kg" reads smaller
]


@pytest.mark.parametrize("weight", EDGES, ids=lambda weight: weight.text)
def test_the_piece_limit_is_200_lb_exactly_in_either_unit(weight: Weight) -> None:
    check_piece_limit(within_piece_limit, weight)


@given(st.integers(1, 10**7), st.sampled_from(["lb", "kg"]))
def test_any_weight_is_compared_exactly(value_milli: int, unit: str) -> None:
    check_piece_limit(within_piece_limit, Weight(value_milli, "lb" if unit == "lb" else "kg"))


def test_a_limit_of_90_7_kg_planted_for_200_lb_is_caught() -> None:
    def in_kg(weight: Weight) -> bool:
        return weight.grams <= 90_700

    def check(weight: Weight) -> None:
        check_piece_limit(in_kg, weight)

    assert_caught_on(check, [(edge,) for edge in EDGES])


def test_a_planted_comparison_in_grams_cut_off_is_caught() -> None:
    def in_grams(weight: Weight) -> bool:
        return weight.nanograms // 10**9 <= Weight(200_000, "lb").nanograms // 10**9

    def check(weight: Weight) -> None:
        check_piece_limit(in_grams, weight)

    assert_caught_on(check, [(edge,) for edge in EDGES])


def test_a_piece_over_its_limit_is_named_with_how_far() -> None:
    pieces = [piece(), piece(weight=Weight(212_000, "lb"))]

    [breach] = check_limits(pieces, LIMITS)
    assert (breach.piece_no, breach.code) == (2, "piece_weight")
    assert breach.sentence == "Piece 2 needs you. It is 12 lb over the limit for one piece."


def test_the_smallest_excess_never_reads_as_nothing() -> None:
    [breach] = check_limits([piece(weight=Weight(90_719, "kg"))], LIMITS)

    assert "It is 0.002 lb over" in breach.sentence


def test_ten_full_pieces_are_stopped_by_the_total_limit() -> None:
    [breach] = check_limits([piece(weight=Weight(200_000, "lb"))] * 10, LIMITS)

    assert (breach.piece_no, breach.code) == (None, "shipment_weight")
    assert breach.sentence == ("The shipment needs you. It is 1,500 lb over the limit of 500 lb.")


def test_500_lb_in_all_pass_whatever_units_are_mixed() -> None:
    pieces = [piece(weight=Weight(200_000, "lb"))] * 2

    assert not check_limits([*pieces, piece(weight=Weight(100_000, "lb"))], LIMITS)
    assert not check_limits([*pieces, piece(weight=Weight(45_359, "kg"))], LIMITS)
    assert check_limits([*pieces, piece(weight=Weight(45_360, "kg"))], LIMITS)


@pytest.mark.parametrize(
    ("side", "passes"),
    [
        (Length(120_000, "in"), True),
        (Length(120_001, "in"), False),
        (Length(304_800, "cm"), True),
        (Length(304_801, "cm"), False),
    ],
)
def test_the_longest_side_is_120_in_exactly(side: Length, *, passes: bool) -> None:
    box = piece()
    for turned in (replace(box, length=side), replace(box, width=side), replace(box, height=side)):
        breaches = check_limits([turned], LIMITS)

        assert (not breaches) == passes
        assert all(breach.code == "side" for breach in breaches)


def test_a_side_over_its_limit_says_how_far() -> None:
    [breach] = check_limits([piece(sides_in=(124_500, 10_000, 10_000))], LIMITS)

    assert breach.sentence == (
        "Piece 1 needs you. Its longest side is 4.5 in over the limit of 120 in."
    )


def test_an_eleventh_piece_is_one_too_many() -> None:
    light = piece(weight=Weight(1_000, "lb"))

    assert not check_limits([light] * 10, LIMITS)
    [breach] = check_limits([light] * 11, LIMITS)
    assert breach.code == "piece_count"
    assert breach.sentence == "The shipment needs you. It has 11 pieces, and 10 are the limit."


def test_booking_over_a_limit_needs_a_special_quote() -> None:
    require_bookable(draft(piece(weight=Weight(200_000, "lb"))), LIMITS)
    heavy = draft(piece(weight=Weight(212_000, "lb"), sides_in=(121_000, 1_000, 1_000)))

    with pytest.raises(OverLimit) as refused:
        require_bookable(heavy, LIMITS)
    assert refused.value.code == "over_limit"
    assert [breach.code for breach in refused.value.breaches] == ["piece_weight", "side"]
    assert "12 lb over" in refused.value.message
    assert "Press F5 for a special quote" in refused.value.message
    assert refused.value.args == (refused.value.breaches,)


# ------------------------------------------------------------------ measures


def test_a_measure_keeps_what_was_entered_and_derives_the_rest() -> None:
    limit, side = Weight(200_000, "lb"), Length(120_000, "in")

    assert (limit.text, limit.grams) == ("200 lb", 90_718)
    assert limit.nanograms == 90_718_474_000_000  # 90.718474 kg
    assert (side.text, side.millimetres) == ("120 in", 3_048)
    assert Length(304_800, "cm").nanometres == side.nanometres == 3_048_000_000


@pytest.mark.parametrize(
    ("value_milli", "text"),
    [(0, "0"), (46_500, "46.5"), (200_000, "200"), (1, "0.001"), (1_500_000, "1,500")],
)
def test_thousandths_read_as_people_write_them(value_milli: int, text: str) -> None:
    assert format_milli(value_milli) == text


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=10))
def test_pounds_add_up_to_pounds_without_loss(values: list[int]) -> None:
    pieces = [piece(weight=Weight(value, "lb")) for value in values]

    assert nanograms_to_milli_lb(gross_weight_nanograms(pieces)) == sum(values)


@pytest.mark.parametrize("measure", [Weight, Length])
def test_a_measure_refuses_floats_other_units_and_nonsense(measure: type[Any]) -> None:
    unit = "lb" if measure is Weight else "in"
    with pytest.raises(TypeError):
        measure(1.5, unit)
    with pytest.raises(ValueError, match="unknown unit"):
        measure(1, "stone")
    for wrong in (-1, 10**9 + 1):
        with pytest.raises(ValueError, match="value_milli"):
            measure(wrong, unit)


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("46.5", Weight(46_500, "lb")),
        ("46.5 lb", Weight(46_500, "lb")),
        (" 46 LBS ", Weight(46_000, "lb")),
        ("21kg", Weight(21_000, "kg")),
        ("90.718 kgs", Weight(90_718, "kg")),
        ("0.001", Weight(1, "lb")),
        ("12.", Weight(12_000, "lb")),
    ],
)
def test_a_weight_is_read_as_typed_or_as_a_scale_sends_it(text: str, weight: Weight) -> None:
    assert parse_weight(text, "lb") == weight


@pytest.mark.parametrize(
    ("text", "length"),
    [("24", Length(24_000, "in")), ("24 in", Length(24_000, "in")), ("61cm", Length(61_000, "cm"))],
)
def test_a_side_is_read_as_typed(text: str, length: Length) -> None:
    assert parse_length(text, "in") == length


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Type figures"),
        ("heavy", "Type figures"),
        ("-5", "Type figures"),
        ("1234567", "Type figures"),
        ("90.7184", "At most 3 digits"),
        ("0", "above zero"),
        ("5 stone", "stone is not a unit here"),
    ],
)
def test_what_cannot_be_measured_says_what_to_type(text: str, sentence: str) -> None:
    for parse in (lambda: parse_weight(text, "lb"), lambda: parse_length(text, "in")):
        with pytest.raises(BadInput, match=sentence) as refused:
            parse()
        assert "Nothing is lost" in refused.value.message


# --------------------------------------------------------- pieces and parties


@pytest.mark.parametrize(
    "wrong",
    [
        {"description": " "},
        {"packing": ""},
        {"description": "x" * 201},
        {"weight": Weight(0, "lb")},
        {"height": Length(0, "in")},
    ],
)
def test_a_piece_says_what_is_inside_and_has_a_weight_and_sides(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="Nothing is lost"):
        replace(piece(), **wrong)


def test_guyana_has_ten_regions_and_a_party_is_in_one() -> None:
    assert sorted(REGION_NAMES) == list(range(1, 11))
    for wrong in (0, 11):
        with pytest.raises(BadInput, match="regions 1 to 10"):
            party("Kelvin Example", wrong)


@pytest.mark.parametrize("wrong", [{"name": ""}, {"phone": "5" * 201}, {"landmark": "x" * 201}])
def test_a_party_has_a_name_and_short_fields(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="Nothing is lost"):
        replace(party("Kelvin Example", 4), **wrong)


def test_only_name_and_region_are_required_because_guyana_has_no_postcodes() -> None:
    bare = Party(
        person_id="p1", name="Kelvin", phone="", lot_street="", village="", region=9, landmark=""
    )

    assert bare.region == 9


def test_a_person_never_shows_in_a_log_line() -> None:
    text = repr(draft())

    assert "person-9" in text
    for personal in ("Ignatius", "+592", "Lot 12", "La Bonne Intention"):
        assert personal not in text


def test_a_draft_has_pieces_and_covers_a_value_above_zero() -> None:
    with pytest.raises(BadInput, match="1 to 99 pieces"):
        replace(draft(), pieces=())
    with pytest.raises(BadInput, match="1 to 99 pieces"):
        draft(*[piece()] * 100)
    with pytest.raises(BadInput, match="above zero"):
        draft(declared=gyd(0))
    assert isinstance(draft(declared=gyd(1)).pieces[0], Piece)
