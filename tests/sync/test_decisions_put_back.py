"""What a supervisor decided, at a central that was put back from before it (sync rule 16.11a)."""

from __future__ import annotations

import pytest

import central.operations.payment_facts
from app.use_cases.decide_payment import Decision
from central.payments.moving import Move, move_payment
from central.payments.tables import payment
from domain.payment import PaymentState
from tests.helpers.ledger_checks import complaints
from tests.sync.asking import staff
from tests.sync.clerks import Clerk
from tests.sync.test_payments_put_back import claim, decide, put_back, sell
from tests.sync.till import SyncTill
from tests.sync.world import World


@pytest.fixture
def ann(world: World) -> Clerk:
    clerk = Clerk(world, "till-a")
    clerk.sync.settle()
    return clerk


def find_false(world: World) -> None:
    """MMG says that there is no such money."""
    here = world.office.central
    with here.database.writing(world.office.clock.now()) as writing:
        move = Move(
            organisation_id=world.store.organisation_id,
            payment_id="pay-1",
            to="disputed",
            by="mmg",
            why="MMG does not know this number.",
        )
        move_payment(writing, here.surroundings, move)


def at_both(world: World, till: SyncTill) -> tuple[object, PaymentState]:
    (row,) = world.office.rows(payment)
    with till.till.db.reading() as uow:
        return row["state"], uow.payments.get("pay-1").state


def open_cases(world: World, kind: str) -> int:
    return sum(case["closed_at"] is None for case in world.cases(kind))


def end_a_dispute(world: World, ann: Clerk, decision: Decision) -> None:
    """A claim is approved, MMG disputes it, a supervisor ends that; then central forgets it all."""
    boss = staff(ann)
    copy = world.copy_central("copy")
    claim(ann)
    decide(ann.sync, "approve", by=boss)
    ann.sync.settle()
    find_false(world)
    ann.sync.settle()
    decide(ann.sync, decision, by=boss)
    ann.sync.settle()
    assert at_both(world, ann.sync) == ("cancelled", "cancelled")
    world.restore_central(copy)
    ann.sync.go_round()


@pytest.mark.parametrize("decision", ["reject", "mistyped"])
def test_a_dispute_that_is_over_is_over_at_a_central_that_never_heard_of_it(
    world: World, ann: Clerk, decision: Decision
) -> None:
    end_a_dispute(world, ann, decision)

    assert at_both(world, ann.sync) == ("cancelled", "cancelled")
    assert open_cases(world, "payment_disputed") == 0
    assert complaints(ann.sync.till.db) == []


def test_a_planted_bug_that_begins_the_dispute_again_is_caught(
    world: World, ann: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(central.operations.payment_facts, "_dispute_again", lambda *_: None)
    end_a_dispute(world, ann, "reject")

    assert at_both(world, ann.sync) == ("disputed", "cancelled")


def decide_elsewhere(world: World, ann: Clerk) -> SyncTill:
    """A till put back decides on a claim that its other disk alone can tell central of again."""
    boss = staff(ann)
    yesterday = world.copy_of(ann.sync, "yesterday")
    copy = world.copy_central("copy")
    sell(ann)
    ann.sync.settle()
    till = put_back(yesterday)
    world.restore_central(copy)
    decide(till, "reject", by=boss)
    till.go_round()
    return till


def test_a_decision_that_comes_before_its_payment_is_kept_and_done_when_that_comes(
    world: World, ann: Clerk
) -> None:
    till = decide_elsewhere(world, ann)
    assert world.office.rows(payment) == []
    assert open_cases(world, "quarantine") == 1

    ann.sync.go_round()
    till.go_round()

    assert at_both(world, till) == at_both(world, ann.sync) == ("cancelled", "cancelled")
    assert open_cases(world, "quarantine") == 0


def test_a_planted_bug_that_forgets_what_was_decided_before_is_caught(
    world: World, ann: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(central.operations.payment_facts, "hear_early", lambda *_: None)
    till = decide_elsewhere(world, ann)
    ann.sync.go_round()
    till.go_round()

    assert at_both(world, till) == ("claimed", "cancelled")
    assert open_cases(world, "quarantine") == 1
