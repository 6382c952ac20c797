"""Grants: a wish is a target, each number is given once, and nothing beyond the pool."""

from pathlib import Path

import pytest

from central.allotments import granting
from central.allotments.tables import allotment, grant_given
from central.tables import change
from central.tills.organisations import Store
from central.tills.revoking import revoke_till
from domain.allotment import Book, Wish, units_to_grant
from sync.protocol.allotment_bodies import Want
from sync.protocol.exchange import ExchangeRequest
from tests.central.allotting import Holder, Shelf
from tests.central.office import Office
from tests.central.paper_till import PaperTill

pytestmark = pytest.mark.both_databases


@pytest.fixture
def shelf(office: Office, shop: Store) -> Shelf:
    return Shelf(office, shop)


def test_a_wish_is_granted_in_the_same_answer_with_dense_numbers(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 20)
    deal = shelf.stock(tmp_path, 8, "DEAL-1")
    holder = Holder(till)
    till.sell()

    granted = holder.take_in(holder.send(Want(resource=rum, hold=4), Want(resource=deal, hold=2)))

    assert sorted(granted) == sorted(
        (number, name, units)
        for number, (name, units) in enumerate(sorted({rum: 4, deal: 2}.items()), start=1)
    )
    assert (shelf.book(rum).outstanding, shelf.book(rum).pool) == (4, 16)
    assert shelf.book(rum).holders[0].stream == till.stream


def test_a_wish_repeated_after_a_lost_answer_grants_nothing_twice(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 20)
    holder = Holder(till)
    lost = holder.send(Want(resource=rum, hold=4))
    till.cursor = None

    granted = holder.ask(rum, 4)

    assert [one.kind for one in lost.changes].count("grant") == 1
    assert granted == [(1, rum, 4)]
    assert len(shelf.office.rows(grant_given)) == 1
    assert shelf.book(rum).outstanding == 4


