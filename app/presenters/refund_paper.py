"""After a refund: what to give back, large, and its paper on screen and on its way out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.presenters import cash_words, return_words
from app.presenters.figures import format_money
from app.presenters.notices import Notice, Tone
from app.presenters.receipt import printing_notice
from app.presenters.services import Desk
from app.use_cases.refund_sale import CompletedRefund
from domain.refund import BackKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundPaperState:
    """The view after a refund; ``lines`` are the paper.

    ``can_exchange`` offers to go on with new goods that the store credit pays for. ``advice`` is
    what there is to know of money that is not in anybody's hand yet.
    """

    title: str = ""
    detail: str = ""
    lines: tuple[str, ...] = ()
    print_text: str = ""
    notice: Notice | None = None
    can_exchange: bool = False
    advice: str = ""


class RefundPaperView(Protocol):
    """The view, as the presenter knows it."""

    def show_state(self, state: RefundPaperState) -> None: ...


class RefundPaperPresenter:
    """Runs ``print_paper``: a printer's failure undoes no refund."""

    def __init__(
        self,
        desk: Desk,
        view: RefundPaperView,
        *,
        on_done: Callable[[], None],
        on_exchange: Callable[[CompletedRefund], None],
    ) -> None:
        self._desk = desk
        self._view = view
        self._on_finished = on_done
        self._exchange_for = on_exchange
        self._given: CompletedRefund | None = None
        self._kind: BackKind = "cash"
        self._was_printed = False
        self._is_printing = False
        self._notice: Notice | None = None

    def start(self, given: CompletedRefund, kind: BackKind) -> None:
        """Show a refund and print its paper."""
        self._given, self._kind = given, kind
        self._was_printed = self._is_printing = False
        self.on_print()

    def on_print(self) -> None:
        """Print it, or once more."""
        if self._given is None or self._is_printing:
            return
        number, is_copy = self._given.refund_number, self._was_printed
        self._is_printing, self._notice = True, None
        self._show()
        self._desk.runner.run(
            "device",
            lambda: self._desk.services.refunds.print_paper(number, is_copy),
            self._on_printed,
            self._on_error,
        )

    def on_done(self) -> None:
        """The next one."""
        self._on_finished()

    def on_exchange(self) -> None:
        """F9: new goods, paid with the credit; its difference is paid or stays on the credit."""
        if self._given is not None and self._given.credit_code:
            self._exchange_for(self._given)

    def _on_printed(self, _job: object) -> None:
        self._is_printing, self._was_printed = False, True
        self._show()

    def _on_error(self, error: Exception) -> None:
        self._is_printing = False
        self._notice = printing_notice(error)
        self._show()

    def _advice(self, given: CompletedRefund) -> str:
        return return_words.sent_back(given.credit_code) if self._kind == "payment" else ""

    def _show(self) -> None:
        if self._given is None:
            return
        self._view.show_state(
            RefundPaperState(
                title=return_words.done_title(format_money(self._given.given), self._kind),
                detail=return_words.done_text(self._given.refund_number, self._given.credit_code),
                advice=self._advice(self._given),
                lines=self._given.receipt_lines,
                print_text=cash_words.print_state(
                    is_printing=self._is_printing, was_printed=self._was_printed
                ),
                notice=self._notice,
                can_exchange=bool(self._given.credit_code),
            )
        )


def exchange_notice(given: CompletedRefund) -> Notice:
    """What to do with the credit, over the sale of the new goods."""
    return Notice(
        title=return_words.exchange_title(format_money(given.given)),
        text=return_words.exchange_text(given.credit_code),
        tone=Tone.WORKING,
    )
