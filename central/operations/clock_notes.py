"""Marks on claimed times, and the one case about a till's clock (sync rule 7.4)."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from central.cases.tables import clock_mark
from central.clock.marks import Receipt, find_marks
from central.operation_key import OperationKey
from central.operations.applying import Workplace
from central.operations.cases import NewCase, open_case_of_till
from central.tables import till


def note_times(
    work: Workplace, new: Sequence[tuple[OperationKey, bytes]], till_time: datetime | None
) -> None:
    """Mark new operations (key and facts, in order) whose time cannot be; tell a person once.

    There is one at least.

    ``till_time`` is the till's clock at sending, None where it did not send just now.
    """
    writing, (first, _) = work.writing, new[0]
    enrolled_at = writing.connection.execute(
        sa.select(till.c.enrolled_at).where(
            till.c.organisation_id == first.organisation_id, till.c.till_id == first.till_id
        )
    ).scalar_one()
    receipt = Receipt(received_at=writing.at, enrolled_at=enrolled_at, till_time=till_time)
    marks = find_marks([facts for _, facts in new], receipt)
    if not marks:
        return
    rows = [
        {
            **new[mark.index][0].columns(),
            "claimed_at": mark.claimed_at,
            "received_at": writing.at,
            "reason": mark.reason,
        }
        for mark in marks
    ]
    writing.connection.execute(sa.insert(clock_mark), rows)
    case = NewCase(
        store_id=work.store_id,
        kind="clock",
        title="A till's clock is or was wrong",
        message=(
            f"From {new[marks[0].index][0].stream} {new[marks[0].index][0].seq} on, times were"
            f" claimed that cannot be ({marks[0].reason}). They are marked; their order is right,"
            " and nothing was refused. Set that computer's date, and look at the days its shifts"
            " are booked on."
        ),
    )
    open_case_of_till(writing, work.central.surroundings, new[marks[0].index][0], case)
