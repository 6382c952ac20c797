"""A new stream begins before anything is sold on a copy of the till (sync rules 5)."""

from typing import Literal

from app.use_cases.audit import NOBODY, note_down
from app.use_cases.till import Till

StreamReason = Literal["restored_backup", "behind_mark", "beside_mark", "lost_key"]

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_LETTER_COUNT = 3


def start_stream(till: Till, reason: StreamReason) -> str:
    """Begin a stream whose first operation names the head of the one before; return its name.

    The name is made here, because central may be out of reach: the till's label and three letters
    by chance, as in ``GY03K7Q``. A copy of this till that also starts one gets another name.
    """
    now = till.clock.now()
    chance = till.entropy.take(_LETTER_COUNT)
    letters = "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in chance)
    with till.db.unit_of_work() as uow:
        stream = f"{uow.till.get_till().label}{letters}"
        uow.till.start_stream(stream, reason, till.signer, now, till.program_version)
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
