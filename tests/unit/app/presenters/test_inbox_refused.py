"""Money that could not go back the way it was paid, at the desk: given as a store credit."""

from __future__ import annotations

import pytest

from app.counter.gallery_inbox import a_payment
from app.presenters.notices import Tone
from domain.refund_payment import RefusedReversal
from tests.helpers.counter_desk import SUPERVISOR_PIN
from tests.unit.app.presenters.inbox_kit import AtDesk, a_full_till


def at_the_refused(message: str = "MMG refused it.", **more: object) -> AtDesk:
    till = a_full_till()
    paying = till.payments.paying
    paying.payments["pay-33"] = a_payment(33, 1_750_000, **{"state": "verified", **more})
    paying.refused["pay-33"] = RefusedReversal(refund="GY03B-000131", message=message)
    desk = AtDesk(till=till)
    desk.choose("G$17,500")
    return desk


@pytest.mark.parametrize("message", ["MMG refused it.", ""])
def test_the_row_says_what_did_not_go_back_and_why(message: str) -> None:
    desk = at_the_refused(message)
    (row,) = [each for each in desk.state.rows if each.amount_text == "G$17,500"]
    assert desk.state.detail is not None

    assert row.title == "MMG gives no money back: give it in another way"
    assert desk.state.detail.why[0].startswith("Refund GY03B-000131 was to go back")
    assert desk.state.detail.why[-1].endswith(message or "nothing yet.")
    assert desk.deed_keys()[0] == "F12"
    assert ("Goods", "Came back, refund GY03B-000131") in [
        (fact.name, fact.text) for fact in desk.state.detail.facts
    ]


def test_it_is_given_as_store_credit_with_a_reason_and_a_pin_and_the_code_is_said() -> None:
    desk = at_the_refused()
    desk.presenter.on_deed("F12")
    desk.say("The provider cannot give it back")
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)
    notice = desk.floor.notices[-1]

    assert desk.till.payments.paying.refused == {}
    assert notice is not None
    assert "G$17,500 is owed as store credit CR-7K3M2QX4PA" in notice.text
    assert notice.tone is not Tone.NEEDS_YOU


def test_beside_goods_that_are_held_it_has_a_key_of_its_own() -> None:
    desk = at_the_refused(is_held=True)
    assert desk.state.detail is not None

    assert desk.deed_keys() == ["F7", "F12", "F8", "F10"]
    assert "Held here" in str(desk.state.detail.facts)
