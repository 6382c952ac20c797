"""The outbox onto a stick: whole, flushed, read back and only then named (sync rules 14.13-14.16).

It changes nothing at the till: operations count as sent when central's answer says so.
"""

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from domain.errors import WorldFailure
from domain.sentence import told
from storage.connections import EncryptedFile
from storage.flushing import replace_durably
from storage.outbox import Batch
from storage.till_record import TillRecord
from storage.unit_of_work import Reading
from storage.unsent import Unsent, opened_for_rescue, unsent_batches
from sync.protocol.exchange import BATCH_BYTES_MAX, PROTOCOL, ExchangeHeader, ExchangeRequest
from sync.protocol.keys import SigningKey
from sync.protocol.operation import to_base64
from sync.protocol.outbox_file import FileWriter, Sealing
from sync.protocol.stream_codec import encode_request

SUFFIX = ".windward-outbox"
NONCE_BYTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportParts:
    """Who signs the file, where fresh bytes come from, and the time (aware, UTC)."""

    signer: SigningKey = field(repr=False)
    take: Callable[[int], bytes]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written. ``path`` is None where nothing waits.

    ``unreadable_count`` operations wait and could not be read: they stay in the damaged database.
    """

    path: Path | None
    operation_count: int
    unreadable_count: int


def export_unsent(file: EncryptedFile, folder: Path, parts: ExportParts) -> Exported:
    """Write what waits into a new file in ``folder``, sealed to central.

    Works on a database that is damaged, of a newer program, or in use. Raises WorldFailure for a
    folder that cannot take it, UnreadableDatabase and DamagedDatabase where not even the list of
    streams can be read, NotFound before enrolment.
    """
    counts = Unsent()
    with opened_for_rescue(file) as uow:
        record = uow.till.get_till()
        target = folder / f"{record.label}-{parts.at.astimezone(UTC):%Y%m%dT%H%M%SZ}{SUFFIX}"
        partial = target.with_name(f"{target.name}.partial")
        try:
            digest = _write(uow, partial, parts, counts)
            if counts.given_count:
                _require_same(partial, digest)
                replace_durably(partial, target)
        except OSError as error:
            raise _unwritable(folder, error) from error
        finally:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
    return Exported(
        path=target if counts.given_count else None,
        operation_count=counts.given_count,
        unreadable_count=counts.unreadable_count,
    )


class _Sink:
    """A file that remembers the digest of what was written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def write(self, piece: bytes, /) -> object:
        self.digest.update(piece)
        return self._file.write(piece)


def _write(uow: Reading, partial: Path, parts: ExportParts, counts: Unsent) -> bytes:
    """Write everything and wait until it is on the stick; return the digest. Raises OSError."""
    record = uow.till.get_till()
    sealing = Sealing(recovery_public=record.recovery_key, signer=parts.signer, take=parts.take)
    with partial.open("wb") as file:
        sink = _Sink(file)
        writer = FileWriter(sink, sealing)
        for batch in unsent_batches(uow, BATCH_BYTES_MAX, counts):
            writer.add(_body(record, batch, parts))
        writer.finish(
            till=record.till_id,
            operation_count=counts.given_count,
            unreadable_count=counts.unreadable_count,
        )
        file.flush()
        os.fsync(file.fileno())
    return sink.digest.digest()


def _body(record: TillRecord, batch: Batch, parts: ExportParts) -> bytes:
    """The body that the wire would have carried. It asks for no changes: nobody would hear them."""
    header = ExchangeHeader(
        protocol=PROTOCOL,
        till=record.till_id,
        stream=batch.stream,
        first_seq=batch.first_seq,
        prev_hash=batch.prev_hash.hex(),
        count=len(batch.operations),
        head_signature=to_base64(batch.head_signature),
        first_kept_seq=batch.first_kept_seq,
        till_time=parts.at,
        nonce=parts.take(NONCE_BYTES).hex(),
    )
    return encode_request(ExchangeRequest(header=header, operations=batch.operations))


def _require_same(partial: Path, digest: bytes) -> None:
    """Read back what was written: a worn stick takes bytes and gives others. Raises OSError."""
    with partial.open("rb") as file:
        if hasattr(os, "posix_fadvise"):  # from the stick, not from this computer's memory
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if hashlib.file_digest(file, "sha256").digest() != digest:
            raise OSError(errno.EIO, "what was read back is not what was written")


def _unwritable(folder: Path, error: OSError) -> WorldFailure:
    reason = error.strerror or type(error).__name__
    return WorldFailure(
        "The file was not written",
        told(
            "{folder}: {reason}. Nothing was changed at the till and nothing is"
            " lost. Use another stick or folder, then do the same again.",
            folder=str(folder),
            reason=reason,
        ),
    )
