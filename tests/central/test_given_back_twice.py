"""A till gives back and a provider gives back: together never more than was paid, unseen."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from central.operations import refund_facts
from central.operations.refund_chores import keep_refunds
from central.payments.office import ByPerson, reverse_payment
from central.payments.tables import payment
from central.refunds.tables import refund
from central.tables import case_file, sale
from domain.errors import Conflict
from tests.central.paper_till import PaperTill
from tests.central.paying import SOLD_MINOR, Payroom, claim, move, sell_by
from tests.central.refunding import give_back, refund_body, standings


def weigh(room: Payroom) -> None:
    keep_refunds(room.office.central, room.lease.writing)


def twice(room: Payroom) -> list[str]:
    rows = room.office.rows(case_file)
    return [str(row["message"]) for row in rows if row["kind"] == "refunded_twice"]


def doubts(room: Payroom) -> list[str]:
    """The invariant: a receipt for which more went back than was paid has a case, and no other."""
    office = room.office
    told, found = " ".join(twice(room)), []
    for sold in office.rows(sale):
        receipt = str(sold["receipt"])
        backs = [row for row in office.rows(refund) if row["of_receipt"] == receipt]
        back_minor = sum(int(str(row["total_minor"])) for row in backs)
        gone_minor = sum(
            int(str(row["amount_minor"]))
            for row in office.rows(payment)
            if row["receipt"] == receipt and row["state"] == "refunded"
        )
        is_more = back_minor > 0 and back_minor + gone_minor > int(str(sold["total_minor"]))
        is_over = is_more or len(backs) > 1  # there was one barrel
        if is_over != (f"Receipt {receipt} " in told):
            found.append(receipt)
    return found


def live(room: Payroom, till: PaperTill, chance: random.Random, payment_id: str) -> None:
    """A sale by a claim, and refunds of some of it, by the till and its provider, in any order."""
    claim(till, payment_id, cart_id=f"cart-{payment_id}", reference=f"REF-{payment_id[4:]}-X")
    receipt = sell_by(till, payment_id, reference=f"REF-{payment_id[4:]}-X")
    till.push()
    move(room, "verified", payment_id)
    deeds = [*["till"] * chance.randrange(3), *["provider"] * chance.randrange(2)]
    chance.shuffle(deeds)
    for deed in deeds:
        if deed == "provider":
            move(room, "refunded", payment_id)
        else:
            minor = chance.choice((30_000, 57_000, SOLD_MINOR))
            give_back(till, refund_body(till, receipt, minor))
            till.push()


def paid(room: Payroom, till: PaperTill) -> str:
    """A sale that a verified claim paid; return its receipt."""
    claim(till)
    receipt = sell_by(till, "pay-1")
    till.push()
    assert move(room, "verified") == "moved"
    return receipt


@pytest.mark.both_databases
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


@pytest.mark.both_databases
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


def lived(room: Payroom, till: PaperTill, seeds: Sequence[int]) -> list[str]:
    for seed in seeds:
        live(room, till, random.Random(seed), f"pay-{seed}")  # a test's own chance
    weigh(room)
    return doubts(room)


def test_in_whatever_order_they_come_more_than_was_paid_is_a_case_and_less_is_none(
    room: Payroom, till: PaperTill
) -> None:
    assert lived(room, till, range(1, 11)) == []
    assert twice(room)


def test_planted_a_central_that_does_not_look_at_providers_is_found(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refund_facts, "by_provider_minor", lambda *_: 0)

    assert lived(room, till, range(1, 11)) != []
