"""Choosing what comes back of a receipt: how many or how much, why, and the money back as what."""

from app.presenters.floor import Floor, Flow
from app.presenters.notices import notice_of
from app.presenters.return_choice import Choice
from app.presenters.return_rows import ReturnsView
from app.presenters.return_weighing import ReturnWeighing
from app.presenters.services import Desk
from app.presenters.tasks import LatestOnly
from app.use_cases.refund_sale import RefundPlan, RefundRequest
from app.use_cases.till import Session
from domain.cart_line import Weighed
from domain.refund_rule import REFUND_REASONS


class ReturnChoosing(Flow):
    """The part of *Returns* that runs ``plan_refund``; where it stands on is *Returns* itself."""

    def __init__(self, desk: Desk, view: ReturnsView, floor: Floor) -> None:
        self._desk = desk
        self._floor = floor
        self._session: Session | None = None
        self._choice: Choice | None = None
        self.weighing = ReturnWeighing(desk, view, on_weighed=self._on_weighed, notify=floor.notify)
        self._reckon: LatestOnly[RefundRequest, RefundPlan] = LatestOnly(
            desk.runner,
            "read",
            self._ask_plan,
            on_answer=self._on_plan,
            on_error=self._on_refused,
        )

    def on_units_stepped(self, step: int) -> None:
        """+ and -: one unit more or less of the line comes back."""
        choice = self._choice
        if choice is not None and not self.is_busy and choice.step(step):
            self._plan_anew(choice)

    def on_reason_chosen(self, number: int) -> None:
        if self._choice is not None and 0 <= number < len(REFUND_REASONS):
            self._choice.reason = number
            self._show()

    def on_next_reason(self) -> None:
        """F3."""
        if self._choice is not None:
            self.on_reason_chosen((self._choice.reason + 1) % len(REFUND_REASONS))

    def on_kind_chosen(self, number: int) -> None:
        choice = self._choice
        if choice is not None and 0 <= number < len(choice.kinds):
            choice.kind = number
            self._plan_anew(choice)

    def on_next_kind(self) -> None:
        """F5."""
        if self._choice is not None:
            self.on_kind_chosen((self._choice.kind + 1) % len(self._choice.kinds))

    def on_weight_typed(self, text: str) -> None:
        """Grams of the selected line that come back."""
        self.weighing.on_typed(text)
        self._show()

    def _on_weighed(self, weighed: Weighed) -> None:
        choice = self._choice
        if choice is not None and not self.is_busy and choice.weigh(weighed):
            self._plan_anew(choice)

    def on_code_typed(self, text: str) -> None:
        """The approval code of the bank's terminal."""
        if self._choice is not None:
            self._choice.approval_code = text
            self._show()

    def _plan_anew(self, choice: Choice) -> None:
        choice.plan = None
        self._reckon.forget()
        if choice.has_units:
            self._reckon.ask(choice.request())
        self._show()

    def _ask_plan(self, request: RefundRequest) -> RefundPlan:
        assert self._session is not None  # nobody chooses lines before signing in
        return self._desk.services.refunds.plan(self._session, request)

    def _on_plan(self, _request: RefundRequest, plan: RefundPlan) -> None:
        if self._choice is not None:
            self._choice.plan = plan
            self._floor.notify(None)
            self._show()

    def _on_refused(self, error: Exception) -> None:
        self._floor.notify(notice_of(error))
        self._show()

    def _show(self) -> None:
        raise NotImplementedError
