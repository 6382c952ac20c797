"""Personal parts: matched, kept apart under a key per person, and gone after an erasure."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2

from central.backups.making import make_backup
from central.feed.hearing import list_unheard_erasures
from central.operation_key import OperationKey
from central.operations.chains import verify_chains
from central.people.erasing import ErasureRequest, erase_person
from central.people.key_file import KEY_FILE
from central.people.parts import keep_parts, open_parts
from central.sealing import unwrap
from central.tables import audit, operation, person, personal_part, shipment
from central.tills.organisations import Store
from domain.errors import BadInput, DataDamaged
from sync.protocol.exchange import ExchangeRequest, ReceivedOperation
from sync.protocol.operation import PersonalPart, to_base64
from tests.central.dump import plain_log, plain_pages
from tests.central.office import Office
from tests.central.paper_till import PaperTill, book, shipment_body
from tests.central.paper_till import personal_part as part_of

pytestmark = pytest.mark.both_databases

NAMES = ("Anneliese Adrian-Zulu", "Bhagwandin Quux-Persaud")


def key_of(till: PaperTill, seq: int) -> OperationKey:
    return OperationKey(
        organisation_id=till.granted.organisation_id,
        till_id=till.granted.till,
        stream=till.stream,
        branch=0,
        seq=seq,
    )


def request_to_forget(till: PaperTill, person_id: str = "person-b") -> ErasureRequest:
    return ErasureRequest(
        organisation_id=till.granted.organisation_id,
        person_id=person_id,
        requested_by="staff-ra",
        reason="asked at the counter",
    )


def kept_parts(office: Office, till: PaperTill, seq: int) -> list[PersonalPart]:
    with office.central.database.reading() as connection:
        return open_parts(office.central, connection, key_of(till, seq))


@pytest.mark.sqlite_only
def test_parts_are_kept_apart_and_open_only_with_the_keys(office: Office, till: PaperTill) -> None:
    booked = book(till, *NAMES)

    assert till.push().rulings == ()
    assert kept_parts(office, till, 1) == list(booked.personal)
    assert all(name.encode() not in live_pages(office) for name in NAMES)
    assert all(name not in str(office.rows(operation)) for name in NAMES)


def test_one_person_has_one_key_for_all_parts(office: Office, till: PaperTill) -> None:
    for _ in range(3):
        book(till, *NAMES)
    till.push()

    assert len(office.rows(person)) == 2
    assert len(office.rows(personal_part)) == 6


def test_a_person_who_is_both_ends_keeps_both_parts(office: Office, till: PaperTill) -> None:
    parts = (part_of("person-a", "one"), part_of("person-a", "two", salt=b"\1" * 32))
    body = shipment_body(till.stream).model_copy(update={"consignee_id": "person-a"})
    till.write(body, kind="shipment_booked", personal=parts)

    assert till.push().rulings == ()
    assert kept_parts(office, till, 1) == list(parts)


def without_parts(request: ExchangeRequest, *parts: PersonalPart) -> ExchangeRequest:
    """Return the request with other parts than the till committed to."""
    (one,) = request.operations
    changed = ReceivedOperation(facts=one.facts, parts=parts)
    return ExchangeRequest(header=request.header, operations=(changed,))


def test_a_tampered_part_is_quarantined_and_kept_as_evidence(
    office: Office, till: PaperTill
) -> None:
    one, other = book(till, *NAMES).personal
    forged = PersonalPart(person_id=other.person_id, salt=other.salt, part=b'{"name":"Eve"}')

    answer = till.exchange(without_parts(till.request(1, 1), one, forged))

    assert answer.header.stored_through == 1
    assert answer.rulings[0].title == "A personal part was changed"
    assert office.rows(shipment) == []
    assert len(kept_parts(office, till, 1)) == 2
    assert verify_chains(office.central).verified


def test_a_missing_part_is_quarantined(office: Office, till: PaperTill) -> None:
    one, _ = book(till, *NAMES).personal

    answer = till.exchange(without_parts(till.request(1, 1), one))

    assert answer.rulings[0].title == "A personal part is missing"
    assert office.rows(shipment) == []


def test_a_part_under_another_persons_id_is_quarantined(till: PaperTill) -> None:
    one, other = book(till, *NAMES).personal
    swapped = PersonalPart(person_id="person-c", salt=other.salt, part=other.part)

    answer = till.exchange(without_parts(till.request(1, 1), one, swapped))

    assert answer.rulings[0].title == "A personal part was changed"


@pytest.mark.sqlite_only
def test_an_erased_person_is_nowhere_to_be_found(
    office: Office, till: PaperTill, tmp_path: Path
) -> None:
    """Not in the file, its log, nor any backup, however old; the other person stays readable."""
    for _ in range(3):
        book(till, *NAMES)
    till.push()
    backup = make_backup(office.central, tmp_path / "backups").path
    in_key_file, wrapped, *sealed = secrets_of(office, till, "person-b")
    assert wrapped in live_pages(office)
    assert all(one in live_pages(office) for one in sealed)
    assert in_key_file in pages_of(office, backup)

    erasure = erase_person(office.central, request_to_forget(till))

    assert (erasure.part_count, erasure.till_count) == (3, 1)
    assert erasure.log_emptied
    assert erasure.folders_out_of_reach == ()
    for trace in (wrapped, *sealed, NAMES[1].encode()):
        assert trace not in live_pages(office)
    for trace in (in_key_file, wrapped, NAMES[1].encode()):
        assert trace not in pages_of(office, backup)
    assert [part.person_id for part in kept_parts(office, till, 2)] == ["person-a"]
    assert verify_chains(office.central).verified


def secrets_of(office: Office, till: PaperTill, person_id: str) -> list[bytes]:
    """Return the wrapped key of a person (in its two spellings), and the sealed parts."""
    (row,) = (row for row in office.rows(person) if row["person_id"] == person_id)
    wrapped = row["key_wrapped"]
    assert isinstance(wrapped, bytes)
    about = f"person/{till.granted.organisation_id}/{person_id}"
    assert len(unwrap(office.central.keys.people, wrapped, about)) == 32
    sealed = [row["sealed"] for row in office.rows(personal_part) if row["person_id"] == person_id]
    return [
        to_base64(wrapped).encode(),
        wrapped,
        *(one for one in sealed if isinstance(one, bytes)),
    ]


def live_pages(office: Office) -> bytes:
    """Return all that somebody with the database's key would find in its file and its log."""
    path, key = office.central.settings.database_path, office.central.keys.database
    pages = plain_pages(path, key) + plain_log(path.with_name(path.name + "-wal"), key)
    assert b"CREATE TABLE" in pages, "the key does not fit"
    return pages


