"""Wherever words are typed, a card's number is refused before anything is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from app.use_cases import change_line
from app.use_cases.book_shipment import book_shipment
from app.use_cases.change_line import note_line
from app.use_cases.check_identity import CheckIdentity, check_identity
from app.use_cases.claim_payment import claim_payment
from app.use_cases.close_shift import CloseShift, preview_close
from app.use_cases.customers import SaveCustomer, save_customer
from app.use_cases.decide_payment import DecidePayment, decide_payment
from app.use_cases.move_cash import MoveCash, move_cash
from app.use_cases.till import Session, Till
from domain.card_number import holds_card_number
from domain.customer import Contact
from domain.errors import BadInput
from domain.shift import CashCount
from tests.helpers.builders import a_cart, gyd
from tests.helpers.ledger_checks import read_ledger
from tests.helpers.shipment_builders import a_piece, a_shipment
from tests.unit.app.use_cases.payment_kit import YES, a_claim

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


def a_reason(till: Till, session: Session) -> object:
    claim_payment(till, session, a_claim(till, a_cart(till, session, "barrel")))
    decision = DecidePayment(payment_id="pay-1", decision="release", reason=CARD, approval=YES)
    return decide_payment(till, session, decision)


def a_document(till: Till, session: Session) -> object:
    request = CheckIdentity(
        check_id="c",
        customer_id="p",
        document="passport",
        number=CARD,
        valid_until=date(2030, 1, 1),
    )
    return check_identity(till, session, request)


PLACES = [
    *(a_note, a_name, a_landmark, a_content, a_party, a_cash_note, a_shift_note, a_reference),
    a_document,
]


@pytest.mark.parametrize("typed", PLACES)
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


def rows_with_a_card(till: Till) -> list[str]:
    """Every column of every table that holds the number, however it is written."""
    with till.db.reading() as uow:
        run = uow.audit._connection.exec_driver_sql
        tables = [row[0] for row in run("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            f"{table}.{column}"
            for table in tables
            for row in run(f'SELECT * FROM "{table}"').mappings()
            for column, value in row.items()
            if holds_card_number(_as_text(value))
        ]


def _as_text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")


def test_no_column_holds_one_after_every_place_was_tried(till: Till, session: Session) -> None:
    for typed in (*PLACES, a_reason):
        with pytest.raises(BadInput):
            typed(till, session)

    assert [each for each in rows_with_a_card(till) if _is_of_words(each)] == []


def _is_of_words(place: str) -> bool:
    """Not a key, a hash or a random id: digits among those may look like anything."""
    return place.rsplit(".", maxsplit=1)[-1] not in {
        "hash",
        "salt",
        "signature",
        "payer_key",
        "commitment",
    }


def test_planted_a_place_that_does_not_look_is_found_in_its_columns(
    till: Till, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(change_line, "require_words", lambda text: text)
    a_note(till, session)

    assert "line_note.note" in rows_with_a_card(till)
