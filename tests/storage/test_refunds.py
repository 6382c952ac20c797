"""Refunds are written once, keep the drawer's ledger right, and add up for receipt and shift."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import Conflict, NotFound
from domain.refund import (
    BackTender,
    Refund,
    RefundContext,
    money_back,
    refundable_of,
    take_back,
)
from storage.database import TillDatabase
from storage.refunds import NewRefund
from tests.storage.kit import CASHIER, DAY, MORNING, enrolled
from tests.storage.sales_kit import a_cart, a_draft, gyd, open_shift, sell, sold, with_shipment


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    made = enrolled(tmp_path)
    open_shift(made)
    yield made
    made.close()


def give_back(
    db: TillDatabase, receipt: str, units: dict[int, int], *, request: str = "press-1"
) -> str:
    """Give some of a receipt back in cash; return the refund's number."""
    with db.unit_of_work() as uow:
        left = uow.refunds.find_refundable(receipt)
        returned = take_back(left, units)
        back = money_back(left, returned, 500)
        number = uow.till.next_receipt_number()
        done = Refund(
            context=RefundContext(
                refund_number=number,
                at=MORNING,
                business_date=DAY,
                shift_number=1,
                cashier_id=CASHIER,
                reason="damaged",
            ),
            of_receipt=receipt,
            returned=returned,
            rounding=back - returned.total,
            tenders=(BackTender(kind="cash", amount=back),),
        )
        uow.refunds.add(NewRefund(refund=done, request_id=request, receipt_lines=("REFUND",)))
        uow.commit()
    return number


def test_a_refund_is_kept_and_taken_out_of_the_drawer(db: TillDatabase) -> None:
    receipt = sell(db, "cart-1")
    with db.reading() as uow:
        before = uow.drawer.sums(1)["GYD"]

    number = give_back(db, receipt, {1: 1})

    with db.reading() as uow:
        kept = uow.refunds.get(number)
        assert (kept.of_receipt, kept.total, kept.given) == (receipt, gyd(480), gyd(480))
        assert (kept.provisional, kept.receipt_lines) == (False, ("REFUND",))
        assert uow.refunds.list_of_receipt(receipt) == (kept,)
        assert uow.drawer.sums(1)["GYD"] == before - 48_000
        assert uow.drawer.sums_by_kind(1)["GYD", "refund"] == (1, -48_000)


def test_what_came_back_is_not_there_to_come_back_again(db: TillDatabase) -> None:
    receipt = sell(db, "cart-1")
    give_back(db, receipt, {1: 1})

    with db.reading() as uow:
        left = uow.refunds.find_refundable(receipt)
    assert [left.units_left(line) for line in left.lines] == [0, 1]
    assert left.given == gyd(480)
    assert left.left == gyd(620)


def test_one_press_of_the_key_makes_one_refund(db: TillDatabase) -> None:
    receipt = sell(db, "cart-1")
    number = give_back(db, receipt, {1: 1})

    with pytest.raises(Conflict, match="This refund is made"):
        give_back(db, receipt, {2: 1})
    with db.reading() as uow:
        found = uow.refunds.find_by_request("press-1")
        assert found is not None
        assert found.refund_number == number
        assert uow.refunds.find_by_request("press-2") is None
        assert uow.refunds.given_minor(receipt) == 48_000


def test_an_unknown_refund_or_receipt_is_said_to_be_unknown(db: TillDatabase) -> None:
    with db.reading() as uow:
        with pytest.raises(NotFound, match="No such refund"):
            uow.refunds.get("GY03A-000009")
        with pytest.raises(NotFound, match="No such receipt"):
            uow.refunds.find_refundable("GY03A-000009")
        assert uow.refunds.given_minor("GY03A-000009") == 0


def test_the_sums_of_a_shift_say_what_was_given_back(db: TillDatabase) -> None:
    first, second = sell(db, "cart-1"), sell(db, "cart-2")
    give_back(db, first, {1: 1, 2: 1})
    give_back(db, second, {1: 1}, request="press-2")

    with db.reading() as uow:
        totals = uow.refunds.shift_totals(1, "GYD")
        nothing = uow.refunds.shift_totals(2, "GYD")
    assert (totals.count, totals.total, totals.rounding) == (2, gyd(1_580), gyd(0))
    assert [(part.tax_class, part.gross) for part in totals.vat_by_class] == [
        ("standard", gyd(960)),
        ("zero", gyd(620)),
    ]
    assert totals.given_by_kind == {"cash": gyd(1_580)}
    assert (nothing.count, nothing.total, nothing.vat_by_class) == (0, gyd(0), ())
    assert nothing.given_by_kind == {}


def test_a_sold_shipment_is_known_by_its_id() -> None:
    sale = sold(with_shipment(a_cart(), a_draft()), "GY03A-000001")

    assert [line.item_id for line in refundable_of(sale).lines] == ["tape", "rice", "shipment-1"]
