"""*Import and export*: one job with a file at a time, batch by batch, while selling goes on."""

from dataclasses import dataclass
from typing import Protocol

from app.presenters import file_words as words
from app.presenters.more import MorePage, MoreRow, Page
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.presenters.tasks import Lane
from app.presenters.words import beside, listed
from app.use_cases.catalog_csv import CatalogCheck
from app.use_cases.customer_csv import ImportReport, RowFate
from app.use_cases.file_jobs import FILE_WORKS, FileDone, FileJob, FileTask, FileWork
from app.use_cases.file_steps import RowsDone
from app.use_cases.till import Session

_NAMES = {"customers_out": "customers.csv", "customers_in": "customers.csv"}
_CATALOG = "catalog.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One row of a file that somebody should look at."""

    title: str
    detail: str
    icon: str = "note"
    tag: str = ""
    tone: str = ""

    @property
    def spoken(self) -> str:
        return listed(self.title, self.detail, self.tag)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesState:
    """The page. ``works`` are (work, words); ``total`` is 0 where nobody knows how many rows.

    ``folder`` is where a bare name lies; ``is_written`` says that the work writes its file.
    """

    title: str = ""
    about: str = ""
    works: tuple[tuple[FileWork, str], ...] = ()
    work: FileWork = "customers_out"
    file_label: str = ""
    folder: str = ""
    is_written: bool = False
    begin_words: str = ""
    is_running: bool = False
    progress: str = ""
    done: int = 0
    total: int = 0
    rows: tuple[FileRow, ...] = ()
    selected: int = -1
    notice: Notice | None = None


class FilesView(Protocol):
    """The page, as the presenter knows it."""

    def show_state(self, state: FilesState) -> None: ...

    def show_name(self, name: str) -> None:
        """Put a file's name into the field."""


class FilesPresenter(Page):
    """Each batch is a job of its own on its lane, so that a sale or a search goes in between."""

    key = MorePage.FILES

    def __init__(self, desk: Desk, view: FilesView) -> None:
        self._desk = desk
        self._view = view
        self._session: Session | None = None
        self._work: FileWork = "customers_out"
        self._at: RowsDone | None = None
        self._is_stopping = False
        self._rows: tuple[FileRow, ...] = ()
        self._selected = 0
        self._notice: Notice | None = None

    @property
    def _lane(self) -> Lane:
        """Customers are written, and a lane has one writer; the catalog is only read."""
        return "write" if self._work in {"customers_out", "customers_in"} else "read"

    @property
    def row(self) -> MoreRow:
        return MoreRow(
            key=self.key, title=words.page_title(), detail=words.page_detail(), icon="note"
        )

    def start(self, session: Session) -> None:
        self._session = session
        if self._at is None:
            self._notice, self._rows = None, ()
            self._view.show_name(_NAMES.get(self._work, _CATALOG))
        self._show()

    def on_work_chosen(self, work: FileWork) -> None:
        """Another thing to do; not while one is being done."""
        if self._at is None and work != self._work:
            self._work, self._notice, self._rows = work, None, ()
            self._view.show_name(_NAMES.get(work, _CATALOG))
        self._show()

    def on_begin(self, name: str) -> None:
        """F12, or Enter in the name: do it."""
        session = self._session
        if session is None or self._at is not None:
            return
        task = FileTask(work=self._work, name=name)
        self._notice, self._rows, self._selected = None, (), 0
        self._is_stopping, self._at = False, RowsDone(0, 0)
        self._show()

        def begin() -> FileJob:
            return self._desk.services.files.begin(session, task)

        self._desk.runner.run(self._lane, begin, self._advance, self._on_error)

    def on_stop(self) -> None:
        """F6: no more after the rows at hand."""
        if self._at is not None:
            self._is_stopping = True
            self._show()

    def on_moved(self, step: int) -> None:
        self.on_row_selected(min(max(self._selected + step, 0), len(self._rows) - 1))

    def on_row_selected(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            self._selected = row
            self._show()

    # ---------------------------------------------------------------- batches
    def _advance(self, job: FileJob) -> None:
        """Ask for one batch; what others asked of the lane meanwhile goes first."""
        go_on = not self._is_stopping

        def batch() -> RowsDone | FileDone:
            return job.advance(go_on=go_on)

        def done(at: RowsDone | FileDone) -> None:
            if isinstance(at, FileDone):
                self._on_done(at)
                return
            self.show_progress(at)
            self._advance(job)

        self._desk.runner.run(self._lane, batch, done, self._on_error)

    def show_progress(self, at: RowsDone) -> None:
        """A batch is done."""
        self._at = at
        self._show()

    def _on_done(self, done: FileDone) -> None:
        result = done.result
        if isinstance(result, ImportReport):
            self._rows = tuple(_customer_row(row) for row in result.rows)
            self._end(_read_notice(result))
        elif isinstance(result, CatalogCheck):
            self._rows = tuple(
                FileRow(
                    title=listed(words.line(row.line), row.sku),
                    detail=words.catalog_row(row),
                    tag=words.refused() if row.is_refused else "",
                    tone="red" if row.is_refused else "",
                )
                for row in result.rows
            )
            title = words.stopped() if result.is_cancelled else words.checked()
            self._end(Notice(title=title, text=words.check_counts(result)))
        elif self._is_stopping and not result:
            self._end(Notice(title=words.nothing_written(), text=words.nothing_written_text()))
        else:
            self._end(Notice(title=words.written(result), text=str(done.path)))

    def _on_error(self, error: Exception) -> None:
        self._end(notice_of(error))

    def _end(self, notice: Notice) -> None:
        self._at, self._is_stopping, self._notice = None, False, notice
        self._show()

    # ---------------------------------------------------------------- drawing
    def _show(self) -> None:
        at, folder = self._at, self._desk.services.files.folder()
        self._view.show_state(
            FilesState(
                title=words.page_title(),
                about=words.work_about(self._work) if at is None else self._running_words(),
                works=tuple((work, words.work_name(work)) for work in FILE_WORKS),
                work=self._work,
                file_label=words.file_label(folder),
                folder=folder,
                is_written=self._work in {"customers_out", "catalog_out"},
                begin_words=words.begin_words(self._work),
                is_running=at is not None,
                progress="" if at is None else words.progress(at.done, at.total),
                done=0 if at is None else at.done,
                total=0 if at is None else at.total,
                rows=self._rows,
                selected=self._selected if self._rows else -1,
                notice=self._notice,
            )
        )

    def _running_words(self) -> str:
        return words.stopping() if self._is_stopping else words.goes_on()


def _customer_row(row: RowFate) -> FileRow:
    why = words.customer_row(row)
    return FileRow(title=words.line(row.line), detail=why, tag=words.refused(), tone="red")


def _read_notice(report: ImportReport) -> Notice:
    title = words.stopped() if report.is_cancelled else words.customers_read()
    text = words.customer_counts(report)
    if report.unknown_columns:
        text = beside(text, words.unknown_columns(report.unknown_columns))
    return Notice(title=title, text=text)
