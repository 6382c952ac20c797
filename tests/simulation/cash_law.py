"""What the law asks about cash in this town, from so little on that short runs meet it."""

from collections.abc import Sequence
from datetime import date

from central.opening import Central
from central.rules.loading import load_rules
from central.tills.organisations import Store
from domain.cash_compliance import CASH_COMPLIANCE
from sync.protocol.changes import RuleChanged

ASKED_FROM_MINOR = 600_000
"""G$6,000 of a customer in a month."""


def ask_about_cash(central: Central, stores: Sequence[Store]) -> None:
    """Publish the rule: a till asks by it from when it has heard of it."""
    value = {"is_on": True, "threshold_minor": ASKED_FROM_MINOR, "told_basis_points": 5_000}
    rule = RuleChanged(kind=CASH_COMPLIANCE, key="GYD", valid_from=date(2026, 1, 2), value=value)
    for store in stores:
        load_rules(central, store.organisation_id, (rule,))
