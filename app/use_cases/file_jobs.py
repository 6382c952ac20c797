"""Import and export as jobs that a screen begins, watches and stops: one batch at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from app.use_cases.catalog_csv import CatalogCheck, catalog_check_steps, catalog_export_steps
from app.use_cases.customer_csv import (
    ImportReport,
    customer_export_steps,
    customer_import_steps,
)
from app.use_cases.file_steps import RowsDone, Steps
from app.use_cases.send_catalog import CatalogRead, catalog_read_steps
from app.use_cases.till import Session, Till
from domain.errors import BadInput, WorldFailure
from domain.sentence import told

FileWork = Literal["customers_out", "customers_in", "catalog_out", "catalog_check", "catalog_in"]
FILE_WORKS: tuple[FileWork, ...] = get_args(FileWork)
FileResult = int | ImportReport | CatalogCheck | CatalogRead
"""How many rows were written, what became of those that were read, or what may be sent now."""

_NAME_MAX = 1_000
_Begin = Callable[[Till, Session, Path], Steps[FileResult]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTask:
    """What to do, and with which file: a name, or a whole path."""

    work: FileWork
    name: str


@dataclass(frozen=True, slots=True)
class FileDone:
    """What came of a job, and where its file lies."""

    path: Path
    result: FileResult


class FileJob:
    """A job under way. ``advance`` does the next batch: on the lane of its work, never two at once.

    Raises what the work raises (BadInput, WorldFailure, NotAllowed); it is over then.
    """

    def __init__(self, steps: Steps[FileResult], path: Path) -> None:
        self._steps = steps
        self._path = path
        self._has_begun = False

    def advance(self, *, go_on: bool = True) -> RowsDone | FileDone:
        """Do one batch, or stop before it; return how far it is, or what came of it."""
        try:
            if self._has_begun:
                return self._steps.send(go_on)
            self._has_begun = True
            return next(self._steps)
        except StopIteration as stop:
            result: FileResult = stop.value
            return FileDone(self._path, result)


def begin_file_job(till: Till, folder: Path, session: Session, task: FileTask) -> FileJob:
    """Return a job that has done nothing yet; a bare name lies in ``folder``, which is made.

    Raises BadInput without a name that a file can have, and WorldFailure where the folder cannot
    be made.
    """
    path = file_path(folder, task.name)
    begins: dict[FileWork, _Begin] = {
        "customers_out": customer_export_steps,
        "customers_in": customer_import_steps,
        "catalog_out": catalog_export_steps,
        "catalog_check": catalog_check_steps,
        "catalog_in": catalog_read_steps,
    }
    return FileJob(begins[task.work](till, session, path), path)


def file_path(folder: Path, name: str) -> Path:
    """Return where a typed name lies: in ``folder``, which is made, unless it is a whole path.

    Raises BadInput without a name that a file can have, and WorldFailure.
    """
    typed = name.strip()
    path = Path(typed)
    if not path.name or len(typed) > _NAME_MAX or "\0" in typed:
        raise BadInput(
            "Which file?",
            "Type the name of the file, as in customers.csv. Nothing was changed.",
        )
    if path.suffix == "":
        path = path.with_name(path.name + ".csv")
    if path.is_absolute():
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorldFailure(
            "The folder cannot be made",
            told(
                "{folder} is not to be had. Nothing was changed. Type another.", folder=str(folder)
            ),
        ) from error
    return folder / path
