"""What a till says when central's certificate is not valid: most often its own date is wrong.

Central's signed time is asked for once a turn over that unverified line (sync rule 7.6). Nothing
else ever goes over it, and the clock is set by a person.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain import sentence
from domain.errors import WindwardError
from sync.engine.parts import EngineParts
from sync.engine.ports import CertificateRefusedError, LinkDownError, RefusedError
from sync.protocol.signed_time import TimeNotSignedError, read_time

CLOCK_SKEW_S_MAX = 120
NONCE_BYTES = 16
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def why_untrusted(parts: EngineParts, error: CertificateRefusedError) -> WindwardError:
    """Return what to say: the date to set, a certificate that is wrong, or a line that is down."""
    told = _signed_time(parts)
    if told is None:
        return LinkDownError(error.title, error.message)
    skew_s = (told - parts.clock.now()).total_seconds()
    if abs(skew_s) <= CLOCK_SKEW_S_MAX:
        title = "Central's certificate is not valid"
        message = (
            "This computer's date is right, so it is central's that is wrong. Nothing is sent over"
            " such a line, nothing is lost, and selling goes on. Call support."
        )
        return RefusedError(title, message)
    return RefusedError("This computer's date is wrong", date_advice(parts, told))


def date_advice(parts: EngineParts, right: datetime) -> str:
    """Say to which date and time this computer must be set, by the store's wall clock."""
    return sentence.told(
        "Set it to {time}. Every sale is safe and stays in order, and selling goes on; what waits"
        " is sent when the date is right.",
        time=spoken_time(right, _zone(parts)),
    )


def spoken_time(at: datetime, zone: str) -> str:
    """``Sunday 22 November 2026, 10:32``, in a zone."""
    local = at.astimezone(ZoneInfo(zone))
    day = f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{day}, {local:%H:%M}"


def _signed_time(parts: EngineParts) -> datetime | None:
    if parts.time_source is None:
        return None
    with parts.db.reading() as uow:
        central_key = uow.till.get_till().central_key
    nonce = parts.entropy.take(NONCE_BYTES).hex()
    try:
        return read_time(parts.time_source.signed_time(nonce), central_key, nonce)
    except (LinkDownError, RefusedError, TimeNotSignedError):
        return None


def _zone(parts: EngineParts) -> str:
    with parts.db.reading() as uow:
        return uow.till.get_till().store.zone
