"""*Provider statements*: a file is read, compared, sent with a PIN, and told row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from app.presenters import statement_words as words
from app.presenters.figures import format_money
from app.presenters.file_rows import FileRow
from app.presenters.file_words import progress
from app.presenters.floor import Floor
from app.presenters.inbox_rows import Fact
from app.presenters.inbox_sign import InboxSign
from app.presenters.more import MorePage, MoreRow, Page
from app.presenters.notices import Notice, notice_of
from app.presenters.send_sign import SendAsk, ask_to_send
from app.presenters.services import Desk
from app.presenters.statement_rows import (
    case_notice,
    facts_of,
    no_case_for,
    result_notice,
    row_of,
    worst_first,
)
from app.presenters.statement_services import SendJob
from app.presenters.when import date_text
from app.presenters.words import beside, listed
from app.use_cases.approve import Approval
from app.use_cases.file_steps import RowsDone
from app.use_cases.send_statement import (
    OfficeMapping,
    SendStatement,
    StatementRead,
    StatementResult,
)
from app.use_cases.till import Session
from domain.errors import BadInput
from domain.statement_file.typed import TypedTotals, read_typed, require_same
from sync.protocol.statements import RowTold

Phase = Literal["asking", "choose", "reading", "read", "running", "done"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsState:
    """The page. ``mappings`` are words, ``mapping`` the one chosen (-1: none).

    ``facts`` are what would be sent of a file. ``asks_totals``: what the provider states is typed;
    what the file adds up to is not shown meanwhile, or it would be copied from there.
    """

    title: str = ""
    about: str = ""
    mappings: tuple[str, ...] = ()
    mapping: int = -1
    file_label: str = ""
    folder: str = ""
    facts: tuple[Fact, ...] = ()
    asks_totals: bool = False
    begin_words: str = ""
    can_begin: bool = False
    can_choose: bool = False
    is_running: bool = False
    progress: str = ""
    done: int = 0
    total: int = 0
    rows: tuple[FileRow, ...] = ()
    selected: int = -1
    notice: Notice | None = None


class StatementsView(Protocol):
    """The page, as the presenter knows it."""

    def show_state(self, state: StatementsState) -> None: ...

    def ask_totals(self) -> None:
        """Empty the fields of what the provider states, and give the keys to the first."""


class StatementsPresenter(Page):
    """Waits for central on a lane of its own: nobody who sells waits with it."""

    key = MorePage.STATEMENTS

    def __init__(self, desk: Desk, view: StatementsView, floor: Floor, sign: InboxSign) -> None:
        self._desk, self._view, self._floor, self._sign = desk, view, floor, sign
        self._house = desk.services.files.statements
        self._session: Session | None = None
        self._sender = ""
        self._phase: Phase = "asking"
        self._mappings: tuple[OfficeMapping, ...] = ()
        self._mapping = 0
        self._read: StatementRead | None = None
        self._at = RowsDone(0, 0)
        self._is_stopping = False
        self._told: tuple[RowTold, ...] = ()
        self._rows: tuple[FileRow, ...] = ()
        self._selected = 0
        self._notice: Notice | None = None

    @property
    def row(self) -> MoreRow:
        return MoreRow(
            key=self.key, title=words.page_title(), detail=words.page_detail(), icon="receipt"
        )

    def start(self, session: Session) -> None:
        """Go on where it was; somebody else than who sent a file begins anew."""
        self._session = session
        if self._phase == "running" or (self._rows and session.staff_id == self._sender):
            self._show()
            return
        self._forget()
        self.on_look()

    def leave(self) -> None:
        self._session = None

    # ---------------------------------------------------------------- keys
    def on_look(self) -> None:
        """F5: ask central how statements are read; the rows that are shown are put away."""
        session = self._session
        if session is None or self._phase in {"running", "reading"}:
            return
        self._forget()
        self._show()
        house = self._house
        self._desk.runner.run(
            "line", lambda: house.mappings(session), self._on_mappings, self._on_unasked
        )

    def on_mapping_chosen(self, number: int) -> None:
        """Another mapping; what was read by the one before is read anew."""
        if self._phase in {"choose", "read", "done"} and 0 <= number < len(self._names):
            self._mapping = number
            self._put_away()
        self._show()

    def on_begin(self, name: str, typed: TypedTotals) -> None:
        """F12: read the file, send what was read if it is what was typed, or begin with another."""
        session = self._session
        if session is None:
            return
        if self._phase == "choose" and self._names:
            self._read_file(session, name)
        elif self._phase == "read" and self._read is not None:
            self._ask_to_send(session, self._read, typed)
        elif self._phase == "done":
            self._put_away()
            self._show()

    def on_name_typed(self) -> None:
        """Another file is meant than the one that was read, or is being read."""
        if self._phase in {"read", "reading"}:
            self._put_away()
            self._show()

    def on_stop(self) -> None:
        """F6: wait no longer than for the rows at hand."""
        if self._phase == "running":
            self._is_stopping = True
            self._show()

    def on_case(self) -> None:
        """F7, or Enter on a row: have its case opened."""
        session, read = self._session, self._read
        if session is None or read is None or not 0 <= self._selected < len(self._told):
            return
        row = self._told[self._selected]
        if row.outcome in {"missing", "left_out"}:
            self._say(no_case_for(row))
            return
        house, provider = self._house, read.used.provider
        self._desk.runner.run(
            "line",
            lambda: house.open_case(session, provider, row),
            lambda is_new: self._say(case_notice(is_new=is_new)),
            lambda error: self._say(notice_of(error)),
        )

    def on_moved(self, step: int) -> None:
        self.on_row_selected(min(max(self._selected + step, 0), len(self._rows) - 1))

    def on_row_selected(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            self._selected = row
            self._show()

    # ---------------------------------------------------------------- mappings and the file
    def _on_mappings(self, found: Sequence[OfficeMapping]) -> None:
        self._mappings, self._phase = tuple(found), "choose"
        self._mapping = min(self._mapping, max(len(self._names) - 1, 0))
        if not found:
            self._notice = Notice(title=words.no_mapping(), text=words.no_mapping_text())
        self._show()

    def _on_unasked(self, error: Exception) -> None:
        self._phase = "choose"
        self._say(notice_of(error))

    def _read_file(self, session: Session, name: str) -> None:
        chosen = self._names[self._mapping]
        used = [one for one in self._mappings if (one.provider, one.name) == chosen]
        self._phase, self._notice = "reading", None
        self._show()
        house = self._house
        self._desk.runner.run(
            "line", lambda: house.read(session, name, used), self._on_read, self._on_unread
        )

    def _on_read(self, read: StatementRead) -> None:
        if self._phase != "reading":
            return
        self._read, self._phase = read, "read"
        self._show()
        self._view.ask_totals()

    def _on_unread(self, error: Exception) -> None:
        self._phase = "choose"
        self._say(notice_of(error))

    # ---------------------------------------------------------------- sending
    def _ask_to_send(self, session: Session, read: StatementRead, typed: TypedTotals) -> None:
        """Have it signed if it is what was typed; the yes is used at once, and never again."""
        mapping = read.used.mapping
        try:
            stated = read_typed(typed, mapping)
            require_same(read.totals, stated, mapping)
        except BadInput as error:
            self._say(notice_of(error))
            return
        self._notice = None
        self._show()

        def send(approval: Approval) -> None:
            request = SendStatement(read=read, typed=typed, approval=approval)
            self.begin_sending(session, request)

        count = read.totals.count
        name = words.mapping_name(read.used)
        ask = SendAsk(
            title=words.send_words(),
            detail=listed(
                name,
                words.days_between(date_text(stated.first_day), date_text(stated.last_day)),
                words.sign_detail(count, format_money(read.totals.total)),
            ),
            follows=words.sign_follows(),
            audit=words.audit(name, count),
            on_yes=send,
        )
        ask_to_send(self._floor, self._sign, ask)

    def begin_sending(self, session: Session, request: SendStatement) -> None:
        """Send what somebody signed."""
        self._phase, self._sender, self._is_stopping = "running", session.staff_id, False
        self._at, self._notice = RowsDone(0, request.read.totals.count), None
        self._show()
        self._advance(self._house.send(session, request))

    def _advance(self, job: SendJob) -> None:
        go_on = not self._is_stopping

        def batch() -> RowsDone | StatementResult:
            return job.advance(go_on=go_on)

        def done(at: RowsDone | StatementResult) -> None:
            if isinstance(at, StatementResult):
                self._on_result(at)
                return
            self.show_progress(at)
            self._advance(job)

        self._desk.runner.run("line", batch, done, self._on_unsent)

    def show_progress(self, at: RowsDone) -> None:
        """A batch is worked off."""
        self._phase, self._at = "running", at
        self._show()

    def _on_unsent(self, error: Exception) -> None:
        """It can be sent again as it is."""
        self._phase = "read"
        self._say(notice_of(error))

    def _on_result(self, result: StatementResult) -> None:
        self._told = tuple(sorted(result.rows, key=worst_first))
        self._rows = tuple(row_of(one) for one in self._told)
        self._selected, self._phase = 0, "read" if result.is_stopped else "done"
        self._say(result_notice(result))

    # ---------------------------------------------------------------- drawing
    @property
    def _names(self) -> tuple[tuple[str, str], ...]:
        """What can be chosen: each mapping's name once, whatever days it has."""
        return tuple(dict.fromkeys((one.provider, one.name) for one in self._mappings))

    def _forget(self) -> None:
        self._phase = "asking"
        self._put_away()
        self._phase, self._mappings = "asking", ()

    def _put_away(self) -> None:
        self._phase, self._read, self._notice = "choose", None, None
        self._told, self._rows, self._selected = (), (), 0

    def _say(self, notice: Notice) -> None:
        self._notice = notice
        self._show()

    def _show(self) -> None:
        phase, folder = self._phase, self._house.folder()
        is_running = phase == "running"
        self._view.show_state(
            StatementsState(
                title=words.page_title(),
                about=self._about(),
                mappings=tuple(beside(provider.upper(), name) for provider, name in self._names),
                mapping=self._mapping if self._names else -1,
                file_label=words.file_label(folder),
                folder=folder,
                facts=facts_of(self._read) if phase == "read" and not self._rows else (),
                asks_totals=phase == "read" and not self._rows,
                begin_words=_begin_words(phase),
                can_begin=bool(self._names) and phase in {"choose", "read", "done"},
                can_choose=phase not in {"running", "done"},
                is_running=is_running,
                progress=progress(self._at.done, self._at.total) if is_running else "",
                done=self._at.done if is_running else 0,
                total=self._at.total if is_running else 0,
                rows=self._rows,
                selected=self._selected if self._rows else -1,
                notice=self._notice,
            )
        )

    def _about(self) -> str:
        if self._phase == "running":
            return words.stopping() if self._is_stopping else words.goes_on()
        told = {"asking": words.asking(), "reading": words.reading(), "read": words.compare()}
        return told.get(self._phase, words.about())


def _begin_words(phase: Phase) -> str:
    return {"read": words.send_words(), "done": words.next_words()}.get(phase, words.read_words())
