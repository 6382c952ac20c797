"""The files of snapshots as HTTP answers: immutable, in ranges, with entity tags (RFC 9110)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

import sqlalchemy as sa
from fastapi.responses import Response, StreamingResponse

from central.database import CentralDatabase
from central.present.tables import snapshot_frame
from central.web.problems import ProblemError
from sync.protocol.snapshot import SNAPSHOT_TYPE

_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})", re.ASCII)
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class _Part:
    """Bytes from ``first`` up to and without ``end``."""

    first: int
    end: int


def answer_file(database: CentralDatabase, sha256: str, headers: Mapping[str, str]) -> Response:
    """Return a file or a part of it. Raises ProblemError (404) where there is none.

    A range is honoured while ``If-Range``, if there is one, names this very file.
    """
    size = _size(database, sha256)
    tag = f'"{sha256}"'
    known = {"ETag": tag, "Accept-Ranges": "bytes", "Cache-Control": _FOR_EVER}
    if tag in headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=known)
    part = _part(headers.get("range", ""), size)
    if part is None or headers.get("if-range", tag) != tag:
        return _stream(database, sha256, _Part(0, size), HTTPStatus.OK, known)
    if part.first >= size:
        beyond = {**known, "Content-Range": f"bytes */{size}"}
        return Response(
            status_code=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            headers=beyond,
            media_type=SNAPSHOT_TYPE,
        )
    ranged = {**known, "Content-Range": f"bytes {part.first}-{part.end - 1}/{size}"}
    return _stream(database, sha256, part, HTTPStatus.PARTIAL_CONTENT, ranged)


def _stream(
    database: CentralDatabase,
    sha256: str,
    part: _Part,
    status: HTTPStatus,
    headers: Mapping[str, str],
) -> Response:
    return StreamingResponse(
        _bytes(database, sha256, part),
        status_code=status,
        headers={**headers, "Content-Length": str(part.end - part.first)},
        media_type=SNAPSHOT_TYPE,
    )


def _part(text: str, size: int) -> _Part | None:
    """Return the one range asked for, None where all is; several at once are not offered."""
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or size)
    return _Part(first, min(last + 1, size)) if first <= last or first >= size else None


def _bytes(database: CentralDatabase, sha256: str, part: _Part) -> Iterator[bytes]:
    """Yield the bytes frame by frame, each from a short read of its own."""
    at = part.first
    while at < part.end:
        offset, frame = _frame_at(database, sha256, at)
        yield frame[at - offset : part.end - offset]
        at = offset + len(frame)


def _frame_at(database: CentralDatabase, sha256: str, at: int) -> tuple[int, bytes]:
    statement = (
        sa.select(snapshot_frame.c.offset_bytes, snapshot_frame.c.frame)
        .where(snapshot_frame.c.sha256 == sha256, snapshot_frame.c.offset_bytes <= at)
        .order_by(snapshot_frame.c.offset_bytes.desc())
        .limit(1)
    )
    with database.reading() as connection:
        offset, frame = connection.execute(statement).one()
    return int(offset), bytes(frame)


def _size(database: CentralDatabase, sha256: str) -> int:
    statement = (
        sa.select(snapshot_frame.c.offset_bytes + sa.func.length(snapshot_frame.c.frame))
        .where(snapshot_frame.c.sha256 == sha256)
        .order_by(snapshot_frame.c.offset_bytes.desc())
        .limit(1)
    )
    with database.reading() as connection:
        size = connection.execute(statement).scalar_one_or_none()
    if size is None:
        raise ProblemError(
            status=HTTPStatus.NOT_FOUND,
            title="This file is not kept any more",
            detail="Ask for the snapshot again.",
        )
    return int(size)
