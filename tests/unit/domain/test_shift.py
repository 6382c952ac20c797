from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import BadInput, RuleBroken
from domain.money import Money
from domain.sale import Sale
from domain.shift import (
    CashCount,
    Counting,
    DrawerCount,
    DrawerSums,
    ShiftClosing,
    ShiftTotals,
    ShownCount,
    add_up_sales,
    business_date_of,
    close,
    counted_before,
    local_time,
)
from tests.unit.domain.builders import (
    BARREL,
    CONTEXT,
    NOON,
    assert_caught,
    cart_of,
    gyd,
    item,
    open_shift,
    sale,
)

EVENING = NOON + timedelta(hours=5)
SUMS = DrawerSums.of(gyd(4_000_000), gyd(17_974_500))  # expects G$219,745
COUNT = CashCount(
    "GYD",
    (
        (500_000, 24),
        (200_000, 21),
        (100_000, 38),
        (50_000, 19),
        (10_000, 72),
        (5_000, 23),
        (2_000, 64),
        (1_000, 41),
        (500, 25),
        (100, 0),
    ),
)


def closing(count: CashCount = COUNT) -> ShiftClosing:
    return close(open_shift(), SUMS, count, closed_at=EVENING, note="Recounted once.")


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 21, 3, 59, tzinfo=UTC), date(2026, 11, 20)),
        (datetime(2026, 11, 21, 4, 0, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 11, 22, 3, 59, tzinfo=UTC), date(2026, 11, 21)),
    ],
)
def test_the_business_date_is_the_calendar_of_the_store(at: datetime, day: date) -> None:
    assert business_date_of(at, "America/Guyana") == day


def test_the_store_clock_follows_its_zone() -> None:
    assert local_time(NOON, "America/Guyana").hour == 12
    assert local_time(NOON, "America/New_York").hour == 11


@pytest.mark.parametrize("zone", ["America/Atlantis", "", "../etc", "America"])
def test_a_zone_nobody_knows_is_for_the_office_to_correct(zone: str) -> None:
    with pytest.raises(BadInput, match="as in America/Guyana"):
        business_date_of(NOON, zone)


def test_a_naive_moment_has_no_business_date() -> None:
    with pytest.raises(ValueError, match="UTC"):
        business_date_of(NOON.replace(tzinfo=None), "America/Guyana")


def test_a_count_adds_up_notes_and_coins() -> None:
    assert COUNT.total == gyd(21_966_500)
    assert CashCount("GYD", ()).total == gyd(0)


@pytest.mark.parametrize(
    "counts",
    [((0, 1),), ((500, -1),), ((500, 1_000_000),), ((500, 1), (500, 2))],
)
def test_a_count_that_cannot_be_is_refused(counts: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match=r"denomination|count"):
        CashCount("GYD", counts)


def test_a_count_is_of_whole_notes_in_a_known_currency() -> None:
    with pytest.raises(TypeError):
        CashCount("GYD", ((500, 1.5),))  # type: ignore[arg-type] # the run-time check is tested
    with pytest.raises(ValueError, match="unknown currency"):
        CashCount("XXX", ())


def test_a_shift_closes_short_and_the_difference_is_recorded_never_refused() -> None:
    done = closing()

    assert (done.expected, done.counted) == (gyd(21_974_500), gyd(21_966_500))
    assert done.over_short == gyd(-8_000)
    assert done.is_within(50_000)
    assert not done.is_within(7_999)
    assert (done.shift.closed_at, done.note) == (EVENING, "Recounted once.")


def test_a_shift_may_close_over_and_before_it_opened_by_a_clock_set_back() -> None:
    plenty = CashCount("GYD", ((100, 999_999),))
    over = close(open_shift(), SUMS, plenty, closed_at=NOON - timedelta(days=9))

    assert over.over_short.amount_minor > 0


def test_a_closed_shift_stays_closed() -> None:
    with pytest.raises(RuleBroken, match="Shift 214 was closed before") as refused:
        close(closing().shift, SUMS, COUNT, closed_at=EVENING)

    assert refused.value.code == "shift_closed"


def test_a_note_is_short() -> None:
    with pytest.raises(BadInput, match="at most 1,000 characters"):
        close(open_shift(), SUMS, COUNT, closed_at=EVENING, note="x" * 1_001)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": 0},
        {"opened_at": NOON.replace(tzinfo=None)},
        {"opened_by": ""},
        {"opening_float": gyd(-1)},
        {"closed_at": NOON.replace(tzinfo=None)},
    ],
)
def test_a_shift_has_a_number_a_person_and_a_float(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must|never"):
        replace(open_shift(), **wrong)


def test_sums_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="expected must be"):
        replace(SUMS, expected=gyd(0))
    with pytest.raises(ValueError, match="of a closed shift"):
        replace(closing(), shift=open_shift())
    with pytest.raises(ValueError, match="currency of the drawer"):
        replace(closing(), count=CashCount("USD", ()))
    with pytest.raises(ValueError, match="sale_count"):
        replace(add_up_sales([], "GYD"), sale_count=-1)


