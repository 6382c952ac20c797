"""The word to the cashier where the policy takes a claim and holds its goods."""

from collections.abc import Callable

from app.presenters.held_words import keep_here
from app.presenters.notices import Notice
from app.presenters.services import Desk
from app.use_cases.list_payments import PaymentDetail
from domain.till_payment import TillPayment


class HeldWord:
    """Looks which rule holds the goods of a claim, and tells it at the payment."""

    def __init__(self, desk: Desk, tell: Callable[[Notice], None]) -> None:
        self._desk = desk
        self._tell = tell

    def show(self, made: TillPayment) -> None:
        """Tell it of a claim that was just taken; nothing where the cashier chose it alone."""
        if not made.is_held or not made.rules:
            return
        show = self._desk.services.payments.paying.show
        self._desk.runner.run("read", lambda: show(made.payment_id), self._on_read, self._on_error)

    def _on_read(self, detail: PaymentDetail) -> None:
        holding = tuple(rule for rule in detail.rules if rule.action == "hold")
        if holding:
            self._tell(keep_here(holding))

    def _on_error(self, _error: Exception) -> None:
        """Why is not known just now: that they stay is said all the same."""
        self._tell(keep_here(()))
