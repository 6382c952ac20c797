"""*Reports*, without Qt: which days, what is said of them, and what is kept."""

from __future__ import annotations

import pytest

from app.counter.gallery_reports import FILES, LARGE, LONG, TODAY, Invented, books_of
from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.report_charts import BARS_MAX, Chart, charts_of, sums_of
from app.presenters.report_words import part_name, tender_name
from app.presenters.reports import ReportsPresenter, ReportsState
from app.use_cases.day_report import ReportQuestion
from domain.day_report import REST, DayReport, ReportPart, reckon_report
from domain.errors import NotAllowed, WorldFailure
from domain.money import Money
from domain.report_span import span_of
from tests.helpers.counter_desk import RecordingView, WaitingRunner, a_desk, a_session


class View(RecordingView[ReportsState]):
    """Also told where the keys go."""

    def focus_days(self) -> None:
        self.asked.append(("focus_days", None))


class Page:
    """The presenter over a till in memory."""

    def __init__(self, runner: WaitingRunner | None = None) -> None:
        self.till: MemoryTill = sample_till()
        self.reports = self.till.reports
        self.view = View()
        desk = a_desk(self.till) if runner is None else a_desk(self.till, runner)
        self.presenter = ReportsPresenter(desk, self.view)
        self.session = a_session(self.till)

    def begin(self) -> Page:
        self.presenter.start(self.session)
        return self

    @property
    def state(self) -> ReportsState:
        return self.view.last


@pytest.fixture
def page() -> Page:
    return Page().begin()


def report(invented: Invented, kind: str = "today") -> DayReport:
    span = span_of("month" if kind == "month" else "today", TODAY)
    return reckon_report(books_of(invented, span), span, "America/Guyana")


def chart(charts: tuple[Chart, ...], title: str) -> Chart:
    return next(one for one in charts if one.title == title)


def test_the_page_begins_with_today(page: Page) -> None:
    state = page.state

    assert page.presenter.row.title == "Reports"
    assert [words for _, words in state.spans] == [
        "Today",
        "Yesterday",
        "This week",
        "This month",
        "Other days",
    ]
    assert (state.kind, state.can_save, state.is_busy) == ("today", True, False)
    assert state.about.startswith("Sat 21 Nov 2026 ")
    assert state.about.endswith("as of 14:26")
    assert state.sums[0].name == "Takings"
    assert state.sums[0].figure == "G$517,000"
    assert [one.title for one in state.charts] == [
        "Hour by hour",
        "How it was paid",
        "By cashier",
        "By category",
        "Best sellers",
    ]


def test_a_month_is_also_shown_day_by_day(page: Page) -> None:
    page.presenter.on_span_chosen("month")
    days = chart(page.state.charts, "Day by day")

    assert page.state.about.startswith("Sun 1 Nov 2026 to Sat 21 Nov 2026")
    assert [bar.short for bar in days.bars][:2] == ["1", "2"]
    assert len(days.bars) == 21
    assert days.is_upright


def test_typed_days_are_asked_for_before_anything_is_read(page: Page) -> None:
    page.presenter.on_span_chosen("typed")
    before = len(page.reports.asked)
    page.presenter.on_look()
    assert len(page.reports.asked) == before
    assert page.view.asked[-1] == ("focus_days", None)
    assert (page.state.kind, page.state.can_save) == ("typed", False)

    page.presenter.on_days_typed("1/11/2026", "2/11/2026")
    assert page.reports.asked[-1] == ReportQuestion(
        kind="typed", first="1/11/2026", last="2/11/2026"
    )
    assert page.state.about.startswith("Sun 1 Nov 2026 to Mon 2 Nov 2026")

    page.presenter.on_look()
    assert page.reports.asked[-1].first == "1/11/2026"
    page.presenter.start(page.session)
    assert page.state.kind == "today"


def test_days_that_are_none_are_answered_and_nothing_is_kept(page: Page) -> None:
    page.presenter.on_days_typed("soon", "")

    assert page.state.notice is not None
    assert page.state.notice.title == "That is no day"
    assert not page.state.charts
    page.presenter.on_save("csv")
    assert page.reports.saved == []


def test_a_report_is_kept_and_it_is_said_where(page: Page) -> None:
    page.presenter.on_save("csv")
    page.presenter.on_save("pdf")

    assert [kind for kind, _ in page.reports.saved] == ["csv", "pdf"]
    notice = page.state.notice
    assert notice is not None
    assert notice.title == "The report is saved as PDF"
    assert notice.text == f"{FILES}/02-2026-11-21.pdf"


