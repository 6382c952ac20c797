"""What *Import and export* asks of the house."""

from collections.abc import Callable
from dataclasses import dataclass

from app.presenters.statement_services import StatementServices
from app.use_cases.file_jobs import FileJob, FileTask
from app.use_cases.till import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class FileServices:
    """``begin`` touches no database; each batch of the job runs on the lane of its work."""

    begin: Callable[[Session, FileTask], FileJob]
    folder: Callable[[], str]
    statements: StatementServices
