"""Tax invoices for a registered buyer: named on paper only, and no more once they are erased."""

from __future__ import annotations

import pytest

from app.use_cases.customers import attach_customer
from app.use_cases.print_receipt import copy_for_file, print_receipt
from app.use_cases.till import Session, Till
from domain.buyer import ERASED_BUYER
from domain.customer import Customer, Said
from domain.paper import Paper, TextRow
from tests.helpers.builders import a_cart, gyd, pay, tray_of
from tests.helpers.ledger_checks import read_ledger

NAME, NUMBER = "Demerara Rice Mills Ltd", "010-552-881"


@pytest.fixture
def buyer(till: Till) -> str:
    with till.db.unit_of_work() as uow:
        mills = Customer(
            person_id="person-mills",
            said={"name": Said(1, NAME), "tax_number": Said(1, NUMBER)},
        )
        uow.customers.join(mills)
        uow.commit()
    return "person-mills"


def sold_to(till: Till, session: Session, customer_id: str | None) -> str:
    """A roll of tape (G$480) in cash: small enough for the simpler invoice."""
    a_cart(till, session, "tape")
    cart = attach_customer(till, session, customer_id)
    return pay(till, session, cart, gyd(500)).sale.receipt_number


def text_of(paper: Paper) -> str:
    return "\n".join(row.text for row in paper.rows if isinstance(row, TextRow))


def test_a_registered_buyer_is_on_the_paper_and_in_no_kept_line(
    till: Till, session: Session, buyer: str
) -> None:
    number = sold_to(till, session, buyer)
    print_receipt(till, number)
    with till.db.reading() as uow:
        kept = "\n".join(uow.sales.get(number).receipt_lines)
    printed = tray_of(till).jobs[-1]

    assert "TAX INVOICE" in kept
    assert NAME not in kept
    assert NAME in text_of(printed.paper)
    assert NUMBER in text_of(copy_for_file(till, number))
    facts = b"".join(
        one.facts for stream in read_ledger(till.db).operations.values() for one in stream
    )
    assert NUMBER.encode() not in facts


def test_after_the_erasure_a_reprint_says_so_and_names_nobody(
    till: Till, session: Session, buyer: str
) -> None:
    number = sold_to(till, session, buyer)
    with till.db.unit_of_work() as uow:
        uow.people.erase(buyer)
        uow.commit()
    paper = " ".join(text_of(copy_for_file(till, number)).split())

    assert NAME not in paper
    assert NUMBER not in paper
    assert ERASED_BUYER in paper


def test_anybody_else_gets_the_simple_invoice_without_a_name(till: Till, session: Session) -> None:
    with till.db.unit_of_work() as uow:
        uow.customers.join(Customer(person_id="person-ann", said={"name": Said(1, "Ann Persaud")}))
        uow.commit()
    paper = text_of(copy_for_file(till, sold_to(till, session, "person-ann")))

    assert "SALES INVOICE" in paper
    assert "Ann" not in paper
