"""The office as a till asks it about providers' statements: only online, and nothing is queued."""

from collections.abc import Iterator, Sequence
from typing import Never, Protocol

from domain.errors import WorldFailure
from sync.protocol.statements import (
    MappingTold,
    RowAsked,
    RowCaseOpened,
    RowTold,
    StatementEnd,
    StatementSent,
)


class StatementOffice(Protocol):
    """Central's side. All raise WorldFailure without a line, and central's refusal in its words."""

    def list_mappings(self) -> Sequence[MappingTold]:
        """Return how statements are read, the newest of a name first."""

    def send(self, sent: StatementSent, raw: bytes) -> Iterator[RowTold | StatementEnd]:
        """Yield rows as central works them off; without the end it was cut off."""

    def open_case(self, row: RowAsked) -> RowCaseOpened:
        """Have the case of a row opened at this till."""


class NoStatementOffice:
    """A till that speaks with no central, as the one for training: says so."""

    def list_mappings(self) -> Never:
        raise _nobody()

    def send(self, sent: StatementSent, raw: bytes) -> Never:
        del sent, raw
        raise _nobody()

    def open_case(self, row: RowAsked) -> Never:
        del row
        raise _nobody()


def _nobody() -> WorldFailure:
    return WorldFailure(
        "This till speaks with no central",
        "Statements are sent from a till at work. Nothing was changed and nothing is lost.",
    )
