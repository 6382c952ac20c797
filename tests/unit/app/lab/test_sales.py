"""Rehearsals: days of sales through the real use cases, the same for the same seed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.lab.days import plan_days
from app.lab.sales import LabFigures, make_sales
from app.use_cases.open_shift import current_shift, open_shift
from app.use_cases.print_receipt import list_unprinted
from app.use_cases.till import Till
from domain.errors import NotAllowed, NotFound, RuleBroken
from tests.helpers.builders import (
    BARREL,
    CASHIER,
    SEAL,
    SUPERVISOR,
    TillPlan,
    a_cart,
    a_session,
    a_till,
    gyd,
    sample_rules,
)
from tests.helpers.ledger_checks import complaints


def nothing(done: int) -> None:
    del done


def rehearse(till: Till, count: int = 40, seed: int = 7, days: int | None = None) -> LabFigures:
    return make_sales(till, count, seed, nothing, day_count=days)


def head_of(till: Till) -> bytes:
    with till.db.reading() as uow:
        return uow.outbox.head().hash


def test_days_of_sales_add_up_and_leave_a_ledger_in_order(tmp_path: Path) -> None:
    till = a_till(tmp_path)
    told: list[int] = []

    figures = make_sales(till, 230, 3, told.append, day_count=3)

    assert figures.sale_count == 230
    assert figures.shift_count == 3
    assert figures.shipment_count > 5
    assert figures.typed_price_count > 5
    assert figures.refused_count == 0
    assert told == [100, 200, 230]
    assert current_shift(till) is None
    assert list_unprinted(till) == ()
    assert complaints(till.db) == []


def test_the_same_seed_makes_the_same_operations_byte_for_byte(tmp_path: Path) -> None:
    first, second, other = (a_till(tmp_path / name) for name in ("a", "b", "c"))

    assert rehearse(first) == rehearse(second)
    rehearse(other, seed=8)

    assert head_of(first) == head_of(second)
    assert head_of(first) != head_of(other)


def test_a_second_rehearsal_goes_on_after_the_days_of_the_first(tmp_path: Path) -> None:
    till = a_till(tmp_path)

    first = rehearse(till, days=2)
    second = rehearse(till, days=2)

    assert first.last_day is not None
    assert second.first_day is not None
    assert first.last_day < second.first_day
    assert complaints(till.db) == []


def test_an_open_shift_is_worked_to_its_end_without_what_lay_in_the_cart(tmp_path: Path) -> None:
    till = a_till(tmp_path)
    session = a_session(till)
    open_shift(till, session, gyd(20_000))
    a_cart(till, session, "barrel", "tape")

    figures = rehearse(till, 5)

    assert figures.shift_count == 1
    assert figures.sale_count == 5
    assert current_shift(till) is None
    assert complaints(till.db) == []


def test_goods_without_a_price_are_left_alone_where_nobody_may_approve_one(tmp_path: Path) -> None:
    till = a_till(tmp_path, TillPlan(items=(BARREL, SEAL), staff=(CASHIER,)))

    figures = rehearse(till)

    assert figures.sale_count == 40
    assert figures.typed_price_count == 0


def test_a_till_without_goods_or_people_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nothing to sell"):
        rehearse(a_till(tmp_path / "goods", TillPlan(items=())))
    with pytest.raises(NotAllowed, match="Nobody may sell"):
        rehearse(a_till(tmp_path / "people", TillPlan(staff=())))
    with pytest.raises(ValueError, match="at least one sale"):
        rehearse(a_till(tmp_path / "count"), 0)


def test_a_rehearsal_that_only_meets_refusals_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = a_till(tmp_path)

    def refuse(*_: object) -> object:
        raise RuleBroken("Nothing is left", "Wait for the line.", "nothing_left")

    monkeypatch.setattr("app.lab.sales.take_payment", refuse)
    monkeypatch.setattr("app.lab.sales.REFUSALS_MAX", 3)

    with pytest.raises(RuleBroken, match="cannot go on"):
        rehearse(till)


def test_sales_are_spread_by_weekday_and_sunday_rests() -> None:
    days = plan_days(1_000, 7, date(2026, 11, 22))

    assert [day.on.isoformat() for day in days][:2] == ["2026-11-23", "2026-11-24"]
    assert sum(day.sale_count for day in days) == 1_000
    assert all(day.on.weekday() != 6 for day in days)
    assert max(days, key=lambda day: day.sale_count).on.weekday() == 5


def test_a_supervisor_alone_sells_without_typing_prices(tmp_path: Path) -> None:
    till = a_till(tmp_path, TillPlan(staff=(SUPERVISOR,), rules=sample_rules()))

    assert rehearse(till, 10).typed_price_count == 0
