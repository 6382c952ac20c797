"""What an answer's header says about the operations that were sent (sync rules 2 and 3.5)."""

from collections.abc import Sequence

from storage.outbox import Batch
from storage.unit_of_work import UnitOfWork
from sync.engine.parts import EngineParts
from sync.protocol.exchange import AnswerHeader, Ruling


def accept_answer(
    parts: EngineParts, batch: Batch, answer: AnswerHeader, rulings: Sequence[Ruling]
) -> bool:
    """Take in an answer's header and rulings, in one transaction. Return whether operations wait.

    A lower number is believed with a new epoch only (rule 2.5). A number above this till's own
    head means that central knows operations that this till does not: it is an old copy, and a new
    stream begins before the next sale (rule 5.1).
    """
    head_seq = batch.first_seq - 1 + len(batch.operations)
    with parts.db.unit_of_work() as uow:
        new_epoch = uow.till.epoch() != answer.epoch
        if new_epoch:
            uow.till.save_epoch(answer.epoch)
        if answer.resend_from is not None:
            uow.outbox.rewind(batch.stream, answer.resend_from - 1)
        else:
            if new_epoch:
                uow.outbox.rewind(batch.stream, answer.stored_through)
            uow.outbox.mark_stored(
                batch.stream,
                min(answer.stored_through, head_seq),
                min(answer.durable_through, head_seq),
            )
        uow.outbox.save_rulings(batch.stream, rulings, parts.clock.now())
        if answer.rebase:
            uow.feed.forget_cursor()
        _start_stream_if_due(parts, uow, batch, answer, head_seq=head_seq)
        waiting = uow.outbox.waiting_count() > 0
        uow.commit()
    return waiting


def _start_stream_if_due(
    parts: EngineParts,
    uow: UnitOfWork,
    batch: Batch,
    answer: AnswerHeader,
    *,
    head_seq: int,
) -> None:
    """Begin the stream that central assigned.

    Or the next one where this till turns out to be an old copy.
    """
    if uow.till.current_stream() != batch.stream:
        return
    old_copy = answer.stored_through > head_seq
    if answer.assigned_stream is None and not old_copy:
        return
    uow.till.start_stream(
        answer.assigned_stream,
        reason="behind_mark" if answer.assigned_stream is None else "assigned",
        signer=parts.signer,
        at=parts.clock.now(),
        program_version=parts.program_version,
    )
