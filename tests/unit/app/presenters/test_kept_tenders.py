"""What a customer has given is there again after Esc or a lock, until it is paid or given back."""

import pytest

from app.presenters.kept_tenders import CARTS_MAX, Filled, KeptTenders
from app.presenters.notices import Tone
from app.presenters.tender_bill import Bill
from app.presenters.tender_state import TenderState
from app.use_cases.current_cart import CartView
from domain.cart import TypedPrice, set_quantity
from domain.cart_changes import emptied, set_price
from domain.money import Money
from domain.payment import PaymentState
from domain.tender import TenderLine, cash_tender
from tests.helpers.counter_desk import WaitingRunner, a_session
from tests.helpers.paying_desk import CARD_QR, MMG_QR, PayingDesk
from tests.unit.app.presenters.test_tender import TenderDesk

CASH, FOREIGN, CLAIM, TERMINAL, CREDIT = 0, 1, 2, 5, 6


def gyd(dollars: int) -> Money:
    return Money(dollars * 100, "GYD")


def leave_and_come_back(desk: TenderDesk) -> TenderState:
    """Esc, or F11 and a PIN: the payment of the same cart begins anew."""
    session = a_session(desk.till)
    view = desk.till.services().current_cart(session)
    desk.flow.on_cart(view)
    desk.presenter.start(session, view.priced)
    return desk.view.last


def reprice(desk: TenderDesk, dollars: int) -> None:
    """Goods were put back, or taken out."""
    desk.till.cart = set_price(
        desk.till.cart, 1, TypedPrice(price=gyd(dollars), approved_by="staff-ra")
    )


def by_terminal(desk: TenderDesk, amount: str) -> None:
    desk.presenter.on_way_chosen(TERMINAL)
    desk.presenter.on_amount_typed(amount)
    desk.presenter.on_code_typed("A83K91")
    desk.presenter.on_add()


def paid(state: TenderState) -> list[tuple[str, str]]:
    return [(row.title, row.amount_text) for row in state.paid]


def test_a_card_charged_at_the_terminal_is_still_taken_after_esc() -> None:
    desk = TenderDesk()
    by_terminal(desk, "20,000")
    desk.presenter.on_amount_typed("5,000")
    desk.presenter.on_add()
    state = leave_and_come_back(desk)

    assert paid(state) == [("Bank terminal", "G$20,000"), ("Cash, G$", "G$5,000")]
    assert state.due_text == "G$1,690"
    desk.presenter.on_quick_chosen(0)
    desk.presenter.on_finish()
    (sale,) = (done.sale for done in desk.completed)
    assert [line.kind for line in sale.tenders] == ["bank_card", "cash", "cash"]
    assert leave_and_come_back(desk).paid == (), "what is paid is paid"


def test_what_was_taken_back_stays_out() -> None:
    desk = TenderDesk()
    by_terminal(desk, "20,000")
    desk.presenter.on_remove()

    assert leave_and_come_back(desk).paid == ()


def test_a_cart_that_grew_still_has_its_tenders_and_asks_for_the_rest() -> None:
    desk = TenderDesk(2_000_000)
    by_terminal(desk, "20,000")
    reprice(desk, 25_000)
    state = leave_and_come_back(desk)

    assert paid(state) == [("Bank terminal", "G$20,000")]
    assert state.due_text == "G$5,000"
    assert state.notice is None


def test_a_card_payment_above_a_smaller_cart_is_named_and_comes_back_with_the_goods() -> None:
    desk = TenderDesk()
    by_terminal(desk, "20,000")
    reprice(desk, 12_000)
    state = leave_and_come_back(desk)
    assert state.paid == ()
    assert state.notice is not None
    assert state.notice.tone is Tone.NEEDS_YOU
    assert state.notice.title == "G$20,000 was given already, and is more than is due"
    assert "code A83K91: press Esc and put goods back" in state.notice.text
    desk.presenter.on_amount_typed("2,000")
    desk.presenter.on_add()
    reprice(desk, 22_000)

    assert paid(leave_and_come_back(desk)) == [
        ("Bank terminal", "G$20,000"),
        ("Cash, G$", "G$2,000"),
    ]


def test_cash_that_a_card_leaves_nothing_for_is_handed_back_whichever_came_first() -> None:
    desk = TenderDesk()
    desk.presenter.on_amount_typed("5,000")
    desk.presenter.on_add()
    by_terminal(desk, "20,000")
    reprice(desk, 20_000)
    state = leave_and_come_back(desk)

    assert paid(state) == [("Bank terminal", "G$20,000")]
    assert state.notice is not None
    assert state.notice.text == "Hand G$5,000 in cash back."


def test_what_mmg_verified_above_a_smaller_cart_pays_it_and_the_rest_is_a_store_credit() -> None:
    desk = PayingDesk()
    desk.tender.on_amount_typed("15,000")
    desk.choose(MMG_QR)
    desk.news("verified")
    price = TypedPrice(price=gyd(9_000), approved_by="staff-ra")
    desk.till.cart = set_price(desk.till.cart, 1, price)
    desk.begin()
    state = desk.tender_view.last

    assert desk.rows() == [("MMG, verified", "G$9,000")]
    assert state.paid[0].detail.endswith("G$6,000 more: store credit")
    assert state.can_finish
    assert state.notice is not None
    assert state.notice.title == "G$6,000 more than is due"
    assert "verified" not in state.notice.text


