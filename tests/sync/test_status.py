"""What the screens are told; the engine always comes back by itself (sync rules 2.3 and 7)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from app.use_cases.take_payment import CompletedSale
from central.tills.revoking import revoke_till
from domain.errors import DataDamaged, WorldFailure
from storage.database import TillDatabase
from sync.engine.backoff import WAIT_MS_MAX
from sync.protocol.exchange import AnswerHeader, AnswerLine, EndLine
from sync.protocol.status import Link, Problem
from sync.protocol.stream_codec import StreamDamagedError, decode_answer
from tests.sync.faulty_transport import Fault
from tests.sync.world import SyncTill, World

YEAR = timedelta(days=365)


def receipts_of(sold: list[CompletedSale]) -> list[str]:
    return [sale.sale.receipt_number for sale in sold]


def label_of(till: SyncTill) -> str:
    with till.till.db.reading() as uow:
        return uow.till.get_till().label


def test_the_status_counts_what_waits_and_when_central_was_last_heard(world: World) -> None:
    till = world.a_till()
    heard_at = till.cycle.status.last_exchange_at
    till.transport.is_down = True
    till.sell(2)
    till.turn()
    offline = till.cycle.status
    till.sell(1)
    till.cycle.refresh_waiting()

    assert offline.link is Link.OFFLINE
    assert offline.since_at == till.statuses[-1].since_at
    assert offline.last_exchange_at == heard_at
    assert till.cycle.status.waiting_count == offline.waiting_count + 1


def test_a_long_backlog_is_shown_as_catching_up_with_progress(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.engine.push.BATCH_BYTES_MAX", 4_000)
    till = world.a_till()
    till.transport.is_down = True
    sold = till.sell(12)
    till.turn()
    till.transport.is_down = False
    till.settle()

    catching_up = [status for status in till.statuses if status.link is Link.CATCHING_UP]
    done = [status.done_count for status in catching_up]
    assert len(catching_up) > 1
    assert done == sorted(done)
    assert {status.total_count for status in catching_up} == {13}
    assert till.cycle.status.link is Link.ONLINE
    assert world.receipts() == receipts_of(sold)


def test_the_waits_of_a_dead_line_grow_and_stay_bounded(world: World) -> None:
    till = world.a_till()
    till.transport.is_down = True

    waits = [till.turn().wait_ms for _ in range(12)]

    assert waits[0] <= 1_000
    assert max(waits) <= WAIT_MS_MAX
    assert max(waits) > 30_000


@pytest.mark.parametrize("years", [-1, 1])
def test_a_clock_a_year_off_is_named_and_loses_nothing(world: World, years: int) -> None:
    till = world.a_till()
    session = till.cashier()
    first = till.sell(1, session)
    till.clock.at += years * YEAR
    second = till.sell(1, session)
    till.settle()

    problem = till.cycle.status.problem
    assert problem is not None
    assert "clock is wrong" in problem.title
    assert ("behind" if years < 0 else "ahead") in problem.message
    assert "36" in problem.message
    assert "safe" in problem.message
    assert world.receipts() == receipts_of([*first, *second])


def test_a_small_difference_of_clocks_is_nobodys_business(world: World) -> None:
    till = world.a_till()
    till.clock.at = world.office.clock.now() + timedelta(seconds=90)
    till.settle()

    assert till.cycle.status.problem is None


def test_a_till_that_was_shut_out_says_so_keeps_selling_and_loses_nothing(world: World) -> None:
    till = world.a_till()
    till.sell(1)
    till.settle()
    revoke_till(world.office.central, world.store, label_of(till), "stolen")
    sold = till.sell(2)
    till.turn()

    assert len(receipts_of(sold)) == 2
    assert len(world.cases("quarantine")) >= 1
    assert world.takings_minor() == 3 * 48_000


def test_a_request_that_central_refuses_needs_a_person_and_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    sold = till.sell(1)
    with monkeypatch.context() as patch:
        patch.setattr("sync.engine.exchange.PROTOCOL", 2)
        plan = till.turn()

        status = till.cycle.status
        assert status.link is Link.NEEDS_YOU
        assert status.problem is not None
        assert 0 < plan.wait_ms <= WAIT_MS_MAX
    till.settle()

    assert world.receipts() == receipts_of(sold)
    assert till.cycle.status.problem is None


def test_a_full_disk_while_the_answer_is_taken_in_is_said_and_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    sold = till.sell(1)

    def full(*_: object, **__: object) -> None:
        title, message = "This computer's disk is full", "Nothing is lost. Make room."
        raise WorldFailure(title, message)

    with monkeypatch.context() as patch:
        patch.setattr("sync.engine.exchange.accept_answer", full)
        till.turn()
        assert till.cycle.status.problem == Problem(
            title="This computer's disk is full", message="Nothing is lost. Make room."
        )
    till.settle()

    assert world.receipts() == receipts_of(sold)


def test_a_store_that_cannot_even_be_counted_keeps_the_last_count(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    till.transport.is_down = True
    till.sell(1)
    till.turn()

    def broken(_: TillDatabase) -> None:
        title, message = "The disk does not answer", "Nothing is lost."
        raise WorldFailure(title, message)

    with monkeypatch.context() as patch:
        patch.setattr(TillDatabase, "reading", broken)
        till.cycle.refresh_waiting()
        plan = till.turn()

    assert till.cycle.status.waiting_count == 2
    assert till.cycle.status.link is Link.NEEDS_YOU
    assert plan.wait_ms > 0


def test_a_bug_of_ours_leaves_a_plan_to_go_on(world: World) -> None:
    till = world.a_till()
    plan = till.cycle.give_up_turn(Problem(title="A fault", message="Nothing is lost."))
    till.settle()

    links = [status.link for status in till.statuses]
    assert links[-2:] == [Link.NEEDS_YOU, Link.ONLINE]
    assert 0 < plan.wait_ms <= WAIT_MS_MAX


def test_a_damaged_answer_changes_nothing_and_is_asked_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    till.sell(1)

    def damaged(_: object) -> Iterator[AnswerLine]:
        yield from ()
        message = "not an answer"
        raise StreamDamagedError(message)

    with monkeypatch.context() as patch:
        patch.setattr("sync.engine.exchange.decode_answer", damaged)
        till.turn()

    assert till.waiting() == 2
    till.settle()
    assert len(world.receipts()) == 1


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(150, "2 minutes"), (3_700, "1 hour"), (90_000, "1 day"), (200_000, "2 days")],
)
def test_how_far_a_clock_is_off_is_said_in_the_largest_whole_unit(
    world: World, seconds: int, words: str
) -> None:
    till = world.a_till()
    till.clock.at = world.office.clock.now() - timedelta(seconds=seconds)
    till.turn()

    problem = till.cycle.status.problem
    assert problem is not None
    assert f"It is {words} behind" in problem.message


@pytest.mark.parametrize("cut_to", [0, 1, 2])
def test_an_answer_cut_before_its_rulings_are_whole_acknowledges_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, cut_to: int
) -> None:
    till = world.a_till()
    till.sell(1)
    with monkeypatch.context() as patch:
        patch.setattr("sync.engine.exchange.decode_answer", lambda _: iter(HALF[:cut_to]))
        till.turn()

    assert till.waiting() == 2
    assert till.cycle.status.link is Link.OFFLINE
    till.settle()
    assert len(world.receipts()) == 1


HALF = [
    AnswerHeader(
        stream="another stream",
        stored_through=9,
        durable_through=0,
        epoch="e",
        server_time=datetime(2026, 11, 2, tzinfo=UTC),
    ),
    EndLine(),
]


def test_a_wait_that_central_asks_for_is_kept(world: World) -> None:
    till = world.a_till()
    till.transport.faults = [Fault.BUSY]

    plan = till.turn()

    assert plan.wait_ms >= 7_000
    assert till.cycle.status.link is Link.OFFLINE


def test_the_database_is_checked_once_a_day_and_damage_needs_a_person(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    checks: list[datetime] = []
    outcomes: list[Exception | None] = [
        WorldFailure("The disk does not answer", "Nothing is lost."),
        None,
        DataDamaged("A page of the database is damaged", "Nothing was overwritten."),
    ]

    def check(_: TillDatabase) -> None:
        checks.append(till.clock.now())
        outcome = outcomes.pop(0)
        if outcome is not None:
            raise outcome

    monkeypatch.setattr(TillDatabase, "check", check)
    till.turn()
    assert checks == [], "it was checked when the till started"
    till.clock.go_on(timedelta(days=1))
    till.turn()
    till.turn()
    till.turn()
    assert len(checks) == 2, "what could not be done is done at the next turn, then not again"

    till.clock.go_on(timedelta(days=1))
    sold = till.sell(1)
    till.turn()

    till.turn()

    assert len(checks) == 3
    assert till.statuses[-1].link is Link.NEEDS_YOU
    assert till.statuses[-1].problem == Problem(
        title="A page of the database is damaged", message="Nothing was overwritten."
    )
    assert world.receipts() == receipts_of(sold)


def test_answers_that_never_end_and_bring_nothing_new_back_off(world: World) -> None:
    till = world.a_till()
    till.settle()
    till.transport.faults = [Fault.NO_END] * 6

    waits = [till.turn().wait_ms for _ in range(6)]

    assert till.cycle.status.link is Link.OFFLINE
    assert max(waits) > 15_000


def test_asking_for_more_without_taking_anything_backs_off(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    till.settle()

    def greedy(chunks: Iterable[bytes]) -> Iterator[AnswerLine]:
        for line in decode_answer(chunks):
            yield EndLine(more=True) if isinstance(line, EndLine) else line

    monkeypatch.setattr("sync.engine.exchange.decode_answer", greedy)
    waits = [till.turn().wait_ms for _ in range(6)]

    assert min(waits) > 0
    assert max(waits) > 15_000


def test_an_answer_that_central_did_not_sign_marks_nothing_as_sent(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = world.a_till()
    till.sell(1)

    def forged(chunks: Iterable[bytes]) -> Iterator[AnswerLine]:
        for line in decode_answer(chunks):
            if isinstance(line, AnswerHeader):
                yield line.model_copy(update={"durable_through": line.stored_through})
            else:
                yield line

    with monkeypatch.context() as patch:
        patch.setattr("sync.engine.exchange.decode_answer", forged)
        till.turn()

    assert till.waiting() == 2
    assert till.statuses[-1].link is Link.OFFLINE
    till.settle()
    assert len(world.receipts()) == 1
