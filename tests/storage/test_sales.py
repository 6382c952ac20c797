"""A sale is kept as it was paid, with what it adds to its shift, its receipt and its shipments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.errors import Conflict, NotFound
from domain.shift import CashCount, DrawerSums, ShiftClosing, add_up_sales, close
from storage.database import TillDatabase
from storage.records import AuditEntry
from tests.storage.kit import CASHIER, MORNING, enrolled, open_db, rows_of
from tests.storage.sales_kit import (
    a_cart,
    a_draft,
    a_party,
    a_shift,
    booked,
    goods,
    gyd,
    open_shift,
    sell,
    sold,
    with_shipment,
    write_sale,
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    made = enrolled(tmp_path)
    open_shift(made)
    yield made
    made.close()


# ------------------------------------------------------------------ sales


def test_a_sale_is_read_back_as_it_was_paid(db: TillDatabase) -> None:
    cart = with_shipment(a_cart("cart-1"), a_draft(pieces=2))
    with db.unit_of_work() as uow:
        uow.carts.save(cart)
        sale = write_sale(uow, cart, waybills=("GY03A-W00001",))
        uow.commit()
    with db.reading() as uow:
        record = uow.sales.get(sale.receipt_number)
        assert uow.sales.find_by_cart("cart-1") == record
        assert uow.sales.find_by_cart("cart-2") is None

    assert record.sale == sale
    assert (record.cart_version, record.waybills) == (cart.version, ("GY03A-W00001",))
    assert record.receipt_lines == ("TAX INVOICE", sale.receipt_number)
    assert (record.printed_at, record.copy_count) == (None, 0)


def test_a_receipt_that_is_not_here_is_told_so(db: TillDatabase) -> None:
    with db.reading() as uow, pytest.raises(NotFound, match="GY99Z-000001"):
        uow.sales.get("GY99Z-000001")


def test_a_cart_is_paid_once(db: TillDatabase) -> None:
    sell(db, "cart-1")
    with pytest.raises(Conflict, match="GY03A-000001"):
        sell(db, "cart-1")

    assert rows_of(db, "SELECT count(*) FROM sale") == [(1,)]


def test_receipts_are_found_by_a_part_of_their_number_newest_first(db: TillDatabase) -> None:
    for number in range(1, 13):
        sell(db, f"cart-{number}")
    with db.reading() as uow:
        everything = uow.sales.find_receipts("")
        some = uow.sales.find_receipts("0001", limit=2)
        odd = uow.sales.find_receipts("%")

    assert [found.receipt_number[-2:] for found in everything[:3]] == ["12", "11", "10"]
    assert [found.receipt_number for found in some] == ["GY03A-000001", "GY03A-000012"]
    assert some[0].total == sold(a_cart(), "x").total
    assert (some[0].at, some[0].printed_at) == (MORNING, None)
    assert odd == ()


def test_digits_are_first_of_all_the_number_itself(db: TillDatabase) -> None:
    """Every number here has a 3 in it: the till's."""
    for number in range(1, 6):
        sell(db, f"cart-{number}")
    with db.reading() as uow:
        found = [one.receipt_number[-2:] for one in uow.sales.find_receipts("3")]
        other = [one.receipt_number[-2:] for one in uow.sales.find_receipts("03a")]

    assert found == ["03", "05", "04", "02", "01"]
    assert other == ["05", "04", "03", "02", "01"]


def test_a_receipt_counts_as_printed_once_and_copies_are_counted(db: TillDatabase) -> None:
    first, second = sell(db, "cart-1"), sell(db, "cart-2")
    with db.unit_of_work() as uow:
        assert uow.sales.list_unprinted() == (first, second)
        assert uow.sales.list_unprinted(limit=1) == (first,)
        uow.sales.mark_printed(first, MORNING)
        uow.sales.mark_printed(first, MORNING + timedelta(hours=1), copy=True)
        uow.sales.mark_printed(first, MORNING + timedelta(hours=2), copy=True)
        uow.commit()
    with db.reading() as uow:
        record = uow.sales.get(first)
        assert uow.sales.list_unprinted() == (second,)

    assert (record.printed_at, record.copy_count) == (MORNING, 2)


# ------------------------------------------------------------------ shifts


