"""Scenes of *Import and export*."""

from collections.abc import Callable, Mapping

from app.counter.gallery_files import CHECKED, READ, READ_IN
from app.counter.gallery_scenes import Stage
from app.presenters.files import FilesPresenter
from app.presenters.key_map import Place
from app.presenters.more import MorePage
from app.use_cases.approve import Approval
from app.use_cases.file_steps import RowsDone
from app.use_cases.send_catalog import SendCatalog
from domain.errors import BadInput, WorldFailure
from domain.staff import Permission


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


def _checked_in(stage: Stage) -> FilesPresenter:
    page = _open(stage)
    stage.till.files.result = READ
    page.on_work_chosen("catalog_in")
    page.on_begin("catalog.csv")
    return page


def _send(stage: Stage) -> FilesPresenter:
    """As after the PIN of a supervisor."""
    page = _checked_in(stage)
    session = stage.window.counter.session
    assert session is not None
    yes = Approval(approved_by=session.staff_id, permission=Permission.APPROVE)
    page.begin_sending(session, SendCatalog(read=READ, approval=yes))
    return page


def catalog_ready(stage: Stage) -> None:
    """A catalog was checked and can be sent."""
    _checked_in(stage)


def catalog_sign(stage: Stage) -> None:
    """A supervisor says yes with a PIN."""
    _checked_in(stage).on_begin("catalog.csv")


def catalog_sent(stage: Stage) -> None:
    """What central made of it, what it refused first."""
    _send(stage)


def catalog_offline(stage: Stage) -> None:
    """Without a line it is said plainly."""
    stage.till.files.told = WorldFailure(
        "Sending a catalog needs the line",
        "Central cannot be reached now. The file is where it was and nothing is lost: go on"
        " selling, and send it when the till is online again. What central has of it already"
        " stays as it is.",
    )
    _send(stage)


FILE_SCENES: Mapping[str, Callable[[Stage], None]] = {
    "files-out": files_out,
    "files-written": files_written,
    "files-read": files_read,
    "files-checked": files_checked,
    "files-running": files_running,
    "files-refused": files_refused,
    "catalog-ready": catalog_ready,
    "catalog-sign": catalog_sign,
    "catalog-sent": catalog_sent,
    "catalog-offline": catalog_offline,
}
