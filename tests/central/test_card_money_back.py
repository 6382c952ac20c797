"""Card money that goes back: disputes won and lost, refunds in part, in whole, and come back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from central.payments.provider_tables import webhook_event
from central.payments.tables import payment_event
from tests.central.cardroom import CardRoom
from tests.helpers.faulty_server import Reply

Expect = Callable[[str], None]
SECOND = timedelta(seconds=1)


@pytest.fixture
def room(card_desk: CardRoom) -> CardRoom:
    return card_desk


def begun(room: CardRoom, payment_id: str = "pay-1") -> None:
    room.ask(payment_id)
    room.run()


def paid(room: CardRoom) -> dict[str, object]:
    begun(room)
    session = room.pay()
    room.run(3 * SECOND)
    return session


# --- money that goes back ------------------------------------------------------------------------


def test_a_dispute_is_a_case_and_when_it_is_won_the_payment_stands(room: CardRoom) -> None:
    session = paid(room)
    dispute = room.double.dispute(str(session["id"]))
    room.call("charge.dispute.created", dispute)
    room.run()
    states = [room.state()]
    cases = room.cases()
    dispute["status"] = "won"

    room.call("charge.dispute.closed", dispute)
    room.run()

    assert [*states, room.state()] == ["disputed", "verified"]
    assert (cases, room.cases()) == (["payment_disputed"], [])


def test_a_lost_dispute_stays(room: CardRoom) -> None:
    session = paid(room)
    dispute = room.double.dispute(str(session["id"]))
    dispute["status"] = "lost"
    for kind in ("charge.dispute.closed", "charge.dispute.funds_withdrawn"):
        room.call(kind, dispute)
        room.run()

    assert (room.state(), room.cases()) == ("disputed", ["payment_disputed"])


def test_a_part_given_back_in_stripes_pages_is_a_case(room: CardRoom) -> None:
    session = paid(room)
    refund = room.double.give_back(str(session["payment_intent"]), 1_000)
    room.call("refund.created", refund)
    room.run()

    assert (room.state(), room.cases()) == ("verified", ["payment_sale"])


def test_a_refund_that_comes_back_from_the_bank_is_a_case(room: CardRoom) -> None:
    session = paid(room)
    intent = str(session["payment_intent"])
    refund = room.double.give_back(intent, 4_302)
    room.call("refund.created", refund)
    room.run()
    first = room.state()
    refund["status"] = "failed"
    room.double.intents[intent]["latest_charge"]["amount_refunded"] = 0

    room.call("refund.failed", refund)
    room.run()

    assert (first, room.cases()) == ("refunded", ["payment_unknown"])


@pytest.mark.parametrize("status", [503, 401])
def test_a_dispute_told_while_stripe_cannot_be_asked_is_dropped_by_no_number_of_tries(
    room: CardRoom, expect_log: Expect, status: int
) -> None:
    session = paid(room)
    expect_log("breaker_opened")
    expect_log("provider_down")
    room.server.faults = [Reply(status=status)] * 100
    room.call("charge.dispute.created", room.double.dispute(str(session["id"])))
    for _ in range(26):
        room.run(timedelta(hours=5))
    (row,) = room.office.rows(webhook_event)
    assert (row["state"], row["tries"]) == ("waiting", 0)
    assert room.cases() == ["payment_unknown"]

    room.server.faults = []
    room.run(timedelta(hours=5))

    assert (room.state(), room.cases()) == ("disputed", ["payment_disputed"])


def test_a_call_about_money_that_waits_for_a_month_ends_with_a_case(
    room: CardRoom,
) -> None:
    session = paid(room)
    room.call("charge.dispute.created", room.double.dispute(str(session["id"])))
    room.hooks.providers = {}  # the office gave its account up
    for days in (1, 1, 30):
        room.office.clock.forward(timedelta(days=days))
        room.hooks.run(room.lease)

    (row,) = room.office.rows(webhook_event)
    assert (row["state"], row["next_at"]) == ("dead", None)
    assert room.cases() == ["payment_unknown"]


def test_nothing_of_the_payer_is_kept_anywhere(room: CardRoom) -> None:
    session = paid(room)
    room.call("checkout.session.completed", session)
    room.run()
    kept = [*room.office.rows(webhook_event), *room.office.rows(payment_event)]

    assert "payer@example.com" not in repr(kept)
    assert "A. Payer" not in repr(kept)
