"""At the desk: a claim that was mistyped, and one that who is alone took themselves."""

from __future__ import annotations

from dataclasses import replace

from app.presenters import inbox_payment_words
from tests.helpers.counter_desk import SUPERVISOR_PIN
from tests.unit.app.presenters.inbox_kit import AtDesk


def own_claim() -> AtDesk:
    """The supervisor took a claim herself, and nobody else here may approve."""
    desk = AtDesk()
    till = desk.till
    assert desk.floor.session is not None
    mine = desk.floor.session.staff_id
    till.staff = tuple(each for each in till.staff if each[0].name != "Nadia Khan")
    paying = till.payments.paying
    paying.payments["pay-2"] = replace(paying.payments["pay-2"], cashier_id=mine)
    desk.presenter.on_look()
    desk.choose("G$40,000")
    return desk


def test_who_took_a_claim_is_not_among_those_who_may_decide() -> None:
    desk = own_claim()
    desk.presenter.on_deed("F12")

    assert desk.sign.approvers == ()
    assert desk.sign.empty_text


def test_where_the_store_lets_that_be_they_sign_alone_and_the_dialog_says_so() -> None:
    desk = own_claim()
    desk.till.cases.inbox.is_waived = True
    desk.presenter.on_deed("F12")
    assert len(desk.sign.approvers) == 1
    assert desk.sign.prompt.startswith("Your own PIN: nobody else is here.")
    desk.say()
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)

    assert desk.payment_state(2) == "approved"


def test_what_was_seen_by_hand_is_never_signed_alone() -> None:
    desk = own_claim()
    desk.till.cases.inbox.is_waived = True
    desk.presenter.on_deed("F7")

    assert desk.sign.approvers == ()


def test_rejected_as_mistyped_its_reference_is_free_and_for_another_reason_it_is_not() -> None:
    for reason, reference in (
        (inbox_payment_words.mistyped_reason() + ": one digit", ""),
        ("The message was not real", "884027193002"),
    ):
        desk = AtDesk()
        desk.choose("G$40,000")
        desk.presenter.on_deed("F8")
        assert inbox_payment_words.mistyped_reason() in desk.sign.reasons
        desk.say(reason)
        desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)

        found = desk.till.payments.paying.payments["pay-2"]
        assert (found.state, found.reference) == ("cancelled", reference)
