"""Finding anything: by number, name, phone or barcode, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.customer import Customer, Said
from domain.money import Money
from storage.database import TillDatabase
from storage.finding import PAGE_MAX, Found, FoundKind, Goods, Sought, shift_of_z
from storage.refund_tables import refund
from storage.subjects import Progress, SubjectStep
from storage.tables import sale, shift
from sync.protocol.customer_bodies import ConsentGiven
from sync.protocol.exchange import Ruling
from sync.protocol.operation import NewOperation
from tests.storage.kit import CASHIER, DAY, MORNING, SIGNER, STREAM, an_item, enrolled, tell
from tests.storage.sales_kit import (
    a_cart,
    a_draft,
    a_party,
    goods,
    open_shift,
    with_shipment,
    write_sale,
)

ANN = "person-ann"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    """A till with three sales, the second with a shipment, the third for Ann, and a refund."""
    opened = enrolled(tmp_path)
    open_shift(opened)
    tell(opened, an_item("tape", "Packing tape", 1, barcodes=("02102026000014", "TAPE-1")))
    with opened.unit_of_work() as uow:
        ann = Customer(person_id=ANN, said={"name": Said(1, "Ann Persaud")})
        uow.customers.join(ann)
        write_sale(uow, a_cart("cart-1", goods("tape")))
        draft = replace(a_draft(), consignee=a_party("person-lila", "Lilawattie Singh"))
        write_sale(
            uow,
            with_shipment(a_cart("cart-2", goods("rope")), draft),
            waybills=("GY03A-W00001",),
        )
        write_sale(uow, a_cart("cart-3", goods("rope")))
        uow.commit()
    with opened.unit_of_work() as uow:
        connection = uow._transaction.connection
        for number in (1, 2, 3):
            at = MORNING + timedelta(minutes=number)
            person_id = ANN if number == 3 else None
            connection.execute(
                sale.update()
                .where(sale.c.receipt_number == f"GY03A-{number:06d}")
                .values(at=at, customer_id=person_id)
            )
        connection.execute(refund.insert(), a_refund())
        uow.commit()
    yield opened
    opened.close()


def a_refund() -> dict[str, object]:
    """A row of a refund of the first sale; what it was does not matter here."""
    told: dict[str, object] = {}
    for column in refund.columns:
        told[column.name] = "[]" if column.name.endswith("lines") else "x"
        if column.type.python_type in {int, bool} or column.name.endswith("minor"):
            told[column.name] = 1
    at = MORNING + timedelta(hours=1)
    fixed = {"refund_number": "GY03A-R00001", "of_receipt": "GY03A-000001", "currency": "GYD"}
    return {**told, **fixed, "at": at, "business_date": DAY, "total_minor": 48_000}


def found(db: TillDatabase, text: str = "", **more: object) -> list[str]:
    with db.reading() as uow:
        limit, offset = int(str(more.get("limit", PAGE_MAX))), int(str(more.get("offset", 0)))
        return [one.key for one in uow.finding.find(Sought(text=text), limit=limit, offset=offset)]


def test_without_a_text_everything_comes_newest_first_in_pages(db: TillDatabase) -> None:
    every = found(db)

    assert every[0] == "GY03A-R00001"
    assert set(every[1:]) == {"GY03A-000001", "GY03A-000002", "GY03A-000003", "GY03A-W00001"}
    assert [*found(db, limit=2), *found(db, limit=2, offset=2), *found(db, offset=4)] == every
    assert found(db, limit=10 * PAGE_MAX) == every


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("gy03a-000002", {"GY03A-000002"}),
        ("0000", {"GY03A-000001", "GY03A-000002", "GY03A-000003", "GY03A-R00001", "GY03A-W00001"}),
        ("w00001", {"GY03A-W00001"}),
        ("r00001", {"GY03A-R00001"}),
        ("000001", {"GY03A-000001", "GY03A-R00001"}),
        ("singh", {"GY03A-W00001"}),
        ("fraser", {"GY03A-W00001"}),
        ("ann", {"GY03A-000003"}),
        ("2102026000014", {"GY03A-000001"}),
        ("(01)02102026000014", {"GY03A-000001"}),
        ("tape-1", {"GY03A-000001"}),
        ("9" * 65, set()),
        ("%", set()),
        ("3", set()),
        ("nothing", set()),
        ("packing", {"GY03A-000001"}),
        ("pack ta", {"GY03A-000001"}),
    ],
)
def test_anything_is_found_by_what_a_person_has(
    db: TillDatabase, text: str, keys: set[str]
) -> None:
    assert set(found(db, text)) & keys == keys
    assert len(found(db, text)) == len(set(found(db, text)))
    if text != "0000":
        assert set(found(db, text)) <= keys | {"GY03A-W00001"}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Z", {"Z00001", "Z00002"}),
        ("z2", {"Z00002"}),
        ("GY03-Z00001", {"Z00001"}),
        ("Z00003", set()),
        (f"{DAY:%d/%m/%Y}", {"Z00001", "Z00002"}),
        ("31/02/2026", set()),
        ("zz", set()),
    ],
)
def test_a_closed_shifts_z_is_found_by_its_number_and_its_day(
    db: TillDatabase, text: str, numbers: set[str]
) -> None:
    with db.unit_of_work() as uow:
        row = next(iter(uow._transaction.connection.execute(shift.select()).mappings()))
        for number in (1, 2):
            at = MORNING + timedelta(hours=number)
            told = {**row, "number": number, "closed_at": at}
            statement = shift.update().where(shift.c.number == 1) if number == 1 else shift.insert()
            uow._transaction.connection.execute(statement.values(**told))
        uow.commit()

    with db.reading() as uow:
        zs = {one.key for one in uow.finding.find(Sought(text=text, kinds=frozenset({"z"})))}
    assert zs == numbers
    assert shift_of_z("Z00012") == 12
    with pytest.raises(ValueError, match="is no Z"):
        shift_of_z("GY03A-000012")


def test_a_receipt_says_what_it_sold(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        write_sale(uow, a_cart("cart-4", goods("rope"), goods("tape"), goods("lamp")))
        uow.commit()
    with db.reading() as uow:
        sold = uow.finding.goods_of(uow.finding.find(Sought()))

    assert set(sold) == {f"GY03A-00000{number}" for number in (1, 2, 3, 4)}
    assert (sold["GY03A-000001"].others, sold["GY03A-000002"].others) == (0, 1)
    assert sold["GY03A-000004"] == Goods(name=goods("rope").name, others=2)


def test_only_the_kinds_that_are_asked_for_come(db: TillDatabase) -> None:
    def kinds(*asked: FoundKind) -> set[str]:
        with db.reading() as uow:
            return {one.kind for one in uow.finding.find(Sought(kinds=frozenset(asked)))}

    assert kinds("receipt") == {"receipt"}
    assert kinds("refund", "waybill") == {"refund", "waybill"}
    assert kinds("customer") == kinds() == set()


def test_what_a_customer_bought_and_sent_comes_with_names_and_sums(db: TillDatabase) -> None:
    with db.reading() as uow:
        (bought,) = uow.finding.of_person(ANN)
        (sent,) = uow.finding.of_person("person-lila")
        names = uow.finding.names_of((bought, sent))
        assert uow.finding.find_customer_of("GY03A-000003") == ANN
        assert uow.finding.find_customer_of("GY03A-000001") is None
        assert uow.finding.count_prints_of("GY03A-000001") == 0

    assert bought == Found(
        kind="receipt",
        key="GY03A-000003",
        at=MORNING + timedelta(minutes=3),
        total=Money(48_000, "GYD"),
    )
    assert (sent.key, sent.total) == ("GY03A-W00001", None)
    assert names == {"GY03A-000003": "Ann Persaud", "GY03A-W00001": "Lilawattie Singh"}


def test_an_erased_customer_is_named_nowhere(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        for person_id in (ANN, "person-lila"):
            uow.people.erase(person_id)
        uow.commit()

    assert found(db, "ann") == found(db, "singh") == []
    with db.reading() as uow:
        every = uow.finding.find(Sought())
        assert uow.finding.names_of(every) == {"GY03A-W00001": "(erased)"}


def agree(db: TillDatabase) -> int:
    """Say a consent of Ann; return its number."""
    body = ConsentGiven(
        customer_id=ANN,
        purpose="marketing",
        text_version="1",
        at_ms=1,
        channel="counter",
        staff_id=CASHIER,
    )
    new = NewOperation(kind="consent_given", at=MORNING, by=CASHIER, day=DAY, feed=0, body=body)
    with db.unit_of_work() as uow:
        signed = uow.outbox.append(SIGNER, new)
        uow.commit()
    return signed.seq


def steps(db: TillDatabase) -> tuple[SubjectStep, ...]:
    with db.reading() as uow:
        return uow.subjects.list_steps(ANN)


def test_an_operation_says_how_far_it_has_come(db: TillDatabase) -> None:
    seq = agree(db)
    seen: list[Progress] = [steps(db)[-1].progress]
    for stored, durable in ((seq, 0), (seq, seq)):
        with db.unit_of_work() as uow:
            uow.outbox.mark_stored(STREAM, stored, durable)
            uow.commit()
        seen.append(steps(db)[-1].progress)

    assert seen == ["waiting", "sent", "durable"]


@pytest.mark.parametrize("state", ["quarantined", "awaiting_upgrade"])
def test_what_central_said_of_it_stands_beside_it(db: TillDatabase, state: str) -> None:
    first, second = agree(db), agree(db)
    ruling = Ruling.model_validate(
        {"seq": second, "state": state, "title": "It does not add up", "message": "Because."}
    )
    with db.unit_of_work() as uow:
        uow.outbox.mark_stored(STREAM, second, first)
        uow.outbox.note_rulings(STREAM, [ruling])
        uow.commit()

    one, other = steps(db)
    assert (one.progress, one.title) == ("durable", "")
    assert (other.progress, other.title, other.message) == (
        state,
        "It does not add up",
        "Because.",
    )
    with db.reading() as uow:
        assert uow.subjects.progress_of([ANN, "nobody"]) == {ANN: state}


def test_a_history_outlives_the_operation_itself(db: TillDatabase) -> None:
    seq = agree(db)
    with db.unit_of_work() as uow:
        uow._transaction.connection.exec_driver_sql("DELETE FROM operation")
        uow.commit()

    assert [(step.seq, step.kind) for step in steps(db)] == [(seq, "consent_given")]


def test_sales_that_wait_are_named_until_they_are_sent_and_a_damaged_one_is_not(
    db: TillDatabase,
) -> None:
    with db.reading() as uow:
        every, two = uow.subjects.list_waiting_receipts(), uow.subjects.list_waiting_receipts(2)
        seqs = [
            one.seq for one in uow.outbox.list_operations(STREAM) if one.kind == "sale_completed"
        ]
    with db.unit_of_work() as uow:
        uow.outbox.mark_stored(STREAM, seqs[1], 0)
        last = uow.subjects.list_waiting_receipts()
        uow._transaction.connection.exec_driver_sql("UPDATE operation SET facts = x'7b'")
        damaged = uow.subjects.list_waiting_receipts()

    assert every == ("GY03A-000001", "GY03A-000002", "GY03A-000003")
    assert two == every[:2]
    assert last == every[2:]
    assert damaged == ()
