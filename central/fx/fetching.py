"""Asking one source: bounded in time and bytes, and only for what changed."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from central.fx.sources import SourceFailed

TIMEOUT_S = 5.0
"""For a whole answer: the jobs have other things to do."""
BODY_BYTES_MAX = 262_144
_HEADER_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer. ``body`` is None where nothing changed since the last one."""

    body: bytes | None
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for, and what the last answer wants to be asked with."""

    url: str
    etag: str = ""
    modified: str = ""


def open_client() -> httpx.Client:
    """Return a client for one question: they are hours apart, and a connection kept is a leak."""
    return httpx.Client(follow_redirects=False)


def ask(client: httpx.Client, asked: Asked, ticks: Callable[[], float] = time.monotonic) -> Told:
    """Ask once. Raises SourceFailed for any answer but a whole 200 or a 304.

    Nothing is followed elsewhere: a source that moved is for a person to look at.
    """
    headers = {"Accept": "application/json"}
    if asked.etag:
        headers["If-None-Match"] = asked.etag
    if asked.modified:
        headers["If-Modified-Since"] = asked.modified
    deadline = ticks() + TIMEOUT_S
    try:
        with client.stream("GET", asked.url, headers=headers, timeout=TIMEOUT_S) as response:
            if response.status_code == httpx.codes.NOT_MODIFIED and (asked.etag or asked.modified):
                return Told(body=None, etag=asked.etag, modified=asked.modified)
            if response.status_code != httpx.codes.OK:
                raise SourceFailed(f"it answered {response.status_code}")
            body = _body(response, deadline, ticks)
            return Told(
                body=body,
                etag=_short(response.headers.get("etag", "")),
                modified=_short(response.headers.get("last-modified", "")),
            )
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise SourceFailed(f"it cannot be reached: {type(error).__name__}") from error


def _body(response: httpx.Response, deadline: float, ticks: Callable[[], float]) -> bytes:
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > BODY_BYTES_MAX:
            raise SourceFailed("its answer is too large")
        if ticks() > deadline:
            raise SourceFailed("its answer drips")
    return bytes(body)


def _short(text: str) -> str:
    """A validator to ask with again; one that is too long is not used."""
    return text if len(text) <= _HEADER_LENGTH_MAX and text.isprintable() else ""
