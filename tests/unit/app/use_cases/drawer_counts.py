"""Counts of a drawer to close a shift on, for tests."""

from app.use_cases.close_shift import CloseShift
from app.use_cases.till import Till
from domain.shift import CashCount
from tests.helpers.builders import (
    ORG_STREAM,
    SUPERVISOR,
    a_change,
    sample_rules,
    tell,
)

FLOAT_AND_TAPE = CashCount("GYD", ((500_000, 4), (10_000, 4), (5_000, 1), (2_000, 1), (1_000, 1)))
"""20,000 in the drawer and 480 for one roll of tape: exactly right."""


def counted(count: CashCount = FLOAT_AND_TAPE, note: str = "") -> CloseShift:
    return CloseShift(count=count, note=note)


def signed(count: CashCount = FLOAT_AND_TAPE) -> CloseShift:
    """A count that may be far off: it has a reason, and a supervisor signed for it."""
    return CloseShift(count=count, reason="unknown", approved_by=SUPERVISOR.staff_id)


def may_only(till: Till, *permissions: str) -> None:
    """From today on a cashier has just these rights."""
    row = {
        "kind": "role",
        "key": "cashier",
        "valid_from": "2026-11-22",
        "value": {"permissions": list(permissions)},
    }
    changes = [a_change("rule", "role/cashier/2026-11-22", row)]
    tell(till, ORG_STREAM, changes, first=len(sample_rules()) + 1)
