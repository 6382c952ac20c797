"""Ctrl+P on the sale: the receipts that never reached paper first, else the last one again.

Before a shift is open it prints the Z of the shift that was closed last.
"""

from collections.abc import Callable, Sequence

from app.presenters import cash_words
from app.presenters.notices import Notice, Tone
from app.presenters.receipt import printing_notice
from app.presenters.services import Desk


class ReprintPresenter:
    """Runs ``list_unprinted`` and ``print_receipt`` outside the receipt view.

    A till that was switched off between commit and print finds the receipt here.
    """

    def __init__(self, desk: Desk, *, notify: Callable[[Notice | None], None]) -> None:
        self._desk = desk
        self._notify = notify
        self._unprinted: tuple[str, ...] = ()
        self._last_number = ""
        self._is_printing = False

    def start(self) -> None:
        """Look for receipts without paper, and say so if there are some.

        On the printer's own lane: what is printing just now is no receipt without paper.
        """
        self._desk.runner.run(
            "device", self._desk.services.list_unprinted, self._on_unprinted, self._on_error
        )

    def set_last(self, receipt_number: str) -> None:
        self._last_number = receipt_number

    def on_print(self) -> None:
        number = self._unprinted[0] if self._unprinted else self._last_number
        if self._is_printing:
            return
        if not number:
            self._notify(
                Notice(title=cash_words.nothing_to_print(), text=cash_words.nothing_to_print_text())
            )
            return
        self._is_printing = True
        is_copy = not self._unprinted
        self._desk.runner.run(
            "device",
            lambda: self._desk.services.print_receipt(number, is_copy),
            lambda _job: self._on_printed(number),
            self._on_error,
        )

    def on_print_z(self) -> None:
        """At the start of a shift: the Z of the one before, which may not have come out."""
        if self._is_printing:
            return
        self._is_printing = True
        self._desk.runner.run(
            "device", self._desk.services.print_last_z, self._on_z_printed, self._on_error
        )

    def _on_z_printed(self, _job: object) -> None:
        self._is_printing = False
        self._notify(Notice(title=cash_words.z_printed(), text=""))

    def _on_unprinted(self, numbers: Sequence[str]) -> None:
        self._unprinted = tuple(numbers)
        if self._unprinted:
            self._tell()

    def _tell(self) -> None:
        self._notify(
            Notice(
                title=cash_words.unprinted(len(self._unprinted)),
                text=cash_words.unprinted_text(self._unprinted[0]),
                tone=Tone.NEEDS_YOU,
                action=cash_words.print_it(),
                key="Ctrl+P",
            )
        )

    def _on_printed(self, number: str) -> None:
        self._is_printing = False
        self._unprinted = tuple(each for each in self._unprinted if each != number)
        if self._unprinted:
            self._tell()
        else:
            self._notify(Notice(title=cash_words.printed_number(number), text=""))

    def _on_error(self, error: Exception) -> None:
        self._is_printing = False
        self._notify(printing_notice(error))
