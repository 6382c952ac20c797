"""A receipt as an e-mail: the lines as they were printed, and their signed code as a picture."""

import html
import io
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

import segno

from domain.buyer import with_buyer
from sync.protocol.mail_bodies import ReceiptMailed

_QR_SCALE = 4
_ID_DIGITS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One receipt for one address. ``hash`` (of the operation) names it: sent twice, it is one.

    ``buyer`` are the rows that name a registered buyer: they are personal, and in no facts.
    """

    body: ReceiptMailed
    address: str = field(repr=False)
    buyer: tuple[str, ...] = field(default=(), repr=False)
    hash: bytes
    at: datetime


def write_letter(letter: Letter, sender: str) -> EmailMessage:
    """Return the message. ``sender`` is an address of the office's own domain."""
    body = letter.body
    seller = next((line.strip() for line in body.lines if line.strip()), "")
    message = EmailMessage()
    message["From"] = sender
    message["To"] = letter.address
    message["Subject"] = f"Receipt {body.receipt}, {seller}"
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = f"<{letter.hash.hex()[:_ID_DIGITS]}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    lines = ("COPY, BY E-MAIL", "", *with_buyer(body.lines, letter.buyer))
    message.set_content("\n".join(lines) + "\n")
    shown = html.escape("\n".join(lines))
    message.add_alternative(
        f'<html><body><pre style="font-family:monospace">{shown}</pre></body></html>',
        subtype="html",
    )
    if body.code:
        message.add_attachment(
            _picture(body.code), maintype="image", subtype="png", filename=f"{body.receipt}.png"
        )
    return message


def _picture(code: str) -> bytes:
    out = io.BytesIO()
    segno.make_qr(code, error="m", boost_error=False).save(out, kind="png", scale=_QR_SCALE)
    return out.getvalue()
