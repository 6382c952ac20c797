"""Signing in: choose who you are, type the PIN, and wait a little longer after each wrong one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.presenters import words
from app.presenters.notices import Notice, notice_of
from app.presenters.people import PersonRow
from app.presenters.services import Desk
from app.presenters.signers import Signers
from app.use_cases.till import Session
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
        self._signers = Signers(desk.clock)
        self._is_busy = False
        self._notice: Notice | None = None

    def start(self) -> None:
        """Show the screen afresh: the person stays chosen, the PIN does not stay typed."""
        self._signers.clear_message()
        self._is_busy = False
        self._notice = None
        self._view.clear_pin()
        self._show()
        self._list_people()

    def on_exchange(self) -> None:
        """Central told something: a till that was enrolled a moment ago learns who works here."""
        self._list_people()

    def _list_people(self) -> None:
        self._desk.runner.run(
            "read", self._desk.services.list_staff, self._on_people, self._on_error
        )

    def on_person_chosen(self, row: int) -> None:
        if self._signers.choose(row):
            self._view.clear_pin()
            self._show()

    def on_pin_entered(self, pin: str) -> None:
        person = self._signers.chosen
        if self._is_busy or person is None or not pin or self._signers.wait_s > 0:
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
        if self._signers.count_down():
            self._show()

    def _on_people(self, people: Sequence[StaffMember]) -> None:
        before = self._signers.chosen
        self._signers.offer(people)
        after = self._signers.chosen
        if before is not None and (after is None or after.staff_id != before.staff_id):
            self._view.clear_pin()  # it was another's
        self._show()

    def _on_session(self, session: Session) -> None:
        self._is_busy = False
        self._signers.clear_message()
        self._view.clear_pin()
        self._show()
        self._on_signed_in(session)

    def _on_refused(self, staff_id: str, error: Exception) -> None:
        self._is_busy = False
        self._view.clear_pin()
        if self._signers.refused(staff_id, error):
            self._show()
        else:
            self._on_error(error)

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._notice = notice_of(error)
        self._show()

    def _show(self) -> None:
        self._view.show_state(
            SignInState(
                people=self._signers.rows,
                chosen=self._signers.row,
                prompt=self._signers.prompt,
                message=self._signers.message,
                empty_text=words.no_staff() if self._signers.is_empty else "",
                wait_s=self._signers.wait_s,
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )
