"""A cashier's day at a real window, from the first key to the last, without a mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.counter.gallery_till import PROFILE, MemoryTill, RightAway, sample_till
from app.counter.main_window import CounterWindow
from app.counter.screens import Screens
from app.presenters.key_map import Place
from app.presenters.services import Desk
from app.theme.apply import apply_theme
from app.theme.theme import Theme, current_theme
from app.theme.tokens import Scheme
from domain.tender import hand_out
from tests.helpers.counter_desk import SUPERVISOR_PIN

K = Qt.Key
BARREL, SHARED = "2102026000014", "2182026000016"


class Counter:
    """The window with somebody's fingers: keys go to whatever has the focus."""

    def __init__(self, qtbot: QtBot) -> None:
        self.till: MemoryTill = sample_till()
        desk = Desk(
            services=self.till.services(),
            runner=RightAway(),
            clock=self.till.clock,
            profile=PROFILE,
        )
        self.window = CounterWindow(desk)
        self.window.start()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def screens(self) -> Screens:
        return self.window.screens

    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(
        self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        for key in keys:
            QTest.keyClick(self.focused(), key, held)
            QApplication.processEvents()  # a table's editor closes only after the key was handled

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self.focused(), letter)

    def begin(self) -> None:
        self.type("2580")
        self.press(K.Key_Return)
        self.type("40000")
        self.press(K.Key_F12)

    def shows(self, screen: QWidget) -> bool:
        return self.window._stack.currentWidget() is screen and self.no_dialog()

    def asks(self, dialog: QWidget) -> bool:
        return self.window._overlay.dialog is dialog

    def no_dialog(self) -> bool:
        return self.window._overlay.dialog is None

    def in_search(self) -> bool:
        return self.focused() is self.screens.sale.products.search.line


@pytest.fixture
def counter(qtbot: QtBot, qapp: QApplication) -> Iterator[Counter]:
    apply_theme(qapp, Theme())
    made = Counter(qtbot)
    yield made
    made.window.close()
    made.window.deleteLater()
    # A window left behind would be dressed again with every theme of the tests after this one.
    qapp.sendPostedEvents(made.window, QEvent.Type.DeferredDelete)


def test_a_day_is_worked_without_a_mouse(counter: Counter) -> None:
    counter.begin()
    assert counter.shows(counter.screens.sale)
    assert counter.till.shift is not None
    assert counter.till.shift.opening_float.amount_minor == 4_000_000

    counter.type(BARREL)
    counter.press(K.Key_Return)
    counter.type("shipping box")
    counter.press(K.Key_Down, K.Key_Return)
    assert [line.quantity for line in counter.till.cart.lines] == [1, 1]

    counter.press(K.Key_F12)
    counter.type("20000")
    counter.press(K.Key_F12)
    assert len(counter.till.sales) == 1
    assert counter.asks(counter.screens.receipt)

    counter.press(K.Key_Return)
    assert counter.no_dialog()
    assert counter.in_search()

    counter.press(K.Key_6, held=Qt.KeyboardModifier.AltModifier)
    assert counter.shows(counter.screens.close_shift)
    expected = counter.till.services().shift_summary().sums.expected
    parts = dict(hand_out(expected, list(counter.screens.close_shift.counts._rows)))
    for minor in counter.screens.close_shift.counts._rows:
        counter.type(str(parts.get(minor, 0)))
        counter.press(K.Key_Return)
    for _ in counter.screens.close_shift.others._rows:
        counter.press(K.Key_Return)
    counter.press(K.Key_F12, K.Key_F12)
    assert counter.till.services().current_shift() is not None
    counter.press(K.Key_F8)
    assert counter.till.services().current_shift() is None
    assert counter.asks(counter.screens.z_report)
    counter.press(K.Key_F4)
    assert [what for what, _ in counter.till.papers.asked] == ["pdf"]

    counter.press(K.Key_Return)
    assert counter.shows(counter.screens.open_shift)


def test_a_scan_works_while_the_focus_is_on_the_cart_or_a_button(counter: Counter) -> None:
    counter.begin()
    counter.type(BARREL)
    counter.press(K.Key_Return)
    for elsewhere in (counter.screens.sale.cart.list, counter.screens.sale.cart.pay_button):
        elsewhere.setFocus()
        counter.type(BARREL)
        counter.press(K.Key_Return)

    assert [line.quantity for line in counter.till.cart.lines] == [3]


