"""How long each person must wait after wrong PINs, and the words for it.

The use case decides and enforces; this only remembers what it said, so that the screen can count
down without asking the disk each second.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from app.presenters import words
from app.presenters.when import wait_text
from app.use_cases.sign_in import PinRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class PinWaits:
    """Until when each person's PIN is not taken, and how many seconds that was from then on."""

    until_at: tuple[tuple[str, datetime, int], ...] = ()

    def after(self, staff_id: str, refused: PinRefused, now: datetime) -> "PinWaits":
        others = tuple(row for row in self.until_at if row[0] != staff_id)
        if refused.wait_s <= 0:
            return PinWaits(until_at=others)
        until = now + timedelta(seconds=refused.wait_s)
        return PinWaits(until_at=(*others, (staff_id, until, refused.wait_s)))

    def counted_from(self, now: datetime) -> "PinWaits":
        """The same waits by a clock that may have been set back: none is longer than it was said.

        Called every second, so that such a wait begins anew once and then ends.
        """
        rows = (
            (who, min(until, now + timedelta(seconds=wait_s)), wait_s)
            for who, until, wait_s in self.until_at
        )
        return PinWaits(until_at=tuple(rows))

    def left_s(self, staff_id: str, now: datetime) -> int:
        """Whole seconds left; never more than was said, whatever the clock did since."""
        for who, until, wait_s in self.until_at:
            if who == staff_id:
                return min(wait_s, max(0, ceil((until - now).total_seconds())))
        return 0


def refused_text(refused: PinRefused) -> str:
    """The sentence for a PIN that was not right: tries left, or the wait."""
    if refused.wait_s > 0:
        return words.pin_wait(wait_text(refused.wait_s))
    return words.pin_wrong(refused.tries_left)
