"""What *Provider statements* asks of the house."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.use_cases.file_jobs import file_path
from app.use_cases.send_statement import (
    OfficeMapping,
    SendStatement,
    StatementRead,
    StatementResult,
    list_statement_mappings,
    open_row_case,
    read_statement_file,
    send_statement_steps,
)
from app.use_cases.step_job import StepJob
from app.use_cases.till import Session, Till
from sync.protocol.statements import RowTold

SendJob = StepJob[StatementResult]
"""A statement on its way; ``advance`` says how far it is, or what came of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementServices:
    """``mappings``, each step of ``send`` and ``open_case`` wait for central: on the lane *line*.

    ``send`` itself touches nothing.
    """

    mappings: Callable[[Session], Sequence[OfficeMapping]]
    read: Callable[[Session, str, Sequence[OfficeMapping]], StatementRead]
    send: Callable[[Session, SendStatement], SendJob]
    open_case: Callable[[Session, str, RowTold], bool]
    folder: Callable[[], str]


def bind_statements(till: Till, folder: Path) -> StatementServices:
    """Return them bound to a till; a bare name of a file lies in ``folder``."""

    def read(session: Session, name: str, mappings: Sequence[OfficeMapping]) -> StatementRead:
        return read_statement_file(till, session, file_path(folder, name), mappings)

    return StatementServices(
        mappings=partial(list_statement_mappings, till),
        read=read,
        send=lambda session, request: StepJob(send_statement_steps(till, session, request)),
        open_case=partial(open_row_case, till),
        folder=lambda: str(folder),
    )
