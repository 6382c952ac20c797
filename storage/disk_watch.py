"""The database's dealings with the guard of its disk: before each write, and while it is idle."""

from datetime import date
from pathlib import Path

from domain.disk_space import DEFAULT_DISK_LIMITS, DiskLimits, Room
from domain.errors import RuleBroken
from storage.backup import forget_older_backups
from storage.disk_space import OWN_BACKUPS_WHEN_SCARCE, DiskGuard
from storage.rules import Rules


def look_at_disk(guard: DiskGuard | None, rules: Rules, on: date) -> Room:
    """Return the room there is by the limits in force; plenty where nobody guards."""
    return Room.PLENTY if guard is None else guard.look(_limits(rules, on))


def tend_disk(guard: DiskGuard, rules: Rules, on: date, backups: Path) -> None:
    """Make the reserve again where there is room, or room where there is none (rule 14.2)."""
    limits = _limits(rules, on)
    if guard.look(limits).is_for_sales_only:
        forget_older_backups(backups, kept=OWN_BACKUPS_WHEN_SCARCE)
    guard.restore(limits)


def _limits(rules: Rules, on: date) -> DiskLimits:
    try:
        return rules.book().disk_limits(on)
    except RuleBroken:  # a rule that cannot be read must not keep the till from selling
        return DEFAULT_DISK_LIMITS
