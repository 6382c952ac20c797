"""Customers at central: joined, sealed under their own keys, told to all tills, and erased."""

import json

import pytest
import sqlalchemy as sa

from central.people.customer_tables import consent, customer
from central.people.customers import Customers
from central.people.erasing import ErasureRequest, erase_person
from central.tables import change, person
from central.tills.organisations import Store
from domain.customer import Customer, Said
from sync.protocol.changes import Change
from sync.protocol.customer_bodies import (
    ConsentGiven,
    ConsentSaid,
    ConsentWithdrawn,
    CustomerChanged,
    CustomerSaved,
)
from sync.protocol.operation import PersonalPart
from tests.central.office import Office
from tests.central.paper_till import PaperTill, book, shipment_body

pytestmark = pytest.mark.both_databases

ANN = "person-ann"


def part_of(content: object, person_id: str = ANN) -> PersonalPart:
    return PersonalPart(person_id=person_id, salt=bytes(32), part=json.dumps(content).encode())


def save(till: PaperTill, at_ms: int = 1, **texts: str) -> None:
    """Say a customer's words."""
    fields = tuple(texts)
    body = CustomerSaved.model_validate(
        {"customer_id": ANN, "at_ms": at_ms, "fields": fields or ("name",)}
    )
    till.write(body, kind="customer_saved", personal=(part_of({"contact": texts}),))


def say(till: PaperTill, body: type[ConsentSaid], at_ms: int = 1, person_id: str = ANN) -> None:
    """Say a yes or a no."""
    kind = "consent_given" if body is ConsentGiven else "consent_withdrawn"
    said = body(
        customer_id=person_id,
        purpose="marketing",
        text_version="2026-1",
        at_ms=at_ms,
        channel="counter",
        staff_id="staff-sr",
    )
    till.write(said, kind=kind)


def forget(office: Office, till: PaperTill) -> None:
    request = ErasureRequest(
        organisation_id=till.granted.organisation_id,
        person_id=ANN,
        requested_by="staff-ra",
        reason="asked",
    )
    erase_person(office.central, request)


def told(till: PaperTill) -> list[Change]:
    return [one for one in till.pull().changes if one.kind == "customer"]


def last_told(till: PaperTill) -> CustomerChanged:
    return CustomerChanged.model_validate(told(till)[-1].body)


def test_a_customer_made_at_one_till_comes_down_to_every_till_of_the_organisation(
    office: Office, shop: Store, till: PaperTill
) -> None:
    second, stranger = office.enrol(shop), office.enrol(office.open_shop("Others"))
    save(till, name="Ann Persaud", phone="+592 609 1234")
    say(till, ConsentGiven)

    assert till.push().rulings == ()
    for one in (till, second):
        shown = last_told(one)
        assert shown.contact == {"name": (1, "Ann Persaud"), "phone": (1, "+592 609 1234")}
        assert shown.consents["marketing"].given
    assert told(stranger) == []


def test_no_row_of_the_feed_holds_a_word(office: Office, till: PaperTill) -> None:
    save(till, name="Ann Persaud")
    till.push()

    rows = [row for row in office.rows(change) if row["kind"] == "customer"]
    assert [row["body"] for row in rows] == ['{"revision":1}']
    assert all("Persaud" not in str(row) for row in office.rows(customer))


def test_words_of_two_tills_are_joined_field_by_field(
    office: Office, shop: Store, till: PaperTill
) -> None:
    second = office.enrol(shop)
    save(till, 5, name="Ann", phone="1")
    save(second, 7, phone="2")
    save(till, 6, phone="3", village="Uitvlugt")
    for one in (second, till):
        assert one.push().rulings == ()

    contact = last_told(second).contact
    assert contact == {"name": (5, "Ann"), "phone": (7, "2"), "village": (6, "Uitvlugt")}


def test_what_is_known_already_is_no_news(till: PaperTill) -> None:
    save(till, 5, name="Ann")
    save(till, 5, name="Ann")
    save(till, 4, name="Anna")
    till.push()

    assert [one.body["contact"] for one in told(till)] == [{"name": [5, "Ann"]}]


def test_a_consent_withdrawn_later_stands_and_the_proof_of_both_stays(
    office: Office, till: PaperTill
) -> None:
    save(till, name="Ann")
    say(till, ConsentWithdrawn, 9)
    say(till, ConsentGiven, 3)
    till.push()

    assert last_told(till).consents["marketing"].given is False
    assert [row["given"] for row in office.rows(consent, "seq")] == [0, 1]


def test_a_consent_of_nobody_known_is_kept_and_told_to_nobody(
    office: Office, till: PaperTill
) -> None:
    say(till, ConsentGiven)

    assert till.push().rulings == ()
    assert told(till) == []
    assert len(office.rows(consent)) == 1


def test_an_erased_customer_is_gone_from_the_tables_and_from_what_is_told(
    office: Office, shop: Store, till: PaperTill
) -> None:
    save(till, name="Ann Persaud")
    say(till, ConsentGiven)
    till.push()

    forget(office, till)

    assert office.rows(customer) == []
    fresh = office.enrol(shop)
    assert [one.body for one in told(fresh)] == [{}, {}]


