"""A buyer who is named after the sale: a fact beside it, a tax invoice, and the credit note's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.use_cases import name_buyer as module
from app.use_cases.current_cart import current_cart
from app.use_cases.customers import attach_customer
from app.use_cases.find_records import show_record
from app.use_cases.name_buyer import NameBuyer, find_buyer, name_buyer
from app.use_cases.ports import PrinterFailure
from app.use_cases.print_queue import print_all
from app.use_cases.print_receipt import copy_for_file, list_unprinted, print_receipt
from app.use_cases.refund_sale import RefundRequest, print_refund, refund_sale
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.buyer import ERASED_BUYER
from domain.customer import Customer, Said
from domain.errors import BadInput, NotFound, RuleBroken
from domain.paper import Paper
from storage.buyers import Buyers
from storage.till_record import TillRecord, TillRecords
from sync.protocol.buyer_bodies import BuyerNamed
from tests.helpers.builders import a_cart, a_sale, clock_of, gyd, pay, tray_of
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import told_bodies

NAME, NUMBER, STREET = "Demerara Rice Mills Ltd", "010-552-881", "Lot 7 Water Street"
OTHER = "Corentyne Hardware Inc"


def mills(receipt_number: str, **more: str) -> NameBuyer:
    asked = NameBuyer(
        receipt_number=receipt_number, name=NAME, tax_number=NUMBER, lot_street=STREET
    )
    return replace(asked, **more)


@pytest.fixture
def receipt(till: Till, session: Session) -> str:
    """A roll of tape (G$480) in cash: small enough for the simpler invoice."""
    return a_sale(till, session, "tape").sale.receipt_number


def all_back(receipt_number: str) -> RefundRequest:
    return RefundRequest(request_id="press-1", of_receipt=receipt_number, units={1: 1})


def text_of(paper: Paper) -> str:
    return "\n".join(paper.lines)


def last_paper(till: Till) -> str:
    return text_of(tray_of(till).jobs[-1].paper)


def kept(till: Till, receipt_number: str) -> tuple[object, ...]:
    with till.db.reading() as uow:
        record = uow.sales.get(receipt_number)
        return (record.sale, record.receipt_lines, record.customer_id, record.cart_version)


def known(till: Till, *people: Mapping[str, str]) -> None:
    with till.db.unit_of_work() as uow:
        for number, words in enumerate(people, start=1):
            said = {key: Said(1, text) for key, text in words.items()}
            uow.customers.join(Customer(person_id=f"person-{number}", said=said))  # type: ignore[arg-type]  # fields of a test
        uow.commit()


def test_a_buyer_is_named_by_a_fact_and_the_sale_stays_as_it_was(
    till: Till, session: Session, receipt: str
) -> None:
    before = kept(till, receipt)
    invoice = name_buyer(till, session, mills(receipt))

    assert kept(till, receipt) == before
    (body,) = told_bodies(till, "buyer_named")
    assert body["receipt"] == receipt
    (saved,) = told_bodies(till, "customer_saved")
    assert saved["customer_id"] == body["customer_id"]
    assert NAME not in json.dumps([body, saved])
    assert NUMBER not in json.dumps([body, saved])
    paper = "\n".join(invoice.lines)
    for word in ("TAX INVOICE", NAME, NUMBER, STREET, "Buyer named 22/11/2026 at 08:00"):
        assert word in paper
    assert "SALES INVOICE" not in paper
    assert complaints(till.db) == []


def test_pressed_twice_it_is_said_once(till: Till, session: Session, receipt: str) -> None:
    first = name_buyer(till, session, mills(receipt))
    again = name_buyer(till, session, mills(receipt, tax_number=f" {NUMBER} "))

    assert again == first
    assert len(told_bodies(till, "buyer_named")) == len(told_bodies(till, "customer_saved")) == 1


def test_the_first_paper_with_the_buyer_is_no_copy_and_the_next_one_is(
    till: Till, session: Session, receipt: str
) -> None:
    print_receipt(till, receipt)
    assert "SALES INVOICE" in last_paper(till)
    name_buyer(till, session, mills(receipt))
    print_receipt(till, receipt, copy=True)

    assert NAME in last_paper(till)
    assert "COPY" not in last_paper(till)
    print_receipt(till, receipt, copy=True)
    assert NAME in last_paper(till)
    assert "COPY 1" in last_paper(till)
    assert "COPY 1" in text_of(copy_for_file(till, receipt))
    assert tray_of(till).kicks == 1


def test_a_paper_that_still_waits_comes_out_with_the_buyer_and_once(
    till: Till, session: Session, receipt: str
) -> None:
    tray_of(till).is_jammed = True
    with pytest.raises(PrinterFailure):
        print_receipt(till, receipt)
    name_buyer(till, session, mills(receipt))
    tray_of(till).is_jammed = False
    print_all(till)

    assert len(tray_of(till).jobs) == 1
    assert NAME in last_paper(till)
    assert list_unprinted(till) == ()
    print_receipt(till, receipt)
    assert "COPY 1" in last_paper(till)


def test_another_name_takes_the_place_of_the_first(
    till: Till, session: Session, receipt: str
) -> None:
    name_buyer(till, session, mills(receipt))
    print_receipt(till, receipt)
    name_buyer(till, session, mills(receipt, name=OTHER, tax_number="77 12345"))
    print_receipt(till, receipt)

    assert OTHER in last_paper(till)
    assert NAME not in last_paper(till)
    assert "COPY" not in last_paper(till)
    assert len(told_bodies(till, "buyer_named")) == 2


def test_a_known_business_is_not_made_twice_and_keeps_what_it_said(
    till: Till, session: Session, receipt: str
) -> None:
    known(till, {"name": NAME, "tax_number": NUMBER, "lot_street": STREET, "phone": "+5926001234"})
    found = find_buyer(till, f" {NUMBER} ")
    invoice = name_buyer(till, session, mills(receipt, name=NAME.upper(), lot_street=""))

    assert found is not None
    assert (found.name, find_buyer(till, "77 12345"), find_buyer(till, "")) == (NAME, None, None)
    assert told_bodies(till, "customer_saved") == []
    assert told_bodies(till, "buyer_named")[0]["customer_id"] == "person-1"
    assert STREET in "\n".join(invoice.lines)


def test_the_same_number_under_another_name_renames_nobody(
    till: Till, session: Session, receipt: str
) -> None:
    known(till, {"name": OTHER, "tax_number": NUMBER})
    name_buyer(till, session, mills(receipt))

    with till.db.reading() as uow:
        assert uow.customers.get("person-1").name == OTHER
        assert uow.customers.count() == 2


def test_who_the_sale_was_for_gets_the_number_and_is_nobody_new(
    till: Till, session: Session
) -> None:
    known(till, {"name": NAME, "phone": "+5926001234"}, {"name": OTHER, "tax_number": "7712345"})
    receipts = []
    for person_id in ("person-1", "person-2", "person-1"):
        a_cart(till, session, "tape")
        cart = attach_customer(till, session, person_id)
        receipts.append(pay(till, session, cart, gyd(500)).sale.receipt_number)
    clock_of(till).go_on(timedelta(minutes=5))
    name_buyer(till, session, mills(receipts[0]))
    name_buyer(till, session, mills(receipts[1]))
    print_receipt(till, receipts[2])

    assert {body["customer_id"] for body in told_bodies(till, "buyer_named")} == {"person-1"}
    assert NAME in last_paper(till)
    with till.db.reading() as uow:
        assert uow.customers.count() == 2


def test_who_was_registered_at_the_sale_needs_no_fact(till: Till, session: Session) -> None:
    known(till, {"name": NAME, "tax_number": NUMBER})
    a_cart(till, session, "tape")
    cart = attach_customer(till, session, "person-1")
    number = pay(till, session, cart, gyd(500)).sale.receipt_number
    invoice = name_buyer(till, session, mills(number, lot_street=""))

    assert told_bodies(till, "buyer_named") == []
    assert NAME in "\n".join(invoice.lines)
    assert "Buyer named" not in "\n".join(invoice.lines)


@pytest.mark.parametrize(
    "wrong",
    [
        {"tax_number": " "},
        {"tax_number": "12"},
        {"name": " "},
        {"name": "4111 1111 1111 1111"},
        {"lot_street": "half \ud800"},
    ],
)
def test_what_can_be_no_buyer_is_refused_and_nothing_is_said(
    till: Till, session: Session, receipt: str, wrong: dict[str, str]
) -> None:
    with pytest.raises(BadInput):
        name_buyer(till, session, mills(receipt, **wrong))

    assert told_bodies(till, "buyer_named") == []


def test_a_receipt_of_another_till_has_no_buyer_here(till: Till, session: Session) -> None:
    with pytest.raises(NotFound):
        name_buyer(till, session, mills("GY99A-000001"))

    assert told_bodies(till, "customer_saved") == []


def test_a_store_that_is_not_registered_gives_no_tax_invoice(
    till: Till, session: Session, receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with till.db.reading() as uow:
        record = uow.till.get_till()
    plain = replace(record, store=record.store.model_copy(update={"vat_number": ""}))

    def unregistered(_records: TillRecords) -> TillRecord:
        return plain

    monkeypatch.setattr(TillRecords, "get_till", unregistered)
    with pytest.raises(RuleBroken) as refused:
        name_buyer(till, session, mills(receipt))

    assert refused.value.code == "not_registered"


def test_after_the_erasure_the_paper_names_nobody(
    till: Till, session: Session, receipt: str
) -> None:
    name_buyer(till, session, mills(receipt))
    refund = refund_sale(till, session, all_back(receipt))
    buyer_id = str(told_bodies(till, "buyer_named")[0]["customer_id"])
    with till.db.unit_of_work() as uow:
        uow.people.erase(buyer_id)
        uow.commit()
    print_refund(till, refund.refund_number)
    papers = (text_of(copy_for_file(till, receipt)), last_paper(till))

    for paper in papers:
        assert ERASED_BUYER in " ".join(paper.split())
        assert NAME not in paper
        assert NUMBER not in paper


def test_the_credit_note_names_the_same_buyer_and_keeps_nobody(
    till: Till, session: Session, receipt: str
) -> None:
    name_buyer(till, session, mills(receipt))
    done = refund_sale(till, session, all_back(receipt))
    again = refund_sale(till, session, all_back(receipt))
    print_refund(till, done.refund_number)
    original = last_paper(till)
    for _ in range(2):
        print_refund(till, done.refund_number, copy=True)

    for paper in (original, last_paper(till), "\n".join(done.receipt_lines)):
        assert "CREDIT NOTE" in paper
        assert NAME in paper
        assert NUMBER in paper
    assert again == done
    assert "COPY" not in original
    assert "COPY 2" in last_paper(till)
    with till.db.reading() as uow:
        assert NAME not in "\n".join(uow.refunds.get(done.refund_number).receipt_lines)
        assert uow.prints.get_job(done.refund_number).new.paper is None
    assert NAME in "\n".join(show_record(till, "refund", done.refund_number).lines)
    assert NAME in "\n".join(show_record(till, "receipt", receipt).lines)


def test_a_credit_note_that_waits_names_who_was_named_meanwhile(
    till: Till, session: Session, receipt: str
) -> None:
    refund_sale(till, session, all_back(receipt))
    name_buyer(till, session, mills(receipt))
    print_all(till)

    assert "CREDIT NOTE" in last_paper(till)
    assert NAME in last_paper(till)


def test_an_exchange_has_the_buyer_of_each_receipt_in_its_part(
    till: Till, session: Session, receipt: str
) -> None:
    name_buyer(till, session, mills(receipt))
    a_cart(till, session, "tape")
    cart = current_cart(till, session).cart
    paid = take_payment(
        till,
        session,
        TakePayment(
            cart_id=cart.cart_id,
            cart_version=cart.version,
            tenders=(),
            exchange=all_back(receipt),
        ),
    )
    name_buyer(till, session, mills(paid.sale.receipt_number, name=OTHER, tax_number="77 12345"))
    print_receipt(till, paid.sale.receipt_number)
    sold, back = last_paper(till).split("CREDIT NOTE")

    assert OTHER in sold
    assert NAME not in sold
    assert NAME in back
    assert OTHER not in back


def test_planted_a_name_that_goes_into_the_facts_is_found(
    till: Till, session: Session, receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check that no fact holds a name can fail."""

    def loose(receipt: str, customer_id: str) -> object:
        return BuyerNamed(receipt=receipt, customer_id=f"{customer_id} {NAME}")

    monkeypatch.setattr(module, "BuyerNamed", loose)
    name_buyer(till, session, mills(receipt))

    assert NAME in json.dumps(told_bodies(till, "buyer_named"))


