"""Who signs with a PIN: whom to choose from, who is chosen, and what came of a wrong PIN.

Each screen with a PIN pad holds one, and draws what it says.
"""

from collections.abc import Sequence

from app.presenters import words
from app.presenters.people import PersonRow, person_row
from app.presenters.pin_wait import PinWaits, refused_text
from app.presenters.when import wait_text
from app.use_cases.ports import Clock
from app.use_cases.sign_in import PinRefused
from domain.errors import BadInput
from domain.staff import StaffMember


class Signers:
    """The people at a PIN pad. ``row`` is -1 while nobody is chosen."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._people: tuple[StaffMember, ...] | None = None
        self._waits = PinWaits()
        self._message = ""
        self._has_waited = False
        self.row = -1

    def begin(self) -> None:
        """Forget who was here; the waits after wrong PINs stay."""
        self._people, self.row, self._message = None, -1, ""

    def clear_message(self) -> None:
        """Say nothing of the last PIN any more."""
        self._message = ""

    def offer(self, people: Sequence[StaffMember]) -> None:
        """Take in who may sign: who was chosen stays so, else the first one is."""
        before = self.chosen
        self._people = tuple(people)
        ids = [member.staff_id for member in self._people]
        if before is not None and before.staff_id in ids:
            self.row = ids.index(before.staff_id)
        else:
            self.row = 0 if ids else -1

    def choose(self, row: int) -> bool:
        """Choose another; tell whether that changed anything."""
        if self._people is None or not 0 <= row < len(self._people) or row == self.row:
            return False
        self.row, self._message = row, ""
        self._has_waited = self.wait_s > 0
        return True

    def count_down(self) -> bool:
        """A second has passed; tell whether there is a wait or a message to draw anew."""
        self._waits = self._waits.counted_from(self._clock.now())
        before, self._has_waited = self._has_waited, self.wait_s > 0
        return before or self._has_waited or bool(self._message)

    def refused(self, staff_id: str, error: Exception) -> bool:
        """Take in why a PIN was not taken; tell whether that was what went wrong."""
        if isinstance(error, PinRefused):
            self._waits = self._waits.after(staff_id, error, self._clock.now())
            self._message = refused_text(error)
            return True
        if isinstance(error, BadInput):
            self._message = words.retold(error.message)
            return True
        return False

    @property
    def chosen(self) -> StaffMember | None:
        """Who is to type a PIN."""
        return None if self._people is None or self.row < 0 else self._people[self.row]

    @property
    def rows(self) -> tuple[PersonRow, ...]:
        """The people in words."""
        return tuple(person_row(member) for member in self._people or ())

    @property
    def is_empty(self) -> bool:
        """Whether it is known that nobody may sign."""
        return self._people == ()

    @property
    def wait_s(self) -> int:
        """Whole seconds until the chosen one's PIN is taken again."""
        chosen = self.chosen
        return 0 if chosen is None else self._waits.left_s(chosen.staff_id, self._clock.now())

    @property
    def prompt(self) -> str:
        """Whose PIN is asked for."""
        return "" if self.chosen is None else words.pin_of(self.chosen.name)

    @property
    def message(self) -> str:
        """The wait, or what was wrong with the last PIN."""
        wait_s = self.wait_s
        return words.pin_wait(wait_text(wait_s)) if wait_s else self._message
