"""Figures of shifts grow with the deeds, never begin again, and are filled for what was there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.shift import CashCount, close
from domain.shift_figures import ShiftFigure
from storage.connections import EncryptedFile, writing_engine
from storage.database import TillDatabase
from storage.figures import Figures
from storage.migrate import upgrade
from storage.records import NewSale
from tests.storage.kit import KEY, MORNING, enrolled
from tests.storage.sales_kit import a_cart, a_shift, gyd, open_shift, sell, sold


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    made = enrolled(tmp_path)
    open_shift(made)
    yield made
    made.close()


def close_the_shift(db: TillDatabase, number: int) -> None:
    with db.unit_of_work() as uow:
        totals, sums = uow.shifts.totals(number), uow.shifts.sums(number)
        closing = close(a_shift(number), sums, CashCount("GYD", ()), closed_at=MORNING)
        uow.shifts.close(closing, totals, ("Z",))
        uow.shifts.add(a_shift(number + 1))
        uow.commit()


def test_figures_of_a_shift_and_of_all_shifts_are_those_of_their_sales(db: TillDatabase) -> None:
    sell(db, "cart-1")
    close_the_shift(db, 1)
    for number in (2, 3):
        sale = sold(a_cart(f"cart-{number}"), f"GY03A-00000{number}", shift=2)
        new = NewSale(sale=sale, cart_version=1, receipt_lines=("R",), waybills=())
        with db.unit_of_work() as uow:
            uow.sales.add(new)
            uow.commit()
    with db.reading() as uow:
        first, second = (uow.figures.of_shift(number, "GYD") for number in (1, 2))
        until_first, until_second = (uow.figures.perpetual(number, "GYD") for number in (1, 2))
        total = uow.shifts.totals(1).sales_total

    assert (first.total("sale").count, second.total("sale").count) == (1, 2)
    assert until_first.grand_total == first.total("sale").amount == total
    assert until_second.grand_total == total * 3
    assert (until_first.z_count, until_second.z_count) == (1, 2)
    assert sum(part.gross.amount_minor for part in until_second.vat_by_class) == (
        until_second.grand_total.amount_minor
    )


def test_figures_are_added_person_by_person_and_none_is_fine(db: TillDatabase) -> None:
    void = ShiftFigure(by="s-1", kind="void", count=1, amount=gyd(100))
    with db.unit_of_work() as uow:
        uow.figures.add(1, (void, replace(void, by="s-2")))
        uow.figures.add(1, (void,))
        uow.figures.add(1, ())
        uow.commit()
    with db.reading() as uow:
        found = uow.figures.of_shift(1, "GYD")

    assert [(f.by, f.count, f.amount) for f in found.figures] == [
        ("s-1", 2, gyd(200)),
        ("s-2", 1, gyd(100)),
    ]
    assert found.people() == ("s-1", "s-2")


def test_the_migration_adds_up_the_sales_of_before(tmp_path: Path) -> None:
    engine = writing_engine(EncryptedFile(tmp_path / "till.db", KEY))
    sale = (
        "INSERT INTO sale (receipt_number, at, business_date, shift_number, cashier_id, cart_id,"
        " cart_version, currency, total_minor, vat_minor, rounding_minor, change_minor,"
        " receipt_lines, waybills, copy_count) VALUES ('{0}', '2026-11-21T13:00:00.000000Z',"
        " '2026-11-21', 1, '{1}', '{0}', 1, 'GYD', {2}, 0, {3}, 0, '[]', '[]', 0)"
    )
    shift = (
        "INSERT INTO shift (number, business_date, opened_at, opened_by, currency,"
        " opening_float_minor, sale_count, sales_minor, rounding_minor, vat_minor) VALUES"
        " (1, '2026-11-21', '2026-11-21T12:00:00.000000Z', 's-1', 'GYD', 0, 3, 9998, 2, 0)"
    )
    with engine.begin() as connection:
        upgrade(connection, to="0011")
        for statement in (
            shift,
            sale.format("A-1", "s-1", 4_999, 1),
            sale.format("A-2", "s-1", 4_999, 1),
            sale.format("A-3", "s-2", 700, 0),
        ):
            connection.execute(sa.text(statement))
        upgrade(connection)
        figures = Figures(connection).of_shift(1, "GYD")

        assert figures.of("s-1").total("sale").amount.amount_minor == 9_998
        assert figures.of("s-1").total("sale").count == 2
        assert figures.total("tender").amount.amount_minor == 10_700
        assert figures.total("rounding").amount.amount_minor == 2
    engine.dispose()
