"""What *Returns* says of payments that a refund sends back the way they were paid."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.presenters import return_words
from domain.money import Money
from domain.refund_payment import PaidBy

CLAIMED = PaidBy(payment_id="pay-1", kind="mmg", state="claimed", amount=Money(5_000_000, "GYD"))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"back": "asked"}, "asked to go back the way it was paid. It is not there yet"),
        ({"back": "asked", "state": "refunded"}, "it went back the way it was paid."),
        ({"back": "refused", "state": "refunded"}, "it went back the way it was paid."),
        (
            {"back": "refused", "words": "MMG said no."},
            "MMG said no. A supervisor can give it as store credit at the desk.",
        ),
        ({"back": "refused", "state": "disputed"}, "way it was paid.  Ask the office."),
        ({"back": "credited", "credit": "..X4PA"}, "given as store credit ..X4PA, as it could"),
        (
            {"back": "credited", "credit": "..X4PA", "state": "refunded"},
            "..X4PA, and it went back the way it was paid as well. Ask the office.",
        ),
    ],
)
def test_how_far_money_is_that_goes_back_is_said(more: dict[str, str], words: str) -> None:
    payment = replace(CLAIMED, **{"state": "verified", **more})  # type: ignore[arg-type]  # a table

    assert words in return_words.paid_by(payment)
