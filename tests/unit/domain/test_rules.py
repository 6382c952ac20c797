from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.consent_text import ConsentText
from domain.errors import BadInput, RuleBroken
from domain.holding import AllotmentCover
from domain.quote import PRICE_ID_PREFIX
from domain.rules import RULE_KINDS, RuleBook, check_row
from domain.shared_cart import DEFAULT_PARKING, ParkingRule
from domain.staff import Permission, PinPolicy, Role
from tests.unit.domain.builders import (
    DAY,
    GYD_CASH,
    LIMITS,
    SHEET,
    VALUES,
    rule_row,
    rule_rows,
    rules,
)

FX = VALUES["fx_rate", "USD/GYD"]


def test_every_rule_is_read_as_what_it_is() -> None:
    book = rules()

    assert book.vat_basis_points("standard", DAY) == 1_400
    assert book.cash_step_minor("GYD", DAY) == 500
    assert book.denominations_minor("GYD", DAY) == GYD_CASH
    assert book.coins_minor("GYD", DAY) == {1_000, 500, 100}
    assert book.shipment_limits(DAY) == LIMITS
    assert book.quote_validity_h(DAY) == 24
    assert book.pin_policy(DAY) == PinPolicy(
        free_tries=4, first_wait_s=30, wait_factor=2, wait_max_s=900
    )
    assert book.over_short_allowed_minor("GYD", DAY) == 50_000
    assert book.find_sales_invoice_max_minor("GYD", DAY) == 1_000_000
    assert book.staff_age_max_days(DAY) == 30
    parked = book.parked_carts(DAY)
    assert parked == ParkingRule(till_max=7, store_max=9, hours=5, order_hours=48, order_max=4)
    assert (parked.hours_of("to_confirm"), parked.hours_of("forgot_money")) == (48, 5)
    assert RuleBook.from_rows([]).parked_carts(DAY) == DEFAULT_PARKING
    assert book.role_permissions(Role.CASHIER, DAY) == {
        Permission.SELL,
        Permission.OPEN_SHIFT,
        Permission.CLOSE_SHIFT,
        Permission.BOOK_SHIPMENT,
    }


def test_a_rate_sheet_is_in_guyana_dollars_and_whole_inches_unless_it_says_otherwise() -> None:
    sheet = rules().rate_sheet(DAY)
    other = RuleBook.from_rows(
        [rule_row("rate_sheet", "default", {**SHEET, "currency": "USD", "side_rounding": "up"})]
    ).rate_sheet(DAY)

    assert (sheet.currency, sheet.side_rounding) == ("GYD", "nearest")
    assert (other.currency, other.side_rounding) == ("USD", "up")
    assert sheet.remote_regions == {1, 7, 8, 9}


def test_without_a_rule_goods_are_set_aside_for_ten_minutes_and_held_for_three_days() -> None:
    bare = RuleBook.from_rows([])
    told = RuleBook.from_rows(
        [
            rule_row("tender_reservation", "default", {"minutes": 4}),
            rule_row("allotment_cover", "default", {"recent_days": 7, "cover_days": 2}),
        ]
    )

    assert bare.tender_reservation_minutes(DAY) == 10
    assert bare.allotment_cover(DAY) == AllotmentCover(recent_days=14, cover_days=3)
    assert told.tender_reservation_minutes(DAY) == 4
    assert told.allotment_cover(DAY) == AllotmentCover(recent_days=7, cover_days=2)


def test_a_rule_changes_on_its_day_and_not_before() -> None:
    book = RuleBook.from_rows(
        [*rule_rows(), rule_row("vat_rate", "standard", {"basis_points": 1_600}, DAY)]
    )

    assert book.vat_basis_points("standard", DAY - timedelta(days=1)) == 1_400
    assert book.vat_basis_points("standard", DAY) == 1_600


def test_a_missing_rule_says_which_and_on_what_day() -> None:
    with pytest.raises(RuleBroken, match="VAT, luxury on 21/11/2026") as broken:
        rules().vat_basis_points("luxury", DAY)
    assert broken.value.code == "no_rule"
    with pytest.raises(RuleBroken) as broken:
        rules().cash_step_minor("GYD", date(2000, 1, 1))
    assert broken.value.code == "no_rule"


