"""While somebody stands there, central is asked again and again: nobody nudges for its jobs."""

from __future__ import annotations

from dataclasses import replace

from app.counter.gallery_till import sample_till
from app.presenters.pay_code import ASK_EVERY_S, PayCodeExits, PayCodePresenter, PayCodeState
from app.presenters.pay_ways import PayAsk
from app.presenters.payment_services import PayingServices
from app.use_cases.ring_up import RingUp
from domain.money import Money
from tests.helpers.counter_desk import RecordingView, a_desk, a_session


def test_central_is_asked_every_three_seconds_while_a_code_is_waited_for_and_not_after() -> None:
    till, asked = sample_till(), list[str]()
    session = a_session(till)
    till.services().ring_up(session, RingUp(item_id=till.items[0].item_id))
    till.payments.paying.set_up("mmg")
    plain = a_desk(till)
    payments = plain.services.payments
    paying: PayingServices = replace(payments.paying, ask_again=lambda: asked.append("asked"))
    services = replace(plain.services, payments=replace(payments, paying=paying))
    view: RecordingView[PayCodeState] = RecordingView()
    presenter = PayCodePresenter(replace(plain, services=services), view, _exits())
    cart = till.services().current_cart(session).cart
    ask = PayAsk(cart_id=cart.cart_id, due=Money(150_000, "GYD"))
    presenter.start(session, "mmg", ask)
    for _ in range(2 * ASK_EVERY_S):
        presenter.on_second()
    while_waiting = len(asked)
    presenter.on_cancel()
    for _ in range(2 * ASK_EVERY_S):
        presenter.on_second()

    assert (while_waiting, len(asked)) == (2, 2)


def test_a_till_without_an_engine_asks_nobody() -> None:
    till = sample_till()

    a_desk(till).services.payments.paying.ask_again()
    assert till.payments.paying.payments == {}


def _exits() -> PayCodeExits:
    return PayCodeExits(
        paid=lambda _paid: None,
        back=lambda _notice: None,
        to_phone=lambda: None,
        show_customer=lambda _url, _amount, _words: None,
        clear_customer=lambda: None,
        sign=lambda _ask: None,
    )