def test_planted_a_buyer_whose_paper_is_never_noted_has_no_copy(
    till: Till, session: Session, receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check of which paper is a copy can fail: here the second one does not come out."""

    def forget(_buyers: Buyers, receipt_number: str, at: object) -> None:
        del receipt_number, at

    monkeypatch.setattr(Buyers, "mark_printed", forget)
    print_receipt(till, receipt)
    name_buyer(till, session, mills(receipt))
    for _ in range(2):
        print_receipt(till, receipt)

    assert len(tray_of(till).jobs) == 2


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(order=st.lists(st.sampled_from(["mills", "hardware", "print", "copy"]), max_size=6))
def test_whatever_is_named_and_printed_in_whatever_order_one_paper_of_each_naming_is_no_copy(
    till: Till, session: Session, order: list[str]
) -> None:
    """Every naming has at most one paper that is no copy, and each names who was named last."""
    number = a_sale(till, session, "tape").sale.receipt_number
    before = kept(till, number)
    buyers = {"mills": mills(number), "hardware": mills(number, name=OTHER, tax_number="7712345")}
    names, namings, first = [""], [0], len(tray_of(till).jobs)
    for step in order:
        if step in buyers:
            name_buyer(till, session, buyers[step])
            if names[-1] != buyers[step].name:
                names.append(buyers[step].name)
            continue
        print_receipt(till, number, copy=step == "copy")
        paper = last_paper(till)
        assert names[-1] in paper
        if "COPY" not in paper:
            namings.append(len(names))

    assert len(set(namings)) == len(namings)
    assert kept(till, number) == before
    assert len(tray_of(till).jobs) - first == sum(step in {"print", "copy"} for step in order)
