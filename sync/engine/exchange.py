"""One exchange with central: read what waits, send it, take in the answer.

Push and pull in one round trip.

Nothing here loops or waits: :mod:`sync.engine.cycle` decides when the next exchange is.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from storage.till_record import TillRecord
from sync.engine.allotments import read_asking, with_asking
from sync.engine.parts import EngineParts
from sync.engine.ports import LinkDownError
from sync.engine.pull import take_in_changes
from sync.engine.push import Sending, accept_answer, read_sending
from sync.engine.snapshot import snapshot_wish
from sync.engine.sums import compare_sums
from sync.protocol.exchange import (
    EXCHANGE_PATH,
    PROTOCOL,
    AnswerHeader,
    AnswerLine,
    ExchangeHeader,
    ExchangeRequest,
    Ruling,
    header_is_signed,
)
from sync.protocol.http_signing import SignedRequest, signature_headers
from sync.protocol.operation import to_base64
from sync.protocol.stream_codec import StreamDamagedError, decode_answer, encode_request

NONCE_BYTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeResult:
    """What one exchange moved.

    ``pushed_count`` operations were in the request, ``pulled_count`` changes in the answer.
    ``advanced`` says that central stored more of what waited, or told something new. ``more`` says
    that either end has something left. ``complete`` is False where the answer was cut: what came
    before the cut counts. ``unreadable_count`` changes could not be read by this program.
    ``differing`` are the feed streams whose rows are not central's (rule 10.10). ``gather_s`` is
    how long new operations wait for each other, because central is busy (rule 2.9). ``refused``
    says that changes were not kept, for want of room on the disk (rule 14.2); ``waiting``, that
    operations are left to send all the same.
    """

    pushed_count: int
    pulled_count: int
    advanced: bool
    more: bool
    complete: bool
    unreadable_count: int
    clock_skew_s: int
    differing: tuple[str, ...] = ()
    gather_s: int = 0
    waiting: bool = False
    refused: bool = False

    def without_room(self) -> "ExchangeResult":
        """Return the same where news is not kept: only what waits here is left to be moved."""
        return replace(self, more=self.waiting, refused=True)


def run_exchange(parts: EngineParts, turn: int = 0) -> ExchangeResult:
    """Do one exchange. Raises LinkDownError, RefusedError, and what the store raises.

    The outbox loses nothing. ``turn`` counts the exchanges: those with nothing to send name each
    stream in turn (rule 2.8).
    """
    with parts.db.reading() as uow:
        till = uow.till.get_till()
        sending = read_sending(uow, turn)
        cursor, wish = uow.feed.cursor(), snapshot_wish(uow)
        asking = read_asking(uow, sending, parts.clock.now())
    nonce = parts.entropy.take(NONCE_BYTES).hex()
    asked_at = parts.clock.now()
    header = with_asking(_header(till, sending, cursor=cursor, at=asked_at, nonce=nonce), asking)
    header = header.model_copy(update=wish)
    body = encode_request(ExchangeRequest(header=header, operations=sending.operations))
    headers = signature_headers(
        SignedRequest(method="POST", path=EXCHANGE_PATH, body=body),
        key=parts.signer,
        key_id=till.till_id,
        created_at=asked_at,
        nonce=nonce,
    )
    with parts.transport.exchange(body, headers) as chunks:
        lines = decode_answer(chunks)
        answer, rulings, rest = _beginning(lines, sending)
        if not header_is_signed(till.central_key, answer, till=till.till_id, nonce=nonce):
            title = "Something else answered in central's place"
            raise LinkDownError(title, "Nothing of it was believed, and nothing is lost.")
        answered_at = parts.clock.now()
        accepted = accept_answer(parts, sending, answer, rulings)
        pulled = take_in_changes(parts, rest, of_own_stream=wish["own_stream_only"])
    is_at_head = pulled.complete and not pulled.more
    result = ExchangeResult(
        pushed_count=len(sending.operations),
        pulled_count=pulled.change_count,
        advanced=accepted.advanced or pulled.change_count > 0,
        more=accepted.waiting or pulled.more,
        complete=pulled.complete,
        unreadable_count=pulled.unreadable_count,
        clock_skew_s=round((answer.server_time - answered_at).total_seconds()),
        differing=compare_sums(parts, answer.sums) if is_at_head and answer.sums else (),
        gather_s=answer.gather_s,
        waiting=accepted.waiting,
    )
    return result.without_room() if pulled.refused else result


def _header(
    till: TillRecord, sending: Sending, *, cursor: str | None, at: datetime, nonce: str
) -> ExchangeHeader:
    return ExchangeHeader(
        protocol=PROTOCOL,
        till=till.till_id,
        stream=sending.stream,
        first_seq=sending.first_seq,
        prev_hash=sending.prev_hash.hex(),
        count=len(sending.operations),
        head_signature=None
        if sending.head_signature is None
        else to_base64(sending.head_signature),
        first_kept_seq=sending.first_kept_seq,
        cursor=cursor,
        till_time=at,
        nonce=nonce,
    )


def _beginning(
    lines: Iterator[AnswerLine], sending: Sending
) -> tuple[AnswerHeader, list[Ruling], Iterator[AnswerLine]]:
    """Return the header, the rulings and the lines after them.

    Header and rulings are accepted together or not at all: a ruling that was lost on its way would
    never be sent again. An answer that is none, or speaks of another stream, is a line that is
    down.
    """
    rulings: list[Ruling] = []
    line: AnswerLine | None = None
    try:
        header = next(lines, None)
        line = next(lines, None)
        while isinstance(line, Ruling):
            rulings.append(line)
            line = next(lines, None)
    except StreamDamagedError:
        header = None
    if not isinstance(header, AnswerHeader) or header.stream != sending.stream or line is None:
        title, message = "The answer was damaged on its way", "Nothing is lost: it is asked again."
        raise LinkDownError(title, message)
    return header, rulings, chain([line], lines)
