"""Goods for goods in one step: two facts in one transaction, and only the difference moves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.use_cases import take_payment as module
from app.use_cases.approve import Approval
from app.use_cases.current_cart import current_cart
from app.use_cases.exchange import BroughtBack
from app.use_cases.refund_sale import RefundRequest
from app.use_cases.take_payment import CompletedSale, TakePayment, take_payment
from app.use_cases.till import Session, Till
from domain.errors import NotAllowed, RuleBroken
from domain.money import Money
from domain.staff import Permission
from domain.tender import TenderLine, cash_tender
from sync.protocol.bodies import SaleCompleted
from sync.protocol.refund_bodies import SaleRefunded
from tests.helpers.builders import SUPERVISOR, a_cart, a_sale, gyd, tray_of
from tests.helpers.ledger_checks import complaints, read_ledger

SIGNED = Approval(approved_by=SUPERVISOR.staff_id, permission=Permission.APPROVE)


@pytest.fixture
def receipt(till: Till, session: Session) -> str:
    """A barrel (G$9,500), a roll of tape (G$480) and rice (G$623, no VAT)."""
    return a_sale(till, session, "barrel", "tape", "rice").sale.receipt_number


def asked(receipt: str, *line_nos: int, **more: object) -> RefundRequest:
    plain = RefundRequest(
        request_id="press-1", of_receipt=receipt, units=dict.fromkeys(line_nos, 1), approval=SIGNED
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # named differences of a test


def swap(
    till: Till, session: Session, back: RefundRequest, items: tuple[str, ...], *cash: Money
) -> CompletedSale:
    a_cart(till, session, *items)
    return pay_with_goods(till, session, back, *cash)


def pay_with_goods(
    till: Till, session: Session, back: RefundRequest, *cash: Money, check: bool = True
) -> CompletedSale:
    cart = current_cart(till, session).cart
    request = TakePayment(
        cart_id=cart.cart_id,
        cart_version=cart.version,
        tenders=tuple(cash_tender(each) for each in cash),
        exchange=back,
    )
    completed = take_payment(till, session, request)

    assert take_payment(till, session, request) == completed
    assert not check or complaints(till.db) == []
    return completed


def drawer(till: Till) -> int:
    with till.db.reading() as uow:
        return uow.drawer.sums(1)["GYD"]


def told(till: Till) -> tuple[SaleRefunded, SaleCompleted]:
    """The refund and the sale of the exchange."""
    ledger = read_ledger(till.db)
    (facts,) = (facts for _, facts in ledger.facts("sale_refunded"))
    return SaleRefunded.model_validate(facts.body), list(ledger.sales())[-1][1]


def test_dearer_goods_cost_only_the_difference(till: Till, session: Session, receipt: str) -> None:
    before = drawer(till)
    done = swap(till, session, asked(receipt, 2), ("barrel",), gyd(9_020))
    refund, sale = told(till)

    assert drawer(till) == before + 902_000
    assert [tender.kind for tender in done.sale.tenders] == ["exchange", "cash"]
    assert done.back is not None
    assert (done.back.given, done.sale.total) == (gyd(480), gyd(9_500))
    assert refund.tenders[0].reference == sale.tenders[0].reference == done.back.refund_number
    assert (refund.tenders[0].amount_minor, sale.tenders[0].amount_minor) == (48_000, 48_000)


def test_goods_of_the_same_price_move_no_money(till: Till, session: Session, receipt: str) -> None:
    before = drawer(till)
    done = swap(till, session, asked(receipt, 1), ("barrel",))
    job = tray_of(till)
    with till.db.reading() as uow:
        queued = uow.prints.find_job(done.sale.receipt_number)

    assert drawer(till) == before
    assert (done.sale.change, done.sale.rounding) == (gyd(0), gyd(0))
    assert queued is not None
    assert not queued.new.opens_drawer
    assert not job.jobs


def test_for_cheaper_goods_the_rest_goes_back_in_cash(
    till: Till, session: Session, receipt: str
) -> None:
    before = drawer(till)
    done = swap(till, session, asked(receipt, 3), ("tape",))
    refund, _ = told(till)
    with till.db.reading() as uow:
        queued = uow.prints.find_job(done.sale.receipt_number)

    assert drawer(till) == before - 14_500  # G$143, to the nearest coin
    assert [(t.kind, t.amount_minor) for t in refund.tenders] == [
        ("exchange", 48_000),
        ("cash", 14_500),
    ]
    assert (refund.total_minor, refund.rounding_minor) == (62_300, 200)
    assert queued is not None
    assert queued.new.opens_drawer


def test_the_rest_may_be_a_store_credit_with_a_code_to_scan(
    till: Till, session: Session, receipt: str
) -> None:
    done = swap(till, session, asked(receipt, 3, back="store_credit"), ("tape",))
    refund, _ = told(till)

    assert done.back is not None
    assert refund.tenders[1].amount_minor == 14_300
    with till.db.reading() as uow:
        assert uow.prints.find_job(done.back.refund_number) is not None


def test_the_receipt_shows_what_came_back_and_what_went_out(
    till: Till, session: Session, receipt: str
) -> None:
    done = swap(till, session, asked(receipt, 2), ("barrel",), gyd(9_020))
    paper = "\n".join(done.receipt_lines)
    with till.db.reading() as uow:
        kept = uow.sales.get(done.sale.receipt_number).receipt_lines

    assert done.back is not None
    assert paper.index("TAX INVOICE") < paper.index("CREDIT NOTE")
    assert f"Goods brought back {done.back.refund_number}" in paper
    assert receipt in paper
    assert kept == done.receipt_lines


def test_where_anything_goes_wrong_neither_of_the_two_is_there(
    till: Till, session: Session, receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut behind the refund and before the sale: nothing came back and nothing was sold."""

    def cut(*_given: object) -> None:
        raise RuntimeError("the power went")

    before = drawer(till)
    monkeypatch.setattr(module, "_keep", cut)
    with pytest.raises(RuntimeError, match="power"):
        swap(till, session, asked(receipt, 2), ("barrel",), gyd(9_020))
    monkeypatch.undo()
    with till.db.reading() as uow:
        left = uow.refunds.find_refundable(receipt)

    assert (left.given, drawer(till)) == (gyd(0), before)
    assert complaints(till.db) == []
    assert pay_with_goods(till, session, asked(receipt, 2), gyd(9_020)).back is not None


