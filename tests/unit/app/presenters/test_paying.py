"""Payments that somebody else confirms, from the payment's dialog and back, without a window."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.counter.gallery_till import PROFILE, MemoryTill, sample_till
from app.presenters.claim import ClaimState
from app.presenters.customer_display import CustomerDisplay, DisplayState
from app.presenters.key_map import Dialog
from app.presenters.pay_code import PayCodeState
from app.presenters.pay_phone import PayPhoneState
from app.presenters.pay_ways import PayWays
from app.presenters.paying import PayingFlow, PayingViews
from app.presenters.sign_off import SignState
from app.presenters.tender import TenderPresenter
from app.presenters.tender_bill import Way
from app.presenters.tender_state import TenderState
from app.use_cases.ring_up import RingUp
from app.use_cases.take_payment import CompletedSale
from domain.cart import TypedPrice
from domain.errors import Conflict, WorldFailure
from domain.money import Money
from domain.payment import PaymentState
from domain.till_payment import ProviderStanding
from sync.protocol.status import Link, SyncStatus
from tests.helpers.counter_desk import (
    SUPERVISOR_PIN,
    OpenFloor,
    RecordingView,
    WaitingRunner,
    a_desk,
    a_session,
)

MMG, MMG_QR, CARD_QR = 2, 3, 4
GOOD: dict[str, str] = {
    "phone": "622 1234",
    "reference": "20402048536279",
    "time": "14:20",
}


class Desk:
    """A sale of G$15,000.50 whose payment has begun."""

    def __init__(self, total_minor: int = 1_500_050, runner: WaitingRunner | None = None) -> None:
        self.till: MemoryTill = sample_till()
        price = TypedPrice(price=Money(total_minor, "GYD"), approved_by="staff-ra")
        session = a_session(self.till)
        request = RingUp(item_id=self.till.items[0].item_id, typed=price)
        self.till.services().ring_up(session, request)
        self.paying = self.till.payments.paying
        self.paying.set_up("mmg", "stripe")
        self.claim_view: RecordingView[ClaimState] = RecordingView()
        self.sign_view: RecordingView[SignState] = RecordingView()
        self.code_view: RecordingView[PayCodeState] = RecordingView()
        self.phone_view: RecordingView[PayPhoneState] = RecordingView()
        self.display_view: RecordingView[DisplayState] = RecordingView()
        self.tender_view: RecordingView[TenderState] = RecordingView()
        self.floor = OpenFloor(session=session, dialog=Dialog.TENDER)
        self.completed: list[CompletedSale] = []
        desk = a_desk(self.till, runner)
        views = PayingViews(
            claim=self.claim_view,
            sign=self.sign_view,
            code=self.code_view,
            phone=self.phone_view,
            identity=RecordingView(),
        )
        display = CustomerDisplay(PROFILE, self.display_view)
        self.flow = PayingFlow(desk, views, self.floor, display)
        self.tender = TenderPresenter(
            desk,
            self.tender_view,
            on_completed=self.completed.append,
            on_conflict=lambda _error: None,
            paying=self.flow,
        )
        self.session = session
        self.begin()

    def begin(self) -> None:
        self.floor.dialog = Dialog.TENDER
        cart = self.till.services().current_cart(self.session).priced
        self.tender.start(self.session, cart)
        self.tender.on_online(is_online=True)

    def choose(self, way: int) -> None:
        self.tender.on_way_chosen(way)

    def type_claim(self, **more: str) -> None:
        texts: dict[str, str] = {**GOOD, **more}
        for name, text in texts.items():
            self.flow.claim.on_typed(name, text)  # type: ignore[arg-type]  # fields of a claim

    def news(self, state: PaymentState, **values: object) -> str:
        """Central says something of the last payment, and the engine tells of it."""
        payment_id = next(reversed(self.paying.payments))
        self.paying.become(payment_id, state, **values)
        self.flow.on_status(SyncStatus(link=Link.ONLINE))
        return payment_id

    def where(self) -> Dialog | None:
        return self.floor.dialog

    def rows(self) -> list[tuple[str, str]]:
        return [(row.title, row.amount_text) for row in self.tender_view.last.paid]


def test_a_claim_pays_the_whole_dollars_and_cash_the_rest() -> None:
    desk = Desk()
    desk.choose(MMG)
    assert desk.where() is Dialog.PAY_CLAIM
    desk.type_claim()
    desk.flow.claim.on_held()
    desk.flow.claim.on_submit()

    assert desk.where() is Dialog.TENDER
    assert desk.rows() == [("MMG, to be verified", "G$15,000")]
    (claim,) = desk.paying.claims
    assert (claim.amount, claim.is_held) == (Money(1_500_000, "GYD"), True)
    desk.tender.on_finish()
    assert desk.completed == [] or desk.completed[0].sale.tenders[0].kind == "mmg"


def test_a_claim_over_the_cap_is_signed_in_place_and_a_wrong_pin_slows_down() -> None:
    desk = Desk(2_500_000)
    desk.choose(MMG)
    desk.type_claim()
    desk.flow.claim.on_submit()

    assert desk.where() is Dialog.PAY_SIGN
    assert desk.sign_view.last.reason.startswith("The claim is above")
    for _ in range(4):
        desk.flow.sign.on_pin_entered("0000")
    assert desk.sign_view.last.wait_s > 0
    desk.till.clock.at += timedelta(minutes=10)
    desk.flow.on_second(Dialog.PAY_SIGN)
    desk.flow.sign.on_pin_entered(SUPERVISOR_PIN)

    assert desk.where() is Dialog.TENDER
    assert desk.rows() == [("MMG, to be verified", "G$25,000")]
    assert desk.paying.claims[0].approval is not None


def test_esc_leads_back_step_by_step_and_takes_nothing() -> None:
    desk = Desk(2_500_000)
    desk.choose(MMG)
    desk.type_claim()
    desk.flow.claim.on_submit()

    assert desk.flow.on_dismissed(Dialog.PAY_SIGN)
    assert desk.where() is Dialog.PAY_CLAIM
    assert desk.flow.on_dismissed(Dialog.PAY_CLAIM)
    assert desk.where() is Dialog.TENDER
    assert desk.rows() == []
    assert desk.paying.payments == {}


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("phone", "12", "payer's number"),
        ("reference", "abc", "reference"),
        ("reference", "4111 1111 1111 1111", "reference"),
        ("amount", "x", "whole dollars"),
        ("amount", "10.50", "whole dollars"),
        ("amount", "0", "whole dollars"),
        ("amount", "15,001", "whole dollars"),
        ("time", "", "time"),
        ("time", "2561", "time"),
        ("time", "12345", "time"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(field: str, typed: str, says: str) -> None:
    desk = Desk()
    desk.choose(MMG)
    desk.type_claim(**{field: typed})
    desk.flow.claim.on_submit()

    assert [wrong for wrong in desk.claim_view.last.errors if wrong and says in wrong]
    assert desk.claim_view.asked[-1] == ("focus_field", field)
    assert desk.paying.claims == []
    desk.flow.claim.on_typed(field, "x")  # type: ignore[arg-type]  # fields of a claim
    assert not any(desk.claim_view.last.errors)


def test_a_time_that_would_be_in_the_future_was_yesterday() -> None:
    desk = Desk()
    desk.choose(MMG)
    desk.type_claim(time="23:50")
    desk.flow.claim.on_submit()

    (claim,) = desk.paying.claims
    assert timedelta(0) < desk.till.clock.now() - claim.paid_at < timedelta(days=1)


def test_a_refusal_is_said_in_the_dialog_and_the_fields_stay() -> None:
    desk = Desk()
    desk.choose(MMG)
    desk.type_claim()
    desk.paying.failure = Conflict("This reference has paid before", "Nothing was taken.")
    desk.flow.claim.on_submit()

    notice = desk.claim_view.last.notice
    assert notice is not None
    assert notice.title == "This reference has paid before"
    assert desk.where() is Dialog.PAY_CLAIM
    assert not desk.flow.is_busy


def test_pressed_twice_a_claim_is_recorded_once() -> None:
    runner = WaitingRunner()
    desk = Desk(runner=runner)
    runner.finish_all()
    desk.choose(MMG)
    desk.type_claim()
    desk.flow.claim.on_submit()
    desk.flow.claim.on_submit()
    assert desk.flow.is_busy
    runner.finish_all()

    assert len(desk.paying.claims) == 1


def test_a_card_by_code_is_shown_on_both_screens_and_taken_by_itself() -> None:
    desk = Desk()
    desk.choose(CARD_QR)
    assert desk.where() is Dialog.PAY_CODE
    assert desk.code_view.last.state_text == "asking…"

    desk.news("pending", url="https://pay.example/1")
    shown = desk.code_view.last
    assert (shown.url, shown.quoted_text) == ("https://pay.example/1", "They see US$71.77")
    assert desk.display_view.last.url == "https://pay.example/1"
    desk.till.clock.at += timedelta(minutes=1)
    desk.flow.on_second(Dialog.PAY_CODE)
    assert desk.code_view.last.left_text == "9 minutes left"
    desk.news("verified")

    assert desk.where() is Dialog.TENDER
    assert desk.rows() == [("Card by code, verified", "G$15,000.50")]
    assert desk.display_view.last.mode == "idle"


def test_a_code_is_given_up_and_money_that_came_meanwhile_is_taken() -> None:
    desk = Desk()
    desk.choose(MMG_QR)
    assert desk.flow.on_dismissed(Dialog.PAY_CODE)
    notice = desk.tender_view.last.notice
    assert notice is not None
    assert (notice.title, desk.where()) == ("Given up", Dialog.TENDER)

    desk.choose(MMG_QR)
    payment_id = next(reversed(desk.paying.payments))
    desk.paying.become(payment_id, "verified", reference="2040-1")
    desk.flow.on_dismissed(Dialog.PAY_CODE)
    assert desk.rows() == [("MMG, verified", "G$15,000")]


def test_when_the_time_is_over_the_till_waits_no_more() -> None:
    desk = Desk()
    desk.choose(CARD_QR)
    desk.till.clock.at += timedelta(minutes=11)
    desk.flow.on_second(Dialog.PAY_CODE)

    assert [each.state for each in desk.paying.payments.values()] == ["cancelled"]
    assert desk.where() is Dialog.TENDER


def test_what_the_provider_refused_is_said_and_esc_leads_back() -> None:
    desk = Desk()
    desk.choose(CARD_QR)
    desk.news("disputed", message="The card was declined.")
    last = desk.code_view.last
    assert (last.is_over, last.help_text, last.left_text) == (True, "The card was declined.", "")
    desk.flow.on_second(Dialog.PAY_CODE)
    desk.flow.on_dismissed(Dialog.PAY_CODE)

    assert desk.where() is Dialog.TENDER
    assert desk.rows() == []


def test_what_cannot_be_asked_for_leads_back_with_the_reason() -> None:
    desk = Desk()
    desk.paying.failure = WorldFailure("The disk is full", "Nothing was asked for.")
    desk.choose(CARD_QR)

    notice = desk.tender_view.last.notice
    assert notice is not None
    assert (notice.title, desk.where()) == ("The disk is full", Dialog.TENDER)


def test_a_failure_while_waiting_is_said_and_the_code_stays() -> None:
    desk = Desk()
    desk.choose(CARD_QR)
    desk.paying.failure = WorldFailure("The disk is full", "Nothing was changed.")
    desk.flow.on_dismissed(Dialog.PAY_CODE)
    assert desk.code_view.last.notice is not None
    assert desk.where() is Dialog.PAY_CODE

    desk.paying.payments.clear()
    desk.flow.on_status(SyncStatus(link=Link.OFFLINE))
    assert desk.code_view.last.help_text.startswith("There is no link")


def test_a_till_that_is_locked_waits_for_no_code() -> None:
    desk = Desk()
    desk.choose(CARD_QR)
    desk.floor.dialog = None
    desk.flow.on_locked()

    assert [each.state for each in desk.paying.payments.values()] == ["cancelled"]
    assert desk.where() is None


def test_a_payment_taken_out_of_the_bill_is_not_lost_and_comes_back() -> None:
    desk = Desk()
    desk.choose(MMG)
    desk.type_claim(amount="5,000")
    desk.flow.claim.on_submit()
    desk.tender.on_remove()
    notice = desk.tender_view.last.notice
    assert notice is not None
    assert notice.title == "This payment stays recorded"
    assert desk.rows() == []

    desk.begin()

    assert desk.rows() == [("MMG, to be verified", "G$5,000")]


def test_each_way_says_why_it_cannot_be_used_and_what_can() -> None:
    at = sample_till().clock.now()
    ways = PayWays(currency="GYD", zone="America/Guyana")
    up = (
        ProviderStanding(name="mmg", ways=("qr",)),
        ProviderStanding(name="stripe", ways=("qr",)),
    )
    down = (
        ProviderStanding(name="mmg", ways=("qr",), is_open=True),
        ProviderStanding(name="stripe", ways=("qr",), is_open=True, until=at),
    )

    def said(providers: tuple[ProviderStanding, ...], *, is_online: bool) -> list[str]:
        now = PayWays(currency="GYD", zone=ways.zone, providers=providers, is_online=is_online)
        return [now.detail(way) for way in (Way.MMG, Way.MMG_QR, Way.CARD_QR)]

    first = "By the customer's message"
    assert said((), is_online=True) == [first, *["Not set up by the office"] * 2]
    assert said(up, is_online=False) == [
        first,
        "No link now: take the claim",
        "No link now: use the terminal",
    ]
    assert said(up, is_online=True) == [first, *["Code on the screen"] * 2]
    assert said(down, is_online=True) == [
        first,
        "Its service is down",
        "Its service is down until 14:26",
    ]
    dollars = PayWays(currency="USD", zone=ways.zone, providers=up, is_online=True)
    assert dollars.why_not(Way.MMG) == "Only for sales in G$"
    assert dollars.why_not(Way.CARD_QR) == ""


def test_nothing_begins_where_nobody_is_signed_in_or_nothing_is_due() -> None:
    desk = Desk()
    desk.floor.session = None
    desk.choose(MMG)
    desk.choose(CARD_QR)
    assert desk.where() is Dialog.TENDER
    desk.flow.claim.on_submit()
    desk.flow.on_status(SyncStatus(link=Link.ONLINE))
    desk.flow.on_second(Dialog.PAY_CODE)
    desk.flow.on_second(Dialog.PAY_CLAIM)

    assert desk.paying.payments == {}


def test_a_phone_is_asked_instead_of_a_code_that_is_given_up() -> None:
    desk = Desk()
    desk.paying.set_up("mmg", ways=("qr", "push"))
    desk.begin()
    desk.choose(MMG_QR)
    assert desk.code_view.last.can_ask_phone
    desk.flow.code.on_phone()
    assert desk.where() is Dialog.PAY_PHONE
    assert desk.phone_view.last.detail == "MMG asks them for G$15,000"

    desk.flow.phone.on_typed("12")
    desk.flow.phone.on_submit()
    assert desk.phone_view.last.wrong.startswith("Type the customer's number")
    desk.flow.phone.on_typed("6221234")
    assert desk.phone_view.last.wrong == ""
    desk.flow.phone.on_submit()
    assert desk.where() is Dialog.PAY_CODE
    shown = desk.code_view.last
    assert (shown.state_text, shown.can_ask_phone) == ("asking…", False)
    assert shown.help_text.startswith("The question comes to their phone")
    desk.flow.on_status(SyncStatus(link=Link.OFFLINE))
    assert desk.code_view.last.help_text.startswith("There is no link. They are asked")
    desk.news("pending")
    assert desk.code_view.last.state_text == "Have the customer say yes on their phone"
    desk.news("verified", reference="2040-7")

    ways = [(each.way, each.state) for each in desk.paying.payments.values()]
    assert ways == [("qr", "cancelled"), ("push", "verified")]
    assert desk.rows() == [("MMG, verified", "G$15,000")]


def test_where_there_are_no_codes_the_phone_is_asked_at_once() -> None:
    desk = Desk()
    desk.paying.set_up("mmg", ways=("push",))
    desk.begin()
    assert desk.tender_view.last.ways[MMG_QR].detail == "Asked on their phone"
    desk.choose(MMG_QR)
    assert desk.where() is Dialog.PAY_PHONE
    desk.flow.on_dismissed(Dialog.PAY_PHONE)
    assert desk.where() is Dialog.TENDER

    desk.choose(MMG_QR)
    desk.flow.phone.on_typed("6221234")
    desk.floor.session = None
    desk.flow.phone.on_submit()
    assert desk.where() is Dialog.PAY_PHONE
    assert desk.paying.payments == {}


def test_money_that_came_by_the_code_is_taken_and_no_phone_is_asked() -> None:
    desk = Desk()
    desk.paying.set_up("mmg", ways=("qr", "push"))
    desk.begin()
    assert desk.tender_view.last.ways[MMG_QR].detail == "By a code, or on their phone"
    desk.choose(MMG_QR)
    desk.paying.become(next(reversed(desk.paying.payments)), "verified", reference="2040-1")
    desk.flow.code.on_phone()

    assert desk.where() is Dialog.TENDER
    assert desk.rows() == [("MMG, verified", "G$15,000")]


def test_a_phone_is_asked_only_where_the_office_has_set_that_up() -> None:
    desk = Desk()
    desk.flow.phone.on_submit()
    desk.flow.phone.on_typed("622")
    desk.choose(MMG_QR)
    desk.flow.code.on_phone()
    assert (desk.where(), len(desk.paying.payments)) == (Dialog.PAY_CODE, 1)

    desk.floor.session = None
    desk.paying.set_up("mmg", ways=("push",))
    desk.begin()
    desk.choose(MMG_QR)
    assert desk.where() is Dialog.TENDER
