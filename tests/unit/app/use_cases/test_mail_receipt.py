import json

import pytest

from app.use_cases.mail_receipt import MailReceipt, mail_receipt
from app.use_cases.till import Till
from domain.errors import BadInput, NotFound
from sync.protocol.mail_bodies import ReceiptMailed
from sync.protocol.operation import Facts, SignedOperation
from tests.helpers.builders import a_sale, an_open_shift
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


def test_the_address_of_a_known_customer_is_erased_with_the_customer(till: Till) -> None:
    session, _ = an_open_shift(till)
    number = a_sale(till, session).sale.receipt_number

    mail_receipt(
        till,
        session,
        MailReceipt(receipt_number=number, address="a@example.com", person_id="customer-7"),
    )

    assert last_operation(till).personal[0].person_id == "customer-7"


def test_a_wrong_address_or_receipt_queues_nothing(till: Till) -> None:
    session, _ = an_open_shift(till)
    number = a_sale(till, session).sale.receipt_number
    before = last_operation(till)

    with pytest.raises(BadInput, match="Check the e-mail address"):
        mail_receipt(till, session, MailReceipt(receipt_number=number, address="anita"))
    with pytest.raises(NotFound):
        mail_receipt(till, session, MailReceipt(receipt_number="GY09A-1", address="a@example.com"))

    assert last_operation(till) == before
