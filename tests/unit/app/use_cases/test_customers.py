"""A customer is found or made at the counter, says yes or no, and the sale is theirs."""

import json
from collections.abc import Iterable
from dataclasses import replace

import pytest

from app.use_cases.book_shipment import book_shipment
from app.use_cases.current_cart import current_cart
from app.use_cases.customers import (
    SaveCustomer,
    attach_customer,
    current_customer,
    get_customer,
    list_consent_texts,
    save_customer,
    search_customers,
)
from app.use_cases.find_records import find_records, show_record
from app.use_cases.till import Session, Till
from domain.customer import Contact, Customer, Purpose
from domain.errors import BadInput, NotFound, RuleBroken
from domain.shipment import ShipmentDraft
from sync.protocol.operation import SignedOperation
from tests.helpers.builders import a_cart, clock_of, pay
from tests.helpers.shipment_builders import a_shipment

ANN = Contact(name="Ann Persaud", phone="+592 609 1234", region=4)


def said(till: Till) -> list[SignedOperation]:
    """Every operation of the till, in order."""
    with till.db.reading() as uow:
        return list(uow.outbox.list_operations(uow.outbox.head().stream))


def kinds(operations: Iterable[SignedOperation]) -> list[str]:
    return [one.kind for one in operations]


def make(till: Till, session: Session, contact: Contact = ANN) -> Customer:
    return save_customer(till, session, SaveCustomer(contact=contact))


def test_a_customer_made_offline_is_told_with_the_words_apart(till: Till, session: Session) -> None:
    ann = make(till, session)

    (operation,) = [one for one in said(till) if one.kind == "customer_saved"]
    assert b"Persaud" not in operation.facts
    (part,) = operation.personal
    assert part.person_id == ann.person_id
    assert json.loads(part.part) == {
        "contact": {"name": "Ann Persaud", "phone": "+592 609 1234", "region": "4"}
    }
    assert get_customer(till, ann.person_id).contact == ANN


def test_only_what_changed_is_said_and_the_same_again_is_not(till: Till, session: Session) -> None:
    ann = make(till, session)
    changed = Contact(name="Ann Persaud", phone="+592 700 0000", region=4)
    request = SaveCustomer(contact=changed, person_id=ann.person_id)
    for _ in range(2):
        save_customer(till, session, request)

    bodies = [json.loads(one.facts)["body"] for one in said(till) if one.kind == "customer_saved"]
    assert [body["fields"] for body in bodies] == [["name", "phone", "region"], ["phone"]]
    assert bodies[1]["at_ms"] > bodies[0]["at_ms"]


def test_a_correction_wins_though_the_clock_went_back(till: Till, session: Session) -> None:
    ann = make(till, session)
    clock_of(till).at = clock_of(till).now().replace(year=2025)
    changed = Contact(name="Anna Persaud")
    save_customer(till, session, SaveCustomer(contact=changed, person_id=ann.person_id))

    assert get_customer(till, ann.person_id).contact == changed


def test_consents_are_given_and_taken_back_with_text_channel_and_staff(
    till: Till, session: Session
) -> None:
    answers: tuple[tuple[Purpose, bool], ...] = (("marketing", True), ("receipts", False))
    ann = save_customer(till, session, SaveCustomer(contact=ANN, consents=answers))
    assert ann.allows("marketing")
    assert "receipts" not in ann.consents, "who was never asked has not taken anything back"
    back = SaveCustomer(contact=ANN, person_id=ann.person_id, consents=(("marketing", False),))
    for _ in range(2):
        ann = save_customer(till, session, back)

    consent = ann.consents["marketing"]
    assert (consent.given, consent.text_version, consent.channel, consent.staff_id) == (
        False,
        "2026-1",
        "counter",
        session.staff_id,
    )
    told = [one for one in said(till) if one.kind.startswith("consent")]
    assert kinds(told) == ["consent_given", "consent_withdrawn"]
    assert all(not one.personal for one in told)


def test_every_purpose_with_words_in_force_is_asked_in_one_order(till: Till) -> None:
    asked = list_consent_texts(till)

    assert [one.purpose for one in asked] == ["shipping", "receipts", "marketing", "id_copy"]
    assert all(one.words.version == "2026-1" for one in asked)


def test_the_sale_names_its_customer_until_it_names_nobody(till: Till, session: Session) -> None:
    ann = make(till, session)
    cart = attach_customer(till, session, ann.person_id)
    again = attach_customer(till, session, ann.person_id)

    assert (cart.customer_id, again.version) == (ann.person_id, cart.version)
    assert current_customer(till) == ann
    assert current_cart(till, session).customer_name == ann.name
    attach_customer(till, session, None)
    assert current_customer(till) is None
    with pytest.raises(NotFound, match="does not know that customer"):
        attach_customer(till, session, "nobody")


def test_a_sale_for_a_customer_says_so_by_id_and_is_found_by_their_name(
    till: Till, session: Session
) -> None:
    ann = make(till, session)
    a_cart(till, session, "tape")
    cart = attach_customer(till, session, ann.person_id)
    receipt = pay(till, session, cart).sale.receipt_number

    (sale,) = [one for one in said(till) if one.kind == "sale_completed"]
    assert json.loads(sale.facts)["body"]["customer_id"] == ann.person_id
    assert b"Persaud" not in sale.facts
    rows = find_records(till, "pers").rows
    assert [(row.kind, row.who) for row in rows] == [
        ("customer", "Ann Persaud"),
        ("receipt", "Ann Persaud"),
    ]
    details = show_record(till, "receipt", receipt)
    assert details.customer == ann
    assert kinds_of(details.steps) == ["sale_completed"]


def kinds_of(steps: Iterable[object]) -> list[str]:
    return [str(getattr(step, "kind", "")) for step in steps]


def test_nobody_is_current_before_there_is_a_cart(till: Till) -> None:
    assert current_customer(till) is None


def test_a_form_that_makes_no_sense_keeps_nothing(till: Till, session: Session) -> None:
    with pytest.raises(BadInput, match="broken"):
        make(till, session, Contact(name="Ann \ud800"))

    assert search_customers(till, "ann") == ()
    assert "customer_saved" not in kinds(said(till))


def test_the_people_of_a_shipment_are_found_and_are_the_same_the_next_time(
    till: Till, session: Session
) -> None:
    first = a_shipment()
    pay(till, session, book_shipment(till, session, first))
    second = renamed(a_shipment("shipment-2"))
    pay(till, session, book_shipment(till, session, second))

    assert len(search_customers(till, first.consignee.name.split()[0])) == 1
    waybill = [
        row for row in find_records(till, first.consignee.name).rows if row.kind == "waybill"
    ]
    assert len(waybill) == 2
    details = show_record(till, "customer", first.consignee.person_id)
    assert [row.kind for row in details.related] == ["waybill", "waybill"]


def renamed(draft: ShipmentDraft) -> ShipmentDraft:
    """The same shipment typed anew: its people have new ids."""
    return replace(
        draft,
        consignor=replace(draft.consignor, person_id="typed-1"),
        consignee=replace(draft.consignee, person_id="typed-2"),
    )


def test_a_purpose_that_has_lost_its_words_cannot_be_agreed_to(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.rules.RuleBook.find_consent_text", lambda *_: None)

    assert list_consent_texts(till) == ()
    with pytest.raises(RuleBroken, match="may be asked"):
        save_customer(till, session, SaveCustomer(contact=ANN, consents=(("marketing", True),)))
    assert search_customers(till, "ann") == ()
