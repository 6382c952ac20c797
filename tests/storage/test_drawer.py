"""The drawer's ledger is written with the deeds, adds up, and is filled for what was there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.drawer import DrawerEntry, DrawerKind
from storage.connections import EncryptedFile, writing_engine
from storage.database import TillDatabase
from storage.drawer import Drawer
from storage.migrate import upgrade
from tests.storage.kit import CASHIER, KEY, MORNING, enrolled
from tests.storage.sales_kit import a_shift, open_shift, sell


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    made = enrolled(tmp_path)
    open_shift(made)
    yield made
    made.close()


def a_move(kind: DrawerKind, amount_minor: int, currency: str = "GYD") -> DrawerEntry:
    return DrawerEntry(
        shift_number=1,
        at=MORNING,
        by=CASHIER,
        kind=kind,
        currency=currency,
        amount_minor=amount_minor,
        subject="safe",
    )


def test_float_and_sales_stand_in_the_drawer_as_they_happen(db: TillDatabase) -> None:
    receipt = sell(db, "cart-1")
    float_minor = a_shift().opening_float.amount_minor
    with db.reading() as uow:
        sale = uow.sales.get(receipt).sale
        assert uow.drawer.sums(1) == {"GYD": float_minor + sale.due.amount_minor}
        assert uow.drawer.sums_by_kind(1) == {
            ("GYD", "float"): (1, float_minor),
            ("GYD", "sale"): (1, sale.due.amount_minor),
        }
        assert uow.drawer.sums(2) == {}


def test_moves_are_listed_in_their_order_and_add_up_per_currency(db: TillDatabase) -> None:
    moves = (a_move("pay_in", 500), a_move("drop", -700), a_move("pay_in", 9, "USD"))
    with db.unit_of_work() as uow:
        uow.drawer.add_all(moves[:2])
        uow.drawer.add(moves[2])
        uow.drawer.add_all(())
        uow.commit()
    with db.reading() as uow:
        assert uow.drawer.list_moves(1) == moves
        assert uow.drawer.list_moves(1, limit=1) == moves[:1]
        assert uow.drawer.sums(1) == {
            "GYD": a_shift().opening_float.amount_minor - 200,
            "USD": 9,
        }


def test_a_sale_that_is_rolled_back_leaves_the_drawer_alone(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.drawer.add(a_move("drop", -700))
    with db.reading() as uow:
        assert uow.drawer.list_moves(1) == ()


def test_the_migration_fills_the_drawer_from_shifts_and_sales(tmp_path: Path) -> None:
    """A till of before the ledger: one shift, a sale with rounding and a free sample."""
    engine = writing_engine(EncryptedFile(tmp_path / "till.db", KEY))
    shift = (
        "INSERT INTO shift (number, business_date, opened_at, opened_by, currency,"
        " opening_float_minor, sale_count, sales_minor, rounding_minor, vat_minor) VALUES"
        " (1, '2026-11-21', '2026-11-21T12:00:00.000000Z', 's-1', 'GYD', 20000, 2, 9800, 200, 0)"
    )
    sale = (
        "INSERT INTO sale (receipt_number, at, business_date, shift_number, cashier_id, cart_id,"
        " cart_version, currency, total_minor, vat_minor, rounding_minor, change_minor,"
        " receipt_lines, waybills, copy_count) VALUES ('{0}', '2026-11-21T13:00:00.000000Z',"
        " '2026-11-21', 1, 's-2', '{0}', 1, 'GYD', {1}, 0, {2}, 700, '[]', '[]', 0)"
    )
    with engine.begin() as connection:
        upgrade(connection, to="0006")
        for statement in (
            shift,
            sale.format("A-000001", 9_800, 200),
            sale.format("A-000002", 0, 0),
        ):
            connection.execute(sa.text(statement))
        upgrade(connection)
        drawer = Drawer(connection)
        rows = connection.execute(sa.text('SELECT "by", kind, subject FROM drawer_entry')).all()

        assert drawer.sums(1) == {"GYD": 30_000}
        assert [tuple(row) for row in rows] == [("s-1", "float", ""), ("s-2", "sale", "A-000001")]
    engine.dispose()
