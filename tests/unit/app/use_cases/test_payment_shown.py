"""What became of a payment is shown where its receipt is: at *Find*, at its customer, on a copy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.use_cases.claim_payment import claim_payment
from app.use_cases.find_records import find_records, show_record
from app.use_cases.print_receipt import copy_for_file, print_receipt
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.till import Session, Till
from domain.paper import TextRow
from domain.payment import PaymentState
from storage.payments import PaymentEvent, with_state
from tests.helpers.builders import a_cart, a_sale, gyd
from tests.unit.app.use_cases.payment_kit import a_claim
from tests.unit.app.use_cases.test_tender_policy import sell

FLAGS = ("mmg_first_time", "first_time")
WORDS: tuple[tuple[PaymentState, str, str], ...] = (
    ("claimed", "claimed", "MMG, to be verified"),
    ("approved", "claimed", "MMG, to be verified"),
    ("verified", "verified", "MMG, verified"),
    ("disputed", "disputed", "MMG, disputed"),
    ("refunded", "given_back", "MMG, given back"),
)


def by_claim(till: Till, session: Session, state: PaymentState) -> str:
    """Sell a barrel for a claim, of which this became known; return the receipt's number."""
    cart = a_cart(till, session, "barrel")
    made = claim_payment(till, session, a_claim(till, cart))
    receipt = sell(till, session, cart, tender_of_payment(made)).sale.receipt_number
    with till.db.unit_of_work() as uow:
        kept = replace(uow.payments.get("pay-1"), rules=FLAGS)
        event = PaymentEvent(at=made.made_at, by="central", what="told", state=state)
        uow.payments.save(with_state(kept, state, made.made_at), event)
        uow.commit()
    return receipt


@pytest.mark.parametrize(("state", "word", "printed"), WORDS)
def test_a_receipt_shows_how_its_payment_stands_at_find_and_on_its_copy(
    till: Till, session: Session, state: PaymentState, word: str, printed: str
) -> None:
    receipt = by_claim(till, session, state)

    [row] = [each for each in find_records(till, receipt).rows if each.kind == "receipt"]
    details = show_record(till, "receipt", receipt)
    copy = print_receipt(till, receipt, copy=True)

    assert [(each.word, each.amount) for each in row.paid] == [(word, gyd(9_500))]
    assert details.paid == row.paid
    assert copy.lines[0].strip() == "COPY 1"
    assert copy.lines[1] == "Payment as it stands now"
    assert copy.lines[2].startswith(printed)
    assert "since" in copy.lines[3]
    assert "MMG, to be verified" in "".join(copy.lines[4:]), "below it as it was printed first"
    assert not any(flag in " ".join(copy.lines) for flag in FLAGS)


def test_the_first_paper_says_nothing_twice_and_a_file_says_how_it_stands(
    till: Till, session: Session
) -> None:
    receipt = by_claim(till, session, "verified")
    first = print_receipt(till, receipt)
    filed = copy_for_file(till, receipt)

    assert "Payment as it stands now" not in first.lines
    texts = [row.text for row in filed.rows if isinstance(row, TextRow)]
    assert texts[1] == "Payment as it stands now"


def test_cash_has_no_state_and_its_copy_is_as_it_was(till: Till, session: Session) -> None:
    receipt = a_sale(till, session).sale.receipt_number
    first = print_receipt(till, receipt)
    copy = print_receipt(till, receipt, copy=True)

    assert copy.lines[1:] == first.lines
    assert show_record(till, "receipt", receipt).paid == ()
