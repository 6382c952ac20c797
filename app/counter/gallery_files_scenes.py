"""Scenes of *Import and export*."""

from collections.abc import Callable, Mapping

from app.counter.gallery_files import CHECKED, READ_IN
from app.counter.gallery_scenes import Stage
from app.presenters.files import FilesPresenter
from app.presenters.key_map import Place
from app.presenters.more import MorePage
from app.use_cases.file_steps import RowsDone
from domain.errors import BadInput


def _open(stage: Stage) -> FilesPresenter:
    stage.begin()
    stage.go(Place.MORE)
    stage.window.counter.flows.more.on_row_selected(tuple(MorePage).index(MorePage.FILES))
    stage.window.screens.more.enter_page()
    return stage.window.counter.flows.files


def files_out(stage: Stage) -> None:
    """Customers go into a file."""
    _open(stage)


def files_written(stage: Stage) -> None:
    """They are in it; the name is short, as what a person types is no word of the program."""
    _open(stage).on_begin("c1")


def files_read(stage: Stage) -> None:
    """Customers came from a file, two of them not."""
    page = _open(stage)
    stage.till.files.result = READ_IN
    page.on_work_chosen("customers_in")
    page.on_begin("customers.csv")


def files_checked(stage: Stage) -> None:
    """What the office would take and refuse."""
    page = _open(stage)
    stage.till.files.result = CHECKED
    page.on_work_chosen("catalog_check")
    page.on_begin("catalog.csv")
    page.on_moved(1)


def files_running(stage: Stage) -> None:
    """In the middle of a long file."""
    page = _open(stage)
    page.show_progress(RowsDone(36_400, 100_000))


def files_refused(stage: Stage) -> None:
    """A file that the office would not look at."""
    page = _open(stage)
    page.on_work_chosen("catalog_check")
    stage.till.files.fail_with = BadInput(
        "Which file?", "Type the name of the file, as in customers.csv. Nothing was changed."
    )
    page.on_begin("catalog.csv")


FILE_SCENES: Mapping[str, Callable[[Stage], None]] = {
    "files-out": files_out,
    "files-written": files_written,
    "files-read": files_read,
    "files-checked": files_checked,
    "files-running": files_running,
    "files-refused": files_refused,
}
