"""Customers at the till: joined with what central says, found, and erased without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.customer import CONTACT_FIELDS, Consent, Customer, Said
from domain.errors import NotFound
from storage.customers import PAGE_MAX, SEARCH_MAX
from storage.database import TillDatabase
from tests.storage.kit import (
    MORNING,
    a_change,
    decrypted,
    enrolled,
    open_db,
    rows_of,
    say,
    stage,
    sweep_all,
    tamper,
    tell,
)
from tests.storage.sales_kit import a_party

ANN = "person-ann"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    opened = enrolled(tmp_path)
    yield opened
    opened.close()


def ann(at_ms: int = 5, **texts: str) -> Customer:
    """What is said of Ann at one moment."""
    said = {name: Said(at_ms, texts[name]) for name in CONTACT_FIELDS if name in texts}
    return Customer(person_id=ANN, said=said)


def yes(at_ms: int = 5, *, given: bool = True) -> Customer:
    consent = Consent(
        purpose="marketing",
        given=given,
        text_version="2026-1",
        at_ms=at_ms,
        channel="counter",
        staff_id="staff-sr",
    )
    return Customer(person_id=ANN, consents={"marketing": consent})


def keep(db: TillDatabase, *heard: Customer) -> None:
    with db.unit_of_work() as uow:
        for one in heard:
            uow.customers.join(one)
        uow.commit()


def known(db: TillDatabase) -> Customer:
    with db.reading() as uow:
        return uow.customers.get(ANN)


def body(at_ms: int = 9, channel: str = "counter", **texts: str) -> dict[str, object]:
    """What central says of a customer."""
    shown = {
        "given": True,
        "text_version": "2026-1",
        "at_ms": at_ms,
        "channel": channel,
        "staff_id": "staff-ra",
    }
    return {
        "contact": {name: [at_ms, text] for name, text in texts.items()},
        "consents": {"marketing": shown},
    }


def test_a_customer_reads_back_as_said_with_consents(db: TillDatabase) -> None:
    whole = ann(
        name="Ann Persaud",
        phone="+592 609 1234",
        email="Ann@Example.com",
        lot_street="Lot 1",
        village="Uitvlugt",
        region="3",
        landmark="koker",
    )
    keep(db, whole, yes())

    assert known(db) == whole.joined(yes())
    with db.reading() as uow:
        party = uow.people.get_person(ANN)
        assert (party.name, party.region, party.village) == ("Ann Persaud", 3, "Uitvlugt")
        assert uow.customers.count() == 1


def test_what_is_known_already_writes_nothing_and_older_words_change_nothing(
    db: TillDatabase,
) -> None:
    keep(db, ann(7, name="Ann", phone="2"))
    keep(db, ann(7, name="Ann"), ann(6, phone="1"))

    assert known(db) == ann(7, name="Ann", phone="2")


def test_a_change_of_central_is_joined_with_what_was_typed_here(db: TillDatabase) -> None:
    keep(db, ann(8, name="Ann", phone="here"), yes(10, given=False))
    tell(db, a_change("customer", ANN, 1, body(name="Ann", phone="there", village="LBI")))

    person = known(db)
    assert (person.phone, person.text("village")) == ("there", "LBI")
    assert not person.allows("marketing")


def test_a_change_that_is_only_staged_is_not_known_yet(db: TillDatabase) -> None:
    stage(db, a_change("customer", ANN, 1, body(name="Ann")))

    with db.reading() as uow:
        assert uow.customers.find(ANN) is None


def test_what_a_newer_central_says_beside_is_left_out(db: TillDatabase) -> None:
    said = body(channel="carrier pigeon", name="Ann", shoe_size="42")
    tell(db, a_change("customer", ANN, 1, said))

    assert known(db) == ann(9, name="Ann")


def test_a_customer_erased_meanwhile_is_told_empty_and_kept_by_nobody(db: TillDatabase) -> None:
    tell(db, a_change("customer", ANN, 1))

    with db.reading() as uow:
        assert uow.customers.find(ANN) is None


def test_no_row_of_the_feed_keeps_a_word_once_it_is_shown(db: TillDatabase) -> None:
    tell(db, a_change("customer", ANN, 1, body(name="Ann Persaud")))

    assert rows_of(db, "SELECT body FROM feed_row WHERE kind = 'customer'") == [("{}",)]
    sweep_all(db)
    assert rows_of(db, "SELECT count(*) FROM feed_row WHERE kind = 'customer'") == [(0,)]


@pytest.mark.parametrize("is_shown", [True, False], ids=["shown", "staged"])
def test_an_erased_customer_leaves_no_trace_and_does_not_come_back(
    db: TillDatabase, tmp_path: Path, is_shown: bool
) -> None:
    change = a_change("customer", ANN, 1, body(name="Shondell Zephaniah", phone="6097777"))
    (tell if is_shown else stage)(db, change)
    if is_shown:
        keep(db, ann(12, email="zephaniah@example.com"))
        db.backup_to(tmp_path / "data" / "backups")
    with db.unit_of_work() as uow:
        uow.people.erase(ANN)
        uow.commit()
    assert db.erase_traces() == 1
    keep(db, ann(99, name="Shondell Zephaniah"))
    with db.unit_of_work() as uow:
        uow.feed.flip({change.stream: 1})
        uow.commit()
    db.truncate_log()

    files = [tmp_path / "data" / "till.db", *(tmp_path / "data" / "backups").glob("windward-*")]
    dumps = [decrypted(file).lower() for file in files]
    assert len(dumps) == 1 + is_shown
    assert not any(word in dump for dump in dumps for word in (b"zephaniah", b"6097777"))
    with db.reading() as uow:
        assert uow.customers.find(ANN) is None
        with pytest.raises(NotFound, match="does not know that customer"):
            uow.customers.get(ANN)


def test_before_an_erasure_the_dump_shows_the_words(db: TillDatabase, tmp_path: Path) -> None:
    """The search for traces can find them: else it would prove nothing."""
    keep(db, ann(name="Shondell Zephaniah"))
    db.truncate_log()

    assert b"zephaniah" in decrypted(tmp_path / "data" / "till.db").lower()


def test_people_are_found_by_any_word_of_the_name_by_digits_and_by_mail(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.people.save(a_party("p1", "Zoë Ramotar", phone="+592 609-1234"), at=MORNING)
        uow.people.save(a_party("p2", "Peter Ramkissoon", phone="772 4321"), at=MORNING)
        uow.customers.join(ann(name="Ram Persaud", email="Ann@Example.com", phone="225"))
        uow.commit()

    def found(text: str, **page: int) -> list[str]:
        with db.reading() as uow:
            return [one.person_id for one in uow.customers.search(text, **page)]

    assert found("ram") == [ANN, "p2", "p1"]
    assert found("ram pers") == [ANN]
    assert found("ZOE") == ["p1"]
    assert found("609 12") == ["p1"]
    assert found("4321") == ["p2"]
    assert found("ann@ex") == [ANN]
    assert found("ram", limit=1, offset=1) == ["p2"]
    assert found("ram", limit=10 * SEARCH_MAX) == [ANN, "p2", "p1"]
    assert found("amo") == found("") == found("%") == found("60") == []


def test_a_person_is_the_same_by_name_and_number_together(db: TillDatabase) -> None:
    keep(db, ann(name="Ann Persaud", phone="+592 609 1234"))

    with db.reading() as uow:
        assert uow.customers.find_same("ann  PERSAUD", "+592 609-1234") == ANN
        assert uow.customers.find_same("Ann Persaud", "") is None
        assert uow.customers.find_same("Ann Persaud", "1") is None


def test_all_customers_are_listed_in_pages(db: TillDatabase) -> None:
    people = [Customer(person_id=f"p{n}", said={"name": Said(1, f"N{n}")}) for n in range(5)]
    keep(db, *people)

    with db.reading() as uow:
        first = uow.customers.list_after(limit=2)
        rest = uow.customers.list_after(first[-1].person_id, limit=10 * PAGE_MAX)
    assert [one.person_id for one in (*first, *rest)] == [f"p{n}" for n in range(5)]


def test_a_person_kept_by_an_older_program_reads_as_said_when_it_was_saved(
    db: TillDatabase, tmp_path: Path
) -> None:
    with db.unit_of_work() as uow:
        uow.people.save(a_party("p1", "Zoë Ramotar", phone="609"), at=MORNING)
        uow.commit()
    with db.reading() as uow:
        before = uow.customers.get("p1")
    db.close()
    tamper(tmp_path / "data" / "till.db", "UPDATE person SET said = '{}'")
    again = open_db(tmp_path)

    with again.reading() as uow:
        assert uow.customers.get("p1") == before
    again.close()


def test_operations_about_a_subject_are_listed_with_how_far_they_came(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        say(uow)
        assert uow.subjects.list_steps("nothing") == ()
        assert uow.subjects.progress_of(["nothing"]) == {}