def pages_of(office: Office, backup: Path) -> bytes:
    """Return all that somebody with the database's key would find in a backup folder."""
    key_file = (backup.parent / KEY_FILE).read_bytes()
    return plain_pages(backup, office.central.keys.database) + key_file


@pytest.mark.sqlite_only
def test_the_dump_sees_what_was_deleted_where_nothing_overwrites_it(
    office: Office, till: PaperTill
) -> None:
    """A planted bug: without secure_delete the deleted parts are still in the file."""
    book(till, *NAMES)
    till.push()
    _, _, *sealed = secrets_of(office, till, "person-b")
    path, key = office.central.settings.database_path, office.central.keys.database
    office.close()
    careless = dbapi2.connect(str(path))
    careless.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    careless.execute("PRAGMA secure_delete = OFF")
    careless.execute("DELETE FROM personal_part")
    careless.commit()
    careless.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    careless.close()

    assert sealed[0] in plain_pages(path, key)


def test_parts_of_an_erased_person_that_arrive_late_are_thrown_away(
    office: Office, till: PaperTill
) -> None:
    book(till, *NAMES)
    erase_person(office.central, request_to_forget(till))

    answer = till.push()

    assert answer.rulings == ()
    assert len(office.rows(shipment)) == 1
    assert [row["person_id"] for row in office.rows(personal_part)] == ["person-a"]


def test_a_till_that_erased_a_part_itself_still_hands_over_its_operation(
    office: Office, till: PaperTill
) -> None:
    one, _ = book(till, *NAMES).personal
    erase_person(office.central, request_to_forget(till))
    request = till.request(1, 1)
    (operation_sent,) = request.operations
    changed = ReceivedOperation(facts=operation_sent.facts, parts=(one,), erased=("person-b",))

    answer = till.exchange(ExchangeRequest(header=request.header, operations=(changed,)))

    assert answer.rulings == ()
    assert len(office.rows(shipment)) == 1


