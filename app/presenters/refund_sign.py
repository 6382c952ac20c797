"""A supervisor signs for a refund: who, the PIN, and what came of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.presenters import return_words
from app.presenters.figures import format_money
from app.presenters.notices import Notice, notice_of
from app.presenters.people import PersonRow
from app.presenters.services import Desk
from app.presenters.signers import Signers
from app.use_cases.approve import ApprovalRequest
from app.use_cases.refund_sale import CompletedRefund, RefundRequest
from app.use_cases.till import Session
from domain.money import Money
from domain.staff import Permission, StaffMember


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundSignState:
    """The dialog. ``chosen`` is a row of ``approvers``, -1 for nobody."""

    title: str = ""
    detail: str = ""
    reason: str = ""
    approvers: tuple[PersonRow, ...] = ()
    chosen: int = -1
    empty_text: str = ""
    prompt: str = ""
    message: str = ""
    wait_s: int = 0
    is_busy: bool = False
    notice: Notice | None = None


class RefundSignView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: RefundSignState) -> None: ...

    def clear_pin(self) -> None: ...


class RefundSignPresenter:
    """Runs ``approve`` and ``refund_sale`` in one job: a yes is never left lying about."""

    def __init__(
        self, desk: Desk, view: RefundSignView, *, on_given: Callable[[CompletedRefund], None]
    ) -> None:
        self._desk = desk
        self._view = view
        self._on_given = on_given
        self._session: Session | None = None
        self._request: RefundRequest | None = None
        self._given = Money.zero(desk.profile.currency)
        self._signers = Signers(desk.clock)
        self._is_busy = False
        self._notice: Notice | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return self._is_busy

    def start(self, session: Session, request: RefundRequest, given: Money) -> None:
        """Show the dialog for this refund, which gives ``given`` back."""
        self._session, self._request, self._given = session, request, given
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
        """The supervisor says yes, and the money is given back."""
        signer, session, request = self._signers.chosen, self._session, self._request
        if signer is None or session is None or request is None:
            return
        if self._is_busy or not pin or self._signers.wait_s > 0:
            return
        services = self._desk.services
        asked = ApprovalRequest(
            staff_id=signer.staff_id,
            pin=pin,
            permission=Permission.APPROVE,
            reason=return_words.sign_reason(request.of_receipt, format_money(self._given)),
        )

        def op() -> CompletedRefund:
            signed = replace(request, approval=services.approve(asked))
            return services.refunds.refund(session, signed)

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

    def _on_done(self, given: CompletedRefund) -> None:
        self._is_busy = False
        self._view.clear_pin()
        self._on_given(given)

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
        request = self._request
        if request is None:
            return
        self._view.show_state(
            RefundSignState(
                title=return_words.sign_title(format_money(self._given)),
                detail=return_words.sign_detail(request.of_receipt),
                reason=return_words.reason(request.reason),
                approvers=self._signers.rows,
                chosen=self._signers.row,
                empty_text=return_words.no_signer() if self._signers.is_empty else "",
                prompt=self._signers.prompt,
                message=self._signers.message,
                wait_s=self._signers.wait_s,
                is_busy=self._is_busy,
                notice=self._notice,
            )
        )