def test_without_a_sales_invoice_rule_every_receipt_is_a_tax_invoice() -> None:
    assert rules().find_sales_invoice_max_minor("USD", DAY) is None


def test_a_rule_that_makes_no_sense_stops_only_what_needs_it() -> None:
    book = RuleBook.from_rows([*rule_rows(), rule_row("cash_rounding", "GYD", {"step_minor": 0})])

    assert book.vat_basis_points("standard", DAY) == 1_400
    with pytest.raises(RuleBroken, match="makes no sense") as broken:
        book.cash_step_minor("GYD", DAY)
    assert broken.value.code == "bad_rule"


def test_the_longest_names_a_rate_sheet_may_have_fit_the_codes_of_an_operation() -> None:
    check_row(rule_row("rate_sheet", "d", {**SHEET, "name": "n" * 117, "tax_class": "t" * 128}))

    assert len(f"{PRICE_ID_PREFIX}{'n' * 117}") == 128


def test_a_kind_or_a_right_of_a_newer_central_is_ignored() -> None:
    book = RuleBook.from_rows(
        [
            rule_row("moon_phase", "default", {"phase": "full"}),
            rule_row("role", "supervisor", {"permissions": ["approve", "fly"]}),
        ]
    )

    assert book.role_permissions(Role.SUPERVISOR, DAY) == {Permission.APPROVE}


def test_every_kind_of_rule_is_known_and_valid_as_documented() -> None:
    assert {kind for kind, _ in VALUES} == RULE_KINDS
    for row in rule_rows():
        check_row(row)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("vat_rate", {}),
        ("vat_rate", {"basis_points": 14.0}),
        ("vat_rate", {"basis_points": True}),
        ("vat_rate", {"basis_points": 10_001}),
        ("cash_rounding", {"step_minor": "500"}),
        ("denominations", {"notes_minor": [], "coins_minor": []}),
        ("denominations", {"notes_minor": 500, "coins_minor": []}),
        ("denominations", {"notes_minor": [5.0], "coins_minor": []}),
        ("shipment_limits", {"piece_weight_milli_lb": 200_000}),
        ("quote_validity", {"hours": 0}),
        ("rate_sheet", {**SHEET, "side_rounding": "down"}),
        ("rate_sheet", {**SHEET, "name": 12}),
        ("rate_sheet", {**SHEET, "name": "n" * 118}),
        ("rate_sheet", {**SHEET, "tax_class": "t" * 129}),
        ("rate_sheet", {**SHEET, "remote_regions": [11]}),
        ("pin_policy", {"free_tries": 0, "first_wait_s": 1, "wait_factor": 1, "wait_max_s": 1}),
        ("over_short", {"allowed_minor": -1}),
        ("over_short", {"allowed_minor": 0, "reason_above_minor": 0.5}),
        ("cash_moves", {"pay_out_signed_above_minor": -1}),
        ("idle_lock", {"minutes": 0}),
        ("sales_invoice", {"max_minor": None}),
        ("role", {"permissions": "sell"}),
        ("staff_age", {"days": 0}),
        ("tender_reservation", {"minutes": 0}),
        ("disk_space", {"warn_mb": 1, "stop_mb": 2, "read_only_mb": 0, "reserve_mb": 0}),
        ("allotment_cover", {"recent_days": 0, "cover_days": 3}),
        ("allotment_cover", {"recent_days": 14}),
        ("parked_carts", {"till_max": 0, "store_max": 1, "hours": 1}),
        ("parked_carts", {"till_max": 1, "store_max": 1, "hours": 1, "order_hours": 0}),
        ("parked_carts", {"till_max": 1, "store_max": 1, "hours": 1, "order_max": 0}),
        ("fx_rate", {**FX, "micro": 0}),
        ("fx_rate", {**FX, "micro": 209.0}),
        ("fx_rate", {**FX, "quote": "USD"}),
        ("fx_rate", {**FX, "at": "yesterday"}),
        ("fx_rate", {**FX, "at": "2026-11-21T11:40:00"}),
        ("refund_approval", {"free_minor": 1}),
        ("refund_approval", {"free_minor": -1, "elsewhere_max_minor": 0}),
        ("refund_approval", {"free_minor": 1, "elsewhere_max_minor": 0, "restocked": "all"}),
        ("consent_text", {"version": "2026-1", "text": ""}),
        ("consent_text", {"version": "v" * 129, "text": "I agree."}),
        ("price_age", {"days": 0}),
        ("till_silence", {"days": 0}),
        ("second_person", {"policy": "never"}),
        ("cash_compliance", {"threshold_minor": 1}),
        ("cash_compliance", {"is_on": 1, "threshold_minor": 1}),
        ("cash_compliance", {"is_on": True, "threshold_minor": 0}),
        ("cash_compliance", {"is_on": True, "threshold_minor": 1, "split_tills": 1}),
        ("cash_compliance", {"is_on": True, "threshold_minor": 1, "report_day": 29}),
        ("moon_phase", {}),
    ],
)
def test_a_row_that_cannot_be_read_is_never_published(kind: str, value: dict[str, object]) -> None:
    with pytest.raises(BadInput, match=kind) as refused:
        check_row(rule_row(kind, "default", value))

    assert "Nothing was changed" in refused.value.message


