"""Payments that somebody else confirms, from the payment's dialog and back, without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.counter.gallery_till import sample_till
from app.presenters.key_map import Dialog
from app.presenters.pay_ways import PayWays
from app.presenters.tender_bill import Way
from domain.errors import Conflict, WorldFailure
from domain.money import Money
from domain.till_payment import ProviderStanding
from sync.protocol.status import Link, SyncStatus
from tests.helpers.counter_desk import (
    SUPERVISOR_PIN,
    WaitingRunner,
)
from tests.helpers.paying_desk import CARD_QR, MMG, MMG_QR, PayingDesk


def test_a_claim_pays_the_whole_dollars_and_cash_the_rest() -> None:
    desk = PayingDesk()
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
    desk = PayingDesk(2_500_000)
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


TERMINAL = 5


def by_terminal(desk: PayingDesk) -> None:
    desk.choose(TERMINAL)
    desk.tender.on_code_typed("A83K91")
    desk.tender.on_finish()


def test_a_sale_above_the_terminals_cap_is_signed_in_place_and_then_completed() -> None:
    desk = PayingDesk(60_000_000)
    by_terminal(desk)

    assert desk.where() is Dialog.PAY_SIGN
    assert desk.sign_view.last.title == "Payment of G$600,000"
    assert desk.sign_view.last.reason.startswith("The bank's terminal paid more than G$500,000")
    assert desk.till.sales == []
    desk.flow.sign.on_pin_entered(SUPERVISOR_PIN)

    assert [sale.tenders[0].kind for sale in desk.till.sales] == ["bank_card"]
    assert len(desk.completed) == 1
    assert not desk.tender.is_busy


def test_esc_from_the_signature_goes_back_to_the_payment_and_nothing_is_sold() -> None:
    desk = PayingDesk(60_000_000)
    by_terminal(desk)

    assert desk.flow.on_dismissed(Dialog.PAY_SIGN)
    assert desk.where() is Dialog.TENDER
    assert (desk.till.sales, desk.completed) == ([], [])
    desk.tender.on_finish()
    assert desk.where() is Dialog.PAY_SIGN


def test_a_large_card_by_code_is_signed_before_the_code_is_asked_for() -> None:
    desk = PayingDesk(60_000_000)
    desk.choose(CARD_QR)

    assert desk.where() is Dialog.PAY_SIGN
    assert desk.sign_view.last.title == "Pay by card: G$600,000"
    assert desk.paying.payments == {}
    desk.flow.sign.on_pin_entered(SUPERVISOR_PIN)
    assert desk.where() is Dialog.PAY_CODE
    desk.news("verified")

    assert desk.where() is Dialog.TENDER
    assert desk.rows() == [("Card by code, verified", "G$600,000")]
    begun_again = PayingDesk(60_000_000)
    begun_again.choose(CARD_QR)
    assert begun_again.flow.on_dismissed(Dialog.PAY_SIGN)
    assert begun_again.where() is Dialog.TENDER


def test_esc_leads_back_step_by_step_and_takes_nothing() -> None:
    desk = PayingDesk(2_500_000)
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
        ("time", "", "time"),
        ("time", "2561", "time"),
        ("time", "12345", "time"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(field: str, typed: str, says: str) -> None:
    desk = PayingDesk()
    desk.choose(MMG)
    desk.type_claim(**{field: typed})
    desk.flow.claim.on_submit()

    assert [wrong for wrong in desk.claim_view.last.errors if wrong and says in wrong]
    assert desk.claim_view.asked[-1] == ("focus_field", field)
    assert desk.paying.claims == []
    desk.flow.claim.on_typed(field, "x")  # type: ignore[arg-type]  # fields of a claim
    assert not any(desk.claim_view.last.errors)


def test_what_is_more_than_is_due_is_asked_about_and_is_not_called_wrong() -> None:
    desk = PayingDesk()
    desk.choose(MMG)
    desk.type_claim(amount="15,001", phone="12")
    desk.flow.claim.on_submit()
    asked = "G$0.50 more than is due. Did they send so much?"

    assert desk.claim_view.last.asked.startswith(asked)
    assert desk.claim_view.last.errors[2] == ""
    assert desk.claim_view.asked[-1] == ("focus_field", "phone")
    desk.flow.claim.on_typed("phone", "622 1234")
    assert desk.claim_view.last.asked.startswith(asked)
    desk.flow.claim.on_typed("amount", "15,002")
    assert desk.claim_view.last.asked == ""
    desk.flow.claim.on_submit()
    assert desk.claim_view.asked[-1] == ("focus_field", "amount")
    assert desk.paying.claims == []


def test_a_time_that_would_be_in_the_future_was_yesterday() -> None:
    desk = PayingDesk()
    desk.choose(MMG)
    desk.type_claim(time="23:50")
    desk.flow.claim.on_submit()

    (claim,) = desk.paying.claims
    assert timedelta(0) < desk.till.clock.now() - claim.paid_at < timedelta(days=1)


def test_a_refusal_is_said_in_the_dialog_and_the_fields_stay() -> None:
    desk = PayingDesk()
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
    desk = PayingDesk(runner=runner)
    runner.finish_all()
    desk.choose(MMG)
    desk.type_claim()
    desk.flow.claim.on_submit()
    desk.flow.claim.on_submit()
    assert desk.flow.is_busy
    runner.finish_all()

    assert len(desk.paying.claims) == 1


def test_a_card_by_code_is_shown_on_both_screens_and_taken_by_itself() -> None:
    desk = PayingDesk()
    desk.choose(CARD_QR)
    assert desk.where() is Dialog.PAY_CODE
    assert desk.code_view.last.state_text == "asking…"

    desk.news("pending", url="https://pay.example/1")
    shown = desk.code_view.last
    assert shown.url == "https://pay.example/1"
    assert shown.quoted_text == ("They see US$71.78 at G$209, Bank of Guyana, rate 5 h old")
    assert desk.display_view.last.url == "https://pay.example/1"
    desk.till.clock.at += timedelta(minutes=1)
    desk.flow.on_second(Dialog.PAY_CODE)
    assert desk.code_view.last.left_text == "9 minutes left"
    desk.news("verified")

    assert desk.where() is Dialog.TENDER
    assert desk.rows() == [("Card by code, verified", "G$15,000.50")]
    (row,) = desk.tender_view.last.paid
    assert row.detail == "US$71.78 at G$209, Bank of Guyana, rate of 21 Nov"
    assert desk.display_view.last.mode == "idle"


def test_a_price_that_came_without_its_rate_is_said_alone() -> None:
    desk = PayingDesk()
    desk.choose(CARD_QR)
    (asked,) = desk.paying.payments.values()
    desk.paying.payments[asked.payment_id] = replace(asked, rate=None)
    desk.news("pending", url="https://pay.example/1")
    assert desk.code_view.last.quoted_text == "They see US$71.78"
    desk.news("verified")

    (row,) = desk.tender_view.last.paid
    assert row.detail == ""


def test_a_code_is_given_up_and_money_that_came_meanwhile_is_taken() -> None:
    desk = PayingDesk()
    desk.choose(MMG_QR)
    assert desk.flow.on_dismissed(Dialog.PAY_CODE)
    notice = desk.tender_view.last.notice
    assert notice is not None
    assert (notice.title, desk.where()) == ("Given up: it pays nothing any more", Dialog.TENDER)

    desk.choose(MMG_QR)
    payment_id = next(reversed(desk.paying.payments))
    desk.paying.become(payment_id, "verified", reference="2040-1")
    desk.flow.on_dismissed(Dialog.PAY_CODE)
    assert desk.rows() == [("MMG, verified", "G$15,000")]


def test_when_the_time_is_over_the_till_waits_no_more() -> None:
    desk = PayingDesk()
    desk.choose(CARD_QR)
    desk.till.clock.at += timedelta(minutes=11)
    desk.flow.on_second(Dialog.PAY_CODE)

    assert [each.state for each in desk.paying.payments.values()] == ["cancelled"]
    assert desk.where() is Dialog.TENDER


def test_what_the_provider_refused_is_said_and_esc_leads_back() -> None:
    desk = PayingDesk()
    desk.choose(CARD_QR)
    desk.news("disputed", message="The card was declined.")
    last = desk.code_view.last
    assert (last.is_over, last.help_text, last.left_text) == (True, "The card was declined.", "")
    desk.flow.on_second(Dialog.PAY_CODE)
    desk.flow.on_dismissed(Dialog.PAY_CODE)

    assert desk.where() is Dialog.TENDER
    assert desk.rows() == []


def test_what_cannot_be_asked_for_leads_back_with_the_reason() -> None:
    desk = PayingDesk()
    desk.paying.failure = WorldFailure("The disk is full", "Nothing was asked for.")
    desk.choose(CARD_QR)

    notice = desk.tender_view.last.notice
    assert notice is not None
    assert (notice.title, desk.where()) == ("The disk is full", Dialog.TENDER)


def test_a_failure_while_waiting_is_said_and_the_code_stays() -> None:
    desk = PayingDesk()
    desk.choose(CARD_QR)
    desk.paying.failure = WorldFailure("The disk is full", "Nothing was changed.")
    desk.flow.on_dismissed(Dialog.PAY_CODE)
    assert desk.code_view.last.notice is not None
    assert desk.where() is Dialog.PAY_CODE

    desk.paying.payments.clear()
    desk.flow.on_status(SyncStatus(link=Link.OFFLINE))
    assert desk.code_view.last.help_text.startswith("There is no link")


def test_a_till_that_is_locked_waits_for_no_code() -> None:
    desk = PayingDesk()
    desk.choose(CARD_QR)
    desk.floor.dialog = None
    desk.flow.on_locked()

    assert [each.state for each in desk.paying.payments.values()] == ["cancelled"]
    assert desk.where() is None


def test_a_payment_taken_out_of_the_bill_is_not_lost_and_comes_back() -> None:
    desk = PayingDesk()
    desk.choose(MMG)
    desk.type_claim(amount="5,000")
    desk.flow.claim.on_submit()
    desk.tender.on_remove()
    asked = desk.tender_view.last.notice
    assert asked is not None
    assert asked.title == "This payment counts: take no cash for it"
    assert desk.rows() == [("MMG, to be verified", "G$5,000")]

    desk.tender.on_amount_typed("100")
    desk.tender.on_amount_typed("")
    desk.tender.on_remove()
    assert len(desk.rows()) == 1
    desk.tender.on_remove()
    notice = desk.tender_view.last.notice
    assert notice is not None
    assert notice.title == "This payment stays recorded"
    assert "press Esc, then F12" in notice.text
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
        "No link now: take the claim with F4",
        "No link now: use the terminal, F7",
    ]
    assert said(up, is_online=True) == [first, *["For what you type, or all"] * 2]
    assert said(down, is_online=True) == [
        first,
        "Its service is down",
        "Its service is down until 14:26",
    ]
    dollars = PayWays(currency="USD", zone=ways.zone, providers=up, is_online=True)
    assert dollars.why_not(Way.MMG) == "Only for sales in G$"
    assert dollars.why_not(Way.CARD_QR) == ""


def test_nothing_begins_where_nobody_is_signed_in_or_nothing_is_due() -> None:
    desk = PayingDesk()
    desk.floor.session = None
    desk.choose(MMG)
    desk.choose(CARD_QR)
    assert desk.where() is Dialog.TENDER
    desk.flow.claim.on_submit()
    desk.flow.on_status(SyncStatus(link=Link.ONLINE))
    desk.flow.on_second(Dialog.PAY_CODE)
    desk.flow.on_second(Dialog.PAY_CLAIM)

    assert desk.paying.payments == {}
