"""What an answer's header says about the operations that were sent (sync rules 2 and 3.5)."""

from collections.abc import Sequence
from dataclasses import dataclass

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


def read_sending(uow: Reading) -> Sending:
    """Read what waits, older streams first, one stream at a time (sync rules 2.1 and 2.2)."""
    batch = uow.outbox.next_batch(BATCH_BYTES_MAX)
    if batch is None:
        head = uow.outbox.head()
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


def accept_answer(
    parts: EngineParts, sent: Sending, answer: AnswerHeader, rulings: Sequence[Ruling]
) -> bool:
    """Take in an answer's header and rulings, in one transaction. Return whether operations wait.

    A lower number is believed with a new epoch only (rule 2.5). Central speaks of one stream: where
    it has forgotten something of that one, it may have forgotten the end of any other, and all that
    was not durable is sent again. A number above what this till holds
    means that central knows operations that it does not: it is an old copy, and a new stream begins
    before the next sale (rule 5.1).
    """
    with parts.db.unit_of_work() as uow:
        new_epoch = uow.feed.epoch() != answer.epoch
        if new_epoch:
            uow.feed.save_epoch(answer.epoch)
        if answer.resend_from is not None:
            uow.outbox.rewind(sent.stream, answer.resend_from - 1)
        else:
            if new_epoch:
                uow.outbox.rewind(sent.stream, answer.stored_through)
            uow.outbox.mark_stored(sent.stream, answer.stored_through, answer.durable_through)
        if new_epoch or answer.resend_from is not None:
            _rewind_others(uow, sent.stream)
        uow.outbox.note_rulings(sent.stream, rulings)
        if answer.rebase:
            uow.feed.forget_cursor()
        current = uow.till.current_stream()
        known = {stream.name for stream in uow.till.list_streams()}
        assigned = answer.assigned_stream
        if assigned is not None and assigned not in known and current.name == sent.stream:
            opening = StreamOpening(
                name=assigned,
                reason="assigned",
                at=parts.clock.now(),
                signer=parts.signer,
                program_version=parts.program_version,
            )
            open_stream(uow, opening)
        waiting = uow.outbox.waiting_count() > 0
        uow.commit()
    if answer.stored_through > sent.last_seq and current.head_seq <= sent.last_seq:
        parts.db.require_new_stream("behind_mark")
    return waiting


def _rewind_others(uow: UnitOfWork, sent_stream: str) -> None:
    """Send the other streams again from behind what is durable: a restore never takes that."""
    for stream in uow.till.list_streams():
        if stream.name != sent_stream and stream.durable_through < stream.stored_through:
            uow.outbox.rewind(stream.name, stream.durable_through)
