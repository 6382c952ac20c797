"""Somebody says yes with a PIN: what is wrong with it stands beside it, all else is a notice."""

from dataclasses import replace

import pytest

from app.counter.gallery_till import sample_till
from app.presenters.signing import Asked, Signing
from app.use_cases.approve import Approval, ApprovalRequest
from domain.errors import BadInput, NotAllowed, WindwardError
from domain.staff import Permission, Role
from tests.helpers.counter_desk import SUPERVISOR_PIN, RecordingView, a_desk, a_session

ASKED = Asked(permission=Permission.APPROVE, reason="a deed")
NO_PIN = BadInput("That is not a PIN", "A PIN is 4 to 8 digits.")
NO_RIGHT = NotAllowed("They cannot approve this", "Ask a supervisor.")


class Pad:
    def __init__(self, refusal: WindwardError | None = None) -> None:
        till = sample_till()
        desk = a_desk(till)
        self.refusal = refusal
        if refusal is not None:
            desk = replace(desk, services=replace(desk.services, approve=self._refuse))
        self.done: list[Approval] = []
        self.failures = 0
        view: RecordingView[object] = RecordingView()
        self.signing = Signing(desk, view, lambda: None, on_failed=self._count)
        self.signing.begin()
        session = a_session(till, Role.CASHIER)
        self.session = next(each for each, _ in till.staff if each.staff_id == session.staff_id)
        self.signing.look(session, Permission.APPROVE)

    def _refuse(self, _request: ApprovalRequest) -> Approval:
        assert self.refusal is not None
        raise self.refusal

    def _count(self) -> None:
        self.failures += 1

    def sign(self, pin: str = SUPERVISOR_PIN, error: Exception | None = None) -> None:
        def deed(approval: Approval) -> Approval:
            if error is not None:
                raise error
            return approval

        self.signing.sign(pin, ASKED, deed, self.done.append)


def test_a_right_pin_does_the_deed_with_the_approval() -> None:
    pad = Pad()
    pad.sign()

    assert [each.permission for each in pad.done] == [Permission.APPROVE]
    assert pad.failures == 0


def test_ones_own_pin_says_that_a_supervisor_looks_at_it_later() -> None:
    pad = Pad()
    assert pad.signing.told()["prompt"].startswith("PIN of ")
    cashier = pad.session
    pad.signing.look_for(lambda: [cashier])

    assert pad.signing.told()["prompt"].startswith("Your own PIN: nobody else is here.")


def test_digits_that_are_no_pin_are_said_beside_it() -> None:
    pad = Pad(NO_PIN)
    pad.sign()

    assert pad.signing.told()["message"] == NO_PIN.message
    assert pad.signing.notice is None
    assert not pad.signing.is_busy


@pytest.mark.parametrize("error", [NO_PIN, NO_RIGHT])
def test_what_the_deed_could_not_do_is_a_notice_whatever_it_is(error: Exception) -> None:
    pad = Pad()
    pad.sign(error=error)

    assert pad.signing.told()["message"] == ""
    assert pad.signing.notice is not None
    assert pad.failures == 1
    assert not pad.signing.is_busy


def test_who_has_no_right_to_say_yes_is_told_in_a_notice() -> None:
    pad = Pad(NO_RIGHT)
    pad.sign()

    assert pad.signing.notice is not None
    assert pad.signing.notice.title == NO_RIGHT.title
    assert pad.done == []
