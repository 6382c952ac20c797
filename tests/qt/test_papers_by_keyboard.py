"""The print queue and the other ways of a receipt at a real window, by keys alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.gallery_customers import a_customer
from app.counter.gallery_papers import a_paper
from app.presenters.key_map import Place
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from tests.qt.test_counter_by_keyboard import Counter

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    apply_theme(qapp, Theme())
    made = Counter(qtbot)
    made.begin()
    yield made
    made.window.close()
    made.window.deleteLater()
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def test_papers_that_wait_are_walked_sent_elsewhere_dropped_and_printed(counter: Counter) -> None:
    papers = counter.till.papers
    papers.waiting = [a_paper(f"GY03B-{number:06d}") for number in range(1, 5)]
    papers.printers = ("Office",)
    page = counter.screens.more.prints
    counter.press(K.Key_8, held=ALT)
    while not page.isVisible():
        counter.press(K.Key_Down)
    counter.press(K.Key_Return)
    assert counter.focused() is page.list

    counter.press(K.Key_Down, K.Key_Return)
    counter.press(K.Key_Delete)
    counter.press(K.Key_F4)
    assert counter.focused() is page.printers
    counter.press(K.Key_Down)
    counter.press(K.Key_Escape)
    assert counter.focused() is page.list
    counter.press(K.Key_F12)

    assert papers.asked == [
        ("print", "receipt-GY03B-000002"),
        ("drop", "receipt-GY03B-000003"),
        ("redirect", "receipt-GY03B-000004", "Office"),
        ("all",),
    ]
    assert papers.waiting == []


def test_a_receipt_is_mailed_between_the_sale_and_the_next(counter: Counter) -> None:
    counter.type("tape")
    counter.press(K.Key_Return)
    counter.press(K.Key_F12)
    counter.type("5000")
    counter.press(K.Key_F12)
    receipt = counter.screens.receipt
    assert counter.asks(receipt)

    counter.press(K.Key_F3)
    assert counter.focused() is receipt.ways.address
    counter.type("anita@example")
    counter.press(K.Key_Return)
    assert counter.focused() is receipt.ways.address
    counter.type(".com")
    counter.press(K.Key_Return)
    assert counter.till.papers.asked[-1][-1] == "anita@example.com"
    assert counter.focused() is receipt.next_button
    counter.press(K.Key_F4)
    assert counter.till.papers.asked[-1][0] == "pdf"
    counter.press(K.Key_F3, K.Key_Escape)
    assert counter.asks(receipt)
    counter.press(K.Key_Return)

    assert counter.no_dialog()
    assert counter.window.counter.place is Place.SALE


def test_a_business_is_named_at_the_receipt_and_its_tax_invoice_prints(counter: Counter) -> None:
    number = "010-552-881"
    papers = counter.till.papers
    papers.buyers[number] = a_customer("p-mills", "Rice Mills Ltd", tax_number=number)
    counter.type("tape")
    counter.press(K.Key_Return)
    counter.press(K.Key_F12)
    counter.type("5000")
    counter.press(K.Key_F12)
    receipt = counter.screens.receipt
    counter.press(K.Key_F5)
    counter.type("12")
    counter.press(K.Key_Escape)
    assert counter.asks(receipt)
    assert counter.focused() is receipt.next_button

    counter.press(K.Key_F5)
    assert counter.focused() is receipt.buyer.number.line
    assert receipt.buyer.number.line.text() == ""
    counter.type(number)
    counter.press(K.Key_F3, K.Key_Return)
    assert counter.focused() is receipt.buyer.name.line
    assert receipt.buyer.name.line.selectedText() == "Rice Mills Ltd"
    counter.press(K.Key_Return)
    counter.type("Lot 7")
    counter.press(K.Key_Return)

    assert papers.asked[-1][0] == "buyer"
    assert papers.asked[-1][-2:] == ("Rice Mills Ltd", number)
    assert [is_copy for _, is_copy in counter.till.printed] == [False, True]
    assert "Sold to Rice Mills Ltd" in receipt.ticket.accessibleName()
    assert counter.focused() is receipt.next_button
    counter.press(K.Key_Return)
    assert counter.no_dialog()
