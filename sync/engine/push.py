"""What an answer's header says about the operations that were sent (sync rules 2 and 3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.disk_space import Room
from storage.stream_opening import StreamOpening, open_stream
from storage.unit_of_work import Reading, UnitOfWork
from sync.engine.parts import EngineParts
from sync.protocol.exchange import (
    BATCH_BYTES_MAX,
    AnswerHeader,
    ReceivedOperation,
    Ruling,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What one exchange sends, and where it attaches; without operations it names the head."""

    stream: str
    first_seq: int
    prev_hash: bytes
    operations: tuple[ReceivedOperation, ...]
    head_signature: bytes | None
    first_kept_seq: int

    @property
    def last_seq(self) -> int:
        """The number of the last operation sent; without operations, of the head."""
        return self.first_seq - 1 + len(self.operations)


def read_sending(uow: Reading, turn: int = 0) -> Sending:
    """Read what waits, older streams first, one stream at a time (sync rules 2.1 and 2.2).

    Where nothing waits, each stream's head is named in its turn: a central that was put back and
    has forgotten the end of a stream says so, however long ago that stream was drained (rule 2.8).
    """
    batch = uow.outbox.next_batch(BATCH_BYTES_MAX)
    if batch is None:
        head = uow.outbox.head(turn)
        return Sending(
            stream=head.stream,
            first_seq=head.seq + 1,
            prev_hash=head.hash,
            operations=(),
            head_signature=None,
            first_kept_seq=head.first_kept_seq,
        )
    return Sending(
        stream=batch.stream,
        first_seq=batch.first_seq,
        prev_hash=batch.prev_hash,
        operations=batch.operations,
        head_signature=batch.head_signature,
        first_kept_seq=batch.first_kept_seq,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """What an answer's header changed: whether operations still wait, whether any got through."""

    waiting: bool
    advanced: bool


def accept_answer(
    parts: EngineParts, sent: Sending, answer: AnswerHeader, rulings: Sequence[Ruling]
) -> Accepted:
    """Take in an answer's header and rulings, in one transaction.

    Nothing is believed beyond what was sent (rule 2.4). A lower number is believed with a new epoch
    only (rule 2.5). A number above what this till holds of its current stream means that central
    knows operations that it does not: it is an old copy, and a new stream begins before the next
    sale (rule 5.1).
    """
    with parts.db.unit_of_work() as uow:
        streams = {stream.name: stream for stream in uow.till.list_streams()}
        before = streams[sent.stream].stored_through
        _rewind_if_central_lost_history(uow, sent, answer)
        if answer.resend_from is not None:
            uow.outbox.rewind(sent.stream, answer.resend_from - 1)
        else:
            uow.outbox.mark_stored(
                sent.stream,
                min(answer.stored_through, sent.last_seq),
                min(answer.durable_through, sent.last_seq),
            )
        uow.outbox.note_rulings(sent.stream, rulings)
        if answer.rebase:
            uow.feed.forget_cursor()
        if answer.take_snapshot:
            uow.snapshots.want()
        _begin_stream_if_told(uow, parts, sent, answer)
        waiting = uow.outbox.waiting_count() > 0
        advanced = _stored_through(uow, sent.stream) > before
        uow.commit()
    return Accepted(waiting=waiting, advanced=advanced)


def _begin_stream_if_told(
    uow: UnitOfWork, parts: EngineParts, sent: Sending, answer: AnswerHeader
) -> None:
    """Go on in the stream that central assigns, or forbid selling before a new one begins.

    In the transaction of the answer: a sale that waits for its turn must not get a number of the
    old stream meanwhile. A stream is begun by an operation; without any room it begins later, for
    central assigns it with each answer.
    """
    current = uow.till.current_stream()
    if current.name != sent.stream:
        return
    assigned = answer.assigned_stream
    used = uow.till.used_stream_names()  # also what only the mark remembers, after a restore
    if assigned is not None and assigned not in used and parts.db.room is not Room.NONE:
        opening = StreamOpening(
            name=assigned,
            reason="assigned",
            at=parts.clock.now(),
            signer=parts.signer,
            program_version=parts.program_version,
        )
        open_stream(uow, opening)
    elif current.head_seq <= sent.last_seq < answer.stored_through:
        uow.till.note_stale("behind_mark")


def _rewind_if_central_lost_history(uow: UnitOfWork, sent: Sending, answer: AnswerHeader) -> None:
    """Send older streams again where central went back in time: it asks for one stream only.

    A new epoch is a restored central, perhaps from an older backup than the newest: everything that
    is kept goes again, and central drops by hash what it has. A central that does not know that it
    went back asks for the end of each stream when that stream's turn comes (rule 2.8).
    """
    known_epoch = uow.feed.epoch()
    if known_epoch == answer.epoch:
        return
    uow.feed.save_epoch(answer.epoch)
    if known_epoch is None:
        return
    for stream in uow.till.list_streams():
        if stream.name != sent.stream:
            uow.outbox.rewind(stream.name, 0)
    if answer.resend_from is None:
        uow.outbox.rewind(sent.stream, answer.stored_through)


def _stored_through(uow: Reading, name: str) -> int:
    return next(stream.stored_through for stream in uow.till.list_streams() if stream.name == name)
