"""A cashier's whole day at a real window, by keys alone: see docs/cashiers-day.md.

``WINDWARD_PICTURES=FOLDER`` saves a picture of each station.
"""

import re
from collections import Counter

import sqlalchemy as sa

from central import shift_tables, tables, tender_tables
from central.mail.tables import mail_job
from central.people.customer_tables import customer
from central.refunds.tables import refund
from tests.helpers.ledger_checks import complaints
from tests.journeys import day_books as books
from tests.journeys.day_afternoon import CashiersDay
from tests.journeys.day_hands import Hands
from tests.journeys.day_shop import DayShop

RECEIPT = re.compile(r"^ *Receipt +(\S+) *$", re.MULTILINE)


def column(shop: DayShop, table: sa.Table, name: str) -> list[object]:
    """One column of a table of central, in the order of the operations behind it."""
    return [row[name] for row in shop.office.rows(table, "seq")]


def total(shop: DayShop, table: sa.Table, name: str) -> int:
    return sum(int(str(value)) for value in column(shop, table, name))


def paid_by_kind(shop: DayShop) -> Counter[tuple[object, object]]:
    sums: Counter[tuple[object, object]] = Counter()
    for row in shop.office.rows(tender_tables.sale_tender, "seq"):
        sums[row["kind"], row["handed_currency"]] += int(str(row["amount_minor"]))
    return sums


def test_a_day_by_keys_alone_adds_up_at_drawer_z_and_central(hands: Hands) -> None:
    for station in CashiersDay(hands).stations():
        station()
        assert hands.problem() == ""
    shop, till = hands.shop, hands.running.till

    assert complaints(till.db) == []
    assert column(shop, tables.sale, "total_minor") == list(books.SALES)
    assert len(set(column(shop, tables.sale, "receipt"))) == len(books.SALES)
    assert total(shop, tables.sale, "vat_minor") == books.VAT_MINOR
    assert column(shop, refund, "total_minor") == list(books.REFUNDS)
    assert column(shop, tables.shipment, "total_minor") == [books.SHIPMENT]
    assert paid_by_kind(shop) == {
        ("cash", "GYD"): sum(books.CASH_TENDERS),
        ("cash", "USD"): books.TWENTY_DOLLARS,
        ("bank_card", "GYD"): books.TERMINAL,
        ("store_credit", "GYD"): books.PADLOCK,
    }
    assert column(shop, shift_tables.drawer_move, "amount_minor") == [-books.DROP, -books.PAY_OUT]
    closing = shop.office.rows(tables.shift, "seq")[-1]
    assert (closing["event"], closing["counted_minor"]) == ("closed", books.CASH_MINOR)
    assert closing["over_short_minor"] == 0
    (dollars,) = shop.office.rows(shift_tables.shift_count, "seq")
    assert (dollars["counted_minor"], dollars["over_short_minor"]) == (books.DOLLARS_MINOR, 0)
    (perpetual,) = shop.office.rows(shift_tables.shift_perpetual, "seq")
    assert perpetual["grand_total_minor"] == sum(books.SALES)
    assert perpetual["refund_minor"] == sum(books.REFUNDS)

    operations = shop.office.rows(tables.operation, "seq")
    assert {row["state"] for row in operations} == {"applied"}
    with till.db.reading() as uow:
        pushed = sum(stream.stored_through for stream in uow.till.list_streams())
    assert [row["seq"] for row in operations] == list(range(1, pushed + 1))
    assert shop.office.rows(tables.case_file, "case_id") == []
    assert len(shop.office.rows(mail_job, "seq")) == 1
    assert len(shop.office.rows(customer, "person_id")) == 3  # one found at F3, two of the shipment

    printed = Counter(RECEIPT.findall(shop.printer.printed.text))
    receipts = [str(number) for number in column(shop, tables.sale, "receipt")]
    assert shop.printer.faults == []
    assert printed == Counter(receipts) + Counter([receipts[5]])  # the one printed once more
    assert shop.printer.printed.text.count("COPY") == 1
