"""*Papers*: what waits for a printer, and what to do about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.presenters import paper_words as words
from app.presenters.more import MorePage, MoreRow, Page
from app.presenters.notices import Notice, Tone, notice_of
from app.presenters.services import Desk
from app.presenters.when import time_text
from app.presenters.words import retold
from app.use_cases.print_queue import Drained, PrintRecord
from app.use_cases.till import Session
from domain.errors import NotFound

_ICONS = {"receipt": "receipt", "z": "shift", "label": "tag"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRow:
    """One paper that waits."""

    job_id: str
    title: str
    detail: str
    icon: str
    tag: str = ""
    tone: str = ""

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.title, self.detail, self.tag) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintsState:
    """The queue. ``printers`` are (name, words): where the chosen paper may go; "" is the usual."""

    rows: tuple[PrintRow, ...] = ()
    selected: int = -1
    title: str = ""
    about: str = ""
    printers: tuple[tuple[str, str], ...] = ()
    printer: str = ""
    notice: Notice | None = None
    is_busy: bool = False


class PrintsView(Protocol):
    """The page, as the presenter knows it."""

    def show_state(self, state: PrintsState) -> None: ...


class PrintsPresenter(Page):
    """Runs ``PaperServices`` on the devices' lane; one thing at a time."""

    key = MorePage.PAPERS

    def __init__(self, desk: Desk, view: PrintsView) -> None:
        self._desk = desk
        self._view = view
        self._waiting: tuple[PrintRecord, ...] = ()
        self._printers: tuple[str, ...] = ()
        self._selected = 0
        self._notice: Notice | None = None
        self._is_busy = False

    @property
    def row(self) -> MoreRow:
        return MoreRow(
            key=self.key, title=words.page_title(), detail=words.page_detail(), icon="printer"
        )

    def start(self, session: Session) -> None:
        del session
        self._notice = None
        self._show()
        self._look()

    def on_moved(self, step: int) -> None:
        self.on_row_selected(min(max(self._selected + step, 0), len(self._waiting) - 1))

    def on_row_selected(self, row: int) -> None:
        if 0 <= row < len(self._waiting):
            self._selected = row
            self._show()

    def on_print_one(self) -> None:
        """Enter: try the chosen paper again."""
        chosen = self._chosen
        if chosen is not None:
            job_id = chosen.new.job_id
            self._run(lambda: self._desk.services.papers.print_queued(job_id), self._on_one)

    def on_print_all(self) -> None:
        """F12: try everything that waits, oldest first."""
        if self._waiting:
            self._run(self._desk.services.papers.print_all, self._on_all)

    def on_printer_chosen(self, printer: str) -> None:
        """The chosen paper goes to another printer, now."""
        chosen = self._chosen
        if chosen is not None and printer != chosen.new.printer:
            job_id = chosen.new.job_id
            self._run(lambda: self._desk.services.papers.redirect(job_id, printer), self._on_one)

    def on_drop(self) -> None:
        """Del: nobody needs the chosen paper."""
        chosen = self._chosen
        if chosen is None:
            return
        new = chosen.new
        name = words.paper(new.kind, new.subject, new.copy_no)

        def dropped(_: object) -> None:
            self._settle(Notice(title=words.dropped(name), text=words.dropped_text()))

        self._run(lambda: self._desk.services.papers.drop(new.job_id), dropped)

    # ---------------------------------------------------------------- answers
    def _run(self, op: Callable[[], object], on_done: Callable[[object], None]) -> None:
        if self._is_busy:
            return
        self._is_busy = True
        self._notice = None
        self._show()
        self._desk.runner.run("device", op, on_done, self._on_error)

    def _on_one(self, _job: object) -> None:
        self._settle(Notice(title=words.printed(1), text=""))

    def _on_all(self, drained: object) -> None:
        assert isinstance(drained, Drained)
        if drained.failure is None:
            self._settle(Notice(title=words.printed(drained.printed_count), text=""))
        else:
            self._settle(notice_of(drained.failure))

    def _on_error(self, error: Exception) -> None:
        notice = notice_of(error)
        if isinstance(error, NotFound):
            notice = Notice(title=notice.title, text=notice.text, tone=Tone.NEUTRAL)
        self._settle(notice)

    def _settle(self, notice: Notice) -> None:
        self._is_busy = False
        self._notice = notice
        self._look()

    def _look(self) -> None:
        papers = self._desk.services.papers

        def look() -> tuple[Sequence[PrintRecord], Sequence[str]]:
            return papers.list_prints(), papers.list_printers()

        self._desk.runner.run("read", look, self._on_found, self._on_look_failed)

    def _on_found(self, found: tuple[Sequence[PrintRecord], Sequence[str]]) -> None:
        waiting, printers = found
        self._waiting, self._printers = tuple(waiting), tuple(printers)
        self._selected = min(self._selected, max(len(self._waiting) - 1, 0))
        self._show()

    def _on_look_failed(self, error: Exception) -> None:
        self._notice = notice_of(error)
        self._show()

    # ---------------------------------------------------------------- drawing
    @property
    def _chosen(self) -> PrintRecord | None:
        return self._waiting[self._selected] if self._waiting else None

    def _show(self) -> None:
        chosen, count = self._chosen, len(self._waiting)
        self._view.show_state(
            PrintsState(
                rows=tuple(self._row(record) for record in self._waiting),
                selected=self._selected if count else -1,
                title=words.waits(count) if count else words.nothing_waits(),
                about=words.about() if count else words.nothing_waits_next(),
                printers=(
                    ("", words.main_printer()),
                    *((printer, printer) for printer in self._printers),
                ),
                printer="" if chosen is None else chosen.new.printer,
                notice=self._notice,
                is_busy=self._is_busy,
            )
        )

    def _row(self, record: PrintRecord) -> PrintRow:
        new = record.new
        at = time_text(record.made_at, self._desk.profile.zone)
        return PrintRow(
            job_id=new.job_id,
            title=words.paper(new.kind, new.subject, new.copy_no),
            detail=words.detail(at, retold(record.failure)),
            icon=_ICONS.get(new.kind, "note"),
            tag=words.tries(record.tries),
            tone="amber" if record.tries else "",
        )
