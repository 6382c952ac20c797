"""Rows as they stand in a file, before anybody asks what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.errors import BadInput
from domain.sentence import as_told, told

ROWS_MAX = 1_000_000


class BrokenFileError(BadInput):
    """A catalog file that cannot be used as a whole. Nothing was changed."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "The catalog was not imported", told("{why} Nothing was changed.", why=as_told(why))
        )


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row: the line it begins on (from 1), its cells by column, or why it is none."""

    line: int
    cells: Mapping[str, object] = field(default_factory=dict)
    complaint: str | None = None


def column_name(header: str) -> str:
    """Return a column's name in the one form in which names are compared."""
    return "_".join(header.strip().lower().replace("-", " ").replace("_", " ").split())
