"""A line of a sale as central books it."""

import json

from central.tables import sale_line
from sync.protocol.bodies import SaleLineBody
from sync.protocol.line_bodies import SaleLineTerms

_KEY = {"organisation_id", "till_id", "stream", "branch", "seq"}
_COLUMNS = tuple(column.name for column in sale_line.c if column.name not in {*_KEY, "terms"})
_TERMS = set(SaleLineTerms.model_fields)


def line_columns(line: SaleLineBody) -> dict[str, object]:
    """Return the columns of a line; the rest of it stays in the facts of its operation."""
    terms = line.model_dump(mode="json", include=_TERMS, exclude_none=True)
    return {**{name: getattr(line, name) for name in _COLUMNS}, "terms": json.dumps(terms)}
