"""Small, valid examples for the tests of the domain: one call, named differences only."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import Phase, given, settings
from hypothesis.strategies import SearchStrategy

from domain.cart import Cart, add_item, new_cart
from domain.catalog import CatalogItem
from domain.money import Money
from domain.receipt import ReceiptHeader
from domain.rules import RuleBook, RuleRow
from domain.sale import Sale, SaleContext, complete_sale
from domain.shift import Shift
from domain.shipment import Length, Party, Piece, ShipmentDraft, ShipmentLimits, Weight
from domain.tender import cash_tender

DAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)  # 12:00 in Georgetown
LIMITS = ShipmentLimits(
    piece_weight_milli_lb=200_000,
    shipment_weight_milli_lb=500_000,
    side_milli_in=120_000,
    piece_count_max=10,
)
GYD_CASH = (500_000, 200_000, 100_000, 50_000, 10_000, 5_000, 2_000, 1_000, 500, 100)
SHEET: dict[str, object] = {
    "name": "12",
    "freight_minor_per_lb": 8_000,
    "fuel_basis_points": 500,
    "remote_regions": [1, 7, 8, 9],
    "remote_minor": 350_000,
    "dim_divisor": 166,
    "charge_step_milli_lb": 1_000,
    "cover_basis_points": 100,
    "tax_class": "standard",
}
VALUES: dict[tuple[str, str], dict[str, object]] = {
    ("risk_rule", "mmg_amount"): {
        "measure": "amount",
        "tender": "mmg",
        "threshold": 2_000_000,
        "action": "supervisor",
        "cashier": "A supervisor must look.",
        "supervisor": "The claim is large.",
    },
    ("vat_rate", "standard"): {"basis_points": 1_400},
    ("vat_rate", "zero"): {"basis_points": 0},
    ("vat_rate", "exempt"): {"basis_points": 0},
    ("cash_rounding", "GYD"): {"step_minor": 500},
    ("denominations", "GYD"): {"notes_minor": GYD_CASH[:7], "coins_minor": GYD_CASH[7:]},
    ("denominations", "USD"): {
        "notes_minor": [10_000, 5_000, 2_000, 1_000, 500, 100],
        "coins_minor": [],
    },
    ("shipment_limits", "default"): {
        "piece_weight_milli_lb": 200_000,
        "shipment_weight_milli_lb": 500_000,
        "side_milli_in": 120_000,
        "piece_count_max": 10,
    },
    ("quote_validity", "default"): {"hours": 24},
    ("rate_sheet", "default"): SHEET,
    ("pin_policy", "default"): {
        "free_tries": 4,
        "first_wait_s": 30,
        "wait_factor": 2,
        "wait_max_s": 900,
    },
    ("over_short", "GYD"): {"allowed_minor": 50_000},
    ("cash_moves", "GYD"): {"pay_out_signed_above_minor": 1_000_000},
    ("idle_lock", "default"): {"minutes": 10},
    ("sales_invoice", "GYD"): {"max_minor": 1_000_000},
    ("role", "cashier"): {"permissions": ["sell", "open_shift", "close_shift", "book_shipment"]},
    ("staff_age", "default"): {"days": 30},
    ("discount_cap", "cashier"): {"basis_points": 1_000},
    ("price_age", "default"): {"days": 7},
    ("till_silence", "default"): {"days": 7},
    ("second_person", "default"): {"policy": "enforce"},
    ("cash_compliance", "GYD"): {
        "is_on": True,
        "threshold_minor": 200_000_000,
        "told_basis_points": 5_000,
        "split_tills": 2,
        "report_day": 7,
    },
    ("consent_text", "marketing"): {"version": "2026-1", "text": "I agree to be told of offers."},
    ("void_limit", "cashier"): {"line_minor": 2_000_000, "sale_minor": 5_000_000},
    ("tender_reservation", "default"): {"minutes": 10},
    ("allotment_cover", "default"): {"recent_days": 14, "cover_days": 3},
    ("parked_carts", "default"): {
        "till_max": 7,
        "store_max": 9,
        "hours": 5,
        "order_hours": 48,
        "order_max": 4,
    },
    ("refund_approval", "GYD"): {"free_minor": 500_000, "elsewhere_max_minor": 2_000_000},
    ("disk_space", "default"): {"warn_mb": 9, "stop_mb": 6, "read_only_mb": 3, "reserve_mb": 2},
    ("breaker", "default"): {"failures": 3, "rest_s": 30, "rest_max_s": 900},
    ("fx_policy", "USD/GYD"): {
        "low_micro": 180_000_000,
        "high_micro": 260_000_000,
        "change_basis_points": 500,
        "source_age_h": 120,
    },
    ("fx_rate", "USD/GYD"): {
        "base": "USD",
        "quote": "GYD",
        "micro": 209_000_000,
        "source": "Bank of Guyana",
        "at": "2026-11-21T11:40:00Z",
        "fresh_h": 48,
    },
}
HEADER = ReceiptHeader(
    seller_name="Windward Agencies",
    address_lines=("Stabroek Counter, Georgetown",),
    vat_number="4418207",
    till_label="02",
    cashier_name="S. Rodrigues",
    zone="America/Guyana",
    sales_invoice_max=Money(1_000_000, "GYD"),
)


def gyd(amount_minor: int) -> Money:
    return Money(amount_minor, "GYD")


def rule_row(kind: str, key: str, value: dict[str, object], valid_from: date = DAY) -> RuleRow:
    return RuleRow(kind=kind, key=key, valid_from=valid_from, value=value)


def rule_rows() -> list[RuleRow]:
    return [rule_row(kind, key, value, date(2026, 1, 1)) for (kind, key), value in VALUES.items()]


def rules() -> RuleBook:
    return RuleBook.from_rows(rule_rows())


BARREL = CatalogItem(
    item_id="item-barrel",
    sku="BRL-55-L",
    name="Shipping barrel, large, 55 gal",
    category="Barrels and boxes",
    kind="goods",
    barcodes=("02102026000014",),
    price=Money(950_000, "GYD"),
    price_id="price-barrel",
    tax_class="standard",
    weight_grams=9_100,
    dimensions_mm=(600, 600, 900),
    containers_per_unit=0,
    position=7,
)


def item(name: str, price_minor: int | None, *, tax_class: str = "standard") -> CatalogItem:
    return replace(
        BARREL,
        item_id=f"item-{name}",
        sku=name.upper()[:40],
        name=name,
        barcodes=(),
        price=None if price_minor is None else gyd(price_minor),
        price_id=f"price-{name}",
        tax_class=tax_class,
    )


def cart_of(*items: tuple[CatalogItem, int]) -> Cart:
    cart = new_cart("cart-1", "GYD")
    for one, quantity in items:
        cart = add_item(cart, one, quantity=quantity)
    return cart


def piece(
    *,
    weight: Weight | None = None,
    sides_in: tuple[int, int, int] = (20_000, 16_000, 12_000),
) -> Piece:
    """A box of the given weight; `sides_in` are thousandths of an inch."""
    length, width, height = (Length(side, "in") for side in sides_in)
    return Piece(
        description="Clothes",
        packing="Box",
        weight=weight or Weight(25_000, "lb"),
        length=length,
        width=width,
        height=height,
    )


def party(name: str, region: int) -> Party:
    return Party(
        person_id=f"person-{region}",
        name=name,
        phone="+592 600 0000",
        lot_street="Lot 12",
        village="La Bonne Intention",
        region=region,
        landmark="",
    )


def draft(*pieces: Piece, region: int = 9, declared: Money | None = None) -> ShipmentDraft:
    return ShipmentDraft(
        shipment_id="shipment-1",
        consignor=party("Kelvin Example", 4),
        consignee=party("Ignatius Example", region),
        pieces=pieces or (piece(),),
        declared_value=declared,
    )


CONTEXT = SaleContext(
    receipt_number="GY03B-000101",
    at=NOON,
    business_date=DAY,
    shift_number=214,
    cashier_id="staff-1",
)


def sale(cart: Cart, received_minor: int, context: SaleContext = CONTEXT) -> Sale:
    return complete_sale(cart, rules(), (cash_tender(gyd(received_minor)),), context)


def open_shift(float_minor: int = 4_000_000) -> Shift:
    return Shift(
        number=214,
        business_date=DAY,
        opened_at=datetime(2026, 11, 21, 12, 2, tzinfo=UTC),
        opened_by="staff-1",
        opening_float=gyd(float_minor),
    )


def assert_caught(check: Callable[..., None], *examples: SearchStrategy[object]) -> None:
    """Assert that `check` fails on some example: the planted bug in it is found.

    Nobody reads the example, so none is made smaller: that took longer than finding it.
    """
    quiet = settings(
        database=None, derandomize=True, report_multiple_bugs=False, phases=(Phase.generate,)
    )
    with pytest.raises(AssertionError):
        quiet(given(*examples)(check))()


def assert_caught_on(check: Callable[..., None], examples: Sequence[tuple[object, ...]]) -> None:
    """Assert that `check` fails on at least one of these examples."""
    failed = 0
    for example in examples:
        try:
            check(*example)
        except AssertionError:
            failed += 1

    assert failed
