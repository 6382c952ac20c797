"""What MMG's driver is asked, in its tests."""

from __future__ import annotations

import json
from datetime import timedelta

from central.payments.port import Ask, Way
from domain.money import Money
from tests.central.paper_till import START

PHONE = "+592 600-1234"


def an_ask(way: Way = "claim", **known: str) -> Ask:
    span = timedelta(0) if way == "claim" else timedelta(hours=2)
    return Ask(
        attempt_id="payment-1",
        way=way,
        amount=Money(150_000, "GYD"),
        begun_at=START - span,
        expires_at=START + span,
        description="Water Street",
        payer_phone=PHONE if way == "push" else "",
        known=known,
    )


def told(**fields: object) -> bytes:
    return json.dumps(fields).encode()
