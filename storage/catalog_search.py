"""Search as you type, within a frame: a bounded number of candidates first, ranked afterwards.

SQLite's own ranking (bm25) reads every hit: one typed letter over a million rows took a third of a
second when measured. So each source below gives its best few rows, straight from an index, and the
ranking in storage/search_text.py looks at those only. What a person types never becomes SQL or FTS5
syntax: it is folded to letters and digits first, and quoted.
"""

import sqlalchemy as sa
from sqlalchemy import Connection

from storage.search_text import Candidate, answers, rank, typed_words

HITS_MAX = 50
_CANDIDATES_MAX = 250
_CODE_HITS_MAX = 50
_BARCODE_DIGITS_MIN = 4
_GTIN_PADS = ("", "0", "00", "000000")
"""A GTIN is kept with leading zeros to 14 digits; people type it as printed: 14, 13, 12 or 8."""
_LAST = "\U0010ffff"


def search_rows(connection: Connection, text: str, limit: int) -> list[int]:
    """Return row ids of the best hits that are shown now, best first."""
    words = typed_words(text)
    if not words:
        return []
    found: dict[int, Candidate] = {}
    for candidate in _candidates(connection, words):
        known = found.get(candidate.row_id)
        if known is None or candidate.exact_code:
            found[candidate.row_id] = candidate
    best = sorted(found.values(), key=lambda candidate: rank(candidate, words))
    return [candidate.row_id for candidate in best[: min(limit, HITS_MAX)]]


def _candidates(connection: Connection, words: tuple[str, ...]) -> list[Candidate]:
    typed = " ".join(words)
    prefix = {"low": typed, "high": typed + _LAST}
    found = _read(connection, _BY_SKU, {**prefix, "most": _CODE_HITS_MAX})
    found += _read(connection, _BY_NAME, {**prefix, "most": HITS_MAX})
    found += _by_words(connection, words)
    for word in words:
        if word.isascii() and word.isdigit() and len(word) >= _BARCODE_DIGITS_MIN:
            others = tuple(other for other in words if other != word)
            found += [hit for hit in _by_barcode(connection, word) if answers(hit, others)]
    return found


def _by_words(connection: Connection, words: tuple[str, ...]) -> list[Candidate]:
    query = " AND ".join(f'"{word}"*' for word in words)
    return _read(connection, _BY_WORDS, {"query": query, "most": _CANDIDATES_MAX})


def _by_barcode(connection: Connection, digits: str) -> list[Candidate]:
    found: list[Candidate] = []
    for pad in _GTIN_PADS:
        start = pad + digits
        key = {"low": start, "high": start + _LAST, "exact": start, "most": _CODE_HITS_MAX}
        found += _read(connection, _BY_BARCODE, key)
    return found


def _read(
    connection: Connection, statement: sa.TextClause, key: dict[str, object]
) -> list[Candidate]:
    return [
        Candidate(
            row_id=row.row_id,
            name_key=row.name_key,
            sku_key=row.sku_key,
            category_key=row.category_key,
            exact_code=bool(row.exact_code),
        )
        for row in connection.execute(statement, key)
    ]


# CROSS JOIN keeps SQLite on the path given: the index first, then the row.
_BY_NAME = sa.text(
    """
    SELECT i.row_id, i.name_key, i.sku_key, i.category_key, 0 AS exact_code
    FROM catalog_index i CROSS JOIN shown_row r ON r.row_id = i.row_id
    WHERE i.name_key >= :low AND i.name_key < :high
    AND i.row_id <= (SELECT row_through FROM feed_state)
    ORDER BY i.name_key LIMIT :most
    """
)
_BY_SKU = sa.text(
    """
    SELECT i.row_id, i.name_key, i.sku_key, i.category_key, 0 AS exact_code
    FROM catalog_index i CROSS JOIN shown_row r ON r.row_id = i.row_id
    WHERE i.sku_key >= :low AND i.sku_key < :high
    AND i.row_id <= (SELECT row_through FROM feed_state)
    ORDER BY i.sku_key LIMIT :most
    """
)
_BY_BARCODE = sa.text(
    """
    SELECT i.row_id, i.name_key, i.sku_key, i.category_key, b.barcode = :exact AS exact_code
    FROM catalog_barcode b CROSS JOIN catalog_index i ON i.row_id = b.row_id
    CROSS JOIN shown_row r ON r.row_id = b.row_id
    WHERE b.barcode >= :low AND b.barcode < :high
    AND b.row_id <= (SELECT row_through FROM feed_state)
    ORDER BY b.barcode LIMIT :most
    """
)
# Newest rows first: what a flip has superseded but no sweep removed yet lies at the end.
_BY_WORDS = sa.text(
    """
    SELECT i.row_id, i.name_key, i.sku_key, i.category_key, 0 AS exact_code
    FROM catalog_words w CROSS JOIN catalog_index i ON i.row_id = w.rowid
    CROSS JOIN shown_row r ON r.row_id = w.rowid
    WHERE w.catalog_words MATCH :query AND w.rowid <= (SELECT row_through FROM feed_state)
    ORDER BY w.rowid DESC LIMIT :most
    """
)