def test_each_till_of_the_organisation_is_told_and_no_other(
    office: Office, shop: Store, till: PaperTill
) -> None:
    second = office.enrol(shop)
    stranger = office.enrol(office.open_shop("Others"))
    for one in (till, second, stranger):
        one.pull()

    erase_person(office.central, request_to_forget(till))

    told = [[(c.kind, c.key) for c in one.pull().changes] for one in (till, second, stranger)]
    assert told == [[("person_erased", "person-b")], [("person_erased", "person-b")], []]


def test_central_knows_which_tills_have_not_heard_of_an_erasure(
    office: Office, shop: Store, till: PaperTill
) -> None:
    second = office.enrol(shop)
    for one in (till, second):
        one.pull()
    erase_person(office.central, request_to_forget(till))
    till.pull()
    still_to_confirm = unheard(office)
    till.pull()

    assert still_to_confirm == [("GY01", "person-b"), ("GY02", "person-b")]
    assert unheard(office) == [("GY02", "person-b")]


def unheard(office: Office) -> list[tuple[str, str]]:
    with office.central.database.reading() as connection:
        return [(row.till, row.person_id) for row in list_unheard_erasures(connection)]


def test_the_erasure_is_in_the_audit_log_without_a_name(office: Office, till: PaperTill) -> None:
    erase_person(office.central, request_to_forget(till))

    deeds = [row for row in office.rows(audit) if row["action"] == "person_erased"]
    assert [(row["actor"], row["subject"]) for row in deeds] == [("staff-ra", "person-b")]


def test_erasing_twice_keeps_the_first_time(office: Office, till: PaperTill) -> None:
    book(till, *NAMES)
    till.push()
    erase_person(office.central, request_to_forget(till))
    first = [row["erased_at"] for row in office.rows(person, "person_id")]
    office.clock.forward(timedelta(days=1))

    again = erase_person(office.central, request_to_forget(till))

    assert again.part_count == 0
    assert [row["erased_at"] for row in office.rows(person, "person_id")] == first


@pytest.mark.parametrize(("person_id", "requested_by"), [("", "staff"), ("person", " ")])
def test_an_erasure_says_whom_and_who_asked(
    office: Office, till: PaperTill, person_id: str, requested_by: str
) -> None:
    request = ErasureRequest(
        organisation_id=till.granted.organisation_id,
        person_id=person_id,
        requested_by=requested_by,
        reason="",
    )

    with pytest.raises(BadInput):
        erase_person(office.central, request)


@pytest.mark.sqlite_only
def test_a_backup_folder_out_of_reach_is_named(
    office: Office, till: PaperTill, tmp_path: Path
) -> None:
    backup = make_backup(office.central, tmp_path / "away").path
    (tmp_path / "away").rename(tmp_path / "unplugged")

    erasure = erase_person(office.central, request_to_forget(till))

    assert erasure.folders_out_of_reach == (str(backup.parent.resolve()),)


def test_a_part_moved_to_another_operation_is_noticed(office: Office, till: PaperTill) -> None:
    book(till, *NAMES)
    book(till, *NAMES)
    till.push()
    with office.central.database.writing(office.clock.now()) as writing:
        writing.connection.execute(sa.delete(personal_part).where(personal_part.c.seq == 2))
        writing.connection.execute(
            sa.update(personal_part).where(personal_part.c.seq == 1).values(seq=2)
        )

    report = verify_chains(office.central)

    assert report.faults == ("GY01A, branch 0: a personal part of 2 cannot be opened",)


def test_a_part_nobody_promised_is_noticed(office: Office, till: PaperTill) -> None:
    till.sell()
    till.push()
    with office.central.database.writing(office.clock.now()) as writing:
        keep_parts(office.central, writing, key_of(till, 1), [part_of("person-a", "Eve")])

    report = verify_chains(office.central)

    assert report.faults == ("GY01A, branch 0: a personal part of 1 is not the one it promised",)


@pytest.mark.sqlite_only
def test_a_long_reader_keeps_the_log_and_the_answer_says_so(
    office: Office, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("central.database._BUSY_TIMEOUT_MS", 1)
    office.close()
    book(till, *NAMES)
    till.client = office.client
    till.push()
    with office.central.database.reading() as reader:
        reader.execute(sa.select(person)).all()
        erasure = erase_person(office.central, request_to_forget(till))

    assert not erasure.log_emptied


def test_a_part_of_another_key_cannot_be_opened() -> None:
    with pytest.raises(DataDamaged):
        unwrap(bytes(32), bytes(60), "about")
