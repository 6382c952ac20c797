"""A shift with claims is closed: its Z, central and the provider agree, and a lie is found."""

from __future__ import annotations

import pytest

from app.use_cases import close_shift as closing
from app.use_cases.close_shift import ClosedShift, CloseShift, close_shift
from app.use_cases.shift_summary import shift_summary
from central import tables
from central.operations.shift_facts import DOUBT_KIND
from domain.shift import CashCount
from tests.sync.clerks import Clerk
from tests.sync.test_payment_day import claimed, sold
from tests.sync.world import World


def a_shift_with_a_claim(world: World) -> ClosedShift:
    ann = Clerk(world, "till-a")
    ann.add()
    sold(ann, claimed(ann, "pay-1", "20402048536279", phone="622 0001"))
    expected = shift_summary(ann.sync.till).sums.expected.amount_minor
    count = CashCount("GYD", ((100, expected // 100), (1, expected % 100)))
    done = close_shift(ann.sync.till, ann.session, CloseShift(count=count))
    ann.sync.settle()
    return done


def doubts(world: World) -> list[str]:
    rows = world.office.rows(tables.case_file)
    return [str(row["message"]) for row in rows if row["kind"] == DOUBT_KIND]


def test_a_z_says_what_is_still_a_claim_and_central_agrees(world: World) -> None:
    done = a_shift_with_a_claim(world)

    assert any("MMG, to be verified (1)" in line for line in done.z_lines)
    assert doubts(world) == []


def test_planted_a_till_that_leaves_its_claims_out_of_the_z_is_found_by_central(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closing, "sure_sums", lambda _found: ())
    a_shift_with_a_claim(world)

    (message,) = doubts(world)
    assert "MMG, to be verified: 0 of 0, and central still holds 1" in message
