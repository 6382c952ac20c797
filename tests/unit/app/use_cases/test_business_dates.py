"""Across midnight, the end of a month and a change of clocks: dates, Z and quotes stay right."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from app.use_cases.book_shipment import book_shipment
from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.move_cash import MoveCash, move_cash
from app.use_cases.open_shift import open_shift
from app.use_cases.quote_draft import quote_draft
from app.use_cases.shift_report import read_x
from app.use_cases.till import Session, Till
from domain.errors import Conflict
from domain.shift import CashCount, business_date_of, local_time
from storage.till_record import TillRecords
from sync.protocol.bodies import ShiftClosed
from tests.helpers.builders import (
    SUPERVISOR,
    a_sale,
    a_session,
    an_open_shift,
    clock_of,
    gyd,
    pay,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.helpers.shipment_builders import a_shipment


def set_clock(till: Till, at: datetime) -> None:
    clock_of(till).at = at


def close_exactly(till: Till, session: Session, dollars: int) -> tuple[str, ...]:
    count = CashCount("GYD", ((100, dollars),))
    request = CloseShift(count=count, reason="unknown", approved_by=SUPERVISOR.staff_id)
    return close_shift(till, session, request).z_lines


def days_of_sales(till: Till) -> list[date]:
    return [facts.day for facts, _ in read_ledger(till.db).sales()]


def closed_days(till: Till) -> list[date]:
    return [
        ShiftClosed.model_validate(facts.body).business_date
        for _, facts in read_ledger(till.db).facts("shift_closed")
    ]


def test_a_sale_after_midnight_belongs_to_the_day_its_shift_opened(till: Till) -> None:
    """Guyana is four hours behind: 03:30 UTC is half past eleven the evening before."""
    set_clock(till, datetime(2026, 12, 1, 2, 0, tzinfo=UTC))
    session, shift = an_open_shift(till)
    set_clock(till, datetime(2026, 12, 1, 4, 30, tzinfo=UTC))
    a_sale(till, session)
    drop = MoveCash(move="drop", amount=gyd(100), reason="safe")
    move_cash(till, session, drop)
    lines = close_exactly(till, session, 20_380)

    assert shift.business_date == date(2026, 11, 30)
    assert days_of_sales(till) == closed_days(till) == [date(2026, 11, 30)]
    assert "Business day                    30/11/2026" in lines
    assert "Open 30/11/2026                      22:00" in lines
    assert "Close 01/12/2026                     00:30" in lines
    ((_, moved),) = read_ledger(till.db).facts("drawer_moved")
    assert moved.day == date(2026, 11, 30)
    assert complaints(till.db) == []


def test_the_next_shift_after_midnight_begins_the_next_month(till: Till) -> None:
    set_clock(till, datetime(2026, 12, 1, 3, 50, tzinfo=UTC))
    session, _ = an_open_shift(till)
    a_sale(till, session)
    set_clock(till, datetime(2026, 12, 1, 4, 10, tzinfo=UTC))
    close_exactly(till, session, 20_480)
    open_shift(till, session, gyd(20_000))
    a_sale(till, session)
    close_exactly(till, session, 20_480)

    assert days_of_sales(till) == [date(2026, 11, 30), date(2026, 12, 1)]
    assert closed_days(till) == [date(2026, 11, 30), date(2026, 12, 1)]
    totals = [
        perpetual.grand_total_minor
        for _, facts in read_ledger(till.db).facts("shift_closed")
        if (perpetual := ShiftClosed.model_validate(facts.body).perpetual) is not None
    ]
    assert totals == [48_000, 96_000]


# ------------------------------------------------------------------ a zone with summer time


@pytest.fixture
def in_new_york(till: Till, monkeypatch: pytest.MonkeyPatch) -> Till:
    """The same till in a store whose clocks change: 1 November 2026, 02:00 becomes 01:00."""
    real = TillRecords.get_till

    def there(records: TillRecords) -> object:
        record = real(records)
        store = record.store.model_copy(update={"zone": "America/New_York"})
        object.__setattr__(record, "store", store)
        return record

    monkeypatch.setattr(TillRecords, "get_till", there)
    return till


def test_the_hour_that_comes_twice_is_one_business_day_and_one_order(in_new_york: Till) -> None:
    till = in_new_york
    first = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
    second = first + timedelta(hours=1)
    set_clock(till, first)
    supervisor = a_session(till, SUPERVISOR)
    shift = open_shift(till, supervisor, gyd(20_000))
    a_sale(till, supervisor)
    set_clock(till, second)
    a_sale(till, supervisor)
    x_lines = read_x(till, supervisor).lines

    assert local_time(first, "America/New_York").hour == 1
    assert local_time(second, "America/New_York").hour == 1
    assert shift.business_date == date(2026, 11, 1)
    assert days_of_sales(till) == [date(2026, 11, 1)] * 2
    told = [body.receipt for _, body in read_ledger(till.db).sales()]
    assert told == sorted(told)
    assert any(line.startswith("Now 01/11/2026") and line.endswith("01:30") for line in x_lines)


@pytest.mark.parametrize(
    ("opened", "closed", "z_open", "z_close"),
    [
        (  # 01:30 comes twice, and the shift ends at the second
            datetime(2026, 11, 1, 2, 0, tzinfo=UTC),
            datetime(2026, 11, 1, 6, 30, tzinfo=UTC),
            "Open 31/10/2026                      22:00",
            "Close 01/11/2026                     01:30",
        ),
        (  # 02:00 to 03:00 never is
            datetime(2026, 3, 8, 4, 30, tzinfo=UTC),
            datetime(2026, 3, 8, 7, 10, tzinfo=UTC),
            "Open 07/03/2026                      23:30",
            "Close 08/03/2026                     03:10",
        ),
    ],
)
def test_a_z_closed_over_a_change_of_clocks_is_of_the_day_its_shift_opened(
    in_new_york: Till, opened: datetime, closed: datetime, z_open: str, z_close: str
) -> None:
    till = in_new_york
    day = business_date_of(opened, "America/New_York")
    set_clock(till, opened)
    supervisor = a_session(till, SUPERVISOR)
    open_shift(till, supervisor, gyd(20_000))
    a_sale(till, supervisor)
    set_clock(till, closed)
    a_sale(till, supervisor)
    count = CashCount("GYD", ((100, 20_960),))
    z_lines = close_shift(till, supervisor, CloseShift(count=count)).z_lines
    next_shift = open_shift(till, supervisor, gyd(20_000))

    assert z_open in z_lines
    assert z_close in z_lines
    assert days_of_sales(till) == [day, day]
    assert closed_days(till) == [day]
    assert next_shift.business_date == day + timedelta(days=1)
    assert complaints(till.db) == []


@pytest.mark.parametrize("zone", ["America/New_York", "Europe/Amsterdam", "Asia/Tokyo"])
def test_the_zone_of_the_computer_that_sends_changes_no_date_of_its_store(
    till: Till, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    """A computer set to a zone whose clocks change that night, in a store in Guyana."""
    try:
        with monkeypatch.context() as patched:
            patched.setenv("TZ", zone)
            time.tzset()
            set_clock(till, datetime(2026, 11, 1, 3, 30, tzinfo=UTC))
            supervisor = a_session(till, SUPERVISOR)
            shift = open_shift(till, supervisor, gyd(20_000))
            quote = quote_draft(till, a_shipment()).quote
            set_clock(till, datetime(2026, 11, 1, 6, 30, tzinfo=UTC))
            sale = a_sale(till, supervisor)
            count = CashCount("GYD", ((100, 20_480),))
            z_lines = close_shift(till, supervisor, CloseShift(count=count)).z_lines
    finally:
        time.tzset()

    assert shift.business_date == date(2026, 10, 31)
    assert days_of_sales(till) == closed_days(till) == [date(2026, 10, 31)]
    assert quote is not None
    assert quote.valid_until == datetime(2026, 11, 2, 3, 30, tzinfo=UTC)
    assert "Open 31/10/2026                      23:30" in z_lines
    assert "Close 01/11/2026                     02:30" in z_lines
    assert any(
        line.startswith("01/11/2026") and line.endswith("02:30") for line in sale.receipt_lines
    )
    assert complaints(till.db) == []


def test_the_night_that_lacks_an_hour_still_ends_at_its_own_midnight() -> None:
    zone = "America/New_York"
    before, after = (datetime(2026, 3, 8, hour, 30, tzinfo=UTC) for hour in (6, 7))

    assert (local_time(before, zone).hour, local_time(after, zone).hour) == (1, 3)
    assert business_date_of(datetime(2026, 3, 8, 4, 59, tzinfo=UTC), zone) == date(2026, 3, 7)
    assert business_date_of(datetime(2026, 3, 9, 3, 59, tzinfo=UTC), zone) == date(2026, 3, 8)
    assert business_date_of(datetime(2026, 3, 9, 4, 0, tzinfo=UTC), zone) == date(2026, 3, 9)


def test_a_quote_holds_its_hours_however_the_clocks_change(in_new_york: Till) -> None:
    """24 hours of quote are 24 hours, not until the same figure on the wall."""
    till = in_new_york
    at = datetime(2026, 10, 31, 16, 0, tzinfo=UTC)
    set_clock(till, at)
    supervisor = a_session(till, SUPERVISOR)
    open_shift(till, supervisor, gyd(20_000))
    quote = quote_draft(till, a_shipment()).quote
    assert quote is not None
    assert quote.valid_until - at == timedelta(hours=24)
    cart = book_shipment(till, supervisor, a_shipment())
    set_clock(till, at + timedelta(hours=24, seconds=1))
    with pytest.raises(Conflict, match="priced afresh"):
        pay(till, supervisor, cart)


def test_a_receipt_over_midnight_names_both_days(till: Till) -> None:
    set_clock(till, datetime(2027, 1, 1, 3, 30, tzinfo=UTC))
    session, _ = an_open_shift(till)
    set_clock(till, datetime(2027, 1, 1, 4, 30, tzinfo=UTC))
    sale = a_sale(till, session)

    assert any(line.startswith("01/01/2027") for line in sale.receipt_lines)
    assert any(
        line.startswith("Business day") and line.endswith("31/12/2026")
        for line in sale.receipt_lines
    )
