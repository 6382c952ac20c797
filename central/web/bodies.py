"""Request bodies, read with a bound on their size and on the time they take."""

import asyncio

from fastapi import Request

BODY_S_MAX = 120.0
"""Seconds for one body: the largest batch, compressed, over a line of 64 kbit/s."""


class BodyTooLargeError(Exception):
    """A body over the bound; what came of it is thrown away unread."""


class BodyTooSlowError(Exception):
    """A body that drips: it keeps a connection, and is cut. The till sends it again."""


async def bounded_body(request: Request, bytes_max: int) -> bytes:
    """Return the body.

    Raises BodyTooLargeError as soon as it is known to be over the bound, and BodyTooSlowError.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > bytes_max:
        raise BodyTooLargeError
    try:
        async with asyncio.timeout(BODY_S_MAX):
            return await _read(request, bytes_max)
    except TimeoutError as error:
        raise BodyTooSlowError from error


async def _read(request: Request, bytes_max: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > bytes_max:
            raise BodyTooLargeError
    return bytes(body)
