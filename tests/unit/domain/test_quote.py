from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import RuleBroken
from domain.money import Money
from domain.quote import (
    ChargeRule,
    PieceCharge,
    Quote,
    QuoteLine,
    RateSheet,
    charge_piece,
    dimensional_weight,
    quote_shipment,
)
from domain.shipment import Length, LengthUnit, Piece, Weight, WeightUnit
from tests.unit.domain.builders import DAY, NOON, assert_caught, draft, gyd, piece, rules

Charge = Callable[[int, Piece, ChargeRule], PieceCharge]
LB_166 = ChargeRule(divisor=166, unit="lb", step_milli=1_000, sides="none")


def box(weight_milli: int, sides_milli: tuple[int, int, int], unit: WeightUnit) -> Piece:
    side_unit: LengthUnit = "in" if unit == "lb" else "cm"
    length, width, height = (Length(side, side_unit) for side in sides_milli)
    return Piece(
        description="Goods",
        packing="Box",
        weight=Weight(weight_milli, unit),
        length=length,
        width=width,
        height=height,
    )


@pytest.mark.parametrize(
    ("goods", "rule", "dimensional", "chargeable"),
    [
        pytest.param(
            box(25_000, (20_000, 16_000, 12_000), "lb"),
            ChargeRule(divisor=139, unit="lb", step_milli=1_000, sides="none"),
            "27.63",
            28_000,
            id="20x16x12 in, 25 lb, /139",
        ),
        pytest.param(
            box(3_800, (40_000, 30_000, 20_000), "kg"),
            ChargeRule(divisor=5_000, unit="kg", step_milli=500, sides="none"),
            "4.80",
            5_000,
            id="40x30x20 cm, 3.8 kg, /5000, half kg",
        ),
        pytest.param(
            box(1_000, (14_000, 16_000, 16_000), "lb"), LB_166, "21.59", 22_000, id="14x16x16 /166"
        ),
        pytest.param(
            box(1_000, (45_000, 45_000, 50_000), "kg"),
            ChargeRule(divisor=6_000, unit="kg", step_milli=1_000, sides="none"),
            "16.88",
            17_000,
            id="45x45x50 cm /6000",
        ),
        pytest.param(
            box(1_000, (30_400, 19_600, 19_500), "lb"),
            ChargeRule(divisor=139, unit="lb", step_milli=1_000, sides="nearest"),
            "86.33",
            87_000,
            id="30.4x19.6x19.5 in, nearest, /139",
        ),
        pytest.param(
            box(1_000, (18_000, 18_000, 24_000), "lb"),
            ChargeRule(divisor=1_728, unit="lb", step_milli=500, sides="none"),
            "4.50",
            4_500,
            id="18x18x24 in /1728: 4.5 cubic feet",
        ),
        pytest.param(
            box(131_000, (24_000, 24_000, 36_000), "lb"), LB_166, "124.92", 131_000, id="barrel"
        ),
        pytest.param(
            box(1_000, (19_100, 19_100, 19_100), "lb"),
            ChargeRule(divisor=166, unit="lb", step_milli=1_000, sides="up"),
            "48.19",
            49_000,
            id="each side up: 20x20x20 /166",
        ),
    ],
)
def test_chargeable_weight_of_known_pieces(
    goods: Piece, rule: ChargeRule, dimensional: str, chargeable: int
) -> None:
    charge = charge_piece(1, goods, rule)
    actual = Fraction(goods.weight.value_milli, 1_000)

    assert f"{float(dimensional_weight(goods, rule)):.2f}" == dimensional
    assert charge.chargeable_milli == chargeable
    assert charge.by_size == (dimensional_weight(goods, rule) > actual)


def check_charge(charge: Charge, goods: Piece, rule: ChargeRule) -> None:
    """Enough for weight and size, never a whole step too much, and on a step."""
    pounds = Fraction(goods.weight.nanograms, 453_592_370_000)
    needed = max(pounds, dimensional_weight(goods, rule)) * 1_000
    charged = charge(1, goods, rule).chargeable_milli

    assert charged % rule.step_milli == 0
    assert needed <= charged < needed + rule.step_milli


GOODS = st.builds(
    box,
    st.integers(1, 500_000),
    st.tuples(*[st.integers(1, 120_000)] * 3),
    st.just("lb"),
)


@given(GOODS, st.integers(1, 5_000))
def test_chargeable_weight_is_the_next_step_above_weight_and_size(
    goods: Piece, step_milli: int
) -> None:
    check_charge(charge_piece, goods, replace(LB_166, step_milli=step_milli))


def test_planted_rounding_to_the_nearest_step_is_caught() -> None:
    def nearest(piece_no: int, goods: Piece, rule: ChargeRule) -> PieceCharge:
        charge = charge_piece(piece_no, goods, rule)
        pounds = Fraction(goods.weight.nanograms, 453_592_370_000)
        needed = max(pounds, dimensional_weight(goods, rule))
        return replace(charge, chargeable_milli=round(needed) * 1_000)

    def check(goods: Piece) -> None:
        check_charge(nearest, goods, LB_166)

    assert_caught(check, GOODS)


