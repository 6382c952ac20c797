"""What is typed at the payment: amounts, codes, and the likely sums that arrows walk through."""

from app.presenters import words
from app.presenters.figures import format_amount, parse_money
from app.presenters.tender_entry import TenderEntry
from app.presenters.tender_state import TenderView
from domain.errors import BadInput


class TenderTyping:
    """The part of the payment that reads; what follows from it is its presenter's."""

    def __init__(self, view: TenderView, *, home: str) -> None:
        self._view = view
        self._entry = TenderEntry(home=home)
        self._sure_of = ""

    def on_amount_typed(self, text: str) -> None:
        self._entry.typed = None
        self._entry.amount_error = ""
        self._sure_of = ""
        if text.strip():
            try:
                self._entry.typed = parse_money(text, self._entry.currency)
            except BadInput as error:
                self._entry.amount_error = words.retold(error.message)
        self._show()

    def on_code_typed(self, text: str) -> None:
        self._entry.code = text
        self._entry.code_error = ""
        self._show()

    def on_quick_chosen(self, index: int) -> None:
        quick = self._entry.likely()
        if 0 <= index < len(quick):
            self._view.set_amount(format_amount(quick[index]))
            self.on_amount_typed(format_amount(quick[index]))
            self._view.focus_amount()

    def on_quick_moved(self, step: int) -> None:
        """Arrow keys walk through the likely amounts, so that they need no mouse."""
        quick = self._entry.likely()
        if not quick:
            return
        at = (
            quick.index(self._entry.typed) + step
            if self._entry.typed in quick
            else min(step - 1, 0)
        )
        self.on_quick_chosen(at % len(quick))

    def _show(self) -> None:
        raise NotImplementedError
