"""A line of a sale as central books it."""

from central.tables import sale_line
from sync.protocol.bodies import SaleLineBody

_KEY = {"organisation_id", "till_id", "stream", "branch", "seq"}
_COLUMNS = tuple(column.name for column in sale_line.c if column.name not in _KEY)


def line_columns(line: SaleLineBody) -> dict[str, object]:
    """Return the columns of a line; the rest of it stays in the facts of its operation."""
    return {name: getattr(line, name) for name in _COLUMNS}
