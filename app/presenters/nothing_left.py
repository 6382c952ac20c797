"""More is needed than this till may sell: why, and what can be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.presenters import scarce_words, words
from app.presenters.services import Desk
from app.presenters.signing import Asked, PinView, Signing, SigningState
from app.use_cases.allow_exception import AllowException
from app.use_cases.approve import Approval
from app.use_cases.till import Session
from domain.holding import Shortage
from domain.staff import Permission

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
class NothingLeftState(SigningState):
    """The dialog. ``asking_text`` is empty until central was asked."""

    title: str = ""
    detail: str = ""
    rows: tuple[ScarceRow, ...] = ()
    ask_text: str = ""
    asking_text: str = ""
    park_text: str = ""
    other_text: str = ""


class NothingLeftView(PinView, Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: NothingLeftState) -> None: ...


class NothingLeftPresenter:
    """Runs ``ask_for_more``, and ``approve`` with ``allow_exception`` in one job.

    ``try_again`` starts the tender anew: something may be here now. Asking never blocks: the
    answer comes with an exchange, and the dialog can be left at any time. ``park`` leaves it for
    an order subject to confirmation, which waits among the parked sales.
    """

    def __init__(
        self,
        desk: Desk,
        view: NothingLeftView,
        *,
        try_again: Callable[[], None],
        park: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._view = view
        self._try_again, self._park = try_again, park
        self._session: Session | None = None
        self._cart_version = 0
        self._shortages: tuple[Shortage, ...] = ()
        self._signing = Signing(desk, view, self._show, on_failed=self._stop_asking)
        self._asked_at: datetime | None = None
        self._is_online = True

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return self._signing.is_busy

    @property
    def is_asking(self) -> bool:
        """Whether central was asked and the answer is awaited."""
        return self._asked_at is not None

    def start(self, session: Session, cart_version: int, shortages: tuple[Shortage, ...]) -> None:
        self._session = session
        self._cart_version = cart_version
        self._shortages = shortages
        self._asked_at = None
        self._signing.begin()
        self._show()
        self._signing.look(session, Permission.APPROVE)

    def update(self, shortages: tuple[Shortage, ...]) -> None:
        """It was tried again and something still lacks; a wish that grows old is made anew."""
        self._shortages = shortages
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
        if self._session is None or self.is_asking or self.is_busy:
            return
        self._signing.notice = None
        self._ask()
        self._show()

    def on_park(self) -> None:
        """Take the sale as an order subject to confirmation."""
        if not self.is_busy:
            self._park()

    def _ask(self) -> None:
        session = self._session
        if session is None:
            return
        self._asked_at = self._desk.clock.now()
        self._desk.runner.run(
            "write",
            lambda: self._desk.services.allotments.ask_for_more(session),
            self._on_asked,
            self._signing.fail,
        )

    def on_approver_chosen(self, row: int) -> None:
        self._signing.on_approver_chosen(row)

    def on_pin_entered(self, pin: str) -> None:
        """The supervisor allows what lacks of the first thing on the list, for this sale."""
        session = self._session
        if session is None:
            return
        lack, version = self._shortages[0], self._cart_version
        allow = self._desk.services.allotments.allow_exception

        def deed(approval: Approval) -> None:
            allow(
                session,
                AllowException(
                    cart_version=version, resource=lack.need.resource, approval=approval
                ),
            )

        asked = Asked(permission=Permission.APPROVE, reason=scarce_words.exception_reason(lack))
        self._signing.sign(pin, asked, deed, lambda _done: self._try_again())

    def on_second(self) -> None:
        self._signing.on_second()

    def _on_asked(self, lacking: tuple[Shortage, ...]) -> None:
        if lacking:
            self.update(lacking)
        else:
            self._try_again()

    def _stop_asking(self) -> None:
        self._asked_at = None

    def _show(self) -> None:
        asking = scarce_words.asking(is_online=self._is_online) if self.is_asking else ""
        self._view.show_state(
            NothingLeftState(
                title=scarce_words.not_enough(),
                detail=scarce_words.nothing_sold(),
                rows=tuple(self._row(each) for each in self._shortages),
                ask_text=scarce_words.ask(),
                asking_text=asking,
                park_text=scarce_words.park_order(),
                other_text=scarce_words.subject_to_confirmation(),
                empty_text=scarce_words.no_approver() if self._signing.is_empty else "",
                **self._signing.told(),
            )
        )

    def _row(self, shortage: Shortage) -> ScarceRow:
        return ScarceRow(
            name=words.named(shortage.need.name),
            needed_text=scarce_words.needed(shortage),
            left_text=scarce_words.left_text(shortage.standing, self._desk.profile.zone),
            why=scarce_words.why(shortage),
        )