# ---------------------------------------------------------- the day added up

AddUp = Callable[[Iterable[Sale], str], ShiftTotals]
DAYS = st.lists(
    st.tuples(st.integers(1, 10**6), st.sampled_from(["standard", "zero"]), st.integers(0, 100)),
    min_size=1,
    max_size=6,
)


def sales_of(day: list[tuple[int, str, int]]) -> list[Sale]:
    done = []
    for number, (price, tax_class, extra_steps) in enumerate(day, start=1):
        cart = cart_of((item("Goods", price, tax_class=tax_class), 1), (BARREL, 1))
        due_minor = (price + 950_000 + 250) // 500 * 500
        context = replace(CONTEXT, receipt_number=f"GY03B-{number:06d}")
        done.append(sale(cart, due_minor + extra_steps * 500, context))
    return done


def check_drawer(add_up: AddUp, day: list[tuple[int, str, int]]) -> None:
    """The cash sales are what really stays in the drawer, receipt by receipt."""
    sales = sales_of(day)
    totals = add_up(sales, "GYD")
    kept = sum((one.received - one.change).amount_minor for one in sales)
    vat = sum(one.vat_total.amount_minor for one in sales)

    assert totals.takings.amount_minor == kept
    assert sum(part.vat.amount_minor for part in totals.vat_by_class) == vat
    assert sum(part.gross.amount_minor for part in totals.vat_by_class) == (
        totals.sales_total.amount_minor
    )
    assert totals.sale_count == len(sales)
    assert (totals.first_receipt, totals.last_receipt) == (
        sales[0].receipt_number,
        sales[-1].receipt_number,
    )


@given(DAYS)
def test_cash_sales_are_what_stays_in_the_drawer(day: list[tuple[int, str, int]]) -> None:
    check_drawer(add_up_sales, day)


def forgets_rounding(sales: Iterable[Sale], currency: str) -> ShiftTotals:
    return replace(add_up_sales(sales, currency), rounding_total=Money.zero(currency))


def counts_change_as_takings(sales: Iterable[Sale], currency: str) -> ShiftTotals:
    listed = list(sales)
    received = Money.total_of((one.received for one in listed), currency)
    return replace(add_up_sales(listed, currency), sales_total=received)


def forgets_the_last_sale(sales: Iterable[Sale], currency: str) -> ShiftTotals:
    return add_up_sales(list(sales)[:-1], currency)


@pytest.mark.parametrize(
    "planted", [forgets_rounding, counts_change_as_takings, forgets_the_last_sale]
)
def test_planted_bugs_in_the_drawer_sums_are_caught(planted: AddUp) -> None:
    def check(day: list[tuple[int, str, int]]) -> None:
        check_drawer(planted, day)

    assert_caught(check, DAYS)


def test_a_shift_without_sales_has_no_receipts() -> None:
    totals = add_up_sales([], "GYD")

    assert (totals.sale_count, totals.takings) == (0, gyd(0))
    assert (totals.first_receipt, totals.last_receipt, totals.vat_by_class) == (None, None, ())


# ------------------------------------------------------------------ counted again


def shown(minor: int, currency: str = "GYD") -> ShownCount:
    return ShownCount(expected=Money(1_000, currency), count=CashCount(currency, ((minor, 1),)))


def test_a_count_that_was_shown_is_of_its_currency_somebody_and_some_moment() -> None:
    with pytest.raises(ValueError, match="in the currency of the drawer"):
        ShownCount(expected=Money(1_000, "USD"), count=CashCount("GYD", ()))
    with pytest.raises(ValueError, match="one currency at least"):
        Counting(at=NOON, by="staff-sr", drawers=())
    with pytest.raises(ValueError, match="by"):
        Counting(at=NOON, by="", drawers=(shown(1),))

    assert shown(400).over_short == gyd(-600)


def test_what_a_shift_closed_on_is_no_count_before_it() -> None:
    first = Counting(at=NOON, by="staff-sr", drawers=(shown(400),))
    last = Counting(at=NOON, by="staff-sr", drawers=(shown(1_000),))
    drawer = DrawerCount(sums=DrawerSums.of(gyd(0), gyd(0)), count=CashCount("GYD", ((1_000, 1),)))

    assert counted_before((), [drawer]) == ()
    assert counted_before((first, last), [drawer]) == (first,)
    assert counted_before((last, first), [drawer]) == (last, first)


def test_the_first_count_of_a_currency_is_found_where_it_was_made() -> None:
    first = Counting(at=NOON, by="staff-sr", drawers=(shown(400),))
    again = Counting(at=NOON, by="staff-sr", drawers=(shown(500),))
    closing = close(open_shift(), SUMS, COUNT, closed_at=EVENING)

    assert closing.find_first("GYD") is None
    recounted = replace(closing, before=(first, again))
    assert recounted.find_first("GYD") == first.drawers[0]
    assert recounted.find_first("USD") is None
    same = replace(again, drawers=(ShownCount(expected=gyd(1), count=COUNT),))
    assert replace(closing, before=(same,)).find_first("GYD") is None
