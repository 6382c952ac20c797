"""Wherever words are typed, a card's number is refused before anything is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.use_cases.book_shipment import book_shipment
from app.use_cases.change_line import note_line
from app.use_cases.claim_payment import claim_payment
from app.use_cases.close_shift import CloseShift, preview_close
from app.use_cases.customers import SaveCustomer, save_customer
from app.use_cases.move_cash import MoveCash, move_cash
from app.use_cases.till import Session, Till
from domain.customer import Contact
from domain.errors import BadInput
from domain.shift import CashCount
from tests.helpers.builders import a_cart, gyd
from tests.helpers.ledger_checks import read_ledger
from tests.helpers.shipment_builders import a_piece, a_shipment
from tests.unit.app.use_cases.payment_kit import a_claim

CARD = "4111 1111 1111 1111"


def a_note(till: Till, session: Session) -> object:
    cart = a_cart(till, session, "tape")
    return note_line(till, session, cart.lines[0].line_no, f"card {CARD}", cart.version)


def a_name(till: Till, session: Session) -> object:
    return save_customer(till, session, SaveCustomer(contact=Contact(name=f"Ann {CARD}")))


def a_landmark(till: Till, session: Session) -> object:
    contact = Contact(name="Ann", landmark=CARD)
    return save_customer(till, session, SaveCustomer(contact=contact))


def a_content(till: Till, session: Session) -> object:
    return book_shipment(till, session, a_shipment(pieces=(a_piece(CARD),)))


def a_party(till: Till, session: Session) -> object:
    draft = a_shipment()
    return book_shipment(
        till, session, replace(draft, consignee=replace(draft.consignee, name=CARD))
    )


def a_cash_note(till: Till, session: Session) -> object:
    return move_cash(
        till, session, MoveCash(move="drop", amount=gyd(1_000), reason="safe", note=CARD)
    )


def a_shift_note(till: Till, session: Session) -> object:
    count = CashCount("GYD", ((200_000, 10),))
    return preview_close(till, session, CloseShift(count=count, note=CARD))


def a_reference(till: Till, session: Session) -> object:
    cart = a_cart(till, session, "barrel")
    return claim_payment(till, session, a_claim(till, cart, reference=CARD))


@pytest.mark.parametrize(
    "typed",
    [a_note, a_name, a_landmark, a_content, a_party, a_cash_note, a_shift_note, a_reference],
)
def test_a_card_number_is_kept_nowhere(
    till: Till, session: Session, typed: Callable[[Till, Session], object]
) -> None:
    before = len(read_ledger(till.db).operations)

    with pytest.raises(BadInput, match="has a card's number in it"):
        typed(till, session)

    assert len(read_ledger(till.db).operations) == before
    assert b"4111 1111" not in repr(read_ledger(till.db)).encode()


def test_an_imei_passes_in_a_note(till: Till, session: Session) -> None:
    cart = a_cart(till, session, "tape")

    noted = note_line(till, session, cart.lines[0].line_no, "IMEI 490154203237518", cart.version)

    assert noted.lines[0].note == "IMEI 490154203237518"