def test_a_flat_piece_still_has_a_side_of_one() -> None:
    flat = box(100, (10_000, 10_000, 100), "lb")

    assert dimensional_weight(flat, replace(LB_166, sides="nearest")) == Fraction(100, 166)


def test_a_shipment_to_lethem_costs_what_its_rate_sheet_says() -> None:
    """The pieces of the shipment mock-up: 131, 47 and 139 lb chargeable, 317 in all."""
    shipment = draft(
        piece(weight=Weight(131_000, "lb"), sides_in=(24_000, 24_000, 36_000)),
        piece(weight=Weight(46_500, "lb")),
        piece(weight=Weight(38_000, "lb"), sides_in=(72_000, 20_000, 16_000)),
        declared=gyd(16_000_000),
    )
    quote = quote_shipment(shipment, rules().rate_sheet(DAY), at=NOON, valid_h=24)

    assert [charge.chargeable_milli for charge in quote.charges] == [131_000, 47_000, 139_000]
    assert [charge.by_size for charge in quote.charges] == [False, False, True]
    assert [charge.dimensional_milli for charge in quote.charges] == [124_916, 23_133, 138_795]
    assert (quote.gross_weight_milli_lb, quote.chargeable_milli_lb) == (215_500, 317_000)
    assert quote.lines == (
        QuoteLine("Freight, 317 lb \N{MULTIPLICATION SIGN} G$80", gyd(2_536_000)),
        QuoteLine("Fuel, 5 %", gyd(126_800)),
        QuoteLine("Remote area, Region 9", gyd(350_000)),
        QuoteLine("Cover, 1 % of G$160,000", gyd(160_000)),
    )
    assert quote.total == gyd(3_172_800)
    assert quote.valid_until == NOON + timedelta(hours=24)
    assert (quote.sheet_name, quote.tax_class) == ("12", "standard")


def test_a_quote_leaves_out_what_does_not_apply() -> None:
    sheet = replace(rules().rate_sheet(DAY), fuel_basis_points=0)
    quote = quote_shipment(draft(region=4), sheet, at=NOON, valid_h=1)

    assert [line.label[:7] for line in quote.lines] == ["Freight"]


def test_a_quote_may_be_made_over_the_limits_while_pieces_are_changed() -> None:
    heavy = draft(piece(weight=Weight(212_000, "lb")))
    quote = quote_shipment(heavy, rules().rate_sheet(DAY), at=NOON, valid_h=24)

    assert quote.chargeable_milli_lb == 212_000


def test_cover_is_quoted_in_the_money_of_the_sheet_only() -> None:
    with pytest.raises(RuleBroken, match="covers values in GYD, not USD") as refused:
        quote_shipment(
            draft(declared=Money(100, "USD")), rules().rate_sheet(DAY), at=NOON, valid_h=24
        )

    assert refused.value.code == "cover_currency"


def test_a_quote_is_made_at_a_moment_in_utc_and_holds_for_hours() -> None:
    sheet = rules().rate_sheet(DAY)
    with pytest.raises(ValueError, match="UTC"):
        quote_shipment(draft(), sheet, at=NOON.replace(tzinfo=None), valid_h=24)
    with pytest.raises(ValueError, match="valid_h"):
        quote_shipment(draft(), sheet, at=NOON, valid_h=0)


def test_a_quote_whose_lines_do_not_sum_is_refused() -> None:
    quote = quote_shipment(draft(), rules().rate_sheet(DAY), at=NOON, valid_h=24)

    with pytest.raises(ValueError, match="must sum"):
        replace(quote, total=quote.total + gyd(1))
    with pytest.raises(ValueError, match="UTC"):
        replace(quote, valid_until=datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))
    assert isinstance(quote, Quote)


@pytest.mark.parametrize(
    "wrong", [{"divisor": 0}, {"step_milli": 0}, {"unit": "stone"}, {"sides": "down"}]
)
def test_a_charge_rule_is_one_a_tariff_can_have(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"divisor|step_milli|a charge rule"):
        replace(LB_166, **wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"currency": "XXX"},
        {"tax_class": ""},
        {"freight_minor_per_lb": -1},
        {"fuel_basis_points": 10_001},
        {"remote_minor": -1},
        {"cover_basis_points": -1},
        {"remote_regions": frozenset({11})},
        {"dim_divisor": 0},
        {"side_rounding": "down"},
    ],
)
def test_a_rate_sheet_refuses_what_cannot_be_charged(wrong: dict[str, Any]) -> None:
    sheet: RateSheet = rules().rate_sheet(DAY)

    with pytest.raises(ValueError, match=r"must|unknown|charge rule"):
        replace(sheet, **wrong)
