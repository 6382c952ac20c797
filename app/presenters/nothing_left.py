"""More is needed than this till may sell: why, and what can be done about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.presenters import scarce_words
from app.presenters.notices import Notice, notice_of
from app.presenters.people import PersonRow
from app.presenters.services import Desk
from app.presenters.signers import Signers
from app.use_cases.allow_exception import AllowException
from app.use_cases.approve import ApprovalRequest
from app.use_cases.till import Session
from domain.holding import Shortage
from domain.staff import Permission, StaffMember

RENEWED_AFTER = timedelta(seconds=30)
"""A wish ends with the time of a tender; while the dialog is open it is made anew before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScarceRow:
    """One thing of which too little is left."""

    name: str
    needed_text: str
    left_text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingLeftState:
    """The dialog. ``asking_text`` is empty until central was asked; ``chosen`` is a row."""

    title: str = ""
    detail: str = ""
    rows: tuple[ScarceRow, ...] = ()
    ask_text: str = ""
    asking_text: str = ""
    other_text: str = ""
    approvers: tuple[PersonRow, ...] = ()
    chosen: int = -1
    empty_text: str = ""
    prompt: str = ""
    message: str = ""
    wait_s: int = 0
    is_busy: bool = False
    notice: Notice | None = None


class NothingLeftView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: NothingLeftState) -> None: ...

    def clear_pin(self) -> None: ...


class NothingLeftPresenter:
    """Runs ``ask_for_more``, and ``approve`` with ``allow_exception`` in one job.

    ``try_again`` starts the tender anew: something may be here now. Asking never blocks: the
    answer comes with an exchange, and the dialog can be left at any time.
    """

    def __init__(self, desk: Desk, view: NothingLeftView, *, try_again: Callable[[], None]) -> None:
        self._desk = desk
        self._view = view
        self._try_again = try_again
        self._session: Session | None = None
        self._cart_version = 0
        self._shortages: tuple[Shortage, ...] = ()
        self._signers = Signers(desk.clock)
        self._asked_at: datetime | None = None
        self._is_online = True
        self._is_busy = False
        self._notice: Notice | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return self._is_busy

    @property
    def is_asking(self) -> bool:
        """Whether central was asked and the answer is awaited."""
        return self._asked_at is not None

    def start(self, session: Session, cart_version: int, shortages: tuple[Shortage, ...]) -> None:
        self._session = session
        self._cart_version = cart_version
        self._shortages = shortages
        self._signers.begin()
        self._asked_at = None
        self._is_busy = False
        self._notice = None
        self._view.clear_pin()
        self._show()
        self._desk.runner.run(
            "read",
            lambda: self._desk.services.list_approvers(session, Permission.APPROVE),
            self._on_approvers,
            self._on_error,
        )

    def update(self, shortages: tuple[Shortage, ...]) -> None:
        """It was tried again and something still lacks; a wish that grows old is made anew."""
        self._shortages = shortages
        self._is_busy = False
        self._show()
        asked_at = self._asked_at
        if asked_at is not None and self._desk.clock.now() - asked_at >= RENEWED_AFTER:
            self._ask()

    def set_online(self, *, is_online: bool) -> None:
        """What the line does, for the words beside *asking*."""
        self._is_online = is_online
        if self.is_asking:
            self._show()

    def on_ask(self) -> None:
        """Ask central: the engine takes the wish with its next exchange."""
        if self._session is None or self.is_asking or self._is_busy:
            return
        self._notice = None
        self._ask()
        self._show()

    def _ask(self) -> None:
        session = self._session
        if session is None:
            return
        self._asked_at = self._desk.clock.now()
        self._desk.runner.run(
            "write",
            lambda: self._desk.services.allotments.ask_for_more(session),
            self._on_asked,
            self._on_error,
        )

    def on_approver_chosen(self, row: int) -> None:
        if self._signers.choose(row):
            self._view.clear_pin()
            self._show()

    def on_pin_entered(self, pin: str) -> None:
        """The supervisor allows what lacks of the first thing on the list, for this sale."""
        approver, session = self._signers.chosen, self._session
        if approver is None or session is None:
            return
        if self._is_busy or not pin or self._signers.wait_s > 0:
            return
        services, lack = self._desk.services, self._shortages[0]
        version = self._cart_version
        request = ApprovalRequest(
            staff_id=approver.staff_id,
            pin=pin,
            permission=Permission.APPROVE,
            reason=scarce_words.exception_reason(lack),
        )

        def op() -> None:
            approval = services.approve(request)
            allowed = AllowException(
                cart_version=version, resource=lack.need.resource, approval=approval
            )
            services.allotments.allow_exception(session, allowed)

        self._is_busy = True
        self._notice = None
        self._show()
        self._desk.runner.run(
            "write", op, self._on_allowed, lambda error: self._on_refused(approver, error)
        )

    def on_second(self) -> None:
        if self._signers.count_down():
            self._show()

    def _on_approvers(self, approvers: Sequence[StaffMember]) -> None:
        self._signers.offer(approvers)
        self._show()

    def _on_asked(self, lacking: tuple[Shortage, ...]) -> None:
        if lacking:
            self.update(lacking)
        else:
            self._try_again()

    def _on_allowed(self, _result: None) -> None:
        self._is_busy = False
        self._view.clear_pin()
        self._try_again()

    def _on_refused(self, approver: StaffMember, error: Exception) -> None:
        self._view.clear_pin()
        if self._signers.refused(approver.staff_id, error):
            self._is_busy = False
            self._show()
        else:
            self._on_error(error)

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._asked_at = None
        self._notice = notice_of(error)
        self._show()

    def _show(self) -> None:
        asking = scarce_words.asking(is_online=self._is_online) if self.is_asking else ""
        self._view.show_state(
            NothingLeftState(
                title=scarce_words.not_enough(),
                detail=scarce_words.nothing_sold(),
                rows=tuple(self._row(each) for each in self._shortages),
                ask_text=scarce_words.ask(),
                asking_text=asking,
                other_text=scarce_words.subject_to_confirmation(),
                approvers=self._signers.rows,
                chosen=self._signers.row,
                empty_text=scarce_words.no_approver() if self._signers.is_empty else "",
                prompt=self._signers.prompt,
                message=self._signers.message,
                wait_s=self._signers.wait_s,
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )

    def _row(self, shortage: Shortage) -> ScarceRow:
        return ScarceRow(
            name=shortage.need.name,
            needed_text=scarce_words.needed(shortage),
            left_text=scarce_words.left_text(shortage.standing, self._desk.profile.zone),
            why=scarce_words.why(shortage),
        )