def test_a_shifts_sums_are_those_of_its_sales(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        sales = [write_sale(uow, a_cart(f"cart-{number}")) for number in range(3)]
        sales.append(write_sale(uow, a_cart("odd", goods("gum", 123))))
        uow.commit()
    with db.reading() as uow:
        totals, sums = uow.shifts.totals(1), uow.shifts.sums(1)
    added = add_up_sales(sales, "GYD")

    assert replace(totals, vat_by_class=()) == replace(added, vat_by_class=())
    assert {part.tax_class: part for part in totals.vat_by_class} == {
        part.tax_class: part for part in added.vat_by_class
    }
    assert sums == DrawerSums.of(gyd(20_000), added.takings)


def closing_of(db: TillDatabase, note: str = "") -> ShiftClosing:
    with db.reading() as uow:
        sums = uow.shifts.sums(1)
    count = CashCount("GYD", ((2_000_000, 1), (50_000, 3)))
    return close(a_shift(), sums, count, closed_at=MORNING + timedelta(hours=9), note=note)


def test_a_shift_closes_on_its_count_and_its_z_prints_again(db: TillDatabase) -> None:
    sell(db, "cart-1")
    closing = closing_of(db, note="Float was short")
    with db.unit_of_work() as uow:
        totals = uow.shifts.totals(1)
        uow.shifts.close(closing, totals, ("Z REPORT",), closed_by=CASHIER)
        with pytest.raises(Conflict, match="closed before"):
            uow.shifts.close(closing, totals, ("Z REPORT",), closed_by=CASHIER)
        uow.commit()
    with db.reading() as uow:
        assert uow.shifts.get_z(1) == ("Z REPORT",)
        assert uow.shifts.find_closing(1) == closing
        assert uow.shifts.find_shift(1) == closing.shift
        assert uow.shifts.find_open() is None
        assert uow.shifts.next_number() == 2


def test_a_shift_that_sold_while_it_was_counted_is_not_closed_on_old_sums(
    db: TillDatabase,
) -> None:
    closing = closing_of(db)
    with db.unit_of_work() as uow:
        totals = uow.shifts.totals(1)
        write_sale(uow, a_cart("cart-1"))
        with pytest.raises(Conflict, match="Look at the figures"):
            uow.shifts.close(closing, totals, ())


def test_nothing_is_sold_in_a_shift_that_is_closed(db: TillDatabase) -> None:
    closing = closing_of(db)
    with db.unit_of_work() as uow:
        uow.shifts.close(closing, uow.shifts.totals(1), ())
        uow.commit()
    with pytest.raises(Conflict, match="Open a shift"):
        sell(db, "cart-1")

    assert rows_of(db, "SELECT count(*) FROM sale") == [(0,)]


def test_one_shift_is_open_at_a_time(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        assert uow.shifts.get_open() == a_shift()
        with pytest.raises(Conflict, match="Shift 1 is open"):
            uow.shifts.add(a_shift(2))


def test_a_shift_that_is_not_there_or_still_open_is_told_so(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    with db.unit_of_work() as uow:
        assert uow.shifts.next_number() == 1
        assert uow.shifts.find_shift(1) is None
        assert uow.shifts.find_closing(1) is None
        with pytest.raises(NotFound, match="Open one with a float"):
            uow.shifts.get_open()
        with pytest.raises(NotFound, match="no shift 1"):
            uow.shifts.totals(1)
        uow.shifts.add(a_shift())
        assert uow.shifts.find_closing(1) is None
        with pytest.raises(NotFound, match="no Z report yet"):
            uow.shifts.get_z(1)
        empty = uow.shifts.totals(1)
    db.close()

    assert (empty.sale_count, empty.first_receipt, empty.vat_by_class) == (0, None, ())


# ------------------------------------------------------------------ carts


def test_a_cart_is_read_back_as_it_was_kept_shipments_included(
    db: TillDatabase, tmp_path: Path
) -> None:
    cart = with_shipment(a_cart("cart-1"), a_draft(pieces=3))
    with db.unit_of_work(durable=False) as uow:
        uow.carts.save(cart)
        uow.commit()
    db.close()
    again = open_db(tmp_path)
    with again.reading() as uow:
        assert uow.carts.find_open() == cart
    again.close()


def test_a_cart_that_somebody_changed_first_is_not_overwritten(db: TillDatabase) -> None:
    cart = a_cart("cart-1")
    with db.unit_of_work(durable=False) as uow:
        uow.carts.save(cart)
        with pytest.raises(Conflict, match="changed after you last saw it"):
            uow.carts.save(cart)
        uow.carts.save(replace(cart, version=cart.version + 1, lines=cart.lines[:1]))
        uow.commit()
    with db.reading() as uow:
        kept = uow.carts.find_open()

    assert kept is not None
    assert kept.lines == cart.lines[:1]


def test_a_draft_taken_out_of_the_cart_leaves_no_personal_word(db: TillDatabase) -> None:
    cart = with_shipment(a_cart("cart-1"), a_draft())
    with db.unit_of_work(durable=False) as uow:
        uow.carts.save(cart)
        uow.shipments.save_quote("shipment-1", booked(a_draft(), "w", "r").quote)
        uow.carts.save(replace(cart, version=cart.version + 1, lines=cart.lines[:-1]))
        uow.commit()

    for table in ("shipment", "shipment_piece", "shipment_party", "shipment_quote"):
        assert rows_of(db, f"SELECT count(*) FROM {table}") == [(0,)]


def test_a_cart_that_is_dropped_takes_its_drafts_along(db: TillDatabase) -> None:
    with db.unit_of_work(durable=False) as uow:
        uow.carts.save(with_shipment(a_cart("cart-1"), a_draft()))
        uow.carts.close("cart-1")
        uow.commit()

    assert rows_of(db, "SELECT count(*) FROM shipment_party") == [(0,)]
    with db.reading() as uow:
        assert uow.carts.find_open() is None


# ------------------------------------------------------------------ shipments


def test_a_booked_shipment_is_found_by_its_waybill_and_its_receipt(db: TillDatabase) -> None:
    shipment = booked(a_draft(), "GY03A-W00001", "GY03A-000001")
    with db.unit_of_work() as uow:
        uow.shipments.add(shipment)
        uow.commit()
    with db.reading() as uow:
        assert uow.shipments.find_by_waybill("GY03A-W00001") == shipment
        assert uow.shipments.find_by_waybill("GY03A-W00002") is None
        assert uow.shipments.list_by_receipt("GY03A-000001") == (shipment,)
        assert uow.shipments.list_by_receipt("GY03A-000002") == ()
        assert uow.shipments.find_draft("shipment-1") == a_draft()
        assert uow.shipments.find_draft("shipment-2") is None
        assert uow.people.get_person("person-lila").name == "Lilawattie Singh"


def test_a_shipment_without_a_declared_value_stays_without(db: TillDatabase) -> None:
    draft = replace(a_draft(), declared_value=None)
    with db.unit_of_work() as uow:
        uow.shipments.save_draft(draft, cart_id="cart-1")
        uow.commit()
    with db.reading() as uow:
        assert uow.shipments.find_draft("shipment-1") == draft


def test_a_shipment_is_booked_once(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.shipments.add(booked(a_draft(), "GY03A-W00001", "GY03A-000001"))
        with pytest.raises(Conflict, match="GY03A-W00001"):
            uow.shipments.add(booked(a_draft(), "GY03A-W00002", "GY03A-000002"))


def test_what_was_promised_is_kept_and_replaced(db: TillDatabase) -> None:
    quote = booked(a_draft(), "w", "r").quote
    with db.unit_of_work() as uow:
        with pytest.raises(NotFound, match="no price"):
            uow.shipments.get_quote("shipment-1")
        uow.shipments.save_quote("shipment-1", replace(quote, sheet_name="11"))
        uow.shipments.save_quote("shipment-1", quote)
        assert uow.shipments.get_quote("shipment-1") == quote


def test_waybill_numbers_are_dense_like_receipts(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        taken = [uow.till.next_waybill_number() for _ in range(2)]

    assert taken == ["GY03A-W00001", "GY03A-W00002"]
    with db.unit_of_work() as uow:
        assert uow.till.next_waybill_number() == "GY03A-W00001"


# ------------------------------------------------------------------ people and the audit trail


def test_customers_are_found_by_name_or_by_digits_of_their_phone(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.people.save(a_party("p1", "Zoë Ramotar", phone="+592 609-1234"), at=MORNING)
        uow.people.save(a_party("p2", "Zola Peters", phone="772 0000"), at=MORNING)
        uow.people.save(a_party("p2", "Zola Peters", phone="772 4321"), at=MORNING)
        uow.commit()
    with db.reading() as uow:
        assert [party.person_id for party in uow.customers.search("zo")] == ["p1", "p2"]
        assert [party.person_id for party in uow.customers.search("ZOE")] == ["p1"]
        assert [party.person_id for party in uow.customers.search("609 12")] == ["p1"]
        assert [party.phone for party in uow.customers.search("4321")] == ["772 4321"]
        assert [party.person_id for party in uow.customers.search("zo", limit=1)] == ["p1"]
        assert [uow.customers.search(text) for text in ("%", "", "772 0000")] == [(), (), ()]
        with pytest.raises(NotFound, match="does not know that customer"):
            uow.people.get_person("p3")


def test_the_audit_trail_reads_newest_first(db: TillDatabase) -> None:
    entries = [
        AuditEntry(
            at=MORNING + timedelta(minutes=number),
            by=CASHIER,
            action="price_typed",
            subject=f"item-{number}",
            detail={"amount_minor": number, "currency": "GYD"},
        )
        for number in range(3)
    ]
    with db.unit_of_work() as uow:
        for entry in entries:
            uow.audit.add(entry)
        uow.commit()
    with db.reading() as uow:
        assert uow.audit.list_entries() == tuple(reversed(entries))
        assert uow.audit.list_entries(limit=1) == (entries[2],)


def test_a_sale_with_other_sums_than_its_lines_cannot_be_made_to_be_kept() -> None:
    sale = sold(a_cart("cart-1"), "GY03A-000001")
    with pytest.raises(ValueError, match="sum"):
        replace(sale, total=gyd(1))
