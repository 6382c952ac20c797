"""Customers of two tills and a real central: heard of, joined, and forgotten everywhere."""

from dataclasses import replace

from app.use_cases.customers import SaveCustomer, get_customer, save_customer, search_customers
from central.people.erasing import ErasureRequest, erase_person
from domain.customer import Contact
from tests.helpers.builders import fixed_key
from tests.sync.test_erasure import decrypted
from tests.sync.world import SyncTill, World

TRACES = (b"zephaniah", b"6091234", b"609 1234")


def make(till: SyncTill, name: str = "Shondell Zephaniah") -> str:
    contact = Contact(name=name, phone="+592 609 1234")
    request = SaveCustomer(contact=contact, consents=(("marketing", True),))
    return save_customer(till.till, till.cashier(), request).person_id


def change(till: SyncTill, person_id: str, *, phone: str = "", village: str = "") -> None:
    known = get_customer(till.till, person_id).contact
    contact = replace(known, phone=phone or known.phone, village=village or known.village)
    save_customer(till.till, till.cashier(), SaveCustomer(contact=contact, person_id=person_id))


def two_tills(world: World) -> tuple[SyncTill, SyncTill]:
    first, second = world.a_till(), world.a_till("till-b")
    for till in (first, second):
        till.sell(1)
        till.settle()
    return first, second


def test_a_customer_made_offline_at_one_till_is_found_at_the_other(world: World) -> None:
    first, second = two_tills(world)
    first.transport.is_down = True
    person_id = make(first)
    first.transport.is_down = False
    first.settle()
    second.settle()

    (found,) = search_customers(second.till, "zeph")
    assert found == get_customer(first.till, person_id)
    assert found.allows("marketing")


def test_two_tills_that_change_one_customer_offline_end_with_the_same(world: World) -> None:
    first, second = two_tills(world)
    person_id = make(first)
    first.settle()
    second.settle()
    for till in (first, second):
        till.transport.is_down = True
    change(first, person_id, phone="+592 700 0000")
    change(second, person_id, village="Uitvlugt")
    for till in (second, first, second):
        till.transport.is_down = False
        till.settle()

    known = get_customer(first.till, person_id)
    assert known == get_customer(second.till, person_id)
    assert (known.phone, known.text("village")) == ("+592 700 0000", "Uitvlugt")


def test_a_till_enrolled_later_hears_of_every_customer(world: World) -> None:
    first = world.a_till()
    first.sell(1)
    make(first)
    first.settle()
    later = world.a_till("till-b")
    later.settle()

    assert [one.name for one in search_customers(later.till, "shon")] == ["Shondell Zephaniah"]


def test_a_customer_who_is_erased_leaves_no_trace_at_any_till_nor_at_central(world: World) -> None:
    first, second = two_tills(world)
    person_id = make(first)
    first.settle()
    second.settle()
    backup = second.till.db.backup_to(second.folder / "data" / "backups")
    assert TRACES[0] in decrypted(backup, fixed_key("database")).lower()

    erase_person(
        world.office.central,
        ErasureRequest(
            organisation_id=world.store.organisation_id,
            person_id=person_id,
            requested_by="staff-office",
            reason="asked",
        ),
    )
    for till in (first, second):
        till.settle()

    assert search_customers(second.till, "shon") == ()
    world.office.close()
    files = [
        *(decrypted(t.folder / "data" / "till.db", fixed_key("database")) for t in (first, second)),
        decrypted(backup, fixed_key("database")),
        decrypted(world.office.settings.database_path, world.office.central.keys.database),
    ]
    for trace in TRACES:
        assert all(trace not in dump.lower() for dump in files)


def test_a_change_made_offline_of_a_customer_erased_meanwhile_brings_nobody_back(
    world: World,
) -> None:
    first, second = two_tills(world)
    person_id = make(first)
    first.settle()
    second.settle()
    second.transport.is_down = True
    change(second, person_id, phone="+592 609 9999")
    erase_person(
        world.office.central,
        ErasureRequest(
            organisation_id=world.store.organisation_id,
            person_id=person_id,
            requested_by="staff-office",
            reason="asked",
        ),
    )
    second.transport.is_down = False
    for till in (second, first, second):
        till.settle()

    assert all(search_customers(till.till, "shon") == () for till in (first, second))
    assert world.cases("quarantine") == []
