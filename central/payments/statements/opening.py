"""A statement's file taken from a disk of the office."""

from pathlib import Path

from domain.errors import BadInput
from domain.statement_file.reading import FILE_BYTES_MAX, StatementFile


def open_statement(path: Path) -> StatementFile:
    """Return the file, no more of it than is ever read. Raises BadInput; nothing was changed."""
    try:
        with path.open("rb") as file:
            return StatementFile(path.name, file.read(FILE_BYTES_MAX + 1))
    except OSError as error:
        raise BadInput(
            "The statement cannot be read", f"{path}: {error.strerror}. Nothing was changed."
        ) from error
