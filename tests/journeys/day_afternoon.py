"""The rest of the scripted day: offline from 10:00 to 16:00, two cashiers, and the closing."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt

from app.presenters.key_map import Dialog, Place
from domain.money import Money
from domain.tender import hand_out
from tests.helpers.scale_simulator import weighs
from tests.journeys.day_books import CASH_MINOR, DOLLARS_MINOR
from tests.journeys.day_hands import ALT, CONTROL
from tests.journeys.day_script import BARREL, DEVIKA, PADLOCK, ROXANNE, TAPE, Morning

K = Qt.Key
OFFLINE_OPERATIONS = 9
"""A shipment, four sales, two refunds, a cash drop and a pay-out, at the least."""
CREDIT = re.compile(r"CR-[0-9A-Z-]+")


class CashiersDay(Morning):
    """The morning, and what follows it."""

    def stations(self) -> tuple[Callable[[], None], ...]:
        """The whole day in its order."""
        return (
            self.sign_in,
            self.open_shift,
            self.first_sale,
            self.override_and_park,
            self.sale_between,
            self.recall_for_a_customer,
            self.split_tender,
            self.mail_receipt,
            self.line_goes_down,
            self.book_shipment,
            self.refund_in_cash,
            self.exchange,
            self.drawer_moves,
            self.hand_over,
            self.lock_by_itself,
            self.line_comes_back,
            self.close,
        )

    # ------------------------------------------------------------------ offline, 10:00 to 16:00
    def line_goes_down(self) -> None:
        hands = self.hands
        hands.go_on_to(10, 0)
        hands.go_offline()
        assert hands.waiting == 0

    def book_shipment(self) -> None:
        """A barrel to Lethem, weighed on the scale, and a lantern for the way."""
        hands = self.hands
        hands.go_on_to(10, 20)
        hands.shop.scale.answers(weighs("131.0"))
        hands.press(K.Key_F8)
        for name, village, arrows in (
            ("Kelvin Persaud", "La Bonne Intention", 4),
            ("Ignatius Gomes", "Lethem", 9),
        ):
            for text in (name, "6091234", "Lot 12", village):
                hands.type(text)
                hands.press(K.Key_Tab)
            hands.press(*[K.Key_Down] * arrows, K.Key_Tab)
            hands.type("Airstrip")
            hands.press(K.Key_Tab)
        hands.press(K.Key_F4)
        hands.enter("24 x 24 x 36")
        hands.press(K.Key_Escape, K.Key_Home, K.Key_Right)
        hands.enter("Foodstuff")
        hands.enter("Barrel")
        hands.take("06-shipment-offline")
        hands.press(K.Key_F12)
        assert hands.is_at(Place.SALE), hands.notice()
        draft = self.cart.lines[0].shipment
        assert draft is not None
        assert draft.consignee.region == 9
        assert draft.pieces[0].weight.text == "131 lb"
        hands.enter("lantern")
        self._pay_exactly()

    def refund_in_cash(self) -> None:
        """The dented barrel comes back; the supervisor signs for so much cash."""
        hands = self.hands
        hands.go_on_to(11, 30)
        hands.press(K.Key_F9, K.Key_Down, K.Key_Return, K.Key_Return)
        hands.take("07-return")
        hands.press(K.Key_F12)
        assert hands.asks(Dialog.REFUND_SIGN)
        hands.enter(ROXANNE)
        assert hands.asks(Dialog.REFUND_DONE)
        hands.press(K.Key_Return)

    def exchange(self) -> None:
        """A padlock comes back; the store credit for it pays a part of something else."""
        hands = self.hands
        hands.press(K.Key_Down, K.Key_Down, K.Key_Return, K.Key_Return, K.Key_F5, K.Key_F12)
        assert hands.asks(Dialog.REFUND_DONE)
        hands.press(K.Key_F9)
        assert hands.is_at(Place.SALE)
        code = CREDIT.search(hands.notice())
        assert code is not None
        hands.enter("car charger")
        hands.press(K.Key_F12, K.Key_F8)
        hands.enter(code[0])
        hands.press(K.Key_Return, K.Key_F2, K.Key_F12)
        assert hands.asks(Dialog.RECEIPT)
        hands.press(K.Key_Return)

    def drawer_moves(self) -> None:
        """Cash to the safe, fuel paid from the drawer, and how the shift stands."""
        hands = self.hands
        hands.go_on_to(12, 0)
        hands.press(K.Key_F10, K.Key_F3)
        hands.type("20000")
        hands.press(K.Key_F12)
        hands.press(K.Key_F10, K.Key_F5)
        hands.type("1500")
        hands.press(K.Key_Down, K.Key_F12)
        assert hands.asks(None)
        hands.press(K.Key_R, held=CONTROL)
        assert hands.asks(Dialog.X_REPORT)
        hands.press(K.Key_P, held=CONTROL)
        hands.take("08-x-report")
        hands.press(K.Key_Return)

    def hand_over(self) -> None:
        """Another cashier by her PIN; a receipt is printed once more."""
        hands = self.hands
        hands.go_on_to(13, 0)
        hands.press(K.Key_F11)
        assert hands.is_at(Place.SIGN_IN)
        hands.press(K.Key_Up, K.Key_Up)
        hands.enter(DEVIKA)
        assert hands.is_at(Place.SALE)
        hands.scan(BARREL)
        hands.enter(TAPE)
        self._pay_exactly()
        hands.press(K.Key_P, held=CONTROL)

    def lock_by_itself(self) -> None:
        """Nobody touches the till for two hours; the sale that was begun is still there."""
        hands = self.hands
        hands.enter(PADLOCK)
        hands.shop.go_on_to(15, 0)
        hands.await_that(lambda: hands.is_at(Place.SIGN_IN), "it locks by itself")
        hands.enter(DEVIKA)
        assert len(self.cart.lines) == 1
        hands.take("09-offline-since-ten")
        self._pay_exactly()

    def line_comes_back(self) -> None:
        """At 16:00: what waited since 10:00 is gone, in one exchange or a few."""
        hands = self.hands
        hands.go_on_to(16, 0)
        assert hands.waiting >= OFFLINE_OPERATIONS
        hands.go_online()
        assert hands.waiting == 0

    def close(self) -> None:
        """The blind count of what must lie in the drawer, both currencies, and the Z report."""
        hands = self.hands
        hands.go_on_to(16, 45)
        hands.press(K.Key_6, held=ALT)
        for currency, minor in (("GYD", CASH_MINOR), ("USD", DOLLARS_MINOR)):
            rows = self._denominations(currency)
            found = dict(hand_out(Money(minor, currency), rows))
            for each in rows:
                hands.enter(str(found.get(each, 0)))
        hands.take("10-counted")
        hands.press(K.Key_F8)
        assert hands.asks(Dialog.Z_REPORT), hands.notice()
        hands.take("11-z-report")
        hands.press(K.Key_Return)
        assert hands.is_at(Place.OPEN_SHIFT)
        hands.await_sent()