def test_of_two_rows_of_one_day_the_later_one_holds() -> None:
    rows = [rule_row("vat_rate", "standard", {"basis_points": rate}) for rate in (1_300, 1_400)]

    assert RuleBook.from_rows(rows).vat_basis_points("standard", DAY) == 1_400


def test_each_accessor_of_an_empty_book_says_that_the_rule_is_missing() -> None:
    book = RuleBook.from_rows([])
    asked: list[Callable[[], object]] = [
        lambda: book.denominations_minor("GYD", DAY),
        lambda: book.coins_minor("GYD", DAY),
        lambda: book.shipment_limits(DAY),
        lambda: book.rate_sheet(DAY),
        lambda: book.pin_policy(DAY),
        lambda: book.quote_validity_h(DAY),
        lambda: book.over_short_allowed_minor("GYD", DAY),
        lambda: book.role_permissions(Role.CASHIER, DAY),
        lambda: book.staff_age_max_days(DAY),
    ]
    for ask in asked:
        with pytest.raises(RuleBroken, match="Nothing is lost") as broken:
            ask()
        assert broken.value.code == "no_rule"


def test_a_rate_says_its_pair_its_source_and_for_how_long_it_is_fresh() -> None:
    book = rules()
    rate = book.fx_rate("USD", "GYD", DAY)

    assert (rate.pair, rate.micro, rate.source) == ("USD/GYD", 209_000_000, "Bank of Guyana")
    assert (rate.at, rate.fresh_h) == (datetime(2026, 11, 21, 11, 40, tzinfo=UTC), 48)
    assert book.find_fx_rate("USD", "GYD", DAY) == rate
    assert book.find_fx_rate("EUR", "GYD", DAY) is None


def test_a_rate_that_is_about_another_pair_than_its_key_is_not_used() -> None:
    book = RuleBook.from_rows([rule_row("fx_rate", "TTD/GYD", FX)])

    with pytest.raises(RuleBroken, match="makes no sense") as broken:
        book.find_fx_rate("TTD", "GYD", DAY)
    assert broken.value.code == "bad_rule"


def test_nobody_is_asked_to_agree_to_a_purpose_before_it_has_words_in_force() -> None:
    book = RuleBook.from_rows(
        [
            rule_row("consent_text", "marketing", {"version": "2", "text": "I agree."}),
            rule_row("consent_text", "receipts", {"version": "2"}),
        ]
    )

    assert book.find_consent_text("marketing", DAY) == ConsentText(version="2", text="I agree.")
    assert book.find_consent_text("marketing", DAY - timedelta(days=1)) is None
    assert book.find_consent_text("shipping", DAY) is None
    with pytest.raises(RuleBroken, match="the consent text for receipts") as broken:
        book.find_consent_text("receipts", DAY)
    assert broken.value.code == "bad_rule"
