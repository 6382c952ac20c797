"""The business that asks for a tax invoice at the receipt."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from app.counter.gallery_customers import a_customer
from app.counter.gallery_till import sample_till
from app.presenters.receipt_buyer import ReceiptBuyerState
from app.presenters.receipt_ways import ReceiptWaysPresenter, ReceiptWaysState
from app.use_cases.name_buyer import NameBuyer, TaxInvoice
from domain.errors import WorldFailure
from tests.helpers.counter_desk import OpenFloor, WaitingRunner, a_desk, a_session

RECEIPT, NAME, NUMBER = "GY03B-000101", "Demerara Rice Mills Ltd", "010-552-881"


def asked(**more: str) -> NameBuyer:
    return NameBuyer(
        receipt_number=RECEIPT,
        name=more.get("name", NAME),
        tax_number=more.get("tax_number", NUMBER),
    )


@dataclass
class BuyerView:
    states: list[ReceiptBuyerState] = field(default_factory=list)
    filled: list[tuple[str, str]] = field(default_factory=list)
    ways: list[ReceiptWaysState] = field(default_factory=list)

    def show_ways(self, state: ReceiptWaysState) -> None:
        self.ways.append(state)

    def show_buyer(self, state: ReceiptBuyerState) -> None:
        self.states.append(state)

    def fill_buyer(self, name: str, lot_street: str) -> None:
        self.filled.append((name, lot_street))

    @property
    def last(self) -> ReceiptBuyerState:
        return self.states[-1]

    @property
    def title(self) -> str:
        return "" if self.last.notice is None else self.last.notice.title


class Receipt:
    def __init__(self, runner: WaitingRunner | None = None) -> None:
        self.till = sample_till()
        self.view = BuyerView()
        self.floor = OpenFloor(session=a_session(self.till))
        self.ways = ReceiptWaysPresenter(a_desk(self.till, runner), self.view, self.floor)
        self.buyer = self.ways.buyer
        self.named: list[TaxInvoice] = []
        self.buyer.bind(self.named.append)


@pytest.fixture
def receipt() -> Receipt:
    return Receipt()


def test_a_business_is_asked_for_named_and_its_paper_shown(receipt: Receipt) -> None:
    receipt.ways.on_buyer()
    receipt.ways.on_buyer()
    was_asking = receipt.view.last.is_asking
    receipt.buyer.on_submit(asked())

    assert was_asking
    assert not receipt.view.last.is_asking
    assert receipt.view.title == f"Tax invoice for {NAME}"
    assert [each.receipt_number for each in receipt.named] == [RECEIPT]
    assert receipt.till.papers.asked[-1][2:] == (RECEIPT, NAME, NUMBER)


def test_a_known_number_fills_the_rest_and_an_unknown_or_empty_one_nothing(
    receipt: Receipt,
) -> None:
    known = a_customer("p-mills", NAME, tax_number=NUMBER, lot_street="Lot 7")
    receipt.till.papers.buyers[NUMBER] = known
    receipt.buyer.on_number(NUMBER)
    receipt.ways.on_buyer()
    for number in (" ", "77 12345", NUMBER):
        receipt.buyer.on_number(number)

    assert receipt.view.filled == [(NAME, "Lot 7")]


def test_a_wrong_number_is_said_and_the_fields_stay(receipt: Receipt) -> None:
    receipt.ways.on_buyer()
    receipt.buyer.on_number("12")
    said_first = receipt.view.title
    receipt.buyer.on_submit(asked(tax_number="12"))

    assert said_first == receipt.view.title == "Check the VAT or TIN number"
    assert receipt.view.last.is_asking
    assert receipt.named == []


def test_esc_leaves_it_and_another_receipt_and_a_lock_forget_it(receipt: Receipt) -> None:
    for leave in (receipt.buyer.on_left, receipt.ways.on_receipt_shown, receipt.ways.on_locked):
        receipt.ways.on_buyer()
        leave()
        assert not receipt.view.last.is_asking
    receipt.buyer.on_submit(asked())
    receipt.floor.session = None
    receipt.ways.on_buyer()
    receipt.buyer.on_submit(asked())

    assert receipt.named == []


def test_the_address_for_a_mail_and_the_buyer_are_not_asked_for_together(receipt: Receipt) -> None:
    receipt.ways.on_buyer()
    receipt.ways.on_mail("GY03B-000001")
    assert (receipt.view.last.is_asking, receipt.view.ways[-1].is_asking) == (False, True)
    receipt.ways.on_buyer()

    assert (receipt.view.last.is_asking, receipt.view.ways[-1].is_asking) == (True, False)


def test_while_it_is_saved_a_second_press_and_esc_do_nothing() -> None:
    runner = WaitingRunner()
    receipt = Receipt(runner)
    receipt.ways.on_buyer()
    receipt.buyer.on_submit(asked())
    receipt.buyer.on_submit(asked())
    receipt.buyer.on_left()
    receipt.buyer.on_number(NUMBER)

    assert receipt.ways.is_busy
    assert receipt.view.last.is_busy
    runner.finish_all()
    assert len(receipt.named) == 1
    assert not receipt.ways.is_busy


def test_what_was_left_meanwhile_shows_no_answer() -> None:
    runner = WaitingRunner()
    receipt = Receipt(runner)
    for number in (NUMBER, "12"):
        receipt.till.papers.buyers[NUMBER] = a_customer("p-mills", NAME, tax_number=NUMBER)
        receipt.ways.on_buyer()
        receipt.buyer.on_number(number)
        receipt.buyer.on_left()
        runner.finish_all()

    assert receipt.view.filled == []
    assert receipt.view.title == ""


def test_a_full_disk_is_said_and_nothing_is_named(receipt: Receipt) -> None:
    receipt.till.papers.fail_with = WorldFailure("The disk of this till is full", "Nothing kept.")
    receipt.ways.on_buyer()
    receipt.buyer.on_submit(asked())

    assert receipt.view.title == "The disk of this till is full"
    assert receipt.named == []
