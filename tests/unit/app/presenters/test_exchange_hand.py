"""What comes back is kept in hand while the new goods are rung up, for one sale only."""

from __future__ import annotations

import pytest

from app.presenters.in_hand import InHand
from app.presenters.key_map import Dialog, Place
from app.presenters.tender_state import TenderState
from app.use_cases.refund_sale import RefundRequest
from domain.money import Money
from tests.helpers.return_desk import RECEIPT, Counter
from tests.unit.app.presenters.test_counter import BARREL, Day

BARREL_BACK = RefundRequest(request_id="press-1", of_receipt=RECEIPT, units={1: 1})


def gyd(dollars: int) -> Money:
    return Money(dollars * 100, "GYD")


def hand(worth: int, request: RefundRequest = BARREL_BACK) -> InHand:
    return InHand(request=request, worth=gyd(worth), left=gyd(20_000))


def paying(worth: int, request: RefundRequest = BARREL_BACK) -> Day:
    """A barrel (G$9,500) in the cart, and goods in hand; the payment is open."""
    day = Day()
    day.begin()
    day.counter.flows.returns.exchange.take(hand(worth, request))
    day.counter.sale.on_enter(BARREL)
    day.counter.sale.on_pay()
    return day


def payment(day: Day) -> TenderState:
    shown = day.tender_view.last
    assert isinstance(shown, TenderState)
    return shown


def test_f9_with_goods_chosen_is_signed_for_and_goes_on_at_the_sale() -> None:
    at = Counter()
    at.choose_barrel()
    at.returns.on_exchange()
    assert at.over() is Dialog.REFUND_SIGN
    at.supervisor()
    held = at.returns.exchange.in_hand

    assert at.floor.place is Place.SALE
    assert at.over() is None
    assert held is not None
    assert held.request.approval is not None
    assert at.till.returns.refunds == []
    assert "9,500" in at.returns.exchange.heading


def test_a_small_exchange_needs_nobody_else() -> None:
    at = Counter()
    at.returns.open_receipt(RECEIPT)
    at.returns.on_row_entered(1)
    at.returns.on_exchange()

    assert at.floor.place is Place.SALE
    assert at.returns.exchange.in_hand is not None


def test_nothing_chosen_is_no_exchange() -> None:
    at = Counter()
    at.returns.on_exchange()

    assert at.returns.exchange.in_hand is None


def test_what_is_left_over_cannot_go_to_a_card() -> None:
    at = Counter()
    at.till.returns.kinds = ("bank_card", "cash")
    at.choose_barrel()
    at.returns.on_exchange()

    assert at.returns.exchange.in_hand is None
    assert at.floor.notices[-1] is not None


def test_goods_pay_first_and_the_rest_is_asked_for() -> None:
    day = paying(4_000)
    shown = payment(day)

    assert [row.title for row in shown.paid] == ["Goods brought back"]
    assert shown.due_text == "G$5,500"


@pytest.mark.parametrize(
    ("back", "label", "text"),
    [
        ("cash", "Goes back in cash", "G$505"),
        ("store_credit", "Goes back as store credit", "G$503"),
    ],
)
def test_for_cheaper_goods_the_payment_says_what_goes_back(
    back: str, label: str, text: str
) -> None:
    request = RefundRequest(
        request_id="press-1",
        of_receipt=RECEIPT,
        units={1: 1},
        back="cash" if back == "cash" else "store_credit",
    )
    shown = payment(paying(10_003, request))

    assert (shown.change_label, shown.change_text) == (label, text)
    assert shown.can_finish
    assert bool(shown.give) == (back == "cash")


def test_the_sale_is_made_with_what_came_back_and_the_hand_is_empty() -> None:
    day = paying(9_500)
    day.counter.tender.on_finish()
    (sale,) = day.till.sales

    assert [tender.kind for tender in sale.tenders] == ["exchange"]
    assert day.counter.flows.returns.exchange.in_hand is None
    assert day.dialog() is Dialog.RECEIPT


def test_taking_the_goods_out_of_the_payment_pays_it_the_usual_way() -> None:
    day = paying(9_500)
    day.counter.tender.on_remove(0)
    day.counter.tender.on_amount_typed("9,500")
    day.counter.tender.on_finish()
    (sale,) = day.till.sales

    assert [tender.kind for tender in sale.tenders] == ["cash"]


def test_another_sale_on_the_screen_calls_the_exchange_off_and_says_so() -> None:
    at = Counter()
    held = at.returns.exchange
    held.take(hand(100))
    held.see("cart-1")
    assert held.heading
    held.see("cart-2")
    said = at.floor.notices[-1]

    assert said is not None
    assert "called off" in said.title
    assert (held.in_hand, held.heading) == (None, "")
    held.see("cart-3")
    assert at.floor.notices[-1] is said


def test_goods_for_a_bill_of_nothing_pay_nothing() -> None:
    assert hand(100).tender(gyd(0)) is None
    assert hand(100).back(gyd(0), 500) == gyd(0)
