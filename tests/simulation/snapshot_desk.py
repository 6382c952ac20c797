"""Central's routes of snapshots and sums, answered in this thread: no event loop, no pool."""

from collections.abc import Iterable, Mapping
from unittest.mock import patch

import httpx
from starlette.requests import Request
from starlette.responses import Response

from central.opening import Central
from central.snapshots import endpoint, files
from central.snapshots.manifests import answer_manifest
from central.snapshots.repairing import answer_buckets, answer_sums
from sync.protocol.snapshot import FILE_PATH, MANIFEST_PATH, NO_CURSOR, SUMS_PATH, TOLD_TYPE


def answer_get(central: Central, request: httpx.Request) -> Response:
    """Answer a GET as central's own routes do. Raises ProblemError."""
    path = request.url.raw_path.decode("ascii").partition("?")[0]
    _, _, kind, *rest = path.split("/")
    if f"/v1/{kind}" == FILE_PATH:
        with patch.object(files, "StreamingResponse", _whole):
            return files.answer_file(central.database, rest[0], dict(request.headers))
    headers = [(name.lower(), value) for name, value in request.headers.raw]
    asked = Request(
        {"type": "http", "method": "GET", "raw_path": path.encode(), "headers": headers}
    )
    if f"/v1/{kind}" == MANIFEST_PATH:
        nonce, text = rest
        cursor = None if text == NO_CURSOR else text
        body = endpoint._answered(
            central, asked, lambda till: answer_manifest(central, till, cursor=cursor, nonce=nonce)
        )
    else:
        assert f"/v1/{kind}" == SUMS_PATH
        body = _sums(central, asked, rest)
    return Response(body, media_type=TOLD_TYPE)


def _sums(central: Central, asked: Request, rest: list[str]) -> bytes:
    nonce, stream = rest[:2]
    if len(rest) == 2:
        return endpoint._answered(
            central, asked, lambda till: answer_sums(central, till, stream=stream, nonce=nonce)
        )
    wanted = endpoint._buckets(rest[2])
    return endpoint._answered(
        central,
        asked,
        lambda till: answer_buckets(central, till, stream=stream, buckets=wanted, nonce=nonce),
    )


def _whole(
    content: Iterable[bytes], status_code: int, headers: Mapping[str, str], media_type: str
) -> Response:
    return Response(
        b"".join(content), status_code=status_code, headers=dict(headers), media_type=media_type
    )
