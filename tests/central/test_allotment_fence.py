"""A central put back in time has forgotten grants: it waits until all tills have declared."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from central.allotments import granting
from central.allotments.losing import Loss, declare_lost
from central.allotments.movements import take_declaration
from central.allotments.tables import grant_given, till_grants
from central.backups.making import make_backup
from central.backups.restoring import restore_backup
from central.operation_key import OperationKey
from central.surroundings import Surroundings
from central.tills.organisations import Store
from central.tills.revoking import revoke_till
from sync.protocol.allotment_bodies import AllotmentsDeclared, Want
from sync.protocol.operation import read_facts
from tests.central.allotting import Holder, Shelf
from tests.central.office import Office
from tests.central.paper_till import PaperTill

Expect = Callable[[str], None]


@pytest.fixture
def shelf(office: Office, shop: Store) -> Shelf:
    return Shelf(office, shop)


def put_back(shelf: Shelf, folder: Path, *holders: Holder) -> None:
    """Put central back to the backup in a folder, in a new epoch, and tell the tills' clients."""
    office = shelf.office
    office.close()
    for left in office.settings.data.glob("central.db*"):
        left.unlink()
    (backup,) = folder.glob("*.db")
    restore_backup(office.settings, backup, Surroundings(office.clock, office.entropy))
    for holder in holders:
        holder.till.client = office.client


def two_holders(shelf: Shelf, till: PaperTill) -> tuple[Holder, Holder]:
    return Holder(till), Holder(shelf.office.enrol(shelf.store))


def test_nothing_is_granted_after_a_restore_before_every_till_has_declared(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 10)
    first, second = two_holders(shelf, till)
    make_backup(shelf.office.central, tmp_path / "backups")
    first.ask(rum, 8, urgent=True)
    put_back(shelf, tmp_path / "backups", first, second)
    epoch = shelf.office.central.epoch

    second.declare(epoch)
    before = second.ask(rum, 5, urgent=True)
    waiting = shelf.book(rum).waiting_for
    first.sell(rum, 3)
    first.declare(epoch)
    first.send()
    after = second.ask(rum, 5, urgent=True)

    assert before == []
    assert waiting == (till.granted.label,)
    assert [units for _, _, units in after] == [2]
    book = shelf.book(rum)
    assert (book.consumed, book.outstanding, book.pool, book.waiting_for) == (3, 7, 0, ())
    assert shelf.cases_of_units() == []


