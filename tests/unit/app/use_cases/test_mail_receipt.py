import json

import pytest

from app.use_cases.customers import SaveCustomer, attach_customer, save_customer
from app.use_cases.mail_receipt import MailReceipt, find_address, mail_receipt
from app.use_cases.name_buyer import NameBuyer, name_buyer
from app.use_cases.receipt_papers import bought_by, receipt_lines
from app.use_cases.till import Session, Till
from domain.buyer import with_buyer
from domain.customer import Contact
from domain.errors import BadInput, NotFound
from sync.protocol.mail_bodies import ReceiptMailed
from sync.protocol.operation import Facts, SignedOperation
from tests.helpers.builders import a_cart, a_sale, an_open_shift, gyd, pay
from tests.helpers.ledger_checks import complaints


def last_operation(till: Till) -> SignedOperation:
    with till.db.reading() as uow:
        stream = uow.till.list_streams()[-1]
        found = uow.outbox.find_operation(stream.name, stream.head_seq)
    assert found is not None
    return found


def test_a_receipt_is_queued_for_mail_and_the_facts_hold_no_address(till: Till) -> None:
    session, _ = an_open_shift(till)
    completed = a_sale(till, session)
    number = completed.sale.receipt_number

    kept = mail_receipt(
        till, session, MailReceipt(receipt_number=number, address=" anita@Example.com ")
    )

    written = last_operation(till)
    body = ReceiptMailed.model_validate(Facts.model_validate_json(written.facts).body)
    assert kept == "anita@example.com"
    assert written.kind == "receipt_mailed"
    assert (body.receipt, body.lines) == (number, completed.receipt_lines)
    assert body.code.startswith("W1.")
    assert b"anita" not in written.facts
    (part,) = written.personal
    assert (part.person_id, json.loads(part.part)) == (body.person_id, {"email": kept})
    assert complaints(till.db) == []


def test_the_address_of_a_known_customer_is_theirs_and_goes_with_their_erasure(
    till: Till, session: Session
) -> None:
    """It was filed under a person of its own, and outlived the customer's erasure."""
    ann = Contact(name="Ann Persaud", email="ann@example.com")
    person_id = save_customer(till, session, SaveCustomer(contact=ann)).person_id
    a_cart(till, session, "tape")
    cart = attach_customer(till, session, person_id)
    number = pay(till, session, cart, gyd(500)).sale.receipt_number
    stranger = a_sale(till, session).sale.receipt_number

    assert find_address(till, number) == "ann@example.com"
    assert find_address(till, stranger) == find_address(till, "GY09Z-000001") == ""
    mail_receipt(till, session, MailReceipt(receipt_number=number, address="a@example.com"))
    (part,) = last_operation(till).personal
    assert part.person_id == person_id
    assert json.loads(part.part) == {"email": "a@example.com"}


def test_a_mailed_tax_invoice_names_its_buyer_and_the_facts_do_not(
    till: Till, session: Session
) -> None:
    number = a_sale(till, session, "tape").sale.receipt_number
    mills = NameBuyer(receipt_number=number, name="Demerara Rice Mills", tax_number="010-552-881")
    name_buyer(till, session, mills)
    mail_receipt(till, session, MailReceipt(receipt_number=number, address="a@example.com"))

    written = last_operation(till)
    body = ReceiptMailed.model_validate(Facts.model_validate_json(written.facts).body)
    assert any(line.strip() == "TAX INVOICE" for line in body.lines)
    assert b"Demerara" not in written.facts
    (part,) = written.personal
    assert "Demerara Rice Mills" in json.loads(part.part)["buyer"]
    with till.db.reading() as uow:
        assert part.person_id == bought_by(uow, number)
        buyer = json.loads(part.part)["buyer"].splitlines()
        assert with_buyer(body.lines, buyer) == receipt_lines(uow, number)


def test_a_wrong_address_or_receipt_queues_nothing(till: Till) -> None:
    session, _ = an_open_shift(till)
    number = a_sale(till, session).sale.receipt_number
    before = last_operation(till)

    with pytest.raises(BadInput, match="Check the e-mail address"):
        mail_receipt(till, session, MailReceipt(receipt_number=number, address="anita"))
    with pytest.raises(NotFound):
        mail_receipt(till, session, MailReceipt(receipt_number="GY09A-1", address="a@example.com"))

    assert last_operation(till) == before
