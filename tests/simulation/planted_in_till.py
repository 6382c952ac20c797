"""Bugs planted in the till's storage and use cases: see planted_bugs.py, which lists them all."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa

import app.use_cases.take_payment
import storage.people
import sync.engine.exchange
from storage.feed import Feed
from storage.feed_versions import version_of
from storage.outbox import Outbox
from storage.outbox_pruning import prune_stream
from storage.streams import Streams


def _true(owner: object, name: str) -> Any:
    """What the product has there, also where a module only imported it."""
    return getattr(owner, name)


# ------------------------------------------------------------------ storage


def pruned_when_stored() -> AbstractContextManager[object]:
    """Operations are forgotten when central has them, before they are durable there."""

    def prune(connection: Any, source: Any, now: Any, limit: int) -> int:
        stored = replace(source, durable_through=source.stored_through)
        return prune_stream(connection, stored, now, limit)

    return patch("storage.outbox.prune_stream", prune)


def half_a_transaction_shown() -> AbstractContextManager[object]:
    """A flip shows all that is staged, the first part of a transaction included."""

    def flip(feed: Feed, visible: Any) -> bool:
        generation = feed._state().generation
        rows = feed._connection.execute(sa.text(_STAGED)).all()
        for row in rows:
            if row.newest >= version_of(generation, 0):
                values = {"stream": row.stream, "visible": row.newest}
                feed._connection.execute(sa.text(_SHOW_ALL), values)
        return True

    return patch.object(Feed, "flip", flip)


_STAGED = "SELECT stream, max(version) AS newest FROM feed_row GROUP BY stream"
_SHOW_ALL = "UPDATE feed_stream SET visible = max(visible, :visible) WHERE stream = :stream"


def unshown_rows_kept() -> AbstractContextManager[object]:
    """What a pull staged and never showed stays when the feed begins anew."""
    return patch.object(Feed, "_list_unshown", lambda *_, **__: ())


def own_stream_taken_for_all() -> AbstractContextManager[object]:
    """An answer about the till's own stream alone counts as all that central has to say."""
    true_take = _true(sync.engine.exchange, "take_in_changes")

    def take(parts: Any, lines: Any, **given: Any) -> Any:
        return true_take(parts, lines, **given | {"of_own_stream": False})

    return patch.object(sync.engine.exchange, "take_in_changes", take)


def stale_mark_ignored() -> AbstractContextManager[object]:
    """A database behind its mark goes on in the same stream."""
    return patch("storage.database.staleness", lambda connection, kept: None)


def erased_kept_in_backups() -> AbstractContextManager[object]:
    return patch("storage.database.erase_from_backups", lambda *given: None)


def erased_kept_in_the_outbox() -> AbstractContextManager[object]:
    left = tuple(
        statement
        for statement in storage.people._ERASE
        if _true(statement.table, "name") != "personal_part"
    )
    return patch.object(storage.people, "_ERASE", left)


# ------------------------------------------------------------------ use cases


@contextmanager
def receipt_number_apart() -> Iterator[None]:
    """The receipt number is committed before the sale that it is for."""
    true_take = app.use_cases.take_payment.take_payment

    def take(till: Any, session: Any, request: Any) -> Any:
        with till.db.unit_of_work() as uow:
            number = uow.till.next_receipt_number()
            uow.commit()
        with patch.object(Streams, "next_receipt_number", lambda streams: number):
            return true_take(till, session, request)

    with patch("tests.simulation.counter.take_payment", take):
        yield


@contextmanager
def sale_without_operation() -> Iterator[None]:
    """Every fifth sale is kept and printed, and its operation is not."""
    true_append, count = Outbox.append, 0

    def append(outbox: Outbox, signer: Any, new: Any) -> Any:
        nonlocal count
        count += new.kind == "sale_completed"
        if new.kind != "sale_completed" or count % 5:
            return true_append(outbox, signer, new)
        savepoint = outbox._connection.begin_nested()
        signed, before = true_append(outbox, signer, new), outbox._streams._current
        savepoint.rollback()
        assert before is not None
        outbox._streams._current = None
        return signed

    with patch.object(Outbox, "append", append):
        yield


@contextmanager
def change_counted_as_takings() -> Iterator[None]:
    """What the customer hands over is booked as the tender, the change included."""
    true_body = _true(app.use_cases.take_payment, "sale_body")

    def body(*given: Any) -> Any:
        told = true_body(*given)
        tenders = tuple(
            tender.model_copy(update={"amount_minor": tender.received_minor})
            for tender in told.tenders
        )
        return told.model_copy(update={"tenders": tenders})

    with patch.object(app.use_cases.take_payment, "sale_body", body):
        yield
