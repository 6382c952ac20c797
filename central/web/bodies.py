"""Request bodies, read with a bound."""

from fastapi import Request


class BodyTooLargeError(Exception):
    """A body over the bound; what came of it is thrown away unread."""


async def bounded_body(request: Request, bytes_max: int) -> bytes:
    """Return the body. Raises BodyTooLargeError as soon as it is known to be over the bound."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > bytes_max:
        raise BodyTooLargeError
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > bytes_max:
            raise BodyTooLargeError
    return bytes(body)
