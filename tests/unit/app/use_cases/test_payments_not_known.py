"""Payments that are not in this till's data: at the desk, in the caps, decided by nobody here."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.use_cases.claim_payment import claim_payment
from app.use_cases.decide_payment import CheckPayment, DecidePayment, check_payment, decide_payment
from app.use_cases.decide_together import list_alike
from app.use_cases.list_payments import QUEUE_MAX, list_payments
from app.use_cases.till import Session, Till
from domain.errors import RuleBroken
from tests.helpers.builders import TILL_STREAM, a_cart, a_change, clock_of, gyd, tell
from tests.unit.app.use_cases.payment_kit import YES, a_claim, central_says

MANY = QUEUE_MAX + 20


def told(till: Till, count: int, state: str, **more: object) -> None:
    """Central tells of payments of a disk that was lost."""
    body = {
        "provider": "mmg",
        "way": "claim",
        "state": state,
        "currency": "GYD",
        "amount_minor": 950_000,
        "changed_at": till.clock.now().isoformat(),
        **more,
    }
    changes = [a_change("payment", f"old-{number}", body) for number in range(count)]
    tell(till, TILL_STREAM, changes, first=500)


@pytest.mark.parametrize("state", ["verified", "claimed", "disputed", "requested"])
def test_a_fresh_claim_is_listed_first_and_judged_by_itself_however_many_of_a_lost_disk_there_are(
    till: Till, session: Session, state: str
) -> None:
    told(till, MANY, state)
    cart = a_cart(till, session, "tape")
    made = claim_payment(till, session, a_claim(till, cart, amount=gyd(480)))

    listed = list_payments(till)
    assert made.rules == ()
    assert listed[0].payment_id == "pay-1"
    assert len(listed) == 1 + QUEUE_MAX
    assert [each.payment_id for each in listed if each.is_without_sale] == ["pay-1"]


def test_the_newest_of_more_claims_than_are_listed_is_among_them(till: Till) -> None:
    sale = {"receipt": "GY01-000009", "cashier_id": "staff-two"}
    told(till, MANY, "claimed", **sale)
    clock_of(till).go_on(timedelta(minutes=1))
    central_says(till, "fresh", "claimed", 900, way="claim", **sale)

    listed = [each.payment_id for each in list_payments(till)]
    assert (listed[-1], len(listed)) == ("fresh", QUEUE_MAX)


@pytest.mark.parametrize("decision", ["approve", "reject", "mistyped", "release"])
def test_nobody_decides_here_on_what_is_not_known_here(
    till: Till, session: Session, decision: str
) -> None:
    central_says(till, "old", "claimed", 500, way="claim")
    asked = DecidePayment(
        payment_id="old",
        decision=decision,  # type: ignore[arg-type]  # named above
        reason="It looks false",
        approval=YES,
    )
    checked = CheckPayment(
        payment_id="old", outcome="disputed", evidence="-", reason="Not there", approval=YES
    )
    with pytest.raises(RuleBroken) as error:
        decide_payment(till, session, asked)
    assert error.value.code == "not_known_here"
    with pytest.raises(RuleBroken) as error:
        check_payment(till, session, checked)
    assert error.value.code == "not_known_here"


def test_with_its_sale_it_is_decided_alone_by_somebody_who_did_not_take_it(
    till: Till, session: Session
) -> None:
    sale = {"receipt": "GY01-000009", "cashier_id": "staff-two"}
    central_says(till, "old", "claimed", 500, way="claim", **sale)

    assert list_alike(till, "old") == ()
    asked = DecidePayment(payment_id="old", decision="reject", reason="False", approval=YES)
    assert decide_payment(till, session, asked).state == "cancelled"
