"""A till gives back and a provider gives back: together never more than was paid, unseen."""

from __future__ import annotations

import pytest

from central.operations.refund_chores import keep_refunds
from central.payments.office import ByPerson, reverse_payment
from central.refunds.tables import refund
from central.tables import case_file
from domain.errors import Conflict
from tests.central.paper_till import PaperTill
from tests.central.paying import SOLD_MINOR, Payroom, claim, move, sell_by
from tests.central.refunding import give_back, refund_body, standings

pytestmark = pytest.mark.both_databases


def weigh(room: Payroom) -> None:
    keep_refunds(room.office.central, room.lease.writing)


def twice(room: Payroom) -> list[str]:
    rows = room.office.rows(case_file)
    return [str(row["message"]) for row in rows if row["kind"] == "refunded_twice"]


def paid(room: Payroom, till: PaperTill) -> str:
    """A sale that a verified claim paid; return its receipt."""
    claim(till)
    receipt = sell_by(till, "pay-1")
    till.push()
    assert move(room, "verified") == "moved"
    return receipt


def test_a_refund_at_the_till_and_one_by_the_provider_are_one_case(
    room: Payroom, till: PaperTill
) -> None:
    receipt = paid(room, till)
    give_back(till, refund_body(till, receipt, SOLD_MINOR))
    till.push()
    assert standings(room.office) == ["sound"]

    move(room, "refunded")
    weigh(room)
    weigh(room)
    assert standings(room.office) == ["over"]
    (message,) = twice(room)
    assert "G$2,280" in message
    assert "G$1,140 of that went back to the customer by the way it was paid" in message


def test_it_is_found_as_well_where_the_provider_was_first(room: Payroom, till: PaperTill) -> None:
    receipt = paid(room, till)
    move(room, "refunded")
    give_back(till, refund_body(till, receipt, SOLD_MINOR))
    till.push()

    assert standings(room.office) == ["over"]
    assert len(twice(room)) == 1


def test_what_a_provider_gave_back_alone_is_no_case(room: Payroom, till: PaperTill) -> None:
    paid(room, till)
    move(room, "refunded")
    weigh(room)

    assert twice(room) == []


def test_a_payment_that_paid_no_sale_touches_no_refund(room: Payroom, till: PaperTill) -> None:
    claim(till)
    till.push()
    move(room, "verified")

    assert move(room, "refunded") == "moved"
    assert room.office.rows(refund) == []


def test_the_office_does_not_give_back_what_a_till_has_given(
    room: Payroom, till: PaperTill
) -> None:
    receipt = paid(room, till)
    give_back(till, refund_body(till, receipt))
    till.push()
    deed = ByPerson(
        organisation_id=room.shop.organisation_id,
        payment_id="pay-1",
        by="S7",
        reason="brought back",
    )

    with pytest.raises(Conflict, match="tills have given G\\$570 back"):
        reverse_payment(room.office.central, deed)
    assert room.row().step == "idle"
