"""Claims and wishes as a cashier types them, for the tests of payments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.use_cases.approve import Approval
from app.use_cases.claim_payment import ClaimPayment
from app.use_cases.till import Till
from domain.cart import Cart
from domain.staff import Permission
from tests.helpers.builders import (
    ORG_STREAM,
    SUPERVISOR,
    TILL_STREAM,
    a_change,
    gyd,
    tell,
)
from tests.helpers.ledger_checks import read_ledger

YES = Approval(approved_by=SUPERVISOR.staff_id, permission=Permission.APPROVE)
REFERENCE = "20402048536279"


def a_claim(till: Till, cart: Cart, payment_id: str = "pay-1", **more: object) -> ClaimPayment:
    plain = ClaimPayment(
        payment_id=payment_id,
        cart_id=cart.cart_id,
        phone="622 1234",
        reference=REFERENCE,
        amount=gyd(9_500),
        paid_at=till.clock.now(),
    )
    return replace(plain, **more)  # type: ignore[arg-type]  # named by each test


def told_bodies(till: Till, kind: str) -> list[Mapping[str, object]]:
    """The bodies of a kind's operations, in their order."""
    return [facts.body for _, facts in read_ledger(till.db).facts(kind)]


def open_providers(till: Till, *names: str, first: int = 500) -> None:
    tell(
        till,
        ORG_STREAM,
        [a_change("provider", name, {"ways": ["qr"]}) for name in names],
        first=first,
    )


def central_says(till: Till, payment_id: str, state: str, first: int, **more: object) -> None:
    body = {
        "provider": "mmg",
        "way": "qr",
        "state": state,
        "currency": "GYD",
        "amount_minor": 950_000,
        "changed_at": till.clock.now().isoformat(),
        **more,
    }
    tell(till, TILL_STREAM, [a_change("payment", payment_id, body)], first=first)
