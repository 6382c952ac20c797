"""Receipts by e-mail on the wire: a till wishes it, central's jobs send it (sync rules 13)."""

from typing import Annotated

from pydantic import Field

from sync.protocol.body_parts import Body, Code

LINES_MAX = 20_000
Line = Annotated[str, Field(max_length=96)]


class ReceiptMailed(Body):
    """A customer asked for a receipt by e-mail.

    ``lines`` are the receipt as it was printed, which names no customer; ``code`` is its signed
    code, empty for a receipt from before there were codes. The address is in the personal part of
    ``person_id``, as ``{"email": ...}``: erased with it, the mail is not sent any more.
    """

    receipt: Annotated[str, Field(min_length=1, max_length=40)]
    person_id: Code
    lines: Annotated[tuple[Line, ...], Field(min_length=1, max_length=LINES_MAX)]
    code: Annotated[str, Field(max_length=1_000)] = ""
