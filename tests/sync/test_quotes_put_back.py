"""A central that was put back hears requests, answers and bookings again in any order (15b.4a)."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

import central.operations.quote_facts
from central.quotes.tables import special_quote, special_quote_answer
from tests.helpers.ledger_checks import complaints
from tests.sync.asking import append, staff
from tests.sync.clerks import Clerk, settle
from tests.sync.test_special_quotes import (
    PRICE,
    an_answer,
    answer,
    ask,
    at_central,
    book,
    doubts,
    rows,
    told_instead,
)
from tests.sync.world import World

__all__ = ["told_instead"]


@pytest.fixture
def ann(world_of_two: World) -> Clerk:
    return Clerk(world_of_two, "till-a")


@pytest.fixture
def ben(world_of_two: World) -> Clerk:
    return Clerk(world_of_two, "till-b")


def stands(world: World) -> list[object]:
    return [row["stands"] for row in world.office.rows(special_quote_answer)]


def accused(world: World) -> list[object]:
    """What central holds against anybody: nobody here did wrong."""
    open_doubts = [case for case in world.cases("quote_doubt") if case["closed_at"] is None]
    return [*open_doubts, *world.cases("quarantine"), *world.cases("quote_refused")]


def sold_at_a_price(world: World, ann: Clerk, ben: Clerk, *, is_booked_before: bool) -> None:
    """Ann asks, Ben prices it, perhaps Ann has booked it; then central forgets all of that."""
    settle(ann, ben)
    copy = world.copy_central("copy")
    ask(ann)
    settle(ann, ben)
    answer(ben)
    settle(ben, ann)
    if is_booked_before:
        book(ann)
        settle(ann)
    world.restore_central(copy)


@pytest.mark.parametrize("is_booked_before", [True, False])
@pytest.mark.parametrize("first", ["ann", "ben"])
def test_whoever_is_heard_first_an_honest_booking_accuses_nobody(
    world: World, ann: Clerk, ben: Clerk, first: str, *, is_booked_before: bool
) -> None:
    sold_at_a_price(world, ann, ben, is_booked_before=is_booked_before)
    order = (ann, ben) if first == "ann" else (ben, ann)
    for clerk in order:
        clerk.sync.settle()
    if not is_booked_before:
        settle(*order)
        assert at_central(world) == {"quote-1": ("priced", PRICE.amount_minor)}
        assert [row.special.state for row in rows(ben)] == ["priced"]
        book(ann)
    settle(*order)

    assert at_central(world) == {"quote-1": ("used", PRICE.amount_minor)}
    assert accused(world) == []
    assert stands(world) == [1]
    assert len(doubts(world)) == (1 if is_booked_before and first == "ann" else 0)
    assert complaints(ann.sync.till.db) == complaints(ben.sync.till.db) == []


def test_a_late_answer_leaves_what_is_doubtful_still(
    world: World, ann: Clerk, ben: Clerk, told_instead: list[dict[str, object]]
) -> None:
    told_instead[:] = [{"destination_region": 3}]
    sold_at_a_price(world, ann, ben, is_booked_before=True)
    ann.sync.settle()
    (before,) = doubts(world)
    settle(ben, ann)
    (after,) = doubts(world)
    append(ann, an_answer(ann, approved_by=staff(ann)))  # heard when the case is told anew already
    settle(ann)

    assert "Nobody who may give one gave this price" in before
    assert "Nobody who may give one gave this price" not in after
    assert "It is not the shipment that was quoted." in after
    assert doubts(world) == [after]
    assert len(accused(world)) == 1


def test_a_late_answer_at_another_price_clears_nobody(
    world: World, ann: Clerk, ben: Clerk, told_instead: list[dict[str, object]]
) -> None:
    told_instead[:] = [{"quote_total_minor": 100}]
    sold_at_a_price(world, ann, ben, is_booked_before=True)
    ann.sync.settle()
    before = doubts(world)
    settle(ben, ann)

    assert len(accused(world)) == 1
    assert doubts(world) == before


def test_a_late_answer_to_what_was_booked_in_order_changes_nothing(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    ask(ann)
    settle(ann, ben)
    answer(ann)
    book(ann)
    settle(ann)
    append(ben, an_answer(ben, price_minor=77_700))
    settle(ben)

    assert at_central(world) == {"quote-1": ("used", PRICE.amount_minor)}
    assert stands(world) == [1, 1]
    assert accused(world) == []


def test_an_answer_of_another_store_answers_nothing(world: World, ann: Clerk, ben: Clerk) -> None:
    ask(ann)
    settle(ann, ben)
    with world.office.central.database.writing(world.office.clock.now()) as writing:
        writing.connection.execute(sa.update(special_quote).values(store_id="elsewhere"))
    append(ben, an_answer(ben))
    ben.sync.settle()

    assert at_central(world) == {"quote-1": ("asked", None)}
    assert len(world.cases("quarantine")) == 1


def test_of_two_that_came_early_the_first_is_told_and_both_stand(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    boss = staff(ben)
    append(ben, an_answer(ben, approved_by=boss, price_minor=77_700))
    append(ben, an_answer(ben, approved_by=boss))
    ben.sync.settle()
    ask(ann)
    settle(ann, ben)

    assert at_central(world) == {"quote-1": ("priced", 77_700)}
    assert stands(world) == [1, 1]
    assert accused(world) == []


@pytest.mark.parametrize(
    ("what", "refused"),
    [({"approved_by": "staff-gone"}, 1), ({"currency": "USD"}, 0), ({"quote_id": "quote-9"}, 0)],
)
def test_an_early_answer_that_is_none_changes_nothing_when_its_request_comes(
    world: World, ann: Clerk, ben: Clerk, what: dict[str, object], refused: int
) -> None:
    append(ben, an_answer(ben, **what))
    ben.sync.settle()
    ask(ann)
    settle(ann, ben)

    assert at_central(world) == {"quote-1": ("asked", None)}
    assert stands(world) == [0]
    assert len(world.cases("quote_refused")) == refused
    assert world.cases("quarantine") == []


def test_who_asked_answers_early_at_another_till_for_nobody(
    world: World, ann: Clerk, ben: Clerk
) -> None:
    append(ben, an_answer(ben, approved_by=ann.session.staff_id))
    ben.sync.settle()
    ask(ann)
    settle(ann, ben)

    assert at_central(world) == {"quote-1": ("asked", None)}
    assert len(world.cases("quote_refused")) == 1


def test_a_planted_bug_that_forgets_what_came_early_is_caught(
    world: World, ann: Clerk, ben: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*given: object) -> list[object]:
        del given
        return []

    monkeypatch.setattr(central.operations.quote_facts, "list_early", none)
    sold_at_a_price(world, ann, ben, is_booked_before=True)
    settle(ben, ann)

    assert len(accused(world)) == 1
