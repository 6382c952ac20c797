"""A person is erased: no page of file, log or backup holds a trace, and the chain verifies."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.shift import CashCount, DrawerSums, close
from domain.shipment import Party
from storage.backup import list_backups
from storage.database import TillDatabase
from storage.errors import DatabaseBusy
from tests.storage.kit import (
    CASHIER,
    KEY,
    MORNING,
    STREAM,
    SetClock,
    a_change,
    a_part,
    decrypted,
    enrolled,
    open_db,
    rows_of,
    say,
    say_many,
    stage,
    tamper,
    tell,
)
from tests.storage.sales_kit import (
    a_cart,
    a_draft,
    a_party,
    a_shift,
    gyd,
    open_shift,
    with_shipment,
    write_sale,
)

GONE = "person-lila"
WORDS = ("Lilawattie", "772 4321", "7724321", "lilawattie", "Quamina", "Den Amstel", "koker")
STAYS = "Aubrey Fraser"


def consignee() -> Party:
    return a_party(
        GONE,
        "Lilawattie Singh",
        phone="772 4321",
        lot_street="Lot 8, Quamina Street",
        village="Den Amstel",
        landmark="by the koker",
        region=9,
    )


def traces(folder: Path) -> dict[str, list[str]]:
    """Which words stand where: in the file, its log and each backup, page by page."""
    data = folder / "data"
    files = [data / "till.db", data / "till.db-wal", *(data / "backups").glob("windward-*")]
    found = {}
    for file in files:
        if file.exists() and file.stat().st_size:
            dump = decrypted(file)
            words = [word for word in (*WORDS, STAYS) if word.encode() in dump]
            found[file.name] = words
    return found


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def db(tmp_path: Path, clock: SetClock) -> Iterator[TillDatabase]:
    """A till that knows the person in every way it can: sold, booked, in a cart, in two backups."""
    made = enrolled(tmp_path, clock=clock)
    open_shift(made)
    draft = replace(a_draft(), consignee=consignee())
    with made.unit_of_work() as uow:
        cart = with_shipment(a_cart("cart-1"), draft)
        uow.carts.save(cart)
        write_sale(uow, cart, waybills=("GY03A-W00001",))
        parts = (a_part(GONE, {"consignee": {"name": "Lilawattie Singh", "phone": "772 4321"}}),)
        say(uow, personal=parts)
        uow.commit()
    made.backup_to(tmp_path / "data" / "backups")
    with made.unit_of_work(durable=False) as uow:
        waiting = with_shipment(a_cart("cart-2"), replace(draft, shipment_id="shipment-2"))
        uow.carts.save(waiting)
        uow.commit()
    clock.go_on(timedelta(hours=8))
    made.backup_to(tmp_path / "data" / "backups")
    yield made
    made.close()


def erase(db: TillDatabase, person: str = GONE) -> None:
    with db.unit_of_work() as uow:
        uow.people.erase(person)
        uow.commit()


def test_before_the_erasure_the_dump_shows_every_word(db: TillDatabase, tmp_path: Path) -> None:
    """The search for traces can find them: else it would prove nothing."""
    db.truncate_log()
    found = traces(tmp_path)

    assert len(found) == 3
    assert all(
        {"Lilawattie", "772 4321", "Den Amstel", STAYS} <= set(words) for words in found.values()
    )


def test_after_the_erasure_no_page_of_file_log_or_backup_shows_a_trace(
    db: TillDatabase, tmp_path: Path
) -> None:
    erase(db)
    assert db.erase_traces() == 1
    found = traces(tmp_path)

    assert len(found) == 4
    assert {word for words in found.values() for word in words} == {STAYS}
    assert db.erase_traces() == 0


def test_after_the_erasure_the_chain_verifies_and_the_sale_still_loads(
    db: TillDatabase, tmp_path: Path
) -> None:
    erase(db)
    db.erase_traces()
    db.check()
    with db.reading() as uow:
        record = uow.sales.get("GY03A-000001")
        shipment = record.sale.lines[-1].line.shipment
        booked = uow.shipments.find_by_waybill("GY03A-W00001")
        cart = uow.carts.find_open()
        assert uow.people.find_person(GONE) is None
        assert uow.people.find_person("person-aubrey") is not None
        batch = uow.outbox.next_batch(1_000_000)
    assert shipment is not None
    assert booked is not None
    assert cart is not None
    assert shipment == booked.draft
    assert shipment.consignee.name == "(erased)"
    assert shipment.consignee.region == 9
    assert shipment.consignor.name == STAYS
    assert shipment.pieces[0].description == "(erased)"
    assert shipment.pieces[0].packing == "(erased)"
    assert cart.lines[-1].shipment is not None
    assert cart.lines[-1].shipment.consignee.phone == ""
    assert batch is not None
    assert [operation.erased for operation in batch.operations] == [(), (), (GONE,)]
    db.close()
    open_db(tmp_path).close()


def test_a_deleted_row_leaves_no_word_among_hundreds_of_neighbours(tmp_path: Path) -> None:
    """Pages split, move and merge; what was erased stands in no free corner of any."""
    db = enrolled(tmp_path)
    chance = random.Random(7)
    names = {f"person-{number}": f"Name{number:05d}x" for number in range(600)}
    with db.unit_of_work() as uow:
        for person_id, name in names.items():
            street = "Street " * chance.randint(1, 12)
            uow.people.save(a_party(person_id, name, lot_street=street.strip()), at=MORNING)
            say(uow, personal=(a_part(person_id, {"name": name, "street": street}),))
        uow.commit()
    gone = chance.sample(sorted(names), 160)
    with db.unit_of_work() as uow:
        for person_id in gone:
            uow.people.erase(person_id)
        uow.commit()
    assert db.erase_traces() == 160
    db.truncate_log()
    dump = decrypted(tmp_path / "data" / "till.db").lower()
    db.close()

    assert [names[person] for person in gone if names[person].lower().encode() in dump] == []
    kept = set(names) - set(gone)
    assert all(names[person].encode().lower() in dump for person in kept)


def test_an_erasure_told_by_central_is_finished_by_the_next_tidying(
    db: TillDatabase, tmp_path: Path
) -> None:
    tell(db, a_change("person_erased", GONE, 1))
    with db.reading() as uow:
        assert uow.people.list_erasures() == (GONE,)

    assert db.erase_traces() == 1
    assert {word for words in traces(tmp_path).values() for word in words} == {STAYS}


def test_an_erasure_that_is_only_staged_waits_for_its_moment(db: TillDatabase) -> None:
    stage(db, a_change("person_erased", GONE, 1))

    assert db.erase_traces() == 0


def test_a_reader_in_the_way_puts_the_cleaning_off_and_loses_nothing(
    db: TillDatabase, tmp_path: Path
) -> None:
    db._pragma("busy_timeout = 1")
    with db.reading() as uow:
        uow.outbox.waiting_count()
        erase(db)
        with pytest.raises(DatabaseBusy):
            db.erase_traces()

    assert db.erase_traces() == 1
    assert {word for words in traces(tmp_path).values() for word in words} == {STAYS}


def test_a_backup_that_cannot_be_opened_is_removed_because_it_may_hold_traces(
    db: TillDatabase, tmp_path: Path
) -> None:
    first, second = list_backups(tmp_path / "data" / "backups")
    first.write_bytes(b"not a database any more " * 400)
    erase(db)
    db.erase_traces()

    assert list_backups(tmp_path / "data" / "backups") == (second,)


def test_a_half_written_backup_is_removed_as_well(db: TillDatabase, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "backups"
    half = folder / "windward-20260101T000000000000Z.db.partial"
    shutil.copyfile(list_backups(folder)[0], half)
    erase(db)
    db.erase_traces()

    assert not half.exists()


def test_a_cleaned_backup_still_restores_and_knows_what_it_is(
    db: TillDatabase, tmp_path: Path
) -> None:
    erase(db)
    db.erase_traces()
    db.close()
    backup = list_backups(tmp_path / "data" / "backups")[-1]
    target = tmp_path / "restored"
    (target / "data").mkdir(parents=True)
    shutil.copyfile(backup, target / "data" / "till.db")
    old = open_db(target)

    assert old.needs_new_stream == "restored_backup"
    with old.reading() as uow:
        assert uow.sales.get("GY03A-000001").sale.lines
    old.close()


def test_a_member_of_staffs_note_goes_with_their_part(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    open_shift(db)
    closing = close(
        a_shift(),
        DrawerSums.of(gyd(20_000), gyd(0)),
        CashCount("GYD", ((2_000_000, 1),)),
        closed_at=MORNING + timedelta(hours=9),
        note="Mr Bacchus owes us two dollars since Friday",
    )
    z_lines = (
        "Z REPORT",
        "",
        "Note: Mr Bacchus owes us two",
        "dollars since Friday",
        "Expected 20,000",
    )
    with db.unit_of_work() as uow:
        uow.shifts.close(closing, uow.shifts.totals(1), z_lines, closed_by=CASHIER)
        uow.people.erase(CASHIER)
        uow.commit()
    with db.reading() as uow:
        kept = uow.shifts.find_closing(1)
        assert uow.shifts.get_z(1) == ("Z REPORT", "", "Expected 20,000")
    assert kept is not None
    assert kept.note == ""
    db.erase_traces()
    db.truncate_log()
    assert b"Bacchus" not in decrypted(tmp_path / "data" / "till.db", KEY)
    db.close()


def test_operations_and_hashes_stay_whoever_is_erased(db: TillDatabase) -> None:
    say_many(db, 3)
    before = rows_of(db, f"SELECT seq, hash, facts FROM operation WHERE stream = '{STREAM}'")
    erase(db)

    assert (
        rows_of(db, f"SELECT seq, hash, facts FROM operation WHERE stream = '{STREAM}'") == before
    )


def test_a_table_kept_personal_by_a_stranger_is_found_by_the_dump(tmp_path: Path) -> None:
    """A planted leak: a copy of the name elsewhere is seen by the same search."""
    db = enrolled(tmp_path)
    db.close()
    tamper(tmp_path / "data" / "till.db", "INSERT INTO note VALUES ('leak', 'Lilawattie Singh')")

    assert traces(tmp_path)["till.db"] == ["Lilawattie"]