def test_comparing_a_wish_with_what_the_till_says_would_grant_twice(
    shelf: Shelf, till: PaperTill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted bug: grants on their way are forgotten, and a lost answer doubles the holding."""
    rum = shelf.stock(tmp_path, 20)
    holder = Holder(till)

    def forgetful(book: Book, wish: Wish, *, held: int, sharing: int) -> int:
        del held
        return units_to_grant(book, wish, held=0, sharing=sharing)

    monkeypatch.setattr(granting, "units_to_grant", forgetful)
    holder.send(Want(resource=rum, hold=4))
    till.cursor = None
    granted = holder.ask(rum, 4)

    assert sum(units for _, _, units in granted) == 8


def test_an_exchange_that_would_grant_nothing_writes_nothing(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 20)
    holder = Holder(till)
    holder.ask(rum, 4)
    before = len(shelf.office.rows(change))
    database = shelf.office.central.database

    class NoWriting:
        def __call__(self, *_: object) -> object:
            message = "an idle exchange wrote"
            raise AssertionError(message)

    with pytest.MonkeyPatch.context() as patch:
        holder.send()  # what was granted is read, and that is noted
        patch.setattr(database, "writing", NoWriting())
        for _ in range(3):
            assert holder.ask(rum, 4) == []

    assert len(shelf.office.rows(change)) == before


def test_the_last_marked_item_is_never_granted_twice(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    unique = shelf.stock(tmp_path, 1)
    first, second = Holder(till), Holder(shelf.office.enrol(shelf.store))

    idle = first.ask(unique, 1)
    granted = [holder.ask(unique, 1, urgent=True) for holder in (first, second, first, second)]

    assert idle == []
    assert granted == [[(1, unique, 1)], [], [], []]
    first.sell(unique)
    assert first.ask(unique, 1, urgent=True) == []
    assert shelf.book(unique).consumed == 1
    assert shelf.cases_of_units() == []


def test_grants_shrink_as_the_pool_drains_and_the_last_units_wait_for_a_customer(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 20)
    holders = [Holder(till), Holder(shelf.office.enrol(shelf.store))]

    granted = [holders[turn % 2].ask(rum, 50) for turn in range(12)]
    units = [sum(one[2] for one in each) for each in granted]

    assert units[:4] == [9, 4, 2, 1]
    assert sum(units) == 18
    assert sum(one[2] for one in holders[0].ask(rum, 50, urgent=True)) == 2
    assert shelf.book(rum).pool == 0


def test_what_the_till_spent_and_returned_is_applied_before_its_wish(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 10)
    holder = Holder(till)
    holder.ask(rum, 5)
    holder.sell(rum, 3)
    holder.give_back(rum, 1)

    granted = holder.ask(rum, 2)

    assert granted == [(2, rum, 1)]
    book = shelf.book(rum)
    assert (book.consumed, book.outstanding, book.pool) == (3, 2, 5)
    assert shelf.cases_of_units() == []


def test_wishes_for_the_same_thing_are_one_wish(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 10)
    holder = Holder(till)

    granted = holder.take_in(
        holder.send(Want(resource=rum, hold=2), Want(resource=rum, hold=3, urgent=True))
    )

    assert granted == [(1, rum, 3)]


def test_nobody_is_granted_what_is_not_theirs_or_what_nobody_knows(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 10)
    stranger = Holder(shelf.office.enrol(shelf.office.open_shop("Others")))
    holder = Holder(till)

    wants = (
        Want(resource=rum.replace("stock:", "stock:x"), hold=3, urgent=True),
        Want(resource=f"stock:{shelf.store.store_id}:nothing", hold=3, urgent=True),
        Want(resource="booking:nobody", hold=3, urgent=True),
        Want(resource="booking:no\0body", hold=3, urgent=True),
    )
    assert stranger.ask(rum, 3, urgent=True) == []
    assert holder.take_in(holder.send(*wants)) == []
    till.sell()
    assert holder.take_in(holder.send(*wants)) == []
    assert shelf.office.rows(allotment) == []


def test_a_revoked_till_is_granted_nothing(shelf: Shelf, till: PaperTill, tmp_path: Path) -> None:
    rum = shelf.stock(tmp_path, 10)
    holder = Holder(till)
    revoke_till(shelf.office.central, shelf.store, "GY01", "stolen")

    holder.send(Want(resource=rum, hold=3, urgent=True))
    till.sell()
    holder.send(Want(resource=rum, hold=3, urgent=True))

    assert shelf.office.rows(grant_given) == []


def test_nothing_is_granted_where_central_does_not_know_all_that_was_written(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 10)
    till.sell()
    till.sell()
    wanted = Want(resource=rum, hold=3, urgent=True)
    gap, ahead = till.request(2, 2), till.request(3, 2)

    for request in (gap, ahead):
        header = request.header.model_copy(update={"wants": (wanted,)})
        answer = till.exchange(ExchangeRequest(header=header, operations=request.operations))
        assert answer.header.resend_from == 1
    assert shelf.office.rows(grant_given) == []


def test_a_till_that_must_change_its_stream_is_granted_nothing_in_the_old_one(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 10)
    copy = till.copy()
    till.sell(1_000)
    copy.sell(2_000)
    till.push()

    answer = Holder(copy).send(Want(resource=rum, hold=3, urgent=True))

    assert answer.header.assigned_stream == "GY01B"
    assert shelf.office.rows(grant_given) == []


def test_a_grant_names_its_stream_and_a_new_one_starts_with_nothing(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 20)
    holder = Holder(till)
    holder.ask(rum, 4)
    till.begin_stream("GY01XYZ")
    holder.held.clear()

    granted = holder.ask(rum, 4)

    assert granted == [(2, rum, 4)]
    book = shelf.book(rum)
    assert book.outstanding == 8
    assert [(one.stream, one.held) for one in book.holders] == [("GY01A", 4), ("GY01XYZ", 4)]
