"""``windward sync``: exchange with central without a window, until neither end has anything left.

Without ``--once`` it waits out a line that is down, as the counter does, for two minutes at most.
With ``--once`` it goes on only as long as something moves, and never waits.
"""

import time
from argparse import ArgumentParser, Namespace
from dataclasses import dataclass

from app.bootstrap import STOP_S_MAX, RunningTill, open_till
from app.commands.options import (
    DONE,
    LEFT,
    NEEDS_YOU,
    Command,
    add_json_option,
    folder_of,
    say,
    say_json,
)
from storage.streams import Stream
from sync.protocol.status import Link, SyncStatus

SYNC_S_MAX = 120.0
TURNS_MAX = 10_000
"""A bound on ``--once``: far above what an outbox of 50,000 sales and a million products need."""
_NS_PER_MS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """How far both directions had come at one moment."""

    epoch: str | None
    streams: tuple[Stream, ...]
    shown: int
    waiting: int


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--once", action="store_true", help="stop when nothing moves any more; never wait"
    )
    add_json_option(parser)


def _run(options: Namespace) -> int:
    running = open_till(folder_of(options), address=options.central, engine_runs=not options.once)
    try:
        began_ns = time.perf_counter_ns()
        before = _standing(running)
        status = _moved(running) if options.once else _waited(running)
        milliseconds = (time.perf_counter_ns() - began_ns) // _NS_PER_MS
        after = _standing(running)
    finally:
        running.close()
    if options.json:
        say_json(_facts(before, after, status, milliseconds))
    else:
        say(_sentence(status, after))
    return _exit_code(status, after)


def _waited(running: RunningTill) -> SyncStatus:
    def settled(status: SyncStatus) -> bool:
        return status.link is Link.ONLINE and status.waiting_count == 0

    is_settled = running.board.await_status(settled, SYNC_S_MAX)
    if is_settled and running.engine.stop(timeout_s=STOP_S_MAX):
        return _moved(running)  # what the last answer brought up is sent as well
    return running.board.status


def _moved(running: RunningTill) -> SyncStatus:
    """Turn the engine here, one turn after the other, until it would wait."""
    for _ in range(TURNS_MAX):
        if running.cycle.turn().wait_ms:
            break
    return running.cycle.status


def _standing(running: RunningTill) -> _Standing:
    with running.till.db.reading() as uow:
        return _Standing(
            epoch=uow.feed.epoch(),
            streams=uow.till.list_streams(),
            shown=sum(uow.feed.shown_positions().values()),
            waiting=uow.outbox.waiting_count(),
        )


def _facts(
    before: _Standing, after: _Standing, status: SyncStatus, milliseconds: int
) -> dict[str, object]:
    """What a program wants to know; docs/commands.md says what each name means."""
    problem = status.problem
    return {
        "pushed": max(0, _stored(after) - _stored(before)),
        "pulled": max(0, after.shown - before.shown),
        "waiting": after.waiting,
        "link": status.link.value,
        "problem": None if problem is None else f"{problem.title}. {problem.message}",
        "epoch": after.epoch,
        "streams": [
            {
                "stream": stream.name,
                "head": stream.head_seq,
                "stored": stream.stored_through,
                "durable": stream.durable_through,
            }
            for stream in after.streams
        ],
        "seconds": milliseconds / 1_000,
    }


def _stored(standing: _Standing) -> int:
    return sum(stream.stored_through for stream in standing.streams)


def _sentence(status: SyncStatus, after: _Standing) -> str:
    if status.problem is not None:
        return f"{status.problem.title}. {status.problem.message}"
    if status.link is Link.OFFLINE:
        return f"Central was not reached. {after.waiting} operations wait; nothing is lost."
    if after.waiting:
        return f"{after.waiting} operations still wait; nothing is lost. Do it again."
    return "Everything has been sent."


def _exit_code(status: SyncStatus, after: _Standing) -> int:
    if status.link is Link.NEEDS_YOU:
        return NEEDS_YOU
    return DONE if status.link is Link.ONLINE and after.waiting == 0 else LEFT


SYNC = Command("sync", "send what waits and take in what is new", _describe, _run)
