"""The engine's thread: turns when it should, wakes when nudged, survives our bugs, stops."""

import threading
from collections.abc import Callable
from typing import cast

from sync.engine.cycle import EngineCycle, Plan
from sync.engine.worker import EngineWorker
from sync.protocol.status import Problem

LONG_MS = 3_600_000
PATIENCE_S = 20.0


class ScriptedCycle:
    """Turns as the test says; every turn and refresh can be waited for."""

    def __init__(self, plans: list[Plan | BaseException]) -> None:
        self.plans = plans
        self.turned = threading.Semaphore(0)
        self.refreshed = threading.Semaphore(0)
        self.given_up: list[Problem] = []

    def turn(self) -> Plan:
        plan = self.plans.pop(0) if self.plans else Plan(wait_ms=LONG_MS, nudge_shortens=True)
        self.turned.release()
        if isinstance(plan, BaseException):
            raise plan
        return plan

    def shortens(self, plan: Plan) -> bool:
        return plan.nudge_shortens

    def refresh_waiting(self) -> None:
        self.refreshed.release()

    def give_up_turn(self, problem: Problem) -> Plan:
        self.given_up.append(problem)
        return Plan(wait_ms=0, nudge_shortens=False)


def a_worker(
    cycle: ScriptedCycle, on_crash: Callable[[BaseException], None] = lambda _: None
) -> EngineWorker:
    worker = EngineWorker(cast("EngineCycle", cycle), on_crash=on_crash)
    worker.start()
    return worker


def test_a_nudge_shortens_the_wait_while_the_line_is_up() -> None:
    cycle = ScriptedCycle([Plan(wait_ms=LONG_MS, nudge_shortens=True)])
    worker = a_worker(cycle)
    assert cycle.turned.acquire(timeout=PATIENCE_S)

    worker.nudge()

    assert cycle.turned.acquire(timeout=PATIENCE_S)
    assert worker.stop(timeout_s=PATIENCE_S)


def test_a_nudge_while_offline_only_counts_what_waits() -> None:
    cycle = ScriptedCycle([Plan(wait_ms=LONG_MS, nudge_shortens=False)])
    worker = a_worker(cycle)
    assert cycle.turned.acquire(timeout=PATIENCE_S)

    worker.nudge()

    assert cycle.refreshed.acquire(timeout=PATIENCE_S)
    assert not cycle.turned.acquire(blocking=False)
    worker.try_now()
    assert cycle.turned.acquire(timeout=PATIENCE_S)
    assert worker.stop(timeout_s=PATIENCE_S)


def test_a_plan_without_wait_turns_again_at_once() -> None:
    cycle = ScriptedCycle([Plan(wait_ms=0, nudge_shortens=True)] * 3)
    worker = a_worker(cycle)

    for _ in range(4):
        assert cycle.turned.acquire(timeout=PATIENCE_S)
    assert worker.stop(timeout_s=PATIENCE_S)


def test_a_bug_of_ours_is_reported_and_never_ends_the_sending() -> None:
    bug = KeyError("ours")
    crashes: list[BaseException] = []
    cycle = ScriptedCycle([bug])
    worker = a_worker(cycle, crashes.append)

    assert cycle.turned.acquire(timeout=PATIENCE_S)
    assert cycle.turned.acquire(timeout=PATIENCE_S)
    assert worker.stop(timeout_s=PATIENCE_S)
    assert crashes == [bug]
    assert "nothing is lost" in cycle.given_up[0].message


def test_even_a_bug_in_telling_the_status_never_ends_the_sending() -> None:
    class Clumsy(ScriptedCycle):
        def give_up_turn(self, problem: Problem) -> Plan:
            self.given_up.append(problem)
            raise KeyError("ours again")

    crashes: list[BaseException] = []
    cycle = Clumsy([KeyError("ours")])
    worker = a_worker(cycle, crashes.append)
    assert cycle.turned.acquire(timeout=PATIENCE_S)

    worker.try_now()

    assert cycle.turned.acquire(timeout=PATIENCE_S)
    assert worker.stop(timeout_s=PATIENCE_S)
    assert len(crashes) == 2


def test_stopping_ends_a_thread_that_never_waits() -> None:
    cycle = ScriptedCycle([Plan(wait_ms=0, nudge_shortens=True)] * 100_000)
    worker = a_worker(cycle)
    assert cycle.turned.acquire(timeout=PATIENCE_S)

    assert worker.stop(timeout_s=PATIENCE_S)
