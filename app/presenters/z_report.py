"""After closing: the Z report on screen, on paper and as a PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.presenters import cash_words, paper_words
from app.presenters.notices import Notice, notice_of
from app.presenters.receipt import printing_notice
from app.presenters.services import Desk
from app.use_cases.close_shift import ClosedShift


@dataclass(frozen=True, slots=True, kw_only=True)
class ZReportState:
    """The view after a shift was closed; ``lines`` are the ticket."""

    title: str = ""
    lines: tuple[str, ...] = ()
    print_text: str = ""
    notice: Notice | None = None


class ZReportView(Protocol):
    """The view, as the presenter knows it."""

    def show_state(self, state: ZReportState) -> None: ...


class ZReportPresenter:
    """Runs ``print_z`` after the shift is closed; a printer's failure opens no shift again."""

    def __init__(self, desk: Desk, view: ZReportView, *, on_done: Callable[[], None]) -> None:
        self._desk = desk
        self._view = view
        self._on_finished = on_done
        self._closed: ClosedShift | None = None
        self._on_paper = True
        self._was_printed = False
        self._is_printing = False
        self._is_saving = False
        self._notice: Notice | None = None

    def start(self, closed: ClosedShift) -> None:
        self._closed = closed
        self._was_printed = False
        self._is_printing = self._is_saving = False
        self.on_print()

    def on_print(self) -> None:
        if self._closed is None or self._is_printing:
            return
        self._is_printing = True
        self._notice = None
        self._show()
        number, is_copy = self._closed.closing.shift.number, self._was_printed
        services = self._desk.services

        def put_out() -> bool:
            services.print_z(number, is_copy)
            return services.devices.read_printer("receipts").is_set

        self._desk.runner.run("device", put_out, self._on_printed, self._on_error)

    def on_pdf(self) -> None:
        """F4: a copy as a file; it needs no printer."""
        if self._closed is None or self._is_saving:
            return
        self._is_saving, self._notice = True, None
        self._show()
        number = self._closed.closing.shift.number
        self._desk.runner.run(
            "device",
            lambda: self._desk.services.papers.save_z_pdf(number),
            lambda where: self._on_filed(Notice(title=paper_words.pdf_saved(), text=where)),
            lambda error: self._on_filed(notice_of(error)),
        )

    def _on_filed(self, notice: Notice) -> None:
        self._is_saving, self._notice = False, notice
        self._show()

    def on_done(self) -> None:
        self._on_finished()

    def _on_printed(self, on_paper: bool) -> None:
        self._is_printing, self._on_paper = False, on_paper
        self._was_printed = True
        self._show()

    def _on_error(self, error: Exception) -> None:
        self._is_printing = False
        self._notice = printing_notice(error)
        self._show()

    def _show(self) -> None:
        if self._closed is None:
            return
        self._view.show_state(
            ZReportState(
                title=cash_words.shift_closed(self._closed.closing.shift.number),
                lines=tuple(self._closed.z_lines),
                print_text=cash_words.print_state(
                    is_printing=self._is_printing,
                    was_printed=self._was_printed,
                    on_paper=self._on_paper,
                ),
                notice=self._notice,
            )
        )
