"""A claim of more than is due, at the payment: said once more, taken, and the rest named."""

from __future__ import annotations

from domain.money import Money
from tests.helpers.paying_desk import MMG, PayingDesk


def test_more_than_is_due_is_taken_when_it_is_said_twice_and_the_rest_becomes_a_credit() -> None:
    desk = PayingDesk(1_500_000)
    desk.choose(MMG)
    desk.type_claim(amount="16,000")
    desk.flow.claim.on_submit()
    assert desk.paying.claims == []
    desk.type_claim(amount="17,000")
    desk.flow.claim.on_submit()
    assert "G$2,000 more than is due" in desk.claim_view.last.asked
    desk.flow.claim.on_submit()
    notice = desk.tender_view.last.notice

    assert [claim.amount for claim in desk.paying.claims] == [Money(1_700_000, "GYD")]
    assert desk.rows() == [("MMG, to be verified", "G$15,000")]
    assert "G$2,000 more: store credit" in desk.tender_view.last.paid[0].detail
    assert notice is not None
    assert notice.title == "G$2,000 more than is due"
    assert "once MMG is verified" in notice.text or "once MMG is\nverified" in notice.text
    desk.tender.on_finish()
    (sale,) = desk.till.sales
    assert sale.tenders[0].paid == Money(1_700_000, "GYD")


def test_what_was_paid_over_takes_more_when_another_payment_is_taken_out() -> None:
    desk = PayingDesk(1_500_000)
    desk.tender.on_amount_typed("5,000")
    desk.tender.on_add()
    desk.choose(MMG)
    desk.type_claim(amount="12,000")
    for _ in range(2):
        desk.flow.claim.on_submit()
    assert desk.rows() == [("Cash, G$", "G$5,000"), ("MMG, to be verified", "G$10,000")]
    desk.tender.on_remove(0)

    assert desk.rows() == [("MMG, to be verified", "G$12,000")]
    assert "store credit" not in desk.tender_view.last.paid[0].detail


def test_a_claim_of_more_than_was_typed_but_not_than_is_due_is_taken_at_once() -> None:
    desk = PayingDesk(1_500_000)
    desk.tender.on_amount_typed("5,000")
    desk.choose(MMG)
    desk.type_claim(amount="6,000")
    desk.flow.claim.on_submit()

    assert desk.rows() == [("MMG, to be verified", "G$6,000")]
    assert "store credit" not in desk.tender_view.last.paid[0].detail
