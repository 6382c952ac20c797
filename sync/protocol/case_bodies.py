"""Cases on the wire: what a till is told of them, and how it puts an operation right (rules 11).

No text of a case holds a personal datum: it may name receipts, amounts, streams and numbers.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from sync.protocol.body_parts import Body, ChangeBody, Code, Text

Remedy = Literal["till", "central", "upgrade"]
"""Where a case can be put right: at the till, by the office, or by a newer program (rule 11.3)."""

FIXABLE_AT_TILL = frozenset({"sale_completed", "shipment_booked", "shift_closed"})
"""The kinds that a till can tell anew: each names its own figures (rule 11.3)."""

Long = Annotated[str, Field(max_length=2_048)]
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class CaseChanged(ChangeBody):
    """A case that concerns this till, open or closed. The change's key is the case's id.

    ``stream`` and ``seq`` name the operation that it is about, ``operation_kind`` its kind (empty
    where nobody could read it). ``blocked`` says what is held up, ``next_step`` what to do.
    ``closed_by`` is a staff id; both closing fields are empty while it is open. Kinds and remedies
    of a newer central are shown with their words alone.
    """

    kind: Code
    remedy: Code
    title: Text
    message: Long
    blocked: Text = ""
    next_step: Text = ""
    stream: Code
    seq: Annotated[int, Field(ge=0)]
    operation_kind: Annotated[str, Field(max_length=64)] = ""
    opened_at: datetime
    closed_at: datetime | None = None
    closed_by: Annotated[str, Field(max_length=128)] = ""
    close_reason: Text = ""


class OperationDamaged(Body):
    """An operation of this till that it can no longer send: it was damaged on its disk."""

    stream: Code
    seq: Annotated[int, Field(ge=1)]


class OperationCorrected(Body):
    """Fix and resend: an operation of this till, told anew (rule 11.4).

    ``stream``, ``seq`` and ``hash`` (hexadecimal) cite the old one; ``corrected`` is a whole body
    of ``kind``, the old one's kind. ``approved_by`` is the staff id of who said that it is right.
    The operation's business date is the old one's.
    """

    case_id: Code
    stream: Code
    seq: Annotated[int, Field(ge=1)]
    hash: Hash
    kind: Literal["sale_completed", "shipment_booked", "shift_closed"]
    corrected: Mapping[str, object]
    approved_by: Code