def test_a_card_verified_above_a_smaller_cart_is_named_and_no_cash_is_asked_for_it() -> None:
    desk = PayingDesk()
    desk.tender.on_amount_typed("15,000")
    desk.choose(CARD_QR)
    desk.news("verified")
    assert [title for title, _ in desk.rows()] == ["Card by code, verified"]
    price = TypedPrice(price=gyd(9_000), approved_by="staff-ra")
    desk.till.cart = set_price(desk.till.cart, 1, price)
    desk.begin()
    state = desk.tender_view.last

    assert state.notice is not None
    assert "The payment of G$15,000 is recorded and not lost: take no cash" in state.notice.text


def test_a_code_is_awaited_until_it_is_paid_or_over() -> None:
    desk = PayingDesk()
    awaited = [desk.flow.is_awaited]
    states: tuple[PaymentState, ...] = ("expired", "verified")
    for state in states:
        desk.choose(MMG_QR)
        awaited.append(desk.flow.is_awaited)
        desk.news(state)
        awaited.append(desk.flow.is_awaited)
        desk.flow.code.on_cancel()

    assert awaited == [False, True, False, True, False]


def test_a_credit_pays_what_a_smaller_cart_comes_to() -> None:
    desk = TenderDesk()
    desk.till.payments.credits["CR-ABC123"] = 2_668_800
    desk.presenter.on_way_chosen(CREDIT)
    desk.presenter.on_code_typed("cr-abc123")
    desk.presenter.on_add()
    reprice(desk, 12_000)
    state = leave_and_come_back(desk)

    assert paid(state) == [("Store credit", "G$12,000")]
    assert state.notice is None


def test_a_cart_that_is_emptied_says_what_to_give_back_and_the_next_customer_gave_nothing() -> None:
    desk = TenderDesk()
    by_terminal(desk, "20,000")
    desk.presenter.on_way_chosen(FOREIGN)
    desk.presenter.on_amount_typed("20")
    desk.presenter.on_add()
    desk.till.cart = emptied(desk.till.cart)
    view = desk.till.services().current_cart(a_session(desk.till))
    desk.flow.on_cart(view)
    desk.flow.on_cart(view)
    (notice,) = desk.floor.notices

    assert notice is not None
    assert notice.title == "G$20,000, US$20.00 was given for a sale that is empty now"
    assert "void it there" in notice.text
    assert "Hand US$20.00 in cash back." in notice.text
    assert desk.flow.kept.of(view.cart.cart_id) == ()


def test_a_credit_of_an_emptied_cart_was_never_spent_and_needs_no_word() -> None:
    kept = KeptTenders()
    view = an_empty_cart()
    credit = TenderLine(kind="voucher", amount=gyd(500), reference="MASH26")
    kept.keep(view.cart.cart_id, a_bill(credit))

    assert kept.on_cart(view) is None
    assert kept.of(view.cart.cart_id) == ()


def test_only_so_many_carts_are_remembered_and_the_oldest_goes_first() -> None:
    kept, bill = KeptTenders(), a_bill(cash_tender(gyd(100)))
    for number in range(CARTS_MAX + 1):
        kept.keep(f"cart-{number}", bill)

    assert kept.of("cart-0") == ()
    assert all(kept.of(f"cart-{number}") for number in range(1, CARTS_MAX + 1))


def an_empty_cart() -> CartView:
    desk = TenderDesk()
    desk.till.cart = emptied(set_quantity(desk.till.cart, 1, 0))
    return desk.till.services().current_cart(a_session(desk.till))


def a_bill(line: TenderLine) -> Filled:
    desk = TenderDesk()
    rules = desk.till.payments.services(desk.till).read_rules()
    return Filled(Bill(gyd(1_000), rules, (line,)))


# ------------------------------------------------------------------ another way keeps what is typed


@pytest.mark.parametrize("way", [TERMINAL, CREDIT, CASH])
def test_another_way_keeps_the_amount_that_was_typed(way: int) -> None:
    desk = TenderDesk()
    desk.presenter.on_way_chosen(TERMINAL if way == CASH else CASH)
    desk.presenter.on_amount_typed("5,000")
    desk.presenter.on_way_chosen(way)

    assert desk.view.asked[-2][0] == "set_code"
    assert ("set_amount", "5,000") in desk.view.asked[-3:]


def test_a_sum_that_was_only_proposed_is_not_kept_as_cash() -> None:
    desk = TenderDesk()
    desk.presenter.on_way_chosen(TERMINAL)
    assert ("set_amount", "26,688") in desk.view.asked
    desk.presenter.on_way_chosen(CASH)

    assert desk.view.last.paid == ()


def test_more_than_is_due_is_proposed_to_a_terminal_as_what_is_due() -> None:
    desk = TenderDesk()
    desk.presenter.on_amount_typed("30,000")
    desk.presenter.on_way_chosen(TERMINAL)

    assert ("set_amount", "26,688") in desk.view.asked


def test_dollars_typed_are_no_other_money_of_the_same_figure() -> None:
    desk = TenderDesk()
    desk.presenter.on_amount_typed("500")
    desk.presenter.on_way_chosen(FOREIGN)
    assert desk.view.last.paid == ()
    desk.presenter.on_amount_typed("50")
    desk.presenter.on_way_chosen(TERMINAL)

    assert ("set_amount", "26,688") in desk.view.asked


def test_a_key_before_the_rules_are_read_loses_nothing_that_was_given() -> None:
    runner = WaitingRunner()
    desk = TenderDesk(runner=runner)
    runner.finish_all()
    by_terminal(desk, "20,000")
    leave_and_come_back(desk)
    desk.presenter.on_way_chosen(TERMINAL)
    runner.finish_all()

    assert paid(desk.view.last)[0] == ("Bank terminal", "G$20,000")
