"""*Reports*: what the days brought, as sums and charts; kept as a file on a key press."""

from dataclasses import dataclass, replace
from typing import Protocol

from app.presenters import report_words as words
from app.presenters.more import MorePage, MoreRow, Page
from app.presenters.notices import Notice, notice_of
from app.presenters.report_charts import Chart, Sum, charts_of, sums_of
from app.presenters.services import Desk
from app.presenters.tasks import LatestOnly
from app.presenters.when import time_text
from app.presenters.words import beside
from app.use_cases.day_report import FileKind, ReadReport, ReportQuestion
from app.use_cases.till import Session
from domain.report_span import SPAN_KINDS, SpanKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsState:
    """The page. ``spans`` are (kind, words); ``empty`` says why there are no charts."""

    title: str = ""
    about: str = ""
    spans: tuple[tuple[SpanKind, str], ...] = ()
    kind: SpanKind = "today"
    sums: tuple[Sum, ...] = ()
    charts: tuple[Chart, ...] = ()
    empty: str = ""
    notice: Notice | None = None
    can_save: bool = False
    is_busy: bool = False


class ReportsView(Protocol):
    """The page, as the presenter knows it."""

    def show_state(self, state: ReportsState) -> None: ...

    def focus_days(self) -> None:
        """Give the keys to the typed days."""


class ReportsPresenter(Page):
    """Reads on the read lane, the newest question only; saves on the write lane, one at a time."""

    key = MorePage.REPORTS

    def __init__(self, desk: Desk, view: ReportsView) -> None:
        self._desk = desk
        self._view = view
        self._session: Session | None = None
        self._question = ReportQuestion()
        self._shown: ReadReport | None = None
        self._notice: Notice | None = None
        self._is_reading = False
        self._is_saving = False
        self._look_up: LatestOnly[ReportQuestion, ReadReport] = LatestOnly(
            desk.runner, "read", self._read, on_answer=self._on_read, on_error=self._on_unread
        )

    @property
    def row(self) -> MoreRow:
        return MoreRow(
            key=self.key, title=words.page_title(), detail=words.page_detail(), icon="activity"
        )

    @property
    def is_busy(self) -> bool:
        return self._is_saving

    def start(self, session: Session) -> None:
        self._session = session
        self._notice = None
        if self._question.kind == "typed":
            self._question = ReportQuestion()
        self._ask(self._question)

    def leave(self) -> None:
        self._look_up.forget()
        self._shown = None
        self._is_reading = False

    def on_span_chosen(self, kind: SpanKind) -> None:
        """A name of days; *other days* are typed first."""
        if kind != "typed":
            self._ask(ReportQuestion(kind=kind))
            return
        self._question = ReportQuestion(
            kind="typed", first=self._question.first, last=self._question.last
        )
        self._look_up.forget()
        self._shown, self._is_reading, self._notice = None, False, None
        self._show()
        self._view.focus_days()

    def on_days_typed(self, first: str, last: str) -> None:
        """Enter in the typed days."""
        self._ask(ReportQuestion(kind="typed", first=first, last=last))

    def on_look(self) -> None:
        """F5: the same days as they are now."""
        if self._question.kind != "typed" or self._question.first:
            self._ask(self._question)

    def on_save(self, kind: FileKind) -> None:
        """Keep what is shown as a file."""
        session, shown = self._session, self._shown
        if session is None or shown is None or shown.is_left_out or self._is_saving:
            return
        self._is_saving, self._notice = True, None
        self._show()

        def save() -> str:
            return self._desk.services.reports.save(session, shown, kind)

        def saved(where: str) -> None:
            self._settle(Notice(title=words.saved(kind), text=where))

        self._desk.runner.run("write", save, saved, self._on_unsaved)

    # ---------------------------------------------------------------- answers
    def _ask(self, question: ReportQuestion) -> None:
        if self._session is None:
            return
        self._question = question
        self._is_reading, self._notice = True, None
        self._show()
        self._look_up.ask(question)

    def _read(self, question: ReportQuestion) -> ReadReport:
        assert self._session is not None, "asked only while somebody is signed in"
        return self._desk.services.reports.read(self._session, question)

    def _on_read(self, _question: ReportQuestion, shown: ReadReport) -> None:
        self._shown, self._is_reading = shown, False
        self._show()

    def _on_unread(self, error: Exception) -> None:
        self._shown, self._is_reading = None, False
        self._notice = notice_of(error)
        self._show()

    def _on_unsaved(self, error: Exception) -> None:
        self._settle(notice_of(error))

    def _settle(self, notice: Notice) -> None:
        self._is_saving, self._notice = False, notice
        self._show()

    # ---------------------------------------------------------------- drawing
    def _show(self) -> None:
        spans = tuple((kind, words.span_name(kind)) for kind in SPAN_KINDS)
        state = ReportsState(
            title=words.page_title(),
            about=words.adding_up() if self._is_reading else "",
            spans=spans,
            kind=self._question.kind,
            notice=self._notice,
            is_busy=self._is_reading or self._is_saving,
        )
        shown = self._shown
        self._view.show_state(state if shown is None else self._with_report(state, shown))

    def _with_report(self, state: ReportsState, shown: ReadReport) -> ReportsState:
        report = shown.report
        made = words.as_of(time_text(shown.made_at, shown.zone))
        about = state.about or beside(words.span_text(report.span), made)
        return replace(
            state,
            about=about,
            sums=() if shown.is_left_out else sums_of(report),
            charts=() if report.is_empty else charts_of(report),
            empty=_empty(shown),
            notice=state.notice or _left_out(shown),
            can_save=not shown.is_left_out,
        )


def _empty(shown: ReadReport) -> str:
    """Why there are no charts; empty where there are."""
    if shown.is_left_out:
        return words.after_the_count()
    return words.nothing_sold() if shown.report.is_empty else ""


def _left_out(shown: ReadReport) -> Notice | None:
    """Where days before the open shift's are shown, that it is not among them."""
    if shown.left_out is None or shown.is_left_out:
        return None
    return Notice(title=words.open_day_left_out(shown.left_out), text=words.after_the_count())
