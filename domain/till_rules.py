"""What a till may do alone, and how long it may be silent before a person is asked: feed data."""

from collections.abc import Mapping
from typing import Literal

from domain.invariants import require_int

Value = Mapping[str, object]

TILL_SILENCE = "till_silence"
"""Rule kind; its key is `default`. Without a row nobody is asked."""


SECOND_PERSON = "second_person"
"""Rule kind; its key is a store's id, or `default` for the stores that have no row of their own."""
SecondPerson = Literal["enforce", "waive_with_review"]


def read_second_person(value: Value) -> SecondPerson:
    """Read whether somebody may sign for their own deed where nobody else is there."""
    policy = value["policy"]
    if policy == "enforce":
        return "enforce"
    if policy == "waive_with_review":
        return "waive_with_review"
    raise ValueError(f"unknown policy {policy!r}")


def read_till_silence(value: Value) -> int:
    """Read after how many days a till that holds up others is asked about."""
    return require_int(value["days"], "days", low=1, high=3_660)
