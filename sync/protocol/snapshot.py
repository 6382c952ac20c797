"""Snapshots on the wire: the manifest that central signs, frames, rows; and the answers of repair.

A file is a row of independent zstd frames of whole lines, so that a till goes on at a frame after a
cut. Each frame's hash stands in the signed manifest: nothing is looked at before it was compared.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar

import zstandard
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sync.protocol.canonical import canonical_bytes
from sync.protocol.changes import Change
from sync.protocol.keys import SigningKey, verify
from sync.protocol.operation import from_base64, to_base64
from sync.protocol.sums import SUMS_BYTES

MANIFEST_PATH = "/v1/snapshot"
FILE_PATH = "/v1/snapshots"
SUMS_PATH = "/v1/sums"
NO_CURSOR = "-"
SNAPSHOT_TYPE = "application/vnd.windward.snapshot+zstd"
TOLD_TYPE = "application/vnd.windward.told+zstd"
FRAME_BYTES_MAX = 65_536
FRAME_RAW_BYTES_MAX = 8_388_608
FRAMES_MAX = 20_000
TOLD_BYTES_MAX = 8_388_608
TOLD_RAW_BYTES_MAX = 33_554_432
SNAPSHOT_KINDS = ("item", "rule", "store")
"""What files hold: nothing that concerns a person, or one till alone (ledger rule 11)."""
REPAIR_BUCKETS_MAX = 16
_HASH_BYTES = 16
_LEVEL = 12  # built once and sent often: a tenth smaller than level 3
_SIGNED = b"windward/told/1\0"

_Position = Annotated[int, Field(ge=0)]
_Row = tuple[Annotated[int, Field(ge=0)], _Position, str, str, str]


class DamagedSnapshotError(ValueError):
    """Bytes that are not what the manifest says, or no manifest at all."""


class Told(BaseModel):
    """Common to what central signs here: frozen; unknown fields are covered by the signature."""

    model_config = ConfigDict(frozen=True, extra="allow")

    signature: str = ""


class SnapshotFile(BaseModel):
    """One file: its SHA-256 in hexadecimal, the sizes of its frames in order, and their hashes.

    ``hashes`` is the base64 of 16 bytes a frame.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    sizes: Annotated[
        tuple[Annotated[int, Field(ge=1, le=FRAME_BYTES_MAX)], ...], Field(max_length=FRAMES_MAX)
    ]
    hashes: str

    @model_validator(mode="after")
    def _one_hash_a_frame(self) -> "SnapshotFile":
        if len(from_base64(self.hashes)) != _HASH_BYTES * len(self.sizes):
            message = "a file needs one hash for each frame"
            raise ValueError(message)
        return self

    @property
    def size_bytes(self) -> int:
        """The whole file's length."""
        return sum(self.sizes)

    def offset_of(self, frame: int) -> int:
        """Return where a frame begins."""
        return sum(self.sizes[:frame])

    def frame_is(self, frame: int, raw: bytes) -> bool:
        """Tell whether these bytes are that frame."""
        at = frame * _HASH_BYTES
        return frame_hash(raw) == from_base64(self.hashes)[at : at + _HASH_BYTES]


class Manifest(Told):
    """What a snapshot consists of. ``streams`` names streams and positions, by name.

    ``files`` are the first slice and the rest. ``live`` are present rows of the same streams that
    no file holds: number of the stream, position, kind, key, canonical body. ``cursor`` is where
    to go on.
    """

    epoch: Annotated[str, Field(min_length=1, max_length=64)]
    cursor: Annotated[str, Field(min_length=1, max_length=1_024)]
    streams: Annotated[tuple[tuple[str, _Position], ...], Field(min_length=1, max_length=8)]
    files: Annotated[tuple[SnapshotFile, ...], Field(min_length=1, max_length=2)]
    live: tuple[_Row, ...] = ()

    @property
    def positions(self) -> dict[str, int]:
        """The position of each stream."""
        return dict(self.streams)


class BucketSums(Told):
    """Central's sums of a stream at its head (base64). ``position`` is that head."""

    stream: str
    position: _Position
    sums: str

    @model_validator(mode="after")
    def _all_buckets(self) -> "BucketSums":
        if len(from_base64(self.sums)) != SUMS_BYTES:
            message = "these are not the sums of all buckets"
            raise ValueError(message)
        return self


class BucketRows(Told):
    """All summed rows of some buckets at a position: position, kind, key, canonical body."""

    stream: str
    position: _Position
    buckets: Annotated[tuple[int, ...], Field(max_length=REPAIR_BUCKETS_MAX)]
    rows: tuple[tuple[_Position, str, str, str], ...]


