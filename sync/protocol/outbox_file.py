"""The outbox as a file: what waits at a till, sealed to central, for the way by stick (rules 14).

The file is a line that names its form, then boxes, each sealed to central's recovery key with a key
of its own and preceded by its length in four bytes. Each box but the last holds the body of one
exchange, as the wire would have carried it. The last holds the *seal*: who wrote the file, how many
boxes came before and their digest, signed by the till. A file without it was cut.
"""

import hashlib
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, BinaryIO, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sync.protocol.canonical import canonical_bytes
from sync.protocol.exchange import BODY_BYTES_MAX
from sync.protocol.keys import KEY_BYTES, SealBrokenError, SigningKey, seal, unseal, verify
from sync.protocol.operation import from_base64, to_base64

FIRST_LINE = b"windward-outbox/1\n"
BOXES_MAX = 100_000
BOX_BYTES_MAX = BODY_BYTES_MAX + 4_096
_LENGTH = struct.Struct(">I")
_SIGNED = b"windward/outbox-file/1\0"
_EXCHANGE, _SEAL = b"E", b"S"


class FileDamagedError(ValueError):
    """Not such a file, cut, changed, or sealed to another central."""


class FileSeal(BaseModel):
    """The last box: what the till says about the whole file. ``digest`` is over all boxes before.

    ``unreadable_count`` operations were waiting and could not be read any more.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    till: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00]*$")]
    box_count: Annotated[int, Field(ge=0, le=BOXES_MAX)]
    operation_count: Annotated[int, Field(ge=0)]
    unreadable_count: Annotated[int, Field(ge=0)] = 0
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """To whom a file is sealed, by whom it is signed, and where fresh randomness comes from."""

    recovery_public: bytes
    signer: SigningKey
    take: Callable[[int], bytes]


class Sink(Protocol):
    """Where a file is written to."""

    def write(self, piece: bytes, /) -> object: ...


class FileWriter:
    """Writes boxes one by one; ``finish`` writes the seal. Flushes nothing."""

    def __init__(self, out: Sink, sealing: Sealing) -> None:
        self._out = out
        self._sealing = sealing
        self._digest = hashlib.sha256()
        self._count = 0
        out.write(FIRST_LINE)

    def add(self, body: bytes) -> None:
        """Write the body of one exchange. Raises ValueError beyond 100,000 of them."""
        if self._count >= BOXES_MAX:
            raise ValueError(f"a file holds at most {BOXES_MAX} bodies")
        self._digest.update(self._write(_EXCHANGE + body))
        self._count += 1

    def finish(self, *, till: str, operation_count: int, unreadable_count: int) -> None:
        """Say that the file is whole."""
        unsigned = FileSeal(
            till=till,
            box_count=self._count,
            operation_count=operation_count,
            unreadable_count=unreadable_count,
            digest=self._digest.hexdigest(),
        )
        signature = to_base64(self._sealing.signer.sign(_message(unsigned)))
        signed = unsigned.model_copy(update={"signature": signature})
        self._write(_SEAL + signed.model_dump_json().encode())

    def _write(self, plain: bytes) -> bytes:
        fresh = self._sealing.take(KEY_BYTES)
        box = seal(self._sealing.recovery_public, plain, ephemeral_seed=fresh)
        self._out.write(_LENGTH.pack(len(box)) + box)
        return box


def read_boxes(source: BinaryIO) -> Iterator[bytes]:
    """Yield the boxes of a file, still sealed. Raises FileDamagedError for one that is cut.

    A till reads its own file back with this: it cannot open the boxes.
    """
    if source.read(len(FIRST_LINE)) != FIRST_LINE:
        raise FileDamagedError("this is no outbox file, or of a form this program does not know")
    for _ in range(BOXES_MAX + 1):
        length = source.read(_LENGTH.size)
        if not length:
            return
        if len(length) < _LENGTH.size:
            raise FileDamagedError("the file was cut")
        (size,) = _LENGTH.unpack(length)
        if size > BOX_BYTES_MAX:
            raise FileDamagedError("a part of the file is too long")
        box = source.read(size)
        if len(box) < size:
            raise FileDamagedError("the file was cut")
        yield box
    raise FileDamagedError("the file has too many parts")


def read_seal(source: BinaryIO, recovery_seed: bytes) -> FileSeal:
    """Walk a whole file and return its seal; every box must open and the digest must fit.

    Raises FileDamagedError. Whether the signature is the till's, the caller asks ``is_signed_by``.
    """
    digest = hashlib.sha256()
    count = 0
    found: FileSeal | None = None
    for box in read_boxes(source):
        if found is not None:
            raise FileDamagedError("something follows the end of the file")
        kind, content = _opened(box, recovery_seed)
        if kind == _EXCHANGE:
            digest.update(box)
            count += 1
        else:
            found = _seal_of(kind, content)
    if found is None:
        raise FileDamagedError("the file was cut: its end is missing")
    if found.box_count != count or found.digest != digest.hexdigest():
        raise FileDamagedError("parts of the file are missing or were changed")
    return found


def read_bodies(source: BinaryIO, recovery_seed: bytes) -> Iterator[bytes]:
    """Yield the bodies of a file whose seal was read before. Raises FileDamagedError."""
    for box in read_boxes(source):
        kind, content = _opened(box, recovery_seed)
        if kind == _EXCHANGE:
            yield content


def is_signed_by(public_keys: Iterable[bytes], said: FileSeal) -> bool:
    """Tell whether one of a till's keys signed the seal."""
    try:
        signature = from_base64(said.signature)
    except ValueError:
        return False
    return any(verify(key, signature, _message(said)) for key in public_keys)


def _opened(box: bytes, recovery_seed: bytes) -> tuple[bytes, bytes]:
    try:
        plain = unseal(recovery_seed, box)
    except SealBrokenError as error:
        raise FileDamagedError("it was changed, or sealed to another central") from error
    return plain[:1], plain[1:]


def _seal_of(kind: bytes, content: bytes) -> FileSeal:
    if kind != _SEAL:
        raise FileDamagedError("a part of the file is of a kind this program does not know")
    try:
        return FileSeal.model_validate_json(content)
    except ValidationError as error:
        raise FileDamagedError("the end of the file cannot be read") from error


def _message(said: FileSeal) -> bytes:
    return _SIGNED + canonical_bytes(said.model_dump(exclude={"signature"}))
