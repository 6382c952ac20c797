"""Where only one works, they decide alone on payments that they took: told, and looked at later."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.use_cases.approve import Approval
from app.use_cases.claim_payment import claim_payment
from app.use_cases.decide_payment import (
    CheckPayment,
    DecidePayment,
    check_payment,
    decide_payment,
)
from app.use_cases.deciders import list_deciders, list_deciders_of
from app.use_cases.reviews import list_allowed
from app.use_cases.till import Session, Till
from domain.errors import NotAllowed
from domain.staff import Permission
from tests.helpers.builders import CASHIER, SUPERVISOR, a_cart
from tests.helpers.ledger_checks import complaints
from tests.unit.app.use_cases.payment_kit import a_claim, told_bodies
from tests.unit.app.use_cases.test_signing_alone import own, waive

OWN = Approval(approved_by=CASHIER.staff_id, permission=Permission.APPROVE)


def test_who_is_alone_decides_on_a_payment_that_they_took_and_it_is_looked_at_afterwards(
    till: Till, session: Session
) -> None:
    claim_payment(till, session, a_claim(till, a_cart(till, session, "barrel")))
    mine = DecidePayment(
        payment_id="pay-1", decision="approve", reason="I saw the message", approval=OWN
    )
    with pytest.raises(NotAllowed, match="did not take the payment"):
        decide_payment(till, session, mine)
    assert list_deciders_of(till, session, frozenset({CASHIER.staff_id})) == list_deciders(till)
    waive(till)

    offered = list_deciders_of(till, session, frozenset({CASHIER.staff_id}))
    assert [each.staff_id for each in offered] == [SUPERVISOR.staff_id, CASHIER.staff_id]
    assert decide_payment(till, session, replace(mine, approval=own(till))).state == "approved"
    assert len(told_bodies(till, "signed_alone")) == 1
    (body,) = told_bodies(till, "payment_decided")
    assert body["approved_by"] == CASHIER.staff_id
    (waiting,) = list_allowed(till)
    assert waiting.deed == "signed_alone"
    assert complaints(till.db) == []


def test_nobody_alone_verifies_by_hand_what_they_took_or_decides_for_another_session(
    till: Till, session: Session
) -> None:
    claim_payment(till, session, a_claim(till, a_cart(till, session, "barrel")))
    waive(till)
    seen = CheckPayment(
        payment_id="pay-1", outcome="verified", evidence="row 7", reason="Seen", approval=OWN
    )
    with pytest.raises(NotAllowed, match="did not take the payment"):
        check_payment(till, session, seen)
    others = replace(session, staff_id=SUPERVISOR.staff_id)
    decided = DecidePayment(payment_id="pay-1", decision="reject", reason="No", approval=OWN)
    with pytest.raises(NotAllowed, match="did not take the payment"):
        decide_payment(till, others, decided)


def test_who_had_no_part_in_it_decides_without_being_alone(till: Till, session: Session) -> None:
    waive(till)

    assert list_deciders_of(till, session, frozenset()) == list_deciders(till)
