"""The morning of a scripted day, key by key: two cashiers, a supervisor, and the line up.

Each station says what it must have come to; what the whole day comes to is in ``day_books``.
"""

from PySide6.QtCore import Qt

from app.presenters.key_map import Dialog, Place
from app.use_cases.cash_rules import list_cash_rules
from app.use_cases.current_cart import current_cart
from domain.cart import Cart
from domain.customer import Purpose
from tests.journeys.day_books import FLOAT, FLOAT_DOLLARS
from tests.journeys.day_hands import CONTROL, Hands

K = Qt.Key
BARREL = "2102026000014"
TAPE, PADLOCK = "packing tape, clear", "padlock, brass, 40"
SHANELLE, DEVIKA, ROXANNE = "2580", "1470", "9630"


class Morning:
    """Stations in their order; ``hands`` are whose turn it is at the till."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.till = hands.running.till

    # ------------------------------------------------------------------ the morning, online
    def sign_in(self) -> None:
        hands = self.hands
        assert hands.is_at(Place.SIGN_IN)
        hands.press(K.Key_Down, K.Key_Down)
        hands.enter(SHANELLE)
        assert hands.is_at(Place.OPEN_SHIFT)

    def open_shift(self) -> None:
        """The float, note by note, in both currencies."""
        hands = self.hands
        hands.press(K.Key_F3)
        for currency, counted in (("GYD", FLOAT), ("USD", FLOAT_DOLLARS)):
            for minor in self._denominations(currency):
                hands.enter(str(counted.get(minor, 0)))
        hands.take("01-float")
        hands.press(K.Key_F12)
        assert hands.is_at(Place.SALE)

    def first_sale(self) -> None:
        """Scanned, searched for, weighed, with a discount within the cashier's cap."""
        hands = self.hands
        hands.go_on_to(8, 5)
        hands.scan(BARREL)
        hands.type(TAPE)
        hands.take("02-search")
        hands.press(K.Key_Return)
        hands.enter("saltfish")
        assert hands.asks(Dialog.LINE)
        hands.enter("750")
        hands.press(K.Key_F5)
        hands.enter("5")
        assert hands.asks(None)
        lines = self.cart.lines
        assert [line.quantity for line in lines] == [1, 1, 1]
        assert [line.weight_grams for line in lines] == [None, None, 750]
        assert lines[2].discount is not None
        self._pay_exactly()

    def override_and_park(self) -> None:
        """A dented barrel costs less with the supervisor's PIN; then the customer forgot money."""
        hands = self.hands
        hands.go_on_to(8, 40)
        hands.scan(BARREL)
        hands.press(K.Key_F5, K.Key_F4)
        hands.type("9000")
        hands.press(K.Key_Return)
        assert hands.asks(Dialog.LINE_SIGN)
        hands.take("03-supervisor-signs")
        hands.enter(ROXANNE)
        assert hands.asks(None)
        assert self.cart.lines[0].unit_price.amount_minor == 900_000
        hands.press(K.Key_F6, K.Key_2)
        assert self.cart.is_empty

    def sale_between(self) -> None:
        hands = self.hands
        hands.enter(PADLOCK)
        hands.press(K.Key_F12)
        hands.type("5000")
        hands.press(K.Key_F12, K.Key_Return)

    def recall_for_a_customer(self) -> None:
        """The parked barrel is for somebody who is new here, and says yes to being kept."""
        hands = self.hands
        hands.go_on_to(9, 10)
        hands.press(K.Key_F7, K.Key_Return)
        assert len(self.cart.lines) == 1
        hands.press(K.Key_F3)
        hands.enter("Shondell Grant")
        hands.enter("6097777")
        hands.enter("shondell@example.com")
        self._agree("receipts")
        hands.press(K.Key_F12)
        assert hands.asks(None)
        assert self.cart.customer_id is not None
        heading = hands.counter.window.screens.sale.cart._heading.text()
        assert heading == "This sale is for Shondell Grant"
        hands.take("04-sale-for-a-customer")

    def split_tender(self) -> None:
        """Twenty US dollars, three thousand on the bank's terminal, the rest in Guyana dollars."""
        hands = self.hands
        hands.press(K.Key_F12, K.Key_F3)
        hands.enter("20")
        hands.press(K.Key_F7)
        hands.type("a83k91")
        hands.press(K.Key_Tab)
        hands.press(K.Key_A, held=CONTROL)
        hands.enter("3000")
        hands.take("05-split-tender")
        hands.press(K.Key_F2, K.Key_F12)
        assert hands.asks(Dialog.RECEIPT)

    def mail_receipt(self) -> None:
        hands = self.hands
        hands.press(K.Key_F3)
        hands.press(K.Key_A, held=CONTROL)
        hands.enter("shondell@example.com")
        hands.press(K.Key_Return)
        assert hands.asks(None)

    # ------------------------------------------------------------------ parts
    @property
    def cart(self) -> Cart:
        session = self.hands.counter.window.counter.session
        assert session is not None
        return current_cart(self.till, session).cart

    def _pay_exactly(self) -> None:
        hands = self.hands
        hands.press(K.Key_F12, K.Key_F2, K.Key_F12)
        assert hands.asks(Dialog.RECEIPT), hands.notice()
        hands.press(K.Key_Return)
        assert hands.asks(None)

    def _agree(self, purpose: Purpose) -> None:
        """Walk to the box of a consent and tick it."""
        hands = self.hands
        box = hands.counter.window.screens.customer.consents[purpose].box
        for _ in range(20):
            if hands.focused() is box:
                break
            hands.press(K.Key_Tab)
        hands.press(K.Key_Space)
        assert box.isChecked()

    def _denominations(self, currency: str) -> tuple[int, ...]:
        rules = list_cash_rules(self.till)
        return next(each.denominations_minor for each in rules if each.currency == currency)
