"""Kinds of cases that are about a cashier or a customer: only who may decide reads or counts them.

A count that moves with a customer at the counter would say what was flagged (no tipping-off).
"""

from domain.cash_compliance import CASH_CASES

QUIET_CASES: frozenset[str] = CASH_CASES | {"signed_alone", "tender_above_cap", "rate_aged"}
"""Kinds that no list and no count of a cashier holds."""
