"""What becomes of goods that a claim holds is noted at central; it says nothing of the money."""

from __future__ import annotations

import pytest

from central.payments.tables import payment_event
from domain.payment import STATES
from tests.central.paper_till import PaperTill
from tests.central.paying import Payroom, check, claim, decide, rulings

both = pytest.mark.both_databases


@both
@pytest.mark.parametrize(("decision", "is_held"), [("hand_over", False), ("keep", True)])
def test_goods_that_are_handed_over_or_kept_are_noted_by_whom_and_why(
    room: Payroom, till: PaperTill, decision: str, is_held: bool
) -> None:
    claim(till, is_held=True)
    check(till, "disputed")
    decide(till, decision)
    assert rulings(till) == []

    row = room.row()
    assert (row.state, row.is_held) == ("disputed", is_held)
    noted = room.office.rows(payment_event, "event_no")[-1]
    assert (noted["by"], noted["why"], noted["state"]) == ("staff-sup", "I know them", "disputed")
    assert f'"decision":"{decision}"' in str(noted["evidence"]).replace(" ", "")


def test_a_claim_that_the_policy_holds_is_booked_as_any(room: Payroom, till: PaperTill) -> None:
    claim(till, is_held=True, action="hold", rules=("held",))
    assert rulings(till) == []

    assert (room.row().state, room.row().is_held) == ("claimed", True)


def test_no_word_about_goods_is_a_state_of_the_money() -> None:
    assert not STATES & {"hand_over", "keep"}
