"""Clocks set back, forward, dead or jumping: order holds, claims are marked, nobody is shut out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.use_cases.cases import list_cases
from app.use_cases.rights import StaffListTooOld
from central import tables
from central.cases.tables import clock_mark
from central.clock.marks import Receipt, claimed_time, find_marks
from storage.clock_state import Watched
from sync.engine.cycle import EngineCycle
from sync.protocol.status import Link
from tests.sync.world import SyncTill, World

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
DEAD = (datetime(1970, 1, 1, 0, 5, tzinfo=UTC), datetime(2001, 1, 1, tzinfo=UTC))


def facts(at: str) -> bytes:
    return b'{"at":"' + at.encode() + b'"}'


def reasons(*times: str, till_time: datetime | None = NOW) -> list[str]:
    receipt = Receipt(received_at=NOW, enrolled_at=NOW - timedelta(days=400), till_time=till_time)
    return [mark.reason for mark in find_marks([facts(at) for at in times], receipt)]


def test_a_month_offline_marks_nothing() -> None:
    assert reasons("2026-10-03T08:00:00Z", "2026-10-03T08:01:00Z", "2026-11-02T12:01:30Z") == []


@pytest.mark.parametrize(
    ("times", "till_time", "found"),
    [
        (("2026-11-02T12:03:00Z",), NOW, ["after it was received"]),
        (("1970-01-01T00:05:00Z",), NOW, ["before its till was enrolled"]),
        (
            ("2026-11-02T11:00:00Z", "2026-11-02T10:00:00Z", "2026-11-02T10:01:00Z"),
            NOW,
            ["before the operation ahead of it"],
        ),
        (
            ("2026-11-01T11:30:00Z", "2026-11-02T11:30:00Z"),
            NOW - timedelta(minutes=9),
            ["by a clock that was off when it was sent"],
        ),
        (("2026-11-02T11:30:00Z",), None, []),
        (("not a time", "2026-11-02T11:30:00"), NOW, []),
    ],
)
def test_a_time_that_cannot_be_is_marked_with_why(
    times: tuple[str, ...], till_time: datetime | None, found: list[str]
) -> None:
    assert reasons(*times, till_time=till_time) == found


def test_facts_that_claim_no_time_are_nobodys_fault() -> None:
    for odd in (b"[]", b"{}", b"\xff", b'{"at":3}', b"[" * 90_000):
        assert claimed_time(odd) is None


def marked(world: World) -> list[int]:
    return [int(str(row["seq"])) for row in world.office.rows(clock_mark, "seq")]


@pytest.mark.parametrize("dead", DEAD)
def test_sales_of_a_dead_clock_arrive_in_order_marked_and_with_one_case(
    world: World, dead: datetime
) -> None:
    till = world.a_till()
    session = till.cashier()
    first = till.sell(1, session)
    till.settle()
    till.clock.at = dead
    more = till.sell(3, session)
    till.settle()

    receipts = [sale.sale.receipt_number for sale in [*first, *more]]
    assert world.receipts() == receipts
    assert len(marked(world)) == 3
    assert [case["kind"] for case in world.office.rows(tables.case_file)] == ["clock"]
    days = {row["business_date"] for row in world.office.rows(tables.sale)}
    assert len(days) == 1
    problem = till.cycle.status.problem
    assert problem is not None
    assert "Set it to" in problem.message
    (case,) = list_cases(till.till)
    assert "Set this computer's date" in case.next_step
    assert till.cycle.status.link is Link.ONLINE


def jump(till: SyncTill, world: World, delta: timedelta) -> None:
    """Both clocks go on by a second, and the till's jumps besides."""
    world.office.clock.at += timedelta(seconds=1)
    till.clock.at += delta


@pytest.mark.parametrize("delta", [timedelta(days=-400), timedelta(days=400), timedelta(hours=-3)])
def test_a_clock_that_jumps_while_the_till_runs_keeps_selling_and_sending(
    world: World, delta: timedelta
) -> None:
    till = world.a_till()
    session = till.cashier()
    sold = till.sell(1, session)
    for _ in range(3):
        jump(till, world, delta)
        sold += till.sell(1, session)
        till.settle()
        jump(till, world, -delta)
        sold += till.sell(1, session)
        till.settle()

    assert world.receipts() == [sale.sale.receipt_number for sale in sold]
    assert len(world.cases("clock")) == 1
    assert till.waiting() == 0


def test_a_right_clock_opens_no_case_and_marks_nothing(world: World) -> None:
    till = world.a_till()
    till.sell(2)
    world.office.clock.at = till.clock.at
    till.settle()

    assert marked(world) == []
    assert world.cases("clock") == []


class Ticks:
    """Seconds that no clock change touches."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def watched(till: SyncTill) -> Ticks:
    """Let the till's engine watch its clock; a turn lasts as long as both say."""
    ticks = Ticks()
    till.cycle = EngineCycle(
        replace(till.cycle._parts, monotonic=ticks), on_status=till.statuses.append
    )
    return ticks


def pass_days(till: SyncTill, ticks: Ticks, days: int) -> None:
    """Run offline for some days, a turn each six hours, by both clocks."""
    for _ in range(days * 4):
        till.clock.at += timedelta(hours=6)
        ticks.at += 6 * 3_600
        till.cycle.turn()


def test_a_clock_set_back_keeps_no_right_alive_for_ever(world: World) -> None:
    till = world.a_till()
    ticks = watched(till)
    till.turn()
    till.transport.is_down = True
    for _ in range(40):
        till.clock.at -= timedelta(days=1)
        pass_days(till, ticks, 1)

    with pytest.raises(StaffListTooOld):
        till.cashier()


def test_planted_bug_without_the_watch_a_clock_set_back_keeps_rights_for_ever(
    world: World,
) -> None:
    till = world.a_till()
    till.turn()
    till.transport.is_down = True
    for _ in range(40):
        till.clock.at -= timedelta(days=1)
        pass_days(till, Ticks(), 1)

    assert till.cashier().name != ""


def test_a_clock_that_jumps_forward_while_the_till_runs_shuts_nobody_out(world: World) -> None:
    till = world.a_till()
    ticks = watched(till)
    till.turn()
    till.transport.is_down = True
    pass_days(till, ticks, 1)
    till.clock.at += timedelta(days=400)
    ticks.at += 5
    till.turn()
    assert till.cashier().name != ""

    pass_days(till, ticks, 1)
    till.clock.at -= timedelta(days=400)
    ticks.at += 5
    till.turn()
    assert till.cashier().name != ""


def test_what_was_watched_outlives_a_restart_and_ends_when_central_is_heard(world: World) -> None:
    till = world.a_till()
    ticks = watched(till)
    till.turn()
    till.transport.is_down = True
    till.clock.at += timedelta(days=400)
    ticks.at += 5
    till.turn()
    with till.till.db.reading() as uow:
        assert uow.clock_state.watched().jumped_s > 399 * 86_400

    ticks = watched(till)
    till.turn()
    assert till.cashier().name != ""
    till.transport.is_down = False
    till.turn()
    till.turn()
    with till.till.db.reading() as uow:
        assert uow.clock_state.watched() == Watched()
