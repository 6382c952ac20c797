"""The part of a dialog where somebody says yes with a PIN: who, the PIN, the deed in one job."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypedDict, TypeVar

from app.presenters import words
from app.presenters.notices import Notice, notice_of
from app.presenters.people import PersonRow
from app.presenters.services import Desk
from app.presenters.signers import Signers
from app.use_cases.approve import Approval, ApprovalRequest
from app.use_cases.till import Session
from domain.staff import Permission, StaffMember

T = TypeVar("T")


class PinView(Protocol):
    """A dialog with a PIN pad."""

    def clear_pin(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningState:
    """What every dialog with this part shows. ``chosen`` is a row of ``approvers``, -1 for nobody.

    ``empty_text`` stands where nobody may sign.
    """

    approvers: tuple[PersonRow, ...] = ()
    chosen: int = -1
    empty_text: str = ""
    prompt: str = ""
    message: str = ""
    wait_s: int = 0
    is_busy: bool = False
    notice: Notice | None = None


class Signed(TypedDict):
    """The fields of ``SigningState`` that this part fills by itself."""

    approvers: tuple[PersonRow, ...]
    chosen: int
    prompt: str
    message: str
    wait_s: int
    is_busy: bool
    notice: Notice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for, and in which words it is put down."""

    permission: Permission
    reason: str


class Signing:
    """Runs ``approve`` and a deed in one job: a yes is never left lying about.

    What is wrong with a PIN stands beside the PIN; what the deed itself could not do is a notice,
    whatever kind of error it is. ``show`` draws the dialog anew; ``on_failed`` hears of what was no
    wrong PIN.
    """

    def __init__(
        self,
        desk: Desk,
        view: PinView,
        show: Callable[[], None],
        *,
        on_failed: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk = desk
        self._view = view
        self._show = show
        self._on_failed = on_failed
        self._signers = Signers(desk.clock)
        self._own = ""
        self.is_busy = False
        self.notice: Notice | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it is known that nobody may sign."""
        return self._signers.is_empty

    def begin(self) -> None:
        """Forget who was here and what went wrong; waits after wrong PINs stay."""
        self._signers.begin()
        self.is_busy, self.notice = False, None
        self._view.clear_pin()

    def look(self, session: Session, permission: Permission) -> None:
        """Find out who else than the one at the till may sign; they alone where that is waived."""
        list_approvers = self._desk.services.list_approvers
        self.look_for(lambda: list_approvers(session, permission), session.staff_id)

    def look_for(self, find: Callable[[], Sequence[StaffMember]], own: str | None = None) -> None:
        """Find out who may sign, where somebody else than the one at the till is not enough.

        ``own`` is who signs alone where it is them, "" for nobody: what is signed for is their own
        doing. It stays where it is not given.
        """
        self._own = self._own if own is None else own
        self._desk.runner.run("read", find, self._on_approvers, self.fail)

    def clear_message(self) -> None:
        """Say nothing of the last PIN any more."""
        self._signers.clear_message()

    def on_approver_chosen(self, row: int) -> None:
        if self._signers.choose(row):
            self._view.clear_pin()
            self._show()

    def on_second(self) -> None:
        """Count down a wait after wrong PINs."""
        if self._signers.count_down():
            self._show()

    def is_ready(self, pin: str) -> bool:
        """Tell whether a PIN may be tried: somebody is chosen, and nothing is to be waited for."""
        somebody = self._signers.chosen is not None
        return somebody and not self.is_busy and bool(pin) and self._signers.wait_s == 0

    def sign(
        self,
        pin: str,
        asked: Asked,
        deed: Callable[[Approval], T],
        on_done: Callable[[T], None],
    ) -> None:
        """Try the PIN and do the deed. Does nothing where a PIN may not be tried."""
        signer = self._signers.chosen
        if signer is None or not self.is_ready(pin):
            return
        request = ApprovalRequest(
            staff_id=signer.staff_id,
            pin=pin,
            permission=asked.permission,
            reason=asked.reason,
            asked_by=self._own,
        )

        is_signed = False

        def op() -> T:
            nonlocal is_signed
            approval = self._desk.services.approve(request)
            is_signed = True
            return deed(approval)

        def done(result: T) -> None:
            self.is_busy = False
            self._view.clear_pin()
            on_done(result)

        def failed(error: Exception) -> None:
            self._view.clear_pin()
            if is_signed or not self._signers.refused(signer.staff_id, error):
                self.fail(error)
            else:
                self.is_busy = False
                self._show()

        self.is_busy, self.notice = True, None
        self._show()
        self._desk.runner.run("write", op, done, failed)

    def go_on(
        self,
        give: Callable[[], Approval],
        deed: Callable[[Approval], T],
        on_done: Callable[[T], None],
    ) -> None:
        """Do the deed with a yes that came otherwise than by a PIN typed here."""

        def done(result: T) -> None:
            self.is_busy = False
            self._view.clear_pin()
            on_done(result)

        self.is_busy, self.notice = True, None
        self._show()
        self._desk.runner.run("write", lambda: deed(give()), done, self.fail)

    def fail(self, error: Exception) -> None:
        """Say what went wrong."""
        self.is_busy = False
        self.notice = notice_of(error)
        self._on_failed()
        self._show()

    def told(self) -> Signed:
        """What the dialog shows of it."""
        return Signed(
            approvers=self._signers.rows,
            chosen=self._signers.row,
            prompt=self._prompt,
            message=self._signers.message,
            wait_s=self._signers.wait_s,
            is_busy=self.is_busy,
            notice=self.notice,
        )

    @property
    def _prompt(self) -> str:
        """Whose PIN is asked for, and what it means where it is the asking one's own."""
        chosen = self._signers.chosen
        is_own = chosen is not None and chosen.staff_id == self._own
        return words.pin_alone() if is_own else self._signers.prompt

    def _on_approvers(self, approvers: Sequence[StaffMember]) -> None:
        self._signers.offer(approvers)
        self._show()
