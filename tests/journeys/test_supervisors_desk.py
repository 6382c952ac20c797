"""A supervisor's round at a real window, offline, by keys alone: see docs/supervisors-desk.md.

``WINDWARD_PICTURES=FOLDER`` saves a picture of each station.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.counter.inbox_screen import InboxScreen
from app.presenters.key_map import Dialog, Place
from app.use_cases.claim_payment import ClaimPayment, claim_payment
from app.use_cases.current_cart import current_cart
from app.use_cases.open_shift import open_shift
from app.use_cases.ring_up import RingUp, ring_up
from app.use_cases.search_catalog import search_catalog
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.sign_in import sign_in
from app.use_cases.take_payment import TakePayment, take_payment
from app.use_cases.till import Session, Till
from central import tables
from central.payments.tables import payment
from domain.money import Money
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.journeys.day_hands import ALT, Hands
from tests.journeys.day_script import ROXANNE, SHANELLE

K = Qt.Key
TOLD_TO_NOBODY = ("Approve", "Disputed", "Claimed", "false alarm", "policy")
"""Words of the desk that no customer may ever read."""


def sell_by_claim(till: Till, session: Session, number: int) -> None:
    """A sale paid by a claim of a payer of its own, small enough for the policy to take it."""
    (padlock,) = search_catalog(till, "padlock, brass, 40", 1)
    ring_up(till, session, RingUp(item_id=padlock.item_id))
    cart = current_cart(till, session)
    claim = ClaimPayment(
        payment_id=f"pay-{number}",
        cart_id=cart.cart.cart_id,
        phone=f"622 12{number:02}",
        reference=f"88402719330{number}",
        amount=cart.priced.total,
        paid_at=till.clock.now(),
    )
    line = tender_of_payment(claim_payment(till, session, claim))
    request = TakePayment(
        cart_id=cart.cart.cart_id, cart_version=cart.cart.version, tenders=(line,)
    )
    take_payment(till, session, request)


def four_claims(hands: Hands) -> None:
    """Three that a cashier took, and one that the supervisor took herself."""
    till = hands.running.till
    cashier = sign_in(till, "staff-sr", SHANELLE)
    open_shift(till, cashier, Money(4_000_000, "GYD"))
    for number in (1, 2, 3):
        sell_by_claim(till, cashier, number)
        hands.shop.pass_minutes(1)
    sell_by_claim(till, sign_in(till, "staff-ra", ROXANNE), 4)


def labels(hands: Hands) -> str:
    """Every word that the customer's screen and the printer have shown."""
    shown = [label.text() for label in hands.counter.window.display.findChildren(QLabel)]
    return " ".join([*shown, hands.shop.printer.printed.text])


def states(hands: Hands) -> dict[str, str]:
    with hands.running.till.db.reading() as uow:
        return {f"pay-{number}": uow.payments.get(f"pay-{number}").state for number in range(1, 5)}


class Round:
    """The supervisor's round, station by station."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    @property
    def desk(self) -> InboxScreen:
        return self.hands.counter.window.screens.desk

    @property
    def message(self) -> str:
        return str(self.hands.counter.window.screens.desk_sign.pad.accessibleDescription())

    def open_it(self) -> None:
        """A cashier is signed in: the desk is closed until a supervisor's PIN."""
        hands = self.hands
        hands.press(K.Key_Down, K.Key_Down)
        hands.enter(SHANELLE)
        hands.press(K.Key_9, held=ALT)
        assert hands.is_at(Place.DESK)
        assert self.desk.list.model().rowCount() == 0
        hands.take("01-closed")
        hands.press(K.Key_F12)
        hands.enter("0000")
        assert "not right" in self.message
        hands.take("02-wrong-pin")
        hands.enter(ROXANNE)
        assert self.desk.list.model().rowCount() == 4
        hands.take("03-open")

    def approve(self) -> None:
        """The oldest claim: a reason by key, a wrong PIN, the right one."""
        hands = self.hands
        hands.press(K.Key_F12, K.Key_F3)
        hands.take("04-approve")
        hands.enter("1234")
        assert hands.asks(Dialog.DESK_SIGN)
        assert states(hands)["pay-1"] == "claimed"
        hands.enter(ROXANNE)
        assert hands.asks(None)
        assert "Approve" in hands.notice()
        hands.take("05-done")

    def reject(self) -> None:
        hands = self.hands
        hands.press(K.Key_F8)
        hands.enter("The message was of last week")
        hands.enter(ROXANNE)

    def see_by_hand(self) -> None:
        """The provider cannot be asked: what she saw herself counts, with where she saw it."""
        hands = self.hands
        hands.press(K.Key_F7)
        hands.press(K.Key_F3)
        hands.enter("Their statement of today, row 7")
        hands.take("06-by-hand")
        hands.enter(ROXANNE)

    def her_own(self) -> None:
        """What she took herself she may not decide, and nobody else is here who may."""
        hands = self.hands
        sign = hands.counter.window.screens.desk_sign
        hands.press(K.Key_F12, K.Key_F3)
        assert not sign.sign.isEnabled()
        hands.take("07-her-own")
        hands.enter(ROXANNE)
        assert hands.asks(Dialog.DESK_SIGN)
        hands.press(K.Key_Escape, K.Key_Escape)
        assert hands.is_at(Place.SALE)


def test_a_supervisors_round_by_keys_alone_offline_is_signed_chained_and_applied(
    hands: Hands,
) -> None:
    hands.go_offline()
    four_claims(hands)
    round_ = Round(hands)
    for station in (
        *(round_.open_it, round_.approve, round_.reject),
        *(round_.see_by_hand, round_.her_own),
    ):
        station()
    till, office = hands.running.till, hands.shop.office

    assert states(hands) == {
        "pay-1": "approved",
        "pay-2": "cancelled",
        "pay-3": "verified",
        "pay-4": "claimed",
    }
    ledger = read_ledger(till.db)
    decided = [facts.body for _, facts in ledger.facts("payment_decided")]
    checked = [facts.body for _, facts in ledger.facts("payment_checked")]
    assert [body["decision"] for body in decided] == ["approve", "reject"]
    assert [body["approved_by"] for body in (*decided, *checked)] == ["staff-ra"] * 3
    assert checked[0]["evidence"] == "Their statement of today, row 7"
    assert complaints(till.db) == []
    with till.db.reading() as uow:
        actions = [entry.action for entry in uow.audit.list_entries()]
    assert actions.count("pin_wrong") == 2
    assert not any(word in labels(hands) for word in TOLD_TO_NOBODY)

    hands.go_online()
    operations = office.rows(tables.operation, "seq")
    assert {row["state"] for row in operations} == {"applied"}
    at_central = {row["payment_id"]: row["state"] for row in office.rows(payment, "seq")}
    assert at_central == states(hands)
    assert complaints(till.db) == []
