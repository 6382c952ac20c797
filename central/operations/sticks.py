"""An outbox that came by stick: taken batch by batch as if each had come by wire (rules 14.16)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa

from central.audit import Deed, record
from central.opening import Central
from central.operations.receiving import BatchRefusedError, receive
from central.tables import operation
from central.tills.registry import EnrolledTill, find_till
from domain.errors import BadInput
from sync.protocol.exchange import PROTOCOL, PROTOCOL_OLDEST, ExchangeRequest
from sync.protocol.outbox_file import (
    FileDamagedError,
    FileSeal,
    is_signed_by,
    read_bodies,
    read_seal,
)
from sync.protocol.stream_codec import StreamDamagedError, decode_request

OnBatch = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unattached:
    """A batch that central cannot join to what it has: it needs the operations before it."""

    stream: str
    first_seq: int
    wanted_from: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of a file: of ``operation_count`` operations, ``new_count`` were not here before.

    ``asked_count`` were quarantined or wait for an upgrade; their cases say why. ``lost_count``
    could not be read at the till when the file was written.
    """

    label: str
    is_revoked: bool
    operation_count: int
    new_count: int
    asked_count: int
    lost_count: int
    unattached: tuple[Unattached, ...]


def take_outbox(central: Central, path: Path) -> Taken:
    """Take everything in a file, exactly once however often it is taken.

    The whole file is checked before anything of it is stored. Raises BadInput for a file that is
    cut, changed, sealed to another central, of an unknown till, or not signed by that till.
    """
    with _opened(path) as file:
        said = _checked(file, central.keys.recovery_seed)
        owner = _owner(central, said)
        before = _count(central, owner)
        file.seek(0)
        requests = _requests(read_bodies(file, central.keys.recovery_seed), owner)
        unattached, asked_count = _receive_all(central, owner, requests)
    taken = Taken(
        label=owner.label,
        is_revoked=owner.revoked_at is not None,
        operation_count=said.operation_count,
        new_count=_count(central, owner) - before,
        asked_count=asked_count,
        lost_count=said.unreadable_count,
        unattached=tuple(unattached),
    )
    _note(central, owner, taken)
    return taken


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise BadInput(
            "The file cannot be read", f"{path}: {error.strerror}. Nothing of it was stored."
        ) from error


def _checked(file: BinaryIO, recovery_seed: bytes) -> FileSeal:
    try:
        return read_seal(file, recovery_seed)
    except FileDamagedError as error:
        raise _refused(f"It is damaged: {error}. Export it at the till again.") from error


def _owner(central: Central, said: FileSeal) -> EnrolledTill:
    with central.database.reading() as connection:
        owner = find_till(connection, said.till)
    if owner is None:
        raise _refused("This central does not know the till that wrote it.")
    if not is_signed_by(owner.keys, said):
        raise _refused(f"It says that it is of till {owner.label}, but that till did not sign it.")
    return owner


def _requests(bodies: Iterator[bytes], owner: EnrolledTill) -> Iterator[ExchangeRequest]:
    for body in bodies:
        try:
            request = decode_request(body)
        except StreamDamagedError as error:
            raise _refused("A batch in it cannot be read. Tell support.") from error
        if request.header.till != owner.till_id:
            raise _refused("A batch in it is another till's. Tell support.")
        if not PROTOCOL_OLDEST <= request.header.protocol <= PROTOCOL:
            raise _refused("The till that wrote it is newer than central. Upgrade central first.")
        yield request


def _receive_all(
    central: Central, owner: EnrolledTill, requests: Iterator[ExchangeRequest]
) -> tuple[list[Unattached], int]:
    unattached, asked_count = [], 0
    for request in requests:
        try:
            receipt = receive(central, owner, request)
        except BatchRefusedError as error:
            raise _refused("A batch in it is vouched for by no key of the till.") from error
        asked_count += len(receipt.rulings)
        if receipt.resend_from is not None:
            header = request.header
            unattached.append(
                Unattached(
                    stream=header.stream,
                    first_seq=header.first_seq,
                    wanted_from=receipt.resend_from,
                )
            )
    return unattached, asked_count


def _count(central: Central, owner: EnrolledTill) -> int:
    statement = (
        sa.select(sa.func.count())
        .select_from(operation)
        .where(
            operation.c.organisation_id == owner.organisation_id,
            operation.c.till_id == owner.till_id,
        )
    )
    with central.database.reading() as connection:
        return int(connection.execute(statement).scalar_one())


def _note(central: Central, owner: EnrolledTill, taken: Taken) -> None:
    with central.database.writing(central.surroundings.now()) as writing:
        deed = Deed(
            organisation_id=owner.organisation_id,
            actor="office",
            action="outbox_imported",
            subject=owner.till_id,
            reason=f"{taken.new_count} of {taken.operation_count} operations were new",
        )
        record(writing, central.surroundings, deed)


def _refused(why: str) -> BadInput:
    return BadInput("This file was not taken", f"{why} What was stored before stays.")
