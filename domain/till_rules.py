"""How long a till may be silent before a person is asked what became of it: data of the feed."""

from collections.abc import Mapping

from domain.invariants import require_int

Value = Mapping[str, object]

TILL_SILENCE = "till_silence"
"""Rule kind; its key is `default`. Without a row nobody is asked."""


def read_till_silence(value: Value) -> int:
    """Read after how many days a till that holds up others is asked about."""
    return require_int(value["days"], "days", low=1, high=3_660)
