"""Scenes of *Reports*."""

from collections.abc import Callable, Mapping

from app.counter.gallery_reports import LARGE, LONG
from app.counter.gallery_scenes import Stage
from app.presenters.key_map import Place
from app.presenters.more import MorePage
from app.presenters.reports import ReportsPresenter
from domain.errors import WorldFailure


def _open(stage: Stage) -> ReportsPresenter:
    stage.begin()
    stage.go(Place.MORE)
    stage.window.counter.flows.more.on_row_selected(tuple(MorePage).index(MorePage.REPORTS))
    stage.window.screens.more.enter_page()
    return stage.window.counter.flows.reports


def reports_today(stage: Stage) -> None:
    """A morning at the counter."""
    _open(stage)


def reports_month(stage: Stage) -> None:
    """A month, day by day."""
    _open(stage).on_span_chosen("month")


def reports_empty(stage: Stage) -> None:
    """Nothing was sold yet."""
    stage.till.reports.invented = None
    _open(stage)


def reports_long_names(stage: Stage) -> None:
    """Names that no column has room for."""
    stage.till.reports.invented = LONG
    reports_month(stage)


def reports_large(stage: Stage) -> None:
    """Amounts of a country rather than a counter."""
    stage.till.reports.invented = LARGE
    _open(stage).on_span_chosen("week")


def reports_typed(stage: Stage) -> None:
    """Days that are typed, the wrong way round."""
    page = _open(stage)
    page.on_span_chosen("typed")
    fields = stage.window.screens.more.reports
    fields.first.line.setText("21/11/2026")
    fields.last.line.setText("1/11/2026")
    page.on_days_typed("21/11/2026", "1/11/2026")


def reports_saved(stage: Stage) -> None:
    """Kept as a file."""
    _open(stage).on_save("pdf")


def reports_not_saved(stage: Stage) -> None:
    """No room for the file."""
    page = _open(stage)
    stage.till.reports.fail_with = WorldFailure(
        "The report was not saved",
        "The folder is full. What it shows is not lost. Try again.",
    )
    page.on_save("csv")


REPORT_SCENES: Mapping[str, Callable[[Stage], None]] = {
    "reports-today": reports_today,
    "reports-month": reports_month,
    "reports-empty": reports_empty,
    "reports-long-names": reports_long_names,
    "reports-large": reports_large,
    "reports-typed": reports_typed,
    "reports-saved": reports_saved,
    "reports-not-saved": reports_not_saved,
}
