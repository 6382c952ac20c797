"""Rows of a CSV file, packed or not."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from central.catalog.files import open_text
from domain.catalog_file.csv_records import read_records
from domain.catalog_file.source_rows import SourceRow


def read_csv(path: Path) -> Iterator[SourceRow]:
    """Yield the rows below the header. Raises BrokenFileError."""
    return read_records(partial(open_text, path))