def test_a_scan_at_the_receipt_begins_the_next_sale_with_every_digit(counter: Counter) -> None:
    counter.begin()
    counter.type(BARREL)
    counter.press(K.Key_Return, K.Key_F12, K.Key_F2, K.Key_F12)
    counter.type(BARREL)
    counter.press(K.Key_Return)

    assert len(counter.till.sales) == 1
    assert [line.sku for line in counter.till.cart.lines] == ["BRL-55-L"]


def test_quantity_by_f4_and_by_plus_and_minus_and_removal_by_del(counter: Counter) -> None:
    counter.begin()
    counter.type(BARREL)
    counter.press(K.Key_Return, K.Key_F4)
    counter.type("12")
    counter.press(K.Key_Return)
    assert counter.till.cart.lines[0].quantity == 12
    assert counter.in_search()

    counter.press(K.Key_Plus, K.Key_Plus, K.Key_Minus)
    assert counter.till.cart.lines[0].quantity == 13

    counter.press(K.Key_Delete)
    assert counter.asks(counter.screens.line_sign), "G$123,500 is more than a cashier takes out"
    counter.type(SUPERVISOR_PIN)
    counter.press(K.Key_Return)
    assert len(counter.till.cart.lines) == 0


def test_plus_and_del_belong_to_the_search_while_something_is_typed(counter: Counter) -> None:
    counter.begin()
    counter.type(BARREL)
    counter.press(K.Key_Return)
    counter.type("a+b")
    counter.press(K.Key_Home, K.Key_Delete)

    assert counter.screens.sale.products.search.text() == "+b"
    assert counter.till.cart.lines[0].quantity == 1

    counter.press(K.Key_Escape)
    assert counter.screens.sale.products.search.text() == ""


def test_esc_in_the_tender_goes_back_with_nothing_lost(counter: Counter) -> None:
    counter.begin()
    counter.type(BARREL)
    counter.press(K.Key_Return, K.Key_F12)
    counter.type("5")
    counter.press(K.Key_Escape)

    assert counter.no_dialog()
    assert len(counter.till.cart.lines) == 1
    assert counter.in_search()


def test_a_held_f12_neither_pays_nor_closes_by_itself(counter: Counter) -> None:
    counter.begin()
    counter.type(BARREL)
    counter.press(K.Key_Return)
    for _ in range(20):
        event = QKeyEvent(
            QEvent.Type.KeyPress, K.Key_F12, Qt.KeyboardModifier.NoModifier, "", True, 1
        )
        QApplication.sendEvent(counter.focused(), event)

    assert counter.no_dialog()
    assert counter.till.sales == []


def test_a_shared_code_is_chosen_with_the_arrows(counter: Counter) -> None:
    counter.begin()
    counter.type(SHARED)
    counter.press(K.Key_Return, K.Key_Down, K.Key_Return)

    assert counter.till.cart.lines[0].sku == "EXB-80-B"
    assert counter.in_search()


def test_a_price_is_typed_and_signed_without_a_mouse(counter: Counter) -> None:
    counter.begin()
    counter.type("cassava bread, fresh")
    counter.press(K.Key_Return)
    assert counter.asks(counter.screens.price)

    counter.type("1500")
    counter.press(K.Key_Return)
    counter.type("9630")
    counter.press(K.Key_Return)

    assert counter.no_dialog()
    assert counter.till.cart.lines[0].unit_price.amount_minor == 150_000


def test_a_shipment_is_typed_from_name_to_sale(counter: Counter) -> None:
    counter.begin()
    counter.press(K.Key_F8)
    assert counter.shows(counter.screens.shipment)

    for name in ("Kelvin Persaud", "Ignatius Gomes"):
        counter.type(name)
        counter.press(K.Key_Tab)
        counter.type("6091234")
        counter.press(K.Key_Tab)
        counter.type("Lot 12")
        counter.press(K.Key_Tab)
        counter.type("Lethem")
        counter.press(K.Key_Tab, K.Key_Down, K.Key_Tab)
        counter.type("Airstrip")
        counter.press(K.Key_Tab)
    counter.press(K.Key_F4)
    for text in ("Foodstuff", "Barrel", "131", "24 x 24 x 36"):
        counter.type(text)
        counter.press(K.Key_Return)
    counter.press(K.Key_F12)

    draft = counter.till.cart.lines[0].shipment
    assert draft is not None
    assert (draft.consignee.name, draft.consignee.region) == ("Ignatius Gomes", 1)
    assert draft.pieces[0].weight.text == "131 lb"
    assert counter.shows(counter.screens.sale)