def test_a_file_that_cannot_be_written_leaves_the_report_on_the_screen(page: Page) -> None:
    page.reports.fail_with = WorldFailure("The report was not saved", "The disk is full.")
    page.presenter.on_save("pdf")

    assert page.state.notice is not None
    assert page.state.notice.text == "The disk is full."
    assert page.state.charts
    assert not page.presenter.is_busy


def test_who_may_not_read_it_hears_so(page: Page) -> None:
    page.reports.fail_with = NotAllowed("Ask a supervisor", "Nothing was changed.")
    page.presenter.on_look()

    assert page.state.notice is not None
    assert (page.state.charts, page.state.can_save) == ((), False)


def test_nothing_sold_says_what_to_do() -> None:
    page = Page()
    page.reports.invented = None
    page.begin()

    assert page.state.charts == ()
    assert page.state.empty.startswith("Nothing was sold")
    assert page.state.can_save


def test_while_it_is_added_up_the_page_says_so_and_the_last_answer_counts() -> None:
    runner = WaitingRunner()
    page = Page(runner)
    page.presenter.on_span_chosen("today")  # nobody is signed in yet
    assert page.view.states == []
    page.begin()
    assert page.state.about.startswith("Adding up")
    assert page.state.is_busy
    page.presenter.on_span_chosen("week")
    page.presenter.on_span_chosen("month")
    runner.finish_all()

    assert [question.kind for question in page.reports.asked] == ["today", "month"]
    assert page.state.kind == "month"
    assert page.state.charts


def test_a_page_that_was_left_draws_nothing_more_and_saves_once_at_a_time() -> None:
    runner = WaitingRunner()
    page = Page(runner).begin()
    page.presenter.leave()
    drawn = len(page.view.states)
    runner.finish_all()
    assert len(page.view.states) == drawn

    page.begin()
    runner.finish_all()
    page.presenter.on_save("csv")
    assert page.presenter.is_busy
    page.presenter.on_save("csv")
    runner.finish_all()

    assert len(page.reports.saved) == 1
    assert not page.presenter.is_busy


def test_a_chart_tells_all_its_figures_in_words() -> None:
    tenders = chart(charts_of(report(Invented())), "How it was paid")

    assert tenders.spoken.startswith("How it was paid, takings: Cash ")
    assert all(bar.figure in tenders.spoken for bar in tenders.bars)
    assert "payments" in tenders.spoken
    hours = chart(charts_of(report(Invented())), "Hour by hour")
    assert hours.spoken.startswith("Hour by hour, takings: 08:00 24,750, 6 sales; 09:00")


def test_more_goods_than_bars_end_in_everything_else() -> None:
    best = chart(charts_of(report(LONG)), "Best sellers")

    assert len(best.bars) == BARS_MAX
    assert best.bars[-1].name == "Everything else"
    assert chart(charts_of(report(Invented())), "By category").bars[1].name == "Shipping"


def test_amounts_of_one_chart_show_their_cents_all_or_none() -> None:
    figures = [bar.figure for bar in chart(charts_of(report(LARGE)), "How it was paid").bars]

    assert all("." in figure for figure in figures)
    assert sums_of(report(LARGE))[0].figure.startswith("G$")


def test_ways_to_pay_and_parts_have_names() -> None:
    assert tender_name("cash:USD") == "Cash US$"
    assert tender_name("mmg") == "MMG"
    assert tender_name("barter") == "barter"
    nothing = Money.zero("GYD")
    assert part_name(ReportPart(key="", amount=nothing)) == "No category"
    assert part_name(ReportPart(key=REST, amount=nothing)) == "Everything else"
    assert part_name(ReportPart(key="staff-1", amount=nothing)) == "staff-1"


def test_many_ways_to_pay_are_brought_together() -> None:
    ways = Invented(tenders=tuple((f"way-{number}", 10) for number in range(12)))

    assert chart(charts_of(report(ways)), "How it was paid").bars[-1].name == "Everything else"


def test_the_open_shifts_day_is_neither_shown_nor_kept_before_its_count(page: Page) -> None:
    page.reports.left_out = TODAY
    page.presenter.on_look()
    page.presenter.on_save("csv")

    assert (page.state.sums, page.state.charts, page.state.can_save) == ((), (), False)
    assert "counted blind" in page.state.empty
    assert page.reports.saved == []


def test_other_days_are_shown_and_say_that_the_open_shifts_is_left_out(page: Page) -> None:
    page.reports.left_out = TODAY
    page.presenter.on_span_chosen("month")

    assert page.state.charts
    assert page.state.notice is not None
    assert page.state.notice.title == "Without Sat 21 Nov 2026: its shift is open."
    assert page.state.can_save