T = TypeVar("T", bound=Told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whom an answer must be for: the till and the nonce of its request; central's public key."""

    till: str
    nonce: str
    central_key: bytes


def write_told(told: Told, signer: SigningKey, *, till: str, nonce: str) -> bytes:
    """Return a signed answer as bytes."""
    signature = to_base64(signer.sign(_message(told, till, nonce)))
    signed = told.model_copy(update={"signature": signature})
    return zstandard.ZstdCompressor(level=_LEVEL).compress(signed.model_dump_json().encode())


def read_told(raw: bytes, model: type[T], asked: Asked) -> T:
    """Read a signed answer. Raises DamagedSnapshotError for any other than central's to this."""
    try:
        reader = zstandard.ZstdDecompressor(max_window_size=FRAME_RAW_BYTES_MAX).stream_reader(raw)
        text = reader.read(TOLD_RAW_BYTES_MAX)
        told = model.model_validate_json(text)
        signature = from_base64(told.signature)
    except (zstandard.ZstdError, ValidationError, ValueError) as error:
        message = "this answer cannot be read"
        raise DamagedSnapshotError(message) from error
    if not verify(asked.central_key, signature, _message(told, asked.till, asked.nonce)):
        message = "central did not sign this for this till and this question"
        raise DamagedSnapshotError(message)
    return told


def keep_manifest(manifest: Manifest) -> bytes:
    """Return a manifest as a till keeps it, once it is known to be central's."""
    return manifest.model_dump_json().encode()


def kept_manifest(raw: bytes) -> Manifest:
    """Return a manifest that was kept."""
    return Manifest.model_validate_json(raw)


def row_line(stream: int, row: tuple[int, str, str, str]) -> bytes:
    """Return the line of a row: number of its stream; position, kind, key and JSON of its body."""
    position, kind, key, body = row
    head = json.dumps([stream, position, kind, key], ensure_ascii=False, separators=(",", ":"))
    return f"{head[:-1]},{body}]\n".encode()


def pack_frames(lines: Iterable[bytes], *, raw_bytes: int = 196_608) -> Iterator[bytes]:
    """Yield frames of whole lines, each of at most 64 kB. ``raw_bytes`` is what to put in one.

    Raises ValueError for a line that does not fit into a frame by itself.
    """
    group: list[bytes] = []
    held = 0
    for line in lines:
        if group and held + len(line) > raw_bytes:
            yield from _packed(group)
            group, held = [], 0
        group.append(line)
        held += len(line)
    if group:
        yield from _packed(group)


def _packed(group: Sequence[bytes]) -> list[bytes]:
    frame = zstandard.ZstdCompressor(level=_LEVEL).compress(b"".join(group))
    if len(frame) <= FRAME_BYTES_MAX:
        return [frame]
    if len(group) == 1:
        message = "a row is too large for a frame"
        raise ValueError(message)
    middle = len(group) // 2
    return _packed(group[:middle]) + _packed(group[middle:])


def unpack_frame(frame: bytes, streams: Sequence[str]) -> list[Change]:
    """Return the rows of a frame as changes, each a transaction of its own.

    Raises DamagedSnapshotError where it holds anything else.
    """
    try:
        reader = zstandard.ZstdDecompressor(max_window_size=FRAME_RAW_BYTES_MAX).stream_reader(
            frame
        )
        raw = reader.read(FRAME_RAW_BYTES_MAX)
        return [_change(json.loads(line), streams) for line in raw.splitlines()]
    except (zstandard.ZstdError, ValidationError, ValueError, IndexError, TypeError) as error:
        message = "a frame holds what no snapshot holds"
        raise DamagedSnapshotError(message) from error


def live_changes(manifest: Manifest) -> list[Change]:
    """Return the rows that stand in the manifest itself. Raises DamagedSnapshotError."""
    names = [name for name, _ in manifest.streams]
    try:
        return [_change([*row[:4], json.loads(row[4])], names) for row in manifest.live]
    except (ValidationError, ValueError, IndexError) as error:
        message = "the manifest holds a row that cannot be read"
        raise DamagedSnapshotError(message) from error


def frame_hash(frame: bytes) -> bytes:
    """Return the hash of a frame as a manifest carries it."""
    return hashlib.sha256(frame).digest()[:_HASH_BYTES]


def describe_file(frames: Sequence[bytes]) -> SnapshotFile:
    """Return what a manifest says of a file."""
    digest = hashlib.sha256()
    for frame in frames:
        digest.update(frame)
    return SnapshotFile(
        sha256=digest.hexdigest(),
        sizes=tuple(len(frame) for frame in frames),
        hashes=to_base64(b"".join(frame_hash(frame) for frame in frames)),
    )


def file_path(sha256: str) -> str:
    """Return the address of a file at central."""
    return f"{FILE_PATH}/{sha256}"


def _change(row: Sequence[object], streams: Sequence[str]) -> Change:
    number, position, kind, key, body = row
    values: Mapping[str, object] = {
        "stream": streams[int(str(number))],
        "position": position,
        "last": position,
        "kind": kind,
        "key": key,
        "body": body,
    }
    return Change.model_validate(values)


def _message(told: Told, till: str, nonce: str) -> bytes:
    said = told.model_dump(mode="json", exclude_none=True, exclude={"signature"})
    name = type(told).__name__
    return _SIGNED + canonical_bytes([name, till, nonce, said])