def test_words_of_an_erased_customer_that_arrive_late_are_thrown_away(
    office: Office, till: PaperTill
) -> None:
    save(till, name="Ann Persaud")
    forget(office, till)

    assert till.push().rulings == ()
    assert office.rows(customer) == []
    assert told(till) == []


def test_a_customer_whose_key_was_lost_is_told_to_nobody_and_said_anew_is_kept_anew(
    office: Office, till: PaperTill
) -> None:
    save(till, 1, name="Ann", phone="1")
    till.push()
    with office.central.database.writing(office.clock.now()) as writing:
        writing.connection.execute(sa.update(person).values(key_wrapped=None))
    assert [one.body for one in told(till)] == [{}]

    save(till, 2, phone="2")
    till.push(2)

    assert last_told(till).contact == {"phone": (2, "2")}


@pytest.mark.parametrize(
    "content",
    [
        {"contact": {"name": "Ann", "phone": "1"}},
        {"contact": {"phone": "1"}},
        {"contact": ["name"]},
        {"contact": {"name": 7}},
        {"contact": {"name": "x" * 256}},
        {},
        ["contact"],
    ],
)
def test_words_that_are_not_what_the_facts_promise_are_quarantined(
    office: Office, till: PaperTill, content: object
) -> None:
    body = CustomerSaved(customer_id=ANN, at_ms=1, fields=("name",))
    till.write(body, kind="customer_saved", personal=(part_of(content),))

    assert till.push().rulings[0].title == "A customer cannot be read"
    assert office.rows(customer) == []


def test_a_part_that_is_no_json_is_quarantined(till: PaperTill) -> None:
    body = CustomerSaved(customer_id=ANN, at_ms=1, fields=("name",))
    part = PersonalPart(person_id=ANN, salt=bytes(32), part=b"{")
    till.write(body, kind="customer_saved", personal=(part,))

    assert till.push().rulings[0].title == "A customer cannot be read"


def test_words_of_another_person_are_quarantined(till: PaperTill) -> None:
    body = CustomerSaved(customer_id=ANN, at_ms=1, fields=("name",))
    part = part_of({"contact": {"name": "Eve"}}, "person-eve")
    till.write(body, kind="customer_saved", personal=(part,))

    assert till.push().rulings[0].title == "It belongs elsewhere"


def test_the_people_of_a_shipment_are_the_same_customers(office: Office, till: PaperTill) -> None:
    party = {"name": "Aubrey Fraser", "phone": "609", "region": 4, "landmark": ""}
    parts = (
        part_of({"consignor": party, "contents": ["shoes"]}, "person-a"),
        part_of({"consignee": {"name": "Lila"}}, "person-b"),
    )
    till.write(shipment_body(till.stream), kind="shipment_booked", personal=parts)

    assert till.push().rulings == ()
    at_ms = 1_793_620_800_000
    shown = {one.key: CustomerChanged.model_validate(one.body).contact for one in told(till)}
    assert shown["person-b"] == {"name": (at_ms, "Lila")}
    assert shown["person-a"] == {
        "name": (at_ms, "Aubrey Fraser"),
        "phone": (at_ms, "609"),
        "region": (at_ms, "4"),
    }
    assert len(office.rows(customer)) == 2


def test_a_shipment_whose_parts_tell_of_nobody_is_booked_all_the_same(
    office: Office, till: PaperTill
) -> None:
    book(till, "Anneliese", "Bhagwandin")

    assert till.push().rulings == ()
    assert office.rows(customer) == []


def test_one_who_sends_to_themselves_is_one_customer(office: Office, till: PaperTill) -> None:
    content = {"consignor": {"name": "Ann", "region": 4}, "consignee": {"name": "Ann"}}
    body = shipment_body(till.stream).model_copy(update={"consignee_id": "person-a"})
    till.write(body, kind="shipment_booked", personal=(part_of(content, "person-a"),))
    till.push()

    assert len(office.rows(customer)) == 1


def test_a_new_till_hears_of_every_customer_once_for_each_word_and_the_newest_each_time(
    office: Office, shop: Store, till: PaperTill
) -> None:
    save(till, 1, name="Ann")
    save(till, 2, name="Anna")
    till.push()

    fresh = told(office.enrol(shop))
    assert [one.body["contact"] for one in fresh] == [{"name": [2, "Anna"]}] * 2
    assert Customer(person_id=ANN).joined(Customer(person_id=ANN)).said == {}


def test_nothing_is_kept_of_an_erased_person_whoever_asks(office: Office, till: PaperTill) -> None:
    forget(office, till)
    with office.central.database.writing(office.clock.now()) as writing:
        customers = Customers(office.central, writing, till.granted.organisation_id)
        customers.take(Customer(person_id=ANN, said={"name": Said(1, "Ann")}))

    assert office.rows(customer) == []
