"""*Import and export*: one job with a file at a time, batch by batch, while selling goes on."""

from dataclasses import dataclass
from typing import Protocol

from app.presenters import file_words as words
from app.presenters.file_rows import (
    FileRow,
    check_notice,
    checked_row,
    customer_row,
    read_notice,
    ready_notice,
    sent_notice,
    told_rows,
)
from app.presenters.file_services import CatalogJob
from app.presenters.floor import Floor
from app.presenters.inbox_sign import InboxSign
from app.presenters.more import MorePage, MoreRow, Page
from app.presenters.notices import Notice, notice_of
from app.presenters.send_sign import SendAsk, ask_to_send
from app.presenters.services import Desk
from app.presenters.tasks import Lane
from app.presenters.words import listed
from app.use_cases.catalog_csv import CatalogCheck
from app.use_cases.customer_csv import ImportReport
from app.use_cases.file_jobs import FILE_WORKS, FileDone, FileJob, FileTask, FileWork
from app.use_cases.file_steps import RowsDone
from app.use_cases.send_catalog import CatalogRead, CatalogResult, SendCatalog
from app.use_cases.till import Session

_NAMES = {"customers_out": "customers.csv", "customers_in": "customers.csv"}
_CATALOG = "catalog.csv"


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

    def __init__(self, desk: Desk, view: FilesView, floor: Floor, sign: InboxSign) -> None:
        self._desk, self._view, self._floor, self._sign = desk, view, floor, sign
        self._session: Session | None = None
        self._work: FileWork = "customers_out"
        self._read: CatalogRead | None = None
        self._sending: CatalogRead | None = None
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
            self._put_away()
            self._view.show_name(_NAMES.get(self._work, _CATALOG))
        self._show()

    def on_work_chosen(self, work: FileWork) -> None:
        """Another thing to do; not while one is being done."""
        if self._at is None and work != self._work:
            self._work = work
            self._put_away()
            self._view.show_name(_NAMES.get(work, _CATALOG))
        self._show()

    def on_name_typed(self) -> None:
        """Another file is meant than the one that was checked to be sent."""
        if self._read is not None and self._at is None:
            self._put_away()
            self._show()

    def on_begin(self, name: str) -> None:
        """F12, or Enter in the name: do it, or send what was checked."""
        session = self._session
        if session is None or self._at is not None:
            return
        if self._read is not None:
            self._ask_to_send(session, self._read)
            return
        task = FileTask(work=self._work, name=name)
        self._begin()

        def begin() -> FileJob:
            return self._desk.services.files.begin(session, task)

        lane = self._lane
        self._desk.runner.run(lane, begin, lambda job: self._advance(job, lane), self._on_error)

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

    # ---------------------------------------------------------------- to central
    def _ask_to_send(self, session: Session, read: CatalogRead) -> None:
        """Have it signed; the yes is used at once, and never again."""
        count = read.check.new + read.check.known
        ask = SendAsk(
            title=words.send_words(),
            detail=listed(read.path.name, words.rows(count)),
            follows=words.send_follows(),
            audit=words.send_audit(count),
            on_yes=lambda yes: self.begin_sending(session, SendCatalog(read=read, approval=yes)),
        )
        ask_to_send(self._floor, self._sign, ask)

    def begin_sending(self, session: Session, request: SendCatalog) -> None:
        """Send what somebody signed: nobody who sells waits with it."""
        self._begin()
        self._sending, self._at = request.read, RowsDone(0, request.read.check.count)
        self._show()
        self._advance(self._desk.services.files.send_catalog(session, request), "line")

    # ---------------------------------------------------------------- batches
    def _begin(self) -> None:
        self._put_away()
        self._is_stopping, self._at = False, RowsDone(0, 0)
        self._show()

    def _advance(self, job: FileJob | CatalogJob, lane: Lane) -> None:
        """Ask for one batch; what others asked of the lane meanwhile goes first."""
        go_on = not self._is_stopping

        def batch() -> RowsDone | FileDone | CatalogResult:
            return job.advance(go_on=go_on)

        def done(at: RowsDone | FileDone | CatalogResult) -> None:
            if isinstance(at, FileDone):
                self._on_done(at)
            elif isinstance(at, CatalogResult):
                self._rows = told_rows(at.rows)
                self._read = self._sending if at.is_stopped else None
                self._end(sent_notice(at))
            else:
                self.show_progress(at)
                self._advance(job, lane)

        self._desk.runner.run(lane, batch, done, self._on_error)

    def show_progress(self, at: RowsDone) -> None:
        """A batch is done."""
        self._at = at
        self._show()

    def _on_done(self, done: FileDone) -> None:
        result = done.result
        if isinstance(result, ImportReport):
            self._rows = tuple(customer_row(row) for row in result.rows)
            self._end(read_notice(result))
        elif isinstance(result, CatalogCheck):
            self._rows = tuple(checked_row(row) for row in result.rows)
            self._end(check_notice(result))
        elif isinstance(result, CatalogRead):
            self._rows = tuple(checked_row(row) for row in result.check.rows)
            self._read = result if result.can_be_sent else None
            self._end(ready_notice(result))
        elif self._is_stopping and not result:
            self._end(Notice(title=words.nothing_written(), text=words.nothing_written_text()))
        else:
            self._end(Notice(title=words.written(result), text=str(done.path)))

    def _on_error(self, error: Exception) -> None:
        """What was not sent can be sent again as it is."""
        self._read = self._sending
        self._end(notice_of(error))

    def _end(self, notice: Notice) -> None:
        self._at, self._is_stopping, self._sending = None, False, None
        self._notice = notice
        self._show()

    def _put_away(self) -> None:
        """Nothing is shown of what was done before, and nothing waits to be sent."""
        self._read, self._notice, self._rows, self._selected = None, None, (), 0

    # ---------------------------------------------------------------- drawing
    def _show(self) -> None:
        at, folder = self._at, self._desk.services.files.folder()
        self._view.show_state(
            FilesState(
                title=words.page_title(),
                about=self._about(),
                works=tuple((work, words.work_name(work)) for work in FILE_WORKS),
                work=self._work,
                file_label=words.file_label(folder),
                folder=folder,
                is_written=self._work in {"customers_out", "catalog_out"},
                begin_words=self._begin_words(),
                is_running=at is not None,
                progress="" if at is None else words.progress(at.done, at.total),
                done=0 if at is None else at.done,
                total=0 if at is None else at.total,
                rows=self._rows,
                selected=self._selected if self._rows else -1,
                notice=self._notice,
            )
        )

    def _about(self) -> str:
        if self._at is not None and self._is_stopping:
            return words.stopping()
        if self._at is not None:
            return words.goes_on() if self._sending is None else words.central_works()
        return words.work_about(self._work) if self._read is None else words.look_first()

    def _begin_words(self) -> str:
        return words.begin_words(self._work) if self._read is None else words.send_words()
