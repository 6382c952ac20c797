"""The part of a dialog where somebody says yes with a PIN: who, the PIN, the deed in one job."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypedDict, TypeVar

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


class Signed(TypedDict):
    """What a dialog with this part shows of it. ``chosen`` is a row of ``approvers``."""

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

    ``show`` draws the dialog anew; ``on_failed`` hears of what was no wrong PIN.
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
        """Find out who may sign."""
        self._desk.runner.run(
            "read",
            lambda: self._desk.services.list_approvers(session, permission),
            self._on_approvers,
            self.fail,
        )

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
            staff_id=signer.staff_id, pin=pin, permission=asked.permission, reason=asked.reason
        )

        def done(result: T) -> None:
            self.is_busy = False
            self._view.clear_pin()
            on_done(result)

        self.is_busy, self.notice = True, None
        self._show()
        self._desk.runner.run(
            "write",
            lambda: deed(self._desk.services.approve(request)),
            done,
            lambda error: self._on_refused(signer.staff_id, error),
        )

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
            prompt=self._signers.prompt,
            message=self._signers.message,
            wait_s=self._signers.wait_s,
            is_busy=self.is_busy,
            notice=self.notice,
        )

    def _on_approvers(self, approvers: Sequence[StaffMember]) -> None:
        self._signers.offer(approvers)
        self._show()

    def _on_refused(self, staff_id: str, error: Exception) -> None:
        self._view.clear_pin()
        if self._signers.refused(staff_id, error):
            self.is_busy = False
            self._show()
        else:
            self.fail(error)
