"""A payment asked for on the customer's own phone, without a window."""

from __future__ import annotations

from app.presenters.key_map import Dialog
from sync.protocol.status import Link, SyncStatus
from tests.helpers.paying_desk import MMG_QR, PayingDesk


def test_a_phone_is_asked_instead_of_a_code_that_is_given_up() -> None:
    desk = PayingDesk()
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
    desk = PayingDesk()
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
    desk = PayingDesk()
    desk.paying.set_up("mmg", ways=("qr", "push"))
    desk.begin()
    assert desk.tender_view.last.ways[MMG_QR].detail == "Code or phone: type a part, or all"
    desk.choose(MMG_QR)
    desk.paying.become(next(reversed(desk.paying.payments)), "verified", reference="2040-1")
    desk.flow.code.on_phone()

    assert desk.where() is Dialog.TENDER
    assert desk.rows() == [("MMG, verified", "G$15,000")]


def test_a_phone_is_asked_only_where_the_office_has_set_that_up() -> None:
    desk = PayingDesk()
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
