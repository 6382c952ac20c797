"""What *Import and export* asks of the house."""

from collections.abc import Callable
from dataclasses import dataclass

from app.presenters.statement_services import StatementServices
from app.use_cases.file_jobs import FileJob, FileTask
from app.use_cases.send_catalog import CatalogResult, SendCatalog
from app.use_cases.step_job import StepJob
from app.use_cases.till import Session

CatalogJob = StepJob[CatalogResult]
"""A catalog on its way; ``advance`` says how far it is, or what came of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileServices:
    """``begin`` touches no database; each batch of the job runs on the lane of its work.

    ``send_catalog`` touches nothing; each step of it waits for central, on the lane *line*.
    """

    begin: Callable[[Session, FileTask], FileJob]
    send_catalog: Callable[[Session, SendCatalog], CatalogJob]
    folder: Callable[[], str]
    statements: StatementServices
