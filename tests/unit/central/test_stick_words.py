"""What ``windward-central import-outbox`` says of a file, line by line."""

from __future__ import annotations

from dataclasses import replace

from central.commands.sticks import _told
from central.operations.sticks import Taken, Unattached

WELL = Taken(
    label="GY03",
    is_revoked=False,
    operation_count=9,
    new_count=7,
    asked_count=0,
    lost_count=0,
    unattached=(),
)


def test_a_file_that_was_taken_whole_is_one_line() -> None:
    assert _told(WELL) == [
        "Till GY03: 9 operations in the file, 7 of them new, 2 known already or left."
    ]


def test_everything_that_needs_somebody_has_a_line_of_its_own() -> None:
    left = Unattached(stream="GY03A", first_seq=40, wanted_from=21)
    taken = replace(WELL, is_revoked=True, asked_count=3, lost_count=4, unattached=(left,))

    lines = _told(taken)

    assert lines[1:] == [
        "This till is revoked: what is new is kept for a person to decide.",
        "3 could not simply be applied: see 'cases'.",
        (
            "NOT taken: stream GY03A from 40 on. Central has it up to 20 only: bring an older file"
            " first, or connect the till."
        ),
        "4 more could not be read at the damaged till.",
    ]
