"""A stream begins: its row and its first operation, in the caller's transaction (sync rule 5.1)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.shift import business_date_of
from storage.streams import Stream, StreamStart
from storage.unit_of_work import UnitOfWork
from sync.protocol.bodies import StreamOpened
from sync.protocol.keys import SigningKey
from sync.protocol.operation import NewOperation

OpeningReason = Literal[
    "enrolled",
    "restored_backup",
    "behind_mark",
    "beside_mark",
    "mark_missing",
    "assigned",
    "lost_key",
]
NOBODY = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamOpening:
    """A stream to open: its whole name, why, when (aware, UTC) and by which key."""

    name: str
    reason: OpeningReason
    at: datetime
    signer: SigningKey
    program_version: str


def open_stream(uow: UnitOfWork, opening: StreamOpening) -> Stream:
    """Begin a stream; its ``stream_opened`` names the head of the one before.

    It holds no allotments, whatever the one before held (sync rules 9).

    Raises NotFound before enrolment, ValueError for a name that this till has used before.
    """
    before = uow.till.find_current_stream()
    zone = uow.till.get_till().store.zone
    begun = uow.till.start_stream(
        StreamStart(
            name=opening.name,
            reason=opening.reason,
            public_key=opening.signer.public_bytes,
            at=opening.at,
        )
    )
    uow.allotments.begin_stream(begun.name)
    body = StreamOpened(
        reason=opening.reason,
        previous_stream=None if before is None else before.name,
        previous_seq=None if before is None else before.head_seq,
        previous_hash=None if before is None else before.head_hash.hex(),
        program_version=opening.program_version,
    )
    uow.outbox.append(
        opening.signer,
        NewOperation(
            kind="stream_opened",
            at=opening.at,
            by=NOBODY,
            day=business_date_of(opening.at, zone),
            feed=uow.feed.shown_position(),
            body=body,
        ),
    )
    return begun
