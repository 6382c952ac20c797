"""Signing in: choose who you are, type the PIN, and wait a little longer after each wrong one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.presenters import words
from app.presenters.notices import Notice, notice_of
from app.presenters.people import PersonRow, person_row
from app.presenters.pin_wait import PinWaits, refused_text
from app.presenters.services import Desk
from app.presenters.when import wait_text
from app.use_cases.sign_in import PinRefused
from app.use_cases.till import Session
from domain.errors import BadInput
from domain.staff import StaffMember


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInState:
    """What the sign-in screen shows. ``chosen`` is a row of ``people``; -1 while nobody is here."""

    people: tuple[PersonRow, ...] = ()
    chosen: int = -1
    prompt: str = ""
    message: str = ""
    empty_text: str = ""
    wait_s: int = 0
    is_busy: bool = False
    notice: Notice | None = None


class SignInView(Protocol):
    """The screen, as the presenter knows it."""

    def show_state(self, state: SignInState) -> None: ...

    def clear_pin(self) -> None: ...


class SignInPresenter:
    """Runs ``list_staff`` and ``sign_in``; hands the session on."""

    def __init__(
        self, desk: Desk, view: SignInView, *, on_signed_in: Callable[[Session], None]
    ) -> None:
        self._desk = desk
        self._view = view
        self._on_signed_in = on_signed_in
        self._people: tuple[StaffMember, ...] | None = None
        self._chosen = -1
        self._waits = PinWaits()
        self._message = ""
        self._is_busy = False
        self._notice: Notice | None = None

    def start(self) -> None:
        """Show the screen afresh: the person stays chosen, the PIN does not stay typed."""
        self._message = ""
        self._is_busy = False
        self._notice = None
        self._view.clear_pin()
        self._show()
        self._desk.runner.run(
            "read", self._desk.services.list_staff, self._on_people, self._on_error
        )

    def on_person_chosen(self, row: int) -> None:
        if self._people is None or not 0 <= row < len(self._people) or row == self._chosen:
            return
        self._chosen = row
        self._message = ""
        self._view.clear_pin()
        self._show()

    def on_pin_entered(self, pin: str) -> None:
        person = self._person()
        if self._is_busy or person is None or not pin or self._wait_s() > 0:
            return
        self._is_busy = True
        self._notice = None
        self._show()
        staff_id = person.staff_id
        self._desk.runner.run(
            "write",
            lambda: self._desk.services.sign_in(staff_id, pin),
            self._on_session,
            lambda error: self._on_refused(staff_id, error),
        )

    def on_second(self) -> None:
        """The screen's clock went on by about a second: count the wait down."""
        self._waits = self._waits.counted_from(self._desk.clock.now())
        if self._wait_s() > 0 or self._message:
            self._show()

    def _on_people(self, people: Sequence[StaffMember]) -> None:
        before = self._person()
        self._people = tuple(people)
        ids = [member.staff_id for member in self._people]
        if before is not None and before.staff_id in ids:
            self._chosen = ids.index(before.staff_id)
        else:
            self._chosen = 0 if ids else -1
        self._show()

    def _on_session(self, session: Session) -> None:
        self._is_busy = False
        self._message = ""
        self._view.clear_pin()
        self._show()
        self._on_signed_in(session)

    def _on_refused(self, staff_id: str, error: Exception) -> None:
        self._is_busy = False
        self._view.clear_pin()
        if isinstance(error, PinRefused):
            self._waits = self._waits.after(staff_id, error, self._desk.clock.now())
            self._message = refused_text(error)
            self._show()
        elif isinstance(error, BadInput):
            self._message = error.message
            self._show()
        else:
            self._on_error(error)

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._notice = notice_of(error)
        self._show()

    def _person(self) -> StaffMember | None:
        if self._people is None or self._chosen < 0:
            return None
        return self._people[self._chosen]

    def _wait_s(self) -> int:
        person = self._person()
        return 0 if person is None else self._waits.left_s(person.staff_id, self._desk.clock.now())

    def _show(self) -> None:
        person = self._person()
        wait_s = self._wait_s()
        self._view.show_state(
            SignInState(
                people=tuple(person_row(each) for each in self._people or ()),
                chosen=self._chosen,
                prompt=words.pin_of(person.name) if person else "",
                message=words.pin_wait(wait_text(wait_s)) if wait_s else self._message,
                empty_text=words.no_staff() if self._people == () else "",
                wait_s=wait_s,
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )
