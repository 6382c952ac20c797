"""Bugs planted in the product, one at a time: each must be caught by an invariant of a name.

Those of the till, of allotments, of payments and of what comes back are in files of their own.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import central.operations.endpoint
import central.operations.receiving
import sync.engine.exchange
from central.operations import attaching
from storage.outbox import Outbox
from tests.simulation import planted_in_allotments as allotments
from tests.simulation import planted_in_till
from tests.simulation.planted_afar import AFAR_BUGS
from tests.simulation.planted_at_desk import DESK_BUGS
from tests.simulation.planted_in_payments import PAYMENT_BUGS
from tests.simulation.planted_in_returns import RETURN_BUGS
from tests.simulation.planted_in_room import ROOM_BUGS
from tests.simulation.planting import Plant, PlantedBug, true_of
from tests.simulation.swarm import ERASURES, STREAMS, TAKEOVERS


class _UndoneError(Exception):
    """Ends a transaction that its caller believes committed."""


# ------------------------------------------------------------------ central


def _no_dedupe() -> AbstractContextManager[object]:
    """What is here already is taken as new."""
    true_walk = attaching._walk

    def walk(branches: Any, stored: Any, batch: Any, start: int) -> Any:
        found = true_walk(branches, stored, batch, start)
        return replace(found, steps=tuple(replace(step, new=True) for step in found.steps))

    return patch.object(attaching, "_walk", walk)


@contextmanager
def _acknowledged_before_commit() -> Iterator[None]:
    """Every fourth answer goes out, and then the transaction fails."""
    true_receive, count = true_of(central.operations.endpoint, "receive"), 0

    def receive(opened: Any, owner: Any, request: Any) -> Any:
        nonlocal count
        count += 1
        if count % 4:
            return true_receive(opened, owner, request)
        receipts: list[Any] = []
        true_store = central.operations.receiving._store

        def store(*given: Any) -> Any:
            receipts.append(true_store(*given))
            raise _UndoneError

        with patch.object(central.operations.receiving, "_store", store):
            try:
                return true_receive(opened, owner, request)
            except _UndoneError:
                return receipts[0]

    with patch.object(central.operations.endpoint, "receive", receive):
        yield


def _fork_swallowed() -> AbstractContextManager[object]:
    """Another operation under a known number is taken for a duplicate."""
    true_walk = attaching._walk

    def walk(branches: Any, stored: Any, batch: Any, start: int) -> Any:
        found = true_walk(branches, stored, batch, start)
        if found.new_branch is None:
            return found
        steps = tuple(replace(step, branch=start, new=False) for step in found.steps)
        return replace(found, steps=steps, branch=start, new_branch=None)

    return patch.object(attaching, "_walk", walk)


def _fork_not_counted() -> AbstractContextManager[object]:
    """Sales of a second history are stored and not counted."""
    true_note = true_of(central.operations.receiving, "note_outcome")

    def note(work: Any, key: Any, outcome: Any) -> None:
        true_note(work, key, replace(outcome, money=None) if key.branch else outcome)

    return patch.object(central.operations.receiving, "note_outcome", note)


def _fork_without_case() -> AbstractContextManager[object]:
    return patch.object(central.operations.receiving, "_open_fork_case", lambda *given: None)


def _quarantine_lost() -> AbstractContextManager[object]:
    """What cannot be applied is put aside, and nobody hears of it."""
    true_note = true_of(central.operations.receiving, "note_outcome")

    def note(work: Any, key: Any, outcome: Any) -> None:
        if outcome.state != "quarantined":
            true_note(work, key, outcome)

    return patch.object(central.operations.receiving, "note_outcome", note)


def _poison_stops_the_queue() -> AbstractContextManager[object]:
    """An unknown kind is refused with an error instead of waiting."""

    true_store = true_of(central.operations.receiving, "_store_new")

    def store(work: Any, delivery: Any, found: Any) -> None:
        if any(b"tea_brewed" in received.facts for received in delivery.request.operations):
            raise LookupError("tea_brewed")
        true_store(work, delivery, found)

    return patch.object(central.operations.receiving, "_store_new", store)


def _each_change_its_own_transaction() -> AbstractContextManager[object]:
    """Positions are taken one by one as rows are written, not last and together."""
    import central.publication

    true_rows = central.publication._rows

    def rows(*given: Any) -> Iterator[dict[str, object]]:
        for row in true_rows(*given):
            yield {**row, "last_position": row["position"]}

    return patch.object(central.publication, "_rows", rows)


def _other_organisations_rows() -> AbstractContextManager[object]:
    """A till's feeds hold another organisation's store as well."""
    from central.publication import store_feed
    from central.tills.registry import EnrolledTill
    from tests.simulation.template import template

    true_feeds = true_of(EnrolledTill.__dict__["feeds"], "fget")

    def feeds(till: EnrolledTill) -> Any:
        others = (s for s in template().stores if s.organisation_id != till.organisation_id)
        leaked = (store_feed(s.organisation_id, s.store_id) for s in others)
        return (*true_feeds(till), *leaked)

    return patch.object(EnrolledTill, "feeds", property(feeds))


# ------------------------------------------------------------------ the engine


@contextmanager
def _marked_before_the_answer() -> Iterator[None]:
    """What is being sent is called sent at once."""
    true_run = sync.engine.exchange.run_exchange

    def run(parts: Any, turn: int) -> Any:
        with parts.db.unit_of_work() as uow:
            sending = true_of(sync.engine.exchange, "read_sending")(uow, turn)
            uow.outbox.mark_stored(sending.stream, sending.last_seq, 0)
            uow.commit()
        with patch.object(sync.engine.exchange, "read_sending", lambda *given: sending):
            return true_run(parts, turn)

    with patch("sync.engine.cycle.run_exchange", run):
        yield


@contextmanager
def _cursor_before_its_rows() -> Iterator[None]:
    """The cursor is saved in a transaction before the one that stages its rows."""
    import sync.engine.pull

    true_stage = sync.engine.pull._stage

    def stage(parts: Any, rows: Any, line: Any) -> Any:
        with parts.db.unit_of_work() as uow:
            uow.feed.stage((), line.cursor)
            uow.commit()
        return true_stage(parts, rows, line)

    with patch.object(sync.engine.pull, "_stage", stage):
        yield


def _without(field: str, value: object) -> Plant:
    """A plant by which the engine does not see one field of the answer."""

    @contextmanager
    def plant() -> Iterator[None]:
        true_accept = true_of(sync.engine.exchange, "accept_answer")

        def accept(parts: Any, sent: Any, answer: Any, rulings: Any) -> Any:
            return true_accept(parts, sent, answer.model_copy(update={field: value}), rulings)

        with patch.object(sync.engine.exchange, "accept_answer", accept):
            yield

    return plant


@contextmanager
def _only_the_sent_stream_rewound() -> Iterator[None]:
    """After a restore the till sends again in the stream it is just sending, and in no other."""
    true_accept = true_of(sync.engine.exchange, "accept_answer")
    true_rewind = Outbox.rewind
    sending: list[str] = []

    def accept(parts: Any, sent: Any, answer: Any, rulings: Any) -> Any:
        sending[:] = [sent.stream]
        return true_accept(parts, sent, answer, rulings)

    def rewind(outbox: Outbox, stream_name: str, through: int) -> None:
        if stream_name in sending:
            true_rewind(outbox, stream_name, through)

    with (
        patch.object(sync.engine.exchange, "accept_answer", accept),
        patch.object(Outbox, "rewind", rewind),
    ):
        yield


def _engine_gives_up() -> AbstractContextManager[object]:
    """After four failures in a row the engine waits for a person."""
    from sync.engine import cycle

    true_wait = true_of(cycle, "wait_ms")

    def wait_ms(failures: int, **given: Any) -> int:
        return 10**9 if failures > 4 else true_wait(failures, **given)

    return patch.object(cycle, "wait_ms", wait_ms)


_RECEIPTS = "every_receipt_is_in_central_exactly_once"
_SENT = "sent_is_stored"
_ROWS = "till_and_central_hold_the_same_rows"
_WHOLE = "transactions_are_shown_whole"
_QUEUE = "queue_empties"
_TOLD = "rulings_reach_the_till"
_REST = "engine_comes_to_rest"
_HELD = "what_a_till_holds_is_outstanding"
_SCARCE = (
    "no_resource_is_overdrawn",
    "nothing_is_sold_that_is_not_there",
    "no_agent_exceeds_the_limit",
)
_TRACES = "erased_persons_leave_no_trace"

BUGS: tuple[PlantedBug, ...] = (
    PlantedBug("no dedupe", _no_dedupe, ("nothing_fails_unexpectedly", _QUEUE)),
    PlantedBug("acknowledged before commit", _acknowledged_before_commit, (_SENT, _RECEIPTS)),
    PlantedBug("fork swallowed", _fork_swallowed, (_RECEIPTS, _SENT)),
    PlantedBug("fork not counted", _fork_not_counted, ("takings_are_the_sum_of_all_sales",)),
    PlantedBug("fork without case", _fork_without_case, ("every_fork_has_exactly_one_case",)),
    PlantedBug("quarantine lost", _quarantine_lost, ("every_quarantined_operation_has_its_case",)),
    PlantedBug(
        "poison stops the queue", _poison_stops_the_queue, (_QUEUE, "nothing_fails_unexpectedly")
    ),
    PlantedBug("positions one by one", _each_change_its_own_transaction, (_WHOLE,)),
    PlantedBug(
        "another organisation's rows leaked",
        _other_organisations_rows,
        ("no_till_holds_another_organisations_rows",),
    ),
    PlantedBug("marked before the answer", _marked_before_the_answer, (_SENT, _RECEIPTS, _TOLD)),
    PlantedBug("cursor before its rows", _cursor_before_its_rows, (_ROWS, "sums_agree")),
    PlantedBug(
        "resend_from ignored",
        _without("resend_from", None),
        (_QUEUE, _SENT, _RECEIPTS, _REST),
        STREAMS,
    ),
    PlantedBug("rebase skipped", _without("rebase", False), (_ROWS,)),  # a field's value
    PlantedBug(
        "rewind ignored", lambda: patch.object(Outbox, "rewind", _nothing), (_SENT, _QUEUE, _REST)
    ),
    PlantedBug("only the sent stream rewound", _only_the_sent_stream_rewound, (_SENT, _RECEIPTS)),
    PlantedBug("engine gives up", _engine_gives_up, ("engine_comes_back", _QUEUE)),
    PlantedBug(
        "pruned when stored",
        planted_in_till.pruned_when_stored,
        ("nothing_is_pruned_before_it_is_durable",),
    ),
    PlantedBug("half a transaction shown", planted_in_till.half_a_transaction_shown, (_WHOLE,)),
    PlantedBug("unshown rows kept", planted_in_till.unshown_rows_kept, (_WHOLE,), TAKEOVERS),
    PlantedBug(
        "own stream taken for all",
        planted_in_till.own_stream_taken_for_all,
        ("the_catalog_stays_shown", _WHOLE),
        STREAMS,
    ),
    PlantedBug(
        "stale mark ignored",
        planted_in_till.stale_mark_ignored,
        ("no_receipt_number_is_printed_twice",),
    ),
    PlantedBug(
        "erased kept in backups", planted_in_till.erased_kept_in_backups, (_TRACES,), ERASURES
    ),
    PlantedBug(
        "erased kept in the outbox", planted_in_till.erased_kept_in_the_outbox, (_TRACES,), ERASURES
    ),
    PlantedBug(
        "receipt number committed apart",
        planted_in_till.receipt_number_apart,
        ("receipts_are_dense_in_each_history",),
    ),
    PlantedBug(
        "sale without operation",
        planted_in_till.sale_without_operation,
        (_RECEIPTS, "ledger_holds"),
    ),
    PlantedBug(
        "change counted as takings",
        planted_in_till.change_counted_as_takings,
        ("tenders_equal_lines_and_rounding", "nothing_is_put_aside_without_reason"),
    ),
    PlantedBug(
        "old streams not named", allotments.old_streams_not_named, (_RECEIPTS, _SENT), STREAMS
    ),
    PlantedBug("grant taken in twice", allotments.grant_taken_in_twice, (_HELD, *_SCARCE)),
    PlantedBug(
        "units not taken with the sale", allotments.units_not_taken_with_the_sale, (_HELD, *_SCARCE)
    ),
    PlantedBug(
        "new stream keeps what was held", allotments.new_stream_keeps_what_was_held, (_HELD,)
    ),
    PlantedBug("fence ignored", allotments.fence_ignored, ("nothing_is_granted_behind_the_fence",)),
    PlantedBug("grant not booked", allotments.grant_not_booked, ("the_books_add_up", *_SCARCE)),
    PlantedBug(
        "spending not counted", allotments.spending_not_counted, ("every_unit_is_counted_once",)
    ),
    PlantedBug("reclaimed by the clock", allotments.reclaimed_by_the_clock, (_HELD, *_SCARCE)),
    PlantedBug("sum forgets removed rows", allotments.sum_forgets_removed_rows, ("sums_agree",)),
    PlantedBug("cases not told", allotments.cases_not_told, ("open_cases_are_shown",)),
    *PAYMENT_BUGS,
    *RETURN_BUGS,
    *DESK_BUGS,
    *AFAR_BUGS,
    *ROOM_BUGS,
)


def _nothing(*given: object) -> None:
    """Do nothing, whatever is given."""
