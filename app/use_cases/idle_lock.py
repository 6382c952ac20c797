"""After how long a till that nobody touches locks itself."""

from app.use_cases.rights import business_day
from app.use_cases.till import Till
from domain.shift_rules import find_idle_lock_minutes


def read_idle_lock_minutes(till: Till) -> int | None:
    """Return the minutes of the rule ``idle_lock`` on the business date, None for never.

    Raises RuleBroken (``bad_rule``).
    """
    with till.db.reading() as uow:
        on = business_day(uow, till.clock.now())
        return find_idle_lock_minutes(uow.rules.book(), on)
