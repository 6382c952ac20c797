"""A new stream begins before anything is sold on a copy of the till (sync rules 5)."""

from app.use_cases.audit import NOBODY, note_down
from app.use_cases.till import Till
from domain.errors import WorldFailure
from storage.stream_opening import OpeningReason, StreamOpening, open_stream
from storage.unit_of_work import UnitOfWork

_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ"  # letters only, and none that reads as a digit
_LETTER_COUNT = 3
_TRIES_MAX = 32


def start_stream(till: Till, reason: OpeningReason) -> str:
    """Begin a stream whose first operation names the head of the one before; return its name.

    The name is made here, because central may be out of reach: the till's label and three letters
    by chance, as in ``GY03KRQ``. A copy of this till that also starts one gets another name.
    """
    now = till.clock.now()
    with till.db.unit_of_work() as uow:
        stream = _unused_name(uow, till)
        opening = StreamOpening(
            name=stream,
            reason=reason,
            at=now,
            signer=till.signer,
            program_version=till.program_version,
        )
        open_stream(uow, opening)
        note_down(uow, now, NOBODY, ("stream_started", stream), {"reason": reason})
        uow.commit()
    return stream


def ensure_stream(till: Till) -> None:
    """Begin a new stream if the database turned out to be an older copy of itself.

    Called before anything that appends an operation: selling never goes on in a stream whose later
    numbers may already be used.
    """
    reason = till.db.needs_new_stream
    if reason is not None:
        start_stream(till, reason)


def _unused_name(uow: UnitOfWork, till: Till) -> str:
    label = uow.till.get_till().label
    used = uow.till.used_stream_names()
    for _ in range(_TRIES_MAX):
        chance = till.entropy.take(_LETTER_COUNT)
        name = label + "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in chance)
        if name not in used:
            return name
    raise WorldFailure(
        "This computer gives no random numbers",
        "A new number series could not be named. Nothing was sold and nothing is lost."
        " Restart the computer, then try again.",
    )
