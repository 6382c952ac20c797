"""Which operations speak of a receipt, a waybill or a customer, and how far each has come."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from storage.customer_tables import subject
from storage.tables import operation, ruling, stream
from sync.protocol.operation import FactsUnreadableError, read_facts

Progress = Literal["waiting", "sent", "durable", "quarantined", "awaiting_upgrade"]

HISTORY_MAX = 200
_NAMES = ("receipt", "waybill", "customer_id", "of_receipt", "refund")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectStep:
    """One operation about a subject: what it was, when, and where it is now.

    ``title`` and ``message`` are central's words where it could not simply apply it.
    """

    stream: str
    seq: int
    kind: str
    at: datetime
    progress: Progress
    title: str = ""
    message: str = ""


class Subjects:
    """What operations speak of, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_steps(self, name: str, limit: int = HISTORY_MAX) -> tuple[SubjectStep, ...]:
        """Return the operations about a receipt, a waybill or a customer, oldest first."""
        key = {"of_subject": name, "most": min(limit, HISTORY_MAX)}
        rows = self._connection.execute(_STEPS, key)
        return tuple(
            SubjectStep(
                stream=row.stream,
                seq=row.seq,
                kind=row.kind,
                at=row.at,
                progress=_progress(row),
                title=row.title or "",
                message=row.message or "",
            )
            for row in rows
        )

    def list_waiting_receipts(self, limit: int = HISTORY_MAX) -> tuple[str, ...]:
        """Return the receipts of sales that were not sent yet, oldest first in each stream.

        One whose facts the disk has damaged is left out: the check of the chain tells of it.
        """
        found: list[str] = []
        rows = self._connection.execute(_WAITING, {"most": min(limit, HISTORY_MAX)})
        for row in rows:
            with suppress(FactsUnreadableError):
                found.append(str(read_facts(row.facts).body["receipt"]))
        return tuple(found)

    def progress_of(self, names: Sequence[str]) -> Mapping[str, Progress]:
        """Return how far what is said of each has come: the least far of its operations.

        Names of which no operation speaks are not in it.
        """
        found: dict[str, Progress] = {}
        for row in self._connection.execute(_OF_SUBJECTS, {"subjects": list(names)}):
            progress = _progress(row)
            before = found.get(row.subject, progress)
            found[row.subject] = min(before, progress, key=_LEAST_FIRST.index)
        return found


def subject_rows(body: BaseModel, place: tuple[str, int], kind: str, at: datetime) -> list[Any]:
    """Return the rows that say what an operation speaks of; most speak of one thing or none."""
    stream_name, seq = place
    found = {getattr(body, name, None) for name in _NAMES} - {None, ""}
    return [
        {"subject": one, "stream": stream_name, "seq": seq, "kind": kind, "at": at}
        for one in sorted(str(each) for each in found)
    ]


def add_subjects(connection: Connection, rows: list[Mapping[str, object]]) -> None:
    """Keep what an operation speaks of, in its own transaction."""
    if rows:
        connection.execute(_ADD, rows)


def _progress(row: sa.Row[Any]) -> Progress:
    if row.state == "quarantined":
        return "quarantined"
    if row.state == "awaiting_upgrade":
        return "awaiting_upgrade"
    if row.durable_through is not None and row.seq <= row.durable_through:
        return "durable"
    if row.stored_through is not None and row.seq <= row.stored_through:
        return "sent"
    return "waiting"


_ADD = insert(subject).on_conflict_do_nothing()
_STEP = (
    sa.select(
        subject,
        stream.c.stored_through,
        stream.c.durable_through,
        ruling.c.state,
        ruling.c.title,
        ruling.c.message,
    )
    .outerjoin(stream, stream.c.stream == subject.c.stream)
    .outerjoin(ruling, sa.and_(ruling.c.stream == subject.c.stream, ruling.c.seq == subject.c.seq))
)
_STEPS = (
    _STEP.where(subject.c.subject == sa.bindparam("of_subject"))
    .order_by(subject.c.at, subject.c.stream, subject.c.seq)
    .limit(sa.bindparam("most"))
)
_WAITING = (
    sa.select(operation.c.facts)
    .join(stream, stream.c.stream == operation.c.stream)
    .where(operation.c.seq > stream.c.stored_through, operation.c.kind == "sale_completed")
    .order_by(operation.c.stream, operation.c.seq)
    .limit(sa.bindparam("most"))
)
_OF_SUBJECTS = _STEP.where(subject.c.subject.in_(sa.bindparam("subjects", expanding=True)))
_LEAST_FIRST: tuple[Progress, ...] = (
    "quarantined",
    "awaiting_upgrade",
    "waiting",
    "sent",
    "durable",
)
