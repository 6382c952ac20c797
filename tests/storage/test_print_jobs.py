from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.errors import NotFound
from domain.paper import BarcodeRow, text_paper
from storage.connections import EncryptedFile, writing_engine
from storage.database import TillDatabase
from storage.migrate import upgrade
from storage.print_jobs import KEPT, NewPrint
from tests.storage.kit import KEY, MORNING, enrolled, open_db

RECEIPT = NewPrint(job_id="GY03A-000001", kind="receipt", subject="GY03A-000001", opens_drawer=True)
SLIP = NewPrint(
    job_id="x-1",
    kind="slip",
    subject="X report",
    paper=text_paper(("X",), codes=(BarcodeRow("1"),)),
)


@pytest.fixture
def db(tmp_path: Path) -> TillDatabase:
    return enrolled(tmp_path)


def queue(db: TillDatabase, *jobs: NewPrint) -> None:
    with db.unit_of_work() as uow:
        for number, job in enumerate(jobs):
            uow.prints.add(job, MORNING + timedelta(minutes=number))
        uow.commit()


def waiting(db: TillDatabase) -> list[str]:
    with db.reading() as uow:
        listed = [record.new.job_id for record in uow.prints.list_waiting()]
        assert uow.prints.count_waiting() == len(listed)
    return listed


def test_papers_wait_in_the_order_they_were_made_and_survive_a_restart(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    queue(db, SLIP, RECEIPT)
    db.close()

    again = open_db(tmp_path)
    with again.reading() as uow:
        record = uow.prints.get_job("x-1")

    assert waiting(again) == ["x-1", "GY03A-000001"]
    assert record.new == SLIP
    assert (record.tries, record.failure, record.outcome, record.is_waiting) == (0, "", "", True)


def test_a_failed_try_is_kept_with_its_words_and_the_paper_waits_on(db: TillDatabase) -> None:
    queue(db, RECEIPT)
    with db.unit_of_work() as uow:
        uow.prints.note_failure(RECEIPT.job_id, "The printer has no paper.", MORNING)
        uow.commit()

    with db.reading() as uow:
        record = uow.prints.get_job(RECEIPT.job_id)
    assert (record.tries, record.failure) == (1, "The printer has no paper.")
    assert record.failed_at == MORNING
    assert waiting(db) == [RECEIPT.job_id]


def test_a_paper_is_done_once(db: TillDatabase) -> None:
    queue(db, RECEIPT)
    with db.unit_of_work() as uow:
        ended = [uow.prints.note_done(RECEIPT.job_id, "printed", MORNING) for _ in range(2)]
        uow.prints.add(RECEIPT, MORNING)
        uow.commit()

    assert ended == [True, False]
    assert waiting(db) == []


def test_a_dropped_paper_that_is_wanted_after_all_waits_again_and_opens_no_drawer(
    db: TillDatabase,
) -> None:
    queue(db, RECEIPT)
    with db.unit_of_work() as uow:
        uow.prints.note_done(RECEIPT.job_id, "dropped", MORNING)
        uow.prints.add(RECEIPT, MORNING)
        uow.commit()

    with db.reading() as uow:
        assert not uow.prints.get_job(RECEIPT.job_id).new.opens_drawer
    assert waiting(db) == [RECEIPT.job_id]


def test_what_was_printed_is_forgotten_after_a_week_and_what_waits_never(db: TillDatabase) -> None:
    queue(db, RECEIPT, SLIP)
    last = NewPrint(job_id="z", kind="z", subject="1")
    with db.unit_of_work() as uow:
        uow.prints.note_done(RECEIPT.job_id, "printed", MORNING)
        uow.prints.add(last, MORNING)
        uow.prints.note_done("z", "printed", MORNING + KEPT + timedelta(seconds=1))
        uow.commit()

    with db.reading() as uow:
        assert uow.prints.find_job(RECEIPT.job_id) is None
        assert uow.prints.find_job("z") is not None
        with pytest.raises(NotFound, match="Print it again from its receipt"):
            uow.prints.get_job(RECEIPT.job_id)
    assert waiting(db) == ["x-1"]


def test_only_a_paper_that_waits_goes_to_another_printer(db: TillDatabase) -> None:
    queue(db, RECEIPT)
    with db.unit_of_work() as uow:
        uow.prints.redirect(RECEIPT.job_id, "back office")
        uow.commit()
    with db.unit_of_work() as uow:
        assert uow.prints.get_job(RECEIPT.job_id).new.printer == "back office"
        uow.prints.note_done(RECEIPT.job_id, "printed", MORNING)
        with pytest.raises(NotFound, match="waits no more"):
            uow.prints.redirect(RECEIPT.job_id, "kiosk")


def test_the_code_of_a_receipt_is_kept_once(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.prints.keep_code("GY03A-000001", "W1.a.b")
        uow.prints.keep_code("GY03A-000001", "W1.c.d")
        uow.commit()

    with db.reading() as uow:
        assert uow.prints.find_code("GY03A-000001") == "W1.a.b"
        assert uow.prints.find_code("GY03A-000002") is None


@pytest.mark.parametrize("kind", ["receipt", "z", "label"])
def test_a_paper_that_may_name_a_person_is_never_kept_in_the_queue(kind: str) -> None:
    with pytest.raises(ValueError, match="a slip brings its paper"):
        NewPrint(job_id="1", kind=kind, subject="1", paper=text_paper(("x",)))  # type: ignore[arg-type]  # any of its kinds


def test_a_slip_without_its_paper_could_never_print() -> None:
    with pytest.raises(ValueError, match="a slip brings its paper"):
        NewPrint(job_id="1", kind="slip", subject="1")


def test_receipts_from_before_there_was_a_queue_wait_in_it(tmp_path: Path) -> None:
    engine = writing_engine(EncryptedFile(tmp_path / "old.db", KEY))
    with engine.begin() as connection:
        upgrade(connection, to="0007")
        connection.execute(sa.text(_OPEN_SHIFT))
        connection.execute(sa.text(_SALE), {"number": "GY03A-000007", "cart": "a", "printed": None})
        connection.execute(sa.text(_SALE), {"number": "GY03A-000008", "cart": "b", "printed": "x"})
        upgrade(connection, to="0008")
        found = connection.execute(sa.text("SELECT job_id, kind, opens_drawer FROM print_job"))

        assert found.all() == [("GY03A-000007", "receipt", 0)]
    engine.dispose()


_OPEN_SHIFT = (
    "INSERT INTO shift (number, business_date, opened_at, opened_by, currency, opening_float_minor,"
    " sale_count, sales_minor, rounding_minor, vat_minor) VALUES (1, '2026-11-22',"
    " '2026-11-22T12:00:00.000000+00:00', 'staff-sr', 'GYD', 0, 2, 2, 0, 0)"
)
_SALE = (
    "INSERT INTO sale (receipt_number, at, business_date, shift_number, cashier_id, cart_id,"
    " cart_version, currency, total_minor, vat_minor, rounding_minor, change_minor, receipt_lines,"
    " waybills, copy_count, printed_at) VALUES (:number, '2026-11-22T12:00:00.000000+00:00',"
    " '2026-11-22', 1, 'staff-sr', :cart, 1, 'GYD', 1, 0, 0, 0, '[]', '[]', 0, :printed)"
)
