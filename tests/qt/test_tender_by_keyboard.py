"""The payment at a real window, by keys alone: split, take back, look up, and finish once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.gallery_message import a_message
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.use_cases.cash_duty import IdentityNeeded
from domain.money import Money
from domain.tender import TenderLine
from sync.protocol.status import Link, SyncStatus
from tests.qt.test_counter_by_keyboard import BARREL, Counter, K
from tests.qt.test_files_by_keyboard import Answering


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    apply_theme(qapp, Theme())
    made = Counter(qtbot)
    made.begin()
    made.type(BARREL)
    made.press(K.Key_Return, K.Key_F12)
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def taken(counter: Counter) -> list[str]:
    paid = counter.screens.tender.paid
    return [line.accessibleName() for line in paid.lines if not line.isHidden()]


def tenders(counter: Counter) -> tuple[TenderLine, ...]:
    return counter.till.sales[-1].tenders


def test_a_sale_is_split_over_two_currencies_and_the_terminal_by_keys_alone(
    counter: Counter,
) -> None:
    counter.press(K.Key_F3)
    counter.type("20")
    counter.press(K.Key_Return, K.Key_F7)
    counter.type("a83k91")
    counter.press(K.Key_Tab)
    counter.type("1000")
    counter.press(K.Key_Return)
    counter.press(K.Key_F2, K.Key_F12)

    assert [line.kind for line in tenders(counter)] == ["cash", "bank_card", "cash"]
    assert tenders(counter)[0].handed_over.currency == "USD"
    assert tenders(counter)[1].approval_code == "A83K91"
    assert counter.till.sales[-1].change.is_zero


def test_del_takes_the_last_tender_back_and_what_is_due_is_right_again(counter: Counter) -> None:
    counter.type("1000")
    counter.press(K.Key_Return)
    counter.type("2000")
    counter.press(K.Key_Return)
    assert len(taken(counter)) == 2

    counter.press(K.Key_Delete)
    assert taken(counter) == ["Cash, G$, , G$1,000"]
    counter.type("5")
    counter.press(K.Key_Delete)
    assert len(taken(counter)) == 2  # del in a field that holds something is the field's own


def test_a_voucher_is_looked_up_before_it_pays(counter: Counter) -> None:
    counter.till.payments.credits["MASH26"] = 100_000
    counter.press(K.Key_F8)
    counter.type("mash26")
    counter.press(K.Key_Return)
    assert "G$1,000 of it is here" in counter.screens.tender.code.line.accessibleDescription()

    counter.press(K.Key_Return)
    assert taken(counter) == ["Voucher, MASH26, G$1,000"]
    counter.press(K.Key_F2, K.Key_F12)
    assert [line.kind for line in tenders(counter)] == ["voucher", "cash"]


def test_what_is_not_possible_now_says_why_and_changes_nothing(counter: Counter) -> None:
    counter.press(K.Key_F5)

    assert counter.screens.tender.amount.line.accessibleDescription() == "Not set up by the office"
    counter.press(K.Key_F2, K.Key_F12)
    assert [line.kind for line in tenders(counter)] == ["cash"]


def test_every_way_and_every_field_has_a_name(counter: Counter) -> None:
    dialog = counter.screens.tender
    counter.press(K.Key_F7)

    assert all(button.accessibleName() for button in dialog.ways.buttons)
    assert dialog.code.line.accessibleName() == "Approval code"
    assert dialog.amount.line.accessibleName() == "Taken by the terminal, G$"


def test_a_click_on_a_way_and_on_a_tender_does_what_the_keys_do(counter: Counter) -> None:
    dialog = counter.screens.tender
    dialog.ways.buttons[1].click()
    counter.type("5")
    counter.press(K.Key_Return)
    dialog.paid.lines[0].remove.click()

    assert taken(counter) == []


def test_a_claim_is_typed_and_pays_by_keys_alone(counter: Counter) -> None:
    price = counter.till.payments.paying
    counter.press(K.Key_F4)
    counter.type("6221234")
    counter.press(K.Key_Return)
    counter.type("20402048536279")
    counter.press(K.Key_F4, K.Key_F12)

    assert [(each.is_held, each.reference) for each in price.claims] == [(True, "20402048536279")]
    assert taken(counter)[0].startswith("MMG, to be verified")
    counter.press(K.Key_F12)
    assert tenders(counter)[0].kind == "mmg"


def test_a_claim_of_more_than_is_due_is_asked_for_once_more_and_the_rest_is_owed(
    counter: Counter,
) -> None:
    counter.press(K.Key_F4)
    for typed in ("6221234", "20402048536279", "12000"):
        counter.type(typed)
        counter.press(K.Key_Return)
    counter.press(K.Key_F12)
    assert counter.till.payments.paying.claims == []
    counter.press(K.Key_F12, K.Key_F12)
    over = tenders(counter)[0].over

    assert over is not None
    assert over.amount == Money(250_000, "GYD")


def test_a_photo_of_the_message_is_chosen_and_left_out_by_f3(counter: Counter) -> None:
    claim, paying = counter.screens.pay_claim, counter.till.payments.paying
    claim.chooser = chooser = Answering("/photos/message.jpg")
    paying.photos["/photos/message.jpg"] = a_message()
    counter.press(K.Key_F4)
    counter.type("6221234")
    counter.press(K.Key_Return)
    counter.type("20402048536279")
    counter.press(K.Key_F3)
    assert "*.jpg" in chooser.asked[-1].filter
    assert not chooser.asked[-1].is_written
    assert claim.photo_button.accessibleName().startswith("Without the photo")

    counter.press(K.Key_F3)
    assert claim.photo_button.accessibleName().startswith("Photo of the message")
    counter.press(K.Key_F3, K.Key_F12)

    assert paying.claims[0].photo == a_message()
    assert chooser.closed
    assert "photo" not in repr(counter.till.sales).lower()


def test_a_code_is_asked_for_and_given_up_by_esc_without_any_tender(counter: Counter) -> None:
    counter.till.payments.paying.set_up("mmg", "stripe")
    counter.press(K.Key_Escape, K.Key_F12)
    counter.window.counter.show_sync_status(SyncStatus(link=Link.ONLINE))
    counter.press(K.Key_F6)
    assert len(counter.till.payments.paying.payments) == 1

    counter.press(K.Key_Escape)
    states = [each.state for each in counter.till.payments.paying.payments.values()]
    assert states == ["cancelled"]
    assert taken(counter) == []
    counter.press(K.Key_F2, K.Key_F12)
    assert [line.kind for line in tenders(counter)] == ["cash"]


def test_a_phone_is_asked_by_keys_alone(counter: Counter) -> None:
    paying = counter.till.payments.paying
    paying.set_up("mmg", ways=("qr", "push"))
    counter.press(K.Key_Escape, K.Key_F12)
    counter.window.counter.show_sync_status(SyncStatus(link=Link.ONLINE))
    counter.press(K.Key_F5, K.Key_F4)
    counter.type("6221234")
    counter.press(K.Key_Return)
    paying.become(next(reversed(paying.payments)), "verified", reference="2040-1")
    counter.window.counter.show_sync_status(SyncStatus(link=Link.ONLINE))

    assert taken(counter)[0].startswith("MMG, verified")
    assert [each.way for each in paying.payments.values()] == ["qr", "push"]


def test_the_law_s_question_is_answered_by_keys_alone_and_the_sale_is_made_by_itself(
    counter: Counter,
) -> None:
    counter.till.fail_with["take_payment"] = IdentityNeeded("person-1", Money(950_000, "GYD"))
    counter.press(K.Key_F2, K.Key_F12)
    dialog = counter.screens.pay_identity
    assert counter.asks(dialog)
    assert counter.till.sales == []

    counter.press(K.Key_F4)
    counter.type("144-123456")
    counter.press(K.Key_Return)
    counter.type("31/01/2030")
    counter.press(K.Key_Return)

    (shown,) = counter.till.payments.paying.identities
    assert (shown.document, shown.number) == ("national_id", "144-123456")
    assert len(counter.till.sales) == 1
    assert counter.asks(counter.screens.receipt)
    assert [each.line.text() for each in dialog.fields.values()] == ["", ""]


def test_who_shows_no_document_pays_otherwise_and_nothing_typed_stays(counter: Counter) -> None:
    counter.till.fail_with["take_payment"] = IdentityNeeded("person-1", Money(950_000, "GYD"))
    counter.press(K.Key_F2, K.Key_F12)
    counter.type("R07")
    counter.press(K.Key_Escape)

    assert counter.asks(counter.screens.tender)
    assert counter.till.sales == []
    assert counter.screens.pay_identity.fields["number"].line.text() == ""
    counter.press(K.Key_F12)
    assert len(counter.till.sales) == 1


def test_a_supervisor_elsewhere_is_asked_by_keys_alone(counter: Counter) -> None:
    afar = counter.till.cases.afar
    counter.window.counter.show_sync_status(SyncStatus(link=Link.ONLINE))
    counter.till.payments.paying.signed_above_minor = 0
    counter.press(K.Key_F4)
    counter.type("6221234")
    counter.press(K.Key_Return)
    counter.type("20402048536279")
    counter.press(K.Key_F12)
    assert counter.asks(counter.screens.pay_sign)
    counter.press(K.Key_F4)
    assert afar.states() == ["asked"]
    counter.press(K.Key_F4, K.Key_F4)
    assert afar.states() == ["cancelled", "asked"]

    afar.become("approved")
    counter.window.counter.show_sync_status(SyncStatus(link=Link.ONLINE))
    assert afar.states() == ["cancelled", "used"]
    assert taken(counter)[0].startswith("MMG, to be verified")
    assert counter.till.payments.paying.claims[0].approval is not None