def test_too_little_for_the_difference_moves_nothing(
    till: Till, session: Session, receipt: str
) -> None:
    with pytest.raises(RuleBroken, match="still missing"):
        swap(till, session, asked(receipt, 2), ("barrel",), gyd(9_000))

    assert complaints(till.db) == []
    assert list(read_ledger(till.db).facts("sale_refunded")) == []


def test_somebody_signs_for_an_exchange_as_for_a_refund(
    till: Till, session: Session, receipt: str
) -> None:
    with pytest.raises(NotAllowed):
        swap(till, session, asked(receipt, 1, approval=None), ("barrel",))


def test_goods_that_cost_nothing_are_no_exchange(
    till: Till, session: Session, receipt: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        swap(till, session, asked(receipt, 1), ("tea",))

    assert broken.value.code == "nothing_to_exchange"


# ------------------------------------------------------------------ planted bugs


def test_goods_that_pay_more_than_they_gave_are_found(
    till: Till, session: Session, receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def more(back: BroughtBack) -> TenderLine:
        number = back.refund.context.refund_number
        return TenderLine(kind="exchange", amount=gyd(500), reference=number)

    monkeypatch.setattr(BroughtBack, "tender", property(more))
    a_cart(till, session, "barrel")
    pay_with_goods(till, session, asked(receipt, 2), gyd(9_000), check=False)

    assert [each.split(":")[0] for each in complaints(till.db)] == ["exchanges_meet"]


def test_goods_that_came_back_for_a_sale_that_forgets_them_are_found(
    till: Till, session: Session, receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_cash(back: BroughtBack) -> TenderLine:
        return cash_tender(back.refund.given)

    monkeypatch.setattr(BroughtBack, "tender", property(in_cash))
    a_cart(till, session, "tape")
    pay_with_goods(till, session, asked(receipt, 2), check=False)

    assert [each.split(":")[0] for each in complaints(till.db)] == ["exchanges_meet"]
