"""A till that is gone holds up its store in a new epoch: after some days a person is asked."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from central.allotments.losing import Loss, declare_lost
from central.allotments.names import stock_resource
from central.backups.making import make_backup
from central.catalog.importing import item_id_of
from central.jobs import silence
from central.jobs.silence import KIND, ask_after_silent_tills
from central.state import BEGAN
from central.tables import case_file, central_state
from central.tills.organisations import Store
from tests.central.allotting import Holder, Shelf
from tests.central.office import Office
from tests.central.paper_till import PaperTill
from tests.central.test_allotment_fence import put_back

DAYS = 7
"""As the sample rules say."""


@pytest.fixture
def shelf(office: Office, shop: Store) -> Shelf:
    return Shelf(office, shop)


def look(shelf: Shelf) -> list[tuple[str, bool]]:
    """Let the job run; return the cases of silent tills, and whether each is open."""
    central = shelf.office.central
    ask_after_silent_tills(central, lambda: central.database.writing(shelf.office.clock.now()))
    rows = shelf.office.rows(case_file, "seq")
    return [(str(row["stream"]), row["closed_at"] is None) for row in rows if row["kind"] == KIND]


def silent_store(shelf: Shelf, folder: Path, till: PaperTill) -> tuple[Holder, Holder]:
    """A store of two tills whose central was put back: neither has declared since."""
    rum = shelf.stock(folder, 10)
    first, second = Holder(till), Holder(shelf.office.enrol(shelf.store))
    make_backup(shelf.office.central, folder / "backups")
    first.ask(rum, 8, urgent=True)
    put_back(shelf, folder / "backups", first, second)
    return first, second


def test_a_person_is_asked_once_the_days_are_over_and_not_before(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    first, second = silent_store(shelf, tmp_path, till)
    second.declare(shelf.office.central.epoch)
    second.send()
    clock = shelf.office.clock
    clock.forward(timedelta(days=DAYS))
    assert look(shelf) == []

    clock.forward(timedelta(seconds=1))
    asked = [(first.till.granted.till, True)]
    assert look(shelf) == asked
    assert look(shelf) == asked
    [case] = [row for row in shelf.office.rows(case_file) if row["kind"] == KIND]
    assert till.granted.label in str(case["title"])
    assert "for 7 days" in str(case["message"])


def test_the_clock_takes_nothing_back(shelf: Shelf, till: PaperTill, tmp_path: Path) -> None:
    silent_store(shelf, tmp_path, till)
    rum = stock_resource(shelf.store.store_id, item_id_of(shelf.store.store_id, "RUM-1"))
    shelf.office.clock.forward(timedelta(days=400))

    assert len(look(shelf)) == 2
    assert len(shelf.book(rum).waiting_for) == 2


def test_a_till_that_is_heard_from_ends_the_question_by_itself(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    first, second = silent_store(shelf, tmp_path, till)
    shelf.office.clock.forward(timedelta(days=DAYS + 1))
    assert len(look(shelf)) == 2
    for holder in (first, second):
        holder.declare(shelf.office.central.epoch)
        holder.send()

    assert [is_open for _, is_open in look(shelf)] == [False, False]


def test_a_till_that_a_person_declares_lost_ends_the_question(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    silent_store(shelf, tmp_path, till)
    shelf.office.clock.forward(timedelta(days=DAYS + 1))
    look(shelf)
    loss = Loss(label=till.granted.label, reason="It burned.")
    declare_lost(shelf.office.central, shelf.store, loss)

    assert dict(look(shelf))[till.granted.till] is False


def test_a_question_that_a_person_closed_is_not_asked_again_in_this_epoch(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    silent_store(shelf, tmp_path, till)
    shelf.office.clock.forward(timedelta(days=DAYS + 1))
    look(shelf)
    with shelf.office.central.database.writing(shelf.office.clock.now()) as writing:
        writing.connection.execute(sa.update(case_file).values(closed_at=writing.at))
    shelf.office.clock.forward(timedelta(days=DAYS + 1))

    assert [is_open for _, is_open in look(shelf)] == [False, False]


def test_without_a_rule_nobody_is_asked(
    shelf: Shelf, till: PaperTill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent_store(shelf, tmp_path, till)
    shelf.office.clock.forward(timedelta(days=DAYS + 1))
    monkeypatch.setattr(silence, "TILL_SILENCE", "no_such_rule")

    assert look(shelf) == []


def test_an_epoch_that_an_older_program_began_counts_from_now(
    shelf: Shelf, till: PaperTill, tmp_path: Path
) -> None:
    silent_store(shelf, tmp_path, till)
    with shelf.office.central.database.writing(shelf.office.clock.now()) as writing:
        of_began = central_state.c.name == BEGAN
        writing.connection.execute(sa.delete(central_state).where(of_began))
    shelf.office.clock.forward(timedelta(days=DAYS + 1))
    assert look(shelf) == []

    shelf.office.clock.forward(timedelta(days=DAYS, seconds=1))
    assert len(look(shelf)) == 2


def test_a_job_that_asks_nobody_would_be_found_out(
    shelf: Shelf, till: PaperTill, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted job holds no till for silent."""
    silent_store(shelf, tmp_path, till)
    shelf.office.clock.forward(timedelta(days=DAYS + 1))
    monkeypatch.setattr(silence, "list_undeclared", lambda _connection: [])

    assert look(shelf) == []