def test_granting_without_the_fence_would_hand_out_what_is_held(
    shelf: Shelf, till: PaperTill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted bug: a restored central grants at once, and more is held than there is."""
    rum = shelf.stock(tmp_path, 10)
    first, second = two_holders(shelf, till)
    make_backup(shelf.office.central, tmp_path / "backups")
    first.ask(rum, 8, urgent=True)
    put_back(shelf, tmp_path / "backups", first, second)
    monkeypatch.setattr(granting, "undeclared_labels", lambda *_: [])

    second.ask(rum, 5, urgent=True)
    first.declare(shelf.office.central.epoch)
    first.send()

    assert first.held[rum] + second.held[rum] == 13
    assert shelf.book(rum).pool == -3
    assert shelf.cases() == ["allotment"]


def test_numbers_that_central_has_forgotten_are_not_used_again(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 20)
    holder = Holder(till)
    make_backup(shelf.office.central, tmp_path / "backups")
    for hold in (1, 2, 3):
        holder.ask(rum, hold)
    put_back(shelf, tmp_path / "backups", holder)
    till.cursor = None

    holder.declare(shelf.office.central.epoch)
    granted = holder.ask(rum, 5)

    assert granted == [(4, rum, 2)]
    assert shelf.book(rum).outstanding == holder.held[rum] == 5


def test_a_till_that_saw_more_grants_than_central_remembers_is_granted_nothing(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 20)
    holder = Holder(till, seen=7)

    granted = holder.ask(rum, 5)

    assert granted == []
    assert shelf.office.rows(grant_given) == []
    assert [row["last_number"] for row in shelf.office.rows(till_grants)] == [7]


def test_what_was_on_its_way_when_the_till_declared_is_still_outstanding(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 20)
    holder = Holder(till)
    holder.ask(rum, 2)
    holder.send(Want(resource=rum, hold=6))  # the answer is lost
    holder.declare(shelf.office.central.epoch)

    on_its_way = holder.take_in(holder.send())

    assert on_its_way == []
    till.cursor = None
    assert holder.take_in(holder.send()) == [(2, rum, 4)]
    assert shelf.book(rum).outstanding == holder.held[rum] == 6


def test_a_declaration_corrects_the_book_in_both_directions(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 20)
    holder = Holder(till)
    holder.ask(rum, 6)

    holder.held[rum] = 4
    holder.declare("an-epoch-of-old")
    holder.send()

    assert shelf.book(rum).outstanding == 4
    holder.held.clear()
    holder.declare(shelf.office.central.epoch)
    holder.send()
    assert shelf.book(rum).outstanding == 0


def test_a_revoked_till_is_not_waited_for(shelf: Shelf, till: PaperTill, tmp_path: Path) -> None:
    rum = shelf.stock(tmp_path, 10)
    first, second = two_holders(shelf, till)
    make_backup(shelf.office.central, tmp_path / "backups")
    put_back(shelf, tmp_path / "backups", first, second)
    second.declare(shelf.office.central.epoch)

    assert second.ask(rum, 2) == []
    revoke_till(shelf.office.central, shelf.store, till.granted.label, "scrapped")
    assert [units for _, _, units in second.ask(rum, 2)] == [2]


def test_a_till_enrolled_in_this_epoch_keeps_nobody_waiting(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 10)
    make_backup(shelf.office.central, tmp_path / "backups")
    holder = Holder(till)
    put_back(shelf, tmp_path / "backups", holder)
    shelf.office.enrol(shelf.store)
    holder.declare(shelf.office.central.epoch)

    assert [units for _, _, units in holder.ask(rum, 2)] == [2]


def test_only_the_word_of_this_epoch_opens_the_fence(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 10)
    old = shelf.office.central.epoch
    holder = Holder(till)
    make_backup(shelf.office.central, tmp_path / "backups")
    holder.declare(old)
    put_back(shelf, tmp_path / "backups", holder)

    assert holder.ask(rum, 2) == []
    holder.declare(shelf.office.central.epoch)
    assert [units for _, _, units in holder.ask(rum, 2)] == [2]


def test_a_wish_seen_before_the_restore_of_another_process_is_fenced_under_the_locks(
    shelf: Shelf, till: PaperTill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was worked out by reading is worked out again where it is carried out."""
    rum = shelf.stock(tmp_path, 10)
    holder = Holder(till)
    plan = granting._plan
    calls: list[int] = []

    def plan_twice(
        connection: sa.Connection, asking: granting.Asking, at: datetime
    ) -> list[granting._Step]:
        calls.append(1)
        return plan(connection, asking, at) if len(calls) == 1 else []

    monkeypatch.setattr(granting, "_plan", plan_twice)

    assert holder.ask(rum, 2) == []
    assert len(calls) == 2


def test_a_till_that_has_not_declared_yet_is_granted_nothing_and_its_numbers_are_kept(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 20)
    first, second = two_holders(shelf, till)
    make_backup(shelf.office.central, tmp_path / "backups")
    for hold in (1, 2, 3):
        first.ask(rum, hold)
    put_back(shelf, tmp_path / "backups", first, second)
    epoch = shelf.office.central.epoch
    till.cursor = None

    assert first.ask(rum, 9) == []
    assert shelf.office.central.epoch == epoch
    assert max(int(str(row["last_number"])) for row in shelf.office.rows(till_grants)) == 3


def test_a_declaration_that_waited_while_its_stream_was_closed_gives_it_nothing(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    rum = shelf.stock(tmp_path, 20)
    holder = Holder(till)
    holder.ask(rum, 4)
    holder.declare(shelf.office.central.epoch)
    declared = AllotmentsDeclared.model_validate(read_facts(till.operations[-1].facts).body)
    declare_lost(shelf.office.central, shelf.store, Loss(label="GY01"))
    key = OperationKey(
        organisation_id=shelf.store.organisation_id,
        till_id=till.granted.till,
        stream=till.stream,
        branch=0,
        seq=1,
    )

    with shelf.office.central.database.writing(shelf.office.clock.now()) as writing:
        assert take_declaration(writing, key, declared) is None
    assert shelf.book(rum).outstanding == 0
