"""What tills say of their allotments: nothing is refused, and what is odd becomes a case."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from central.allotments.losing import Loss, declare_lost
from central.allotments.reading import Spending, declares, resources_in, spending_in
from central.allotments.showing import find_faults
from central.allotments.tables import allotment_entry
from central.tables import audit, sale
from central.tills.organisations import Store
from central.tills.revoking import revoke_till
from domain.errors import Conflict, NotFound
from sync.protocol.allotment_bodies import SpentBody, Want
from tests.central.allotting import Holder, Shelf
from tests.central.office import Office
from tests.central.paper_till import PaperTill, sale_body
from tests.central.test_waiting import later, upgrade

pytestmark = pytest.mark.both_databases


@pytest.fixture
def shelf(office: Office, shop: Store) -> Shelf:
    return Shelf(office, shop)


@pytest.fixture
def rum(shelf: Shelf, tmp_path: Path) -> str:
    return shelf.stock(tmp_path, 10)


def test_a_sale_beyond_what_the_till_held_is_booked_and_becomes_a_case(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    holder = Holder(till)
    holder.ask(rum, 2)
    holder.sell(rum, 5)
    holder.send()

    book = shelf.book(rum)
    assert (book.consumed, book.outstanding, book.pool) == (5, 0, 5)
    assert len(shelf.office.rows(sale)) == 1
    assert shelf.cases_of_units() == ["allotment"]


def test_an_exception_is_recorded_with_its_supervisor_and_is_no_case(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    shelf.hire_supervisor("staff-sup")
    holder = Holder(till)
    holder.ask(rum, 2)
    shelf.set_total(2)
    holder.sell(rum, 1, exception_by="staff-sup")
    holder.send()

    book = shelf.book(rum)
    assert (book.consumed, book.outstanding, book.pool, book.exceptions) == (1, 2, -1, 1)
    assert [row["exception_by"] for row in shelf.office.rows(allotment_entry)] == ["staff-sup"]
    assert shelf.cases_of_units() == []


def test_an_overdrawn_pool_grants_nothing(shelf: Shelf, till: PaperTill, rum: str) -> None:
    holder = Holder(till)
    holder.ask(rum, 4)
    shelf.set_total(3)

    assert holder.ask(rum, 9, urgent=True) == []
    assert shelf.book(rum).pool == -1


def test_a_quarantined_sale_has_spent_its_units_once(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    holder = Holder(till)
    holder.ask(rum, 4)
    spent = (SpentBody(resource=rum, quantity=2),)
    odd = sale_body(till.next_receipt()).model_copy(update={"vat_minor": 1, "spent": spent})
    till.write(odd, kind="sale_completed")

    for _ in range(2):
        holder.send()

    book = shelf.book(rum)
    assert (book.consumed, book.outstanding) == (2, 2)
    assert shelf.cases() == ["quarantine"]


def test_a_sale_that_waits_for_an_upgrade_is_counted_when_it_comes_and_not_again(
    shelf: Shelf, till: PaperTill, rum: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = Holder(till)
    holder.ask(rum, 4)
    holder.sell(rum, 2)
    till.exchange(later(till))

    assert shelf.book(rum).consumed == 2
    assert upgrade(shelf.office, monkeypatch) == 1
    assert shelf.book(rum).consumed == 2
    assert len(shelf.office.rows(sale)) == 1


class Odd(BaseModel):
    """A body whose fields nobody checked."""

    model_config = ConfigDict(extra="allow")


def test_what_makes_no_sense_in_a_spending_is_left_out_and_the_rest_counted(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    holder = Holder(till)
    holder.ask(rum, 4)
    spent: list[object] = [
        7,
        {"resource": rum, "quantity": 1},
        {"resource": "what", "quantity": 1},
        {"resource": "stock:a\0:b", "quantity": 1},
        {"resource": rum, "quantity": "many"},
    ]
    for odd in (spent, {"of": rum}):
        body = sale_body(till.next_receipt()).model_dump(mode="json")
        till.write(Odd.model_validate({**body, "spent": odd}), kind="sale_completed")
    holder.send()

    assert shelf.book(rum).consumed == 1
    assert shelf.cases() == ["quarantine", "quarantine"]


def test_more_returned_than_was_held_adds_nothing_and_becomes_a_case(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    holder = Holder(till)
    holder.ask(rum, 2)
    holder.give_back(rum, 3)
    holder.send()

    assert shelf.book(rum).pool == 10
    assert shelf.cases() == ["allotment"]


def test_two_copies_of_a_till_that_spend_the_same_units_become_a_case(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    holder = Holder(till)
    holder.ask(rum, 3)
    copy = Holder(till.copy(), seen=holder.seen, held=dict(holder.held))
    holder.sell(rum, 3)
    copy.sell(rum, 2)
    copy.sell(rum, 1)
    holder.send()
    copy.send()

    book = shelf.book(rum)
    assert (book.consumed, book.outstanding, book.pool) == (6, 0, 4)
    assert sorted(shelf.cases_of_units()) == ["allotment", "allotment", "fork"]


def test_a_lost_till_is_revoked_and_its_units_are_free_again(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    holder, other = Holder(till), Holder(shelf.office.enrol(shelf.store))
    holder.ask(rum, 9, urgent=True)
    holder.sell(rum, 2)
    holder.send()

    reclaimed = declare_lost(shelf.office.central, shelf.store, Loss(label="GY01", reason="burnt"))

    assert (reclaimed.streams, reclaimed.units) == (("GY01A",), ((rum, 7),))
    assert shelf.book(rum).pool == 8
    assert [units for _, _, units in other.ask(rum, 8, urgent=True)] == [8]
    deeds = [row["action"] for row in shelf.office.rows(audit, "at")]
    assert "till_declared_lost" in deeds


def test_what_a_lost_till_sends_late_is_kept_and_its_spending_becomes_a_case(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    holder = Holder(till)
    holder.ask(rum, 4)
    holder.send()
    declare_lost(shelf.office.central, shelf.store, Loss(label="GY01"))
    holder.sell(rum, 3)
    holder.declare(shelf.office.central.epoch)
    answer = holder.send()

    book = shelf.book(rum)
    assert answer.header.stored_through == 2
    assert {one.title for one in answer.rulings} == {"After the till was revoked"}
    assert (book.consumed, book.outstanding, book.pool) == (3, 0, 7)
    assert sorted(shelf.cases()) == ["allotment", "quarantine", "quarantine"]


def test_one_stream_is_declared_lost_while_its_till_goes_on(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    holder = Holder(till)
    holder.ask(rum, 4)
    left = till.copy()
    till.begin_stream("GY01XYZ")
    holder.held.clear()
    till.sell()
    holder.ask(rum, 2)
    loss = Loss(label="GY01", stream="GY01A")

    assert shelf.book(rum).holders[0].stranded
    reclaimed = declare_lost(shelf.office.central, shelf.store, loss)
    late = Holder(left, seen=holder.seen)
    late.sell(rum, 1)
    answer = late.send(Want(resource=rum, hold=5, urgent=True))

    assert reclaimed.units == ((rum, 4),)
    assert [one.title for one in answer.rulings] == ["After the till was revoked"]
    assert late.take_in(answer) == []
    book = shelf.book(rum)
    assert (book.consumed, book.outstanding) == (1, 2)
    assert holder.ask(rum, 3) == [(3, rum, 1)]
    with pytest.raises(Conflict, match="lost already"):
        declare_lost(shelf.office.central, shelf.store, loss)


def test_a_copy_that_comes_after_its_stream_was_closed_is_quarantined_as_a_whole(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    copy = Holder(till.copy())
    till.sell(1_000)
    till.push()
    till.begin_stream("GY01XYZ")
    till.sell()
    till.push()
    declare_lost(shelf.office.central, shelf.store, Loss(label="GY01", stream="GY01A"))

    copy.sell(rum, 1)
    answer = copy.send()

    assert [one.title for one in answer.rulings] == ["After the till was revoked"]
    assert shelf.book(rum).consumed == 1


def test_the_stream_of_a_working_till_and_an_unknown_one_are_not_closed(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    holder = Holder(till)
    holder.ask(rum, 4)
    central = shelf.office.central

    with pytest.raises(Conflict, match="writes in now"):
        declare_lost(central, shelf.store, Loss(label="GY01", stream="GY01A"))
    with pytest.raises(NotFound, match="no stream"):
        declare_lost(central, shelf.store, Loss(label="GY01", stream="GY01B"))
    with pytest.raises(NotFound, match="no till"):
        declare_lost(central, shelf.store, Loss(label="GY09"))

    assert shelf.book(rum).outstanding == 4


def test_a_till_that_was_revoked_before_can_still_be_declared_lost(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    holder = Holder(till)
    holder.ask(rum, 4)
    revoke_till(shelf.office.central, shelf.store, "GY01", "stolen")

    assert shelf.book(rum).outstanding == 4
    declare_lost(shelf.office.central, shelf.store, Loss(label="GY01"))
    assert shelf.book(rum).outstanding == 0


def test_no_time_that_passes_takes_a_unit_back(shelf: Shelf, till: PaperTill, rum: str) -> None:
    holder, other = Holder(till), Holder(shelf.office.enrol(shelf.store))
    holder.ask(rum, 9, urgent=True)
    shelf.office.clock.forward(timedelta(days=400))

    other.ask(rum, 9, urgent=True)

    assert_nothing_taken_back(shelf, rum, 9)


def assert_nothing_taken_back(shelf: Shelf, name: str, held: int) -> None:
    row = next(one for one in shelf.book(name).holders if one.stream == "GY01A")
    assert row.held == held


def test_taking_back_by_the_clock_would_be_noticed(shelf: Shelf, till: PaperTill, rum: str) -> None:
    """A planted bug: a holding that is a year old is put back into the pool."""
    holder, other = Holder(till), Holder(shelf.office.enrol(shelf.store))
    holder.ask(rum, 9, urgent=True)
    shelf.office.clock.forward(timedelta(days=400))
    with shelf.office.central.database.writing(shelf.office.clock.now()) as writing:
        writing.connection.exec_driver_sql("UPDATE allotment SET reclaimed = held, held = 0")
        writing.connection.exec_driver_sql("UPDATE resource SET outstanding = 0")
    other.ask(rum, 9, urgent=True)
    holder.sell(rum, 9)
    other.sell(rum, 9)
    holder.send()
    other.send()

    with pytest.raises(StopIteration):
        assert_nothing_taken_back(shelf, rum, 9)
    assert shelf.book(rum).pool < 0
    assert shelf.cases().count("allotment") == 1


def test_an_urgent_wish_recalls_what_others_hold_and_not_every_second(
    shelf: Shelf, till: PaperTill, rum: str
) -> None:
    holder, other = Holder(till), Holder(shelf.office.enrol(shelf.store))
    holder.ask(rum, 9, urgent=True)
    holder.send()

    def recalls() -> list[dict[str, object]]:
        return [dict(one.body) for one in holder.send().changes if one.kind == "recall"]

    other.ask(rum, 3, urgent=True)
    first = recalls()
    other.ask(rum, 3, urgent=True)
    repeated = recalls()
    other.ask(rum, 5, urgent=True)
    more = recalls()
    shelf.office.clock.forward(timedelta(seconds=31))
    other.ask(rum, 3, urgent=True)
    later = recalls()

    assert first == [{"resource": rum, "keep": 7}]
    assert repeated == []
    assert more == [{"resource": rum, "keep": 5}]
    assert later == [{"resource": rum, "keep": 7}]
    holder.give_back(rum, 2)
    holder.send()
    assert [units for _, _, units in other.ask(rum, 3, urgent=True)] == [2]


@pytest.mark.parametrize(
    "raw", [b'{"stock:', b'["stock:a:b"]', b'"stock:a:b"', b'{"kind":1,"body":["stock:a:b"]}']
)
def test_bytes_that_are_no_operation_spend_nothing(raw: bytes) -> None:
    assert spending_in(raw) == Spending()
    assert spending_in(b"[" * 90_000 + raw) == Spending()
    assert resources_in([raw]) == set()
    assert not declares([raw + b"allotments_declared"])


@pytest.mark.parametrize(
    ("column", "fault"), [("outstanding", "3 outstanding, 2 held"), ("consumed", "1 consumed, 0")]
)
def test_a_book_that_its_rows_do_not_bear_out_is_found(
    shelf: Shelf, till: PaperTill, rum: str, column: str, fault: str
) -> None:
    """A planted bug: a book is moved without its holding, or without an entry."""
    Holder(till).ask(rum, 2)
    with shelf.office.central.database.writing(shelf.office.clock.now()) as writing:
        writing.connection.exec_driver_sql(f"UPDATE resource SET {column} = {column} + 1")

    with shelf.office.central.database.reading() as connection:
        (found,) = find_faults(connection)

    assert fault in found


def test_a_sale_told_anew_spends_nothing_again() -> None:
    """What the old one used up was counted when it came, whatever became of it (rule 9.13)."""
    spent = [{"resource": "stock:store-a:item-a", "quantity": 3}]
    told = {"kind": "sale_completed", "corrected": {"spent": spent}, "spent": spent}
    raw = json.dumps({"kind": "operation_corrected", "body": told}).encode()

    assert spending_in(raw) == Spending()
