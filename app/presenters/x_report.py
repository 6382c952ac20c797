"""The X report: how the shift stands, at any time; it changes nothing and prints on demand.

Whoever may not approve sees no cash in it: the drawer is counted blind. So it is a key of the
sale, and none of the count.
"""

from dataclasses import dataclass
from typing import Protocol

from app.presenters import cash_words, shift_words
from app.presenters.floor import Floor, Flow
from app.presenters.key_map import Command, Dialog, Place
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.use_cases.shift_report import XPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class XReportState:
    """The X report as it will be printed."""

    title: str = ""
    detail: str = ""
    lines: tuple[str, ...] = ()
    print_text: str = ""
    notice: Notice | None = None


class XReportView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: XReportState) -> None: ...


class XReportFlow(Flow):
    """Runs ``read_x`` and ``print_x``."""

    commands = frozenset({Command.X_REPORT})
    places = frozenset({Place.SALE})
    dialogs = frozenset({Dialog.X_REPORT})

    def __init__(self, desk: Desk, view: XReportView, floor: Floor) -> None:
        self._desk, self._view, self._floor = desk, view, floor
        self._paper: XPaper | None = None
        self._print_text = ""
        self._notice: Notice | None = None

    def on_command(self, command: Command) -> None:
        del command  # it has only one
        session = self._floor.session
        if session is None:
            return
        self._print_text, self._notice = cash_words.not_printed(), None
        self._desk.runner.run(
            "write",  # that the whole of it was read is kept
            lambda: self._desk.services.drawer.read_x(session),
            self._on_read,
            lambda error: self._floor.notify(notice_of(error)),
        )

    def on_print(self, dialog: Dialog) -> bool:
        """Ctrl+P: on paper, as it stands on the screen."""
        paper = self._paper
        if dialog is not Dialog.X_REPORT or paper is None:
            return False
        self._print_text, self._notice = cash_words.printing(), None
        self._show()
        self._desk.runner.run(
            "device",
            lambda: self._desk.services.drawer.print_x(paper),
            self._on_printed,
            self._on_failed,
        )
        return True

    def on_locked(self) -> None:
        self._paper = None

    def _on_read(self, paper: XPaper) -> None:
        if self._floor.is_free:
            self._paper = paper
            self._show()
            self._floor.open_dialog(Dialog.X_REPORT)

    def _on_printed(self, _job: object) -> None:
        self._print_text = cash_words.printed()
        self._show()

    def _on_failed(self, error: Exception) -> None:
        self._print_text, self._notice = cash_words.not_printed(), notice_of(error)
        self._show()

    def _show(self) -> None:
        if self._paper is not None:
            self._view.show_state(
                XReportState(
                    title=shift_words.x_title(self._paper.shift_number),
                    detail=shift_words.x_detail(is_whole=self._paper.is_whole),
                    lines=self._paper.lines,
                    print_text=self._print_text,
                    notice=self._notice,
                )
            )