def test_ins_adds_a_piece_and_del_takes_it_out(counter: Counter) -> None:
    counter.begin()
    counter.press(K.Key_F8, K.Key_F4)
    counter.type("Rice")
    counter.press(K.Key_Return, K.Key_Escape)
    counter.screens.shipment.table.setFocus()
    counter.press(K.Key_Insert)
    counter.type("Beans")
    counter.press(K.Key_Return, K.Key_Escape)
    assert [row.form.description for row in counter.screens.shipment._model.rows] == [
        "Rice",
        "Beans",
    ]

    counter.screens.shipment.table.setFocus()
    counter.press(K.Key_Delete)
    assert len(counter.screens.shipment._model.rows) == 1


def test_a_shipment_is_cleared_only_by_pressing_twice(counter: Counter) -> None:
    counter.begin()
    counter.press(K.Key_F8)
    counter.type("Kelvin")
    ship = counter.screens.shipment
    ship.clear_button.click()
    counter.type(" Persaud")
    ship.clear_button.click()
    assert ship.consignor._fields["name"].line.text() == "Kelvin Persaud"

    ship.clear_button.click()
    assert ship.consignor._fields["name"].line.text() == ""
    assert counter.focused() is ship.consignor._fields["name"].line


def test_f4_leaves_a_shipment_at_one(counter: Counter) -> None:
    counter.begin()
    ship = counter.window.counter.shipment
    counter.press(K.Key_F8)
    ship.on_party_edited("consignor", "name", "Kelvin")
    ship.on_party_edited("consignor", "region", "4")
    ship.on_party_edited("consignee", "name", "Ignatius")
    ship.on_party_edited("consignee", "region", "9")
    for name, text in (
        ("description", "Rice"),
        ("packing", "Bag"),
        ("weight", "9"),
        ("sides", "9 9 9"),
    ):
        ship.on_piece_edited(0, name, text)
    counter.press(K.Key_F12, K.Key_F4)
    assert counter.in_search()
    assert counter.till.cart.lines[0].kind == "shipment"


def test_f1_shows_keys_f11_locks_and_the_look_changes(counter: Counter) -> None:
    counter.begin()
    counter.press(K.Key_F1)
    assert counter.asks(counter.screens.keys)

    counter.press(K.Key_F1)
    assert counter.no_dialog()

    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    counter.press(K.Key_D, held=both)
    counter.press(K.Key_Plus, held=Qt.KeyboardModifier.ControlModifier)
    assert current_theme().scheme is Scheme.DARK
    assert current_theme().text_scale == 1.15

    counter.press(K.Key_Minus, K.Key_Minus, held=Qt.KeyboardModifier.ControlModifier)
    assert current_theme().text_scale == 1.0

    counter.press(K.Key_F11)
    assert counter.shows(counter.screens.sign_in)
    counter.press(K.Key_Down)
    counter.type("1470")
    counter.press(K.Key_Return)
    assert counter.shows(counter.screens.sale)


def test_tab_goes_through_the_sale_and_comes_back_to_the_search(counter: Counter) -> None:
    counter.begin()
    counter.type(BARREL)
    counter.press(K.Key_Return)
    search = counter.screens.sale.products.search.line
    visited: list[QWidget] = []
    for _ in range(20):
        counter.press(K.Key_Tab)
        visited.append(counter.focused())
        if counter.focused() is search:
            break

    assert visited[-1] is search
    assert counter.screens.sale.cart.list in visited
    assert counter.screens.sale.cart.pay_button in visited


def test_the_rail_and_its_places_answer_clicks(counter: Counter) -> None:
    counter.begin()
    counter.window._rail.place_chosen.emit(Place.SHIP)
    assert counter.shows(counter.screens.shipment)

    counter.window._rail.place_chosen.emit("keys")
    assert counter.asks(counter.screens.keys)
    counter.screens.keys.back_button.click()

    counter.window._rail.place_chosen.emit("lock")
    assert counter.shows(counter.screens.sign_in)
