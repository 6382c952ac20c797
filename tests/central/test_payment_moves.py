"""Sales tied to their payments, and the one way to change a payment's state."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central.operations.appliers import APPLIERS
from central.payments.rows import Event, note_event
from central.payments.tables import payment
from domain.errors import NotFound
from domain.money import Money
from domain.payment import FOLLOWS, STATES
from tests.central.paper_till import PaperTill
from tests.central.paying import (
    CLAIM,
    Payroom,
    claim,
    give_up,
    move,
    rulings,
    sell_by,
    told_states,
    wish,
)

both = pytest.mark.both_databases


@both
def test_a_sale_that_fits_its_payment_is_tied_to_it(room: Payroom, till: PaperTill) -> None:
    claim(till)
    receipt = sell_by(till, "pay-1")
    assert rulings(till) == []

    assert room.row().receipt == receipt
    assert room.cases() == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"amount_minor": 50_000}, "for a payment of G$500"),
        ({"currency": "USD", "amount_minor": 1_000}, "for a payment of US$10"),
        ({"cart_id": "cart-9"}, "a payment of another sale"),
        ({"provider": "stripe"}, "its payment is one by stripe"),
        ({"action": "refuse"}, "its payment is cancelled"),
    ],
)
def test_a_sale_that_does_not_fit_its_payment_is_a_case(
    room: Payroom, till: PaperTill, changed: dict[str, object], words: str
) -> None:
    claim(till, **changed)
    sell_by(till, "pay-1")
    assert rulings(till) == []

    (message,) = room.messages()
    assert words in message


def test_a_sale_of_no_known_payment_is_a_case(room: Payroom, till: PaperTill) -> None:
    sell_by(till, "pay-9")
    assert rulings(till) == []

    assert room.cases() == ["payment_sale"]


def test_two_sales_of_one_payment_are_a_case(room: Payroom, till: PaperTill) -> None:
    claim(till)
    first = sell_by(till, "pay-1")
    sell_by(till, "pay-1")
    till.push()

    assert room.row().receipt == first
    (message,) = room.messages()
    assert f"its payment is that of receipt {first}" in message


def test_a_sale_names_no_payment_of_another_till(room: Payroom, till: PaperTill) -> None:
    claim(till)
    till.push()
    other = room.office.enrol(room.shop)
    sell_by(other, "pay-1")
    other.push()

    (message,) = room.messages()
    assert "a payment of another till" in message


def test_a_dispute_names_the_receipt(room: Payroom, till: PaperTill) -> None:
    claim(till)
    receipt = sell_by(till, "pay-1")
    till.push()
    move(room, "disputed", why="G$900 were paid, not G$1,140.")

    (message,) = room.messages()
    assert receipt in message
    assert "G$900" in message


def test_told_twice_it_changes_nothing(room: Payroom, till: PaperTill) -> None:
    claim(till)
    till.push()

    assert move(room, "verified", references=(CLAIM.reference,)) == "moved"
    assert move(room, "verified", references=(CLAIM.reference,)) == "same"
    assert room.history() == [("claimed", "claimed"), ("claimed", "verified")]
    assert told_states(till) == [("pay-1", "claimed"), ("pay-1", "verified")]


def test_nothing_is_verified_without_evidence(room: Payroom, till: PaperTill) -> None:
    claim(till)
    till.push()
    with pytest.raises(ValueError, match="evidence"):
        move(room, "verified", evidence={})

    assert room.state() == "claimed"


def test_there_is_no_moving_what_is_not_there(room: Payroom, till: PaperTill) -> None:
    claim(till)
    till.push()

    with pytest.raises(NotFound):
        move(room, "verified", "pay-9")


def test_what_is_learnt_later_is_kept_and_a_new_code_told(room: Payroom, till: PaperTill) -> None:
    wish(till)
    till.push()
    move(room, "pending", known={"attempt": "7"}, url="https://a.example")
    told_states(till)

    move(room, "pending", known={"attempt": "7"}, url="https://a.example")
    assert told_states(till) == []
    move(room, "pending", known={"more": "8"})
    assert told_states(till) == []
    move(room, "pending", url="https://b.example")
    assert told_states(till) == [("pay-1", "pending")]
    assert room.row().known == {"attempt": "7", "more": "8"}
    move(room, "pending", quoted=Money(545, "USD"))
    assert (room.row().quoted_currency, room.row().quoted_minor) == ("USD", 545)


@pytest.mark.parametrize("to", ["verified", "disputed"])
def test_money_for_what_cannot_take_it_is_a_case(room: Payroom, till: PaperTill, to: str) -> None:
    wish(till)
    give_up(till)
    wish(till, "pay-2")
    till.push()
    move(room, "verified", "pay-2", references=("1",))

    assert move(room, to, references=("1",), why="It was used.") == "kept"
    assert room.state() == "cancelled"
    assert room.cases() == ["payment_disputed"]


def test_what_was_given_back_asks_nobody_any_more(room: Payroom, till: PaperTill) -> None:
    wish(till)
    give_up(till)
    till.push()
    move(room, "verified")
    assert room.cases() == ["payment_late"]
    move(room, "refunded")
    assert room.cases() == []

    assert move(room, "disputed") == "kept"
    assert room.cases() == []


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(STATES)), max_size=12))
def test_no_walk_leaves_the_allowed_ways(room: Payroom, till: PaperTill, walk: list[str]) -> None:
    """Whatever is told in whatever order: the history is a chain of allowed steps."""
    payment_id = f"walk-{len(room.office.rows(payment))}"
    wish(till, payment_id)
    if len(room.office.rows(payment)) == 0:
        wish(till, "pay-1")
    till.push()
    for state in walk:
        move(room, state, payment_id)

    assert broken_steps(room.history(payment_id)) == []
    assert room.history(payment_id)[-1][1] == room.state(payment_id)


def broken_steps(history: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the steps of a history that no payment may take."""
    known = history[0][0]
    broken = []
    for before, after in history:
        if before != known or (before != after and after not in FOLLOWS[before]):
            broken.append((before, after))
        known = after
    return broken


def test_a_step_that_is_not_allowed_is_seen(room: Payroom, till: PaperTill) -> None:
    """The check above fails for a planted step."""
    claim(till)
    till.push()
    central = room.office.central
    with central.database.writing(room.office.clock.now()) as writing:
        note_event(writing, room.row(), Event(by="x", why="", evidence={}, state="refunded"))

    assert broken_steps(room.history()) == [("claimed", "refunded")]


def test_every_operation_of_payments_is_known() -> None:
    names = {name for name in APPLIERS if name.startswith("payment_")}

    assert names == {
        "payment_claimed",
        "payment_requested",
        "payment_cancelled",
        "payment_decided",
        "payment_checked",
        "payment_reversal_asked",
    }
