"""A supervisor signs for a deed with a PIN: who, the PIN, and the deed in the same job."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.presenters import shift_words
from app.presenters.notices import Notice, notice_of
from app.presenters.refund_sign import RefundSignState, RefundSignView
from app.presenters.services import Desk
from app.presenters.signers import Signers
from app.use_cases.approve import ApprovalRequest
from app.use_cases.till import Session
from domain.staff import Permission, StaffMember

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignAsk(Generic[T]):
    """What is signed for: words for the screen and for the record, and the deed itself.

    ``deed`` is given the staff id of who signed, and runs off the screen's thread.
    """

    title: str
    audit: str
    deed: Callable[[str], T]
    on_done: Callable[[T], None]


class SignOff(Generic[T]):
    """Runs ``approve`` and the deed in one job: a yes is never left lying about."""

    def __init__(self, desk: Desk, view: RefundSignView) -> None:
        self._desk = desk
        self._view = view
        self._ask: SignAsk[T] | None = None
        self._signers = Signers(desk.clock)
        self._is_busy = False
        self._notice: Notice | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return self._is_busy

    def start(self, session: Session, ask: SignAsk[T]) -> None:
        """Show the dialog for this deed."""
        self._ask = ask
        self._signers.begin()
        self._is_busy, self._notice = False, None
        self._view.clear_pin()
        self._show()
        self._desk.runner.run(
            "read",
            lambda: self._desk.services.list_approvers(session, Permission.APPROVE),
            self._on_approvers,
            self._on_error,
        )

    def on_approver_chosen(self, row: int) -> None:
        if self._signers.choose(row):
            self._view.clear_pin()
            self._show()

    def on_pin_entered(self, pin: str) -> None:
        """The supervisor says yes, and the deed is done."""
        signer, ask = self._signers.chosen, self._ask
        if signer is None or ask is None:
            return
        if self._is_busy or not pin or self._signers.wait_s > 0:
            return
        services = self._desk.services
        asked = ApprovalRequest(
            staff_id=signer.staff_id, pin=pin, permission=Permission.APPROVE, reason=ask.audit
        )

        def op() -> T:
            return ask.deed(services.approve(asked).approved_by)

        self._is_busy, self._notice = True, None
        self._show()
        self._desk.runner.run(
            "write", op, self._on_done, lambda error: self._on_refused(signer, error)
        )

    def on_second(self) -> None:
        """Count down a wait after wrong PINs."""
        if self._signers.count_down():
            self._show()

    def _on_approvers(self, approvers: Sequence[StaffMember]) -> None:
        self._signers.offer(approvers)
        self._show()

    def _on_done(self, result: T) -> None:
        self._is_busy = False
        self._view.clear_pin()
        if self._ask is not None:
            self._ask.on_done(result)

    def _on_refused(self, signer: StaffMember, error: Exception) -> None:
        self._view.clear_pin()
        if self._signers.refused(signer.staff_id, error):
            self._is_busy = False
            self._show()
        else:
            self._on_error(error)

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._notice = notice_of(error)
        self._show()

    def _show(self) -> None:
        if self._ask is None:
            return
        self._view.show_state(
            RefundSignState(
                title=self._ask.title,
                reason=shift_words.sign_detail(),
                approvers=self._signers.rows,
                chosen=self._signers.row,
                empty_text=shift_words.no_signer() if self._signers.is_empty else "",
                prompt=self._signers.prompt,
                message=self._signers.message,
                wait_s=self._signers.wait_s,
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )
