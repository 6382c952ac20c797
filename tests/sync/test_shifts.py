"""A shift through the real exchange: what the till says of its drawer is what central works out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.use_cases import close_shift as closing
from app.use_cases.close_shift import CloseShift, close_shift
from app.use_cases.move_cash import MoveCash, move_cash, open_drawer
from app.use_cases.shift_bodies import shift_closed_body
from app.use_cases.shift_summary import shift_summary
from central import tables
from central.operations.shift_facts import DOUBT_KIND
from central.shift_tables import drawer_move, shift_perpetual
from domain.money import Money
from domain.shift import CashCount
from storage.drawer import Drawer
from sync.protocol.bodies import ShiftClosed
from tests.sync.world import SyncTill, World


def a_day(till: SyncTill) -> None:
    """Two sales, a drop, a pay-in, a drawer that is only opened, and an exact count."""
    session = till.cashier()
    till.sell(2, session)
    for request in (
        MoveCash(move="drop", amount=Money(500_000, "GYD"), reason="safe"),
        MoveCash(move="pay_in", amount=Money(30_000, "GYD"), reason="change"),
    ):
        move_cash(till.till, session, request)
    open_drawer(till.till, session, "check")
    expected = shift_summary(till.till).sums.expected
    whole, rest = divmod(expected.amount_minor, 100)
    count = CashCount("GYD", ((100, whole), (1, rest)))
    close_shift(till.till, session, CloseShift(count=count))


def doubts(world: World) -> list[str]:
    rows = world.office.rows(tables.case_file)
    return [str(row["message"]) for row in rows if row["kind"] == DOUBT_KIND]


def test_a_day_with_moves_is_booked_and_leaves_nobody_anything_to_do(world: World) -> None:
    till = world.a_till()
    for _ in range(2):
        a_day(till)
        till.settle()

    assert doubts(world) == []
    assert len(world.office.rows(drawer_move)) == 6
    totals = [
        int(str(row["grand_total_minor"])) for row in world.office.rows(shift_perpetual, "seq")
    ]
    assert totals == [totals[0], totals[0] * 2]


def test_a_day_that_arrives_late_belongs_to_its_shift(world: World) -> None:
    till = world.a_till()
    a_day(till)
    assert till.waiting() > 0
    till.settle()

    assert doubts(world) == []
    assert {row["shift"] for row in world.office.rows(tables.sale)} == {1}


def forgets_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    """A till whose drawer forgets what was dropped and paid in."""
    real = Drawer.sums_by_kind

    def without(drawer: Drawer, number: int) -> object:
        found = real(drawer, number)
        return {key: v for key, v in found.items() if key[1] in {"float", "sale"}}

    monkeypatch.setattr(Drawer, "sums_by_kind", without)


def begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A till whose totals since it began are only those of the last shift."""
    real = shift_closed_body

    def fresh(*given: object) -> ShiftClosed:
        body = real(*given)  # type: ignore[arg-type]  # passed on untouched
        assert body.perpetual is not None
        less = body.perpetual.model_copy(update={"z_count": 1, "grand_total_minor": 1})
        return body.model_copy(update={"perpetual": less})

    monkeypatch.setattr(closing, "shift_closed_body", fresh)


@pytest.mark.parametrize(
    ("plant", "words"), [(forgets_moves, "It expects"), (begins_again, "went down")]
)
def test_a_till_with_a_planted_bug_is_found_by_central(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[pytest.MonkeyPatch], None],
    words: str,
) -> None:
    till = world.a_till()
    a_day(till)
    plant(monkeypatch)
    a_day(till)
    till.settle()

    assert [words in message for message in doubts(world)] == [True]
