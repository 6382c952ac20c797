"""What a till may do alone, and how long it may be silent before a person is asked: feed data."""

from collections.abc import Mapping
from typing import Literal

from domain.invariants import require_int
from domain.money import BASIS_POINTS

Value = Mapping[str, object]

TILL_SILENCE = "till_silence"
"""Rule kind; its key is `default`. Without a row nobody is asked."""


SECOND_PERSON = "second_person"
"""Rule kind; its key is a store's id, or `default` for the stores that have no row of their own."""
SecondPerson = Literal["enforce", "waive_with_review"]


def read_second_person(value: Value) -> SecondPerson:
    """Read whether somebody may sign for their own deed where nobody else is there."""
    read_alone_discount(value)
    policy = value["policy"]
    if policy == "enforce":
        return "enforce"
    if policy == "waive_with_review":
        return "waive_with_review"
    raise ValueError(f"unknown policy {policy!r}")


def read_alone_discount(value: Value) -> int:
    """Read how much who signs alone may take off a sum, in basis points; 0 where nothing is said.

    Never all of it: what is free is given as a sample.
    """
    most = value.get("discount_basis_points", 0)
    return require_int(most, "discount_basis_points", low=0, high=BASIS_POINTS - 1)


def read_till_silence(value: Value) -> int:
    """Read after how many days a till that holds up others is asked about."""
    return require_int(value["days"], "days", low=1, high=3_660)
