"""The version gate both ends pass before they open a SQLite file.

SQLite 3.7.0 to 3.51.2 can corrupt a write-ahead-log file when two connections commit and checkpoint
close together (sqlite.org/wal.html, "the WAL-reset bug"); 3.44.6 and 3.50.7 carry the repair. Both
ends keep two and more connections on one file, so they refuse to start on a version with the bug.
"""

from domain.errors import WorldFailure
from domain.sentence import told

_FIRST_WITH_WAL = (3, 7, 0)
_FIRST_REPAIRED = (3, 51, 3)
_REPAIRED_BRANCHES = {(3, 44): 6, (3, 50): 7}


class UnsafeSqlite(WorldFailure):
    """The SQLite inside this program can damage the file it is asked to keep."""


def is_safe_sqlite(version: tuple[int, int, int]) -> bool:
    """Tell whether a SQLite of this version (``sqlite_version_info``) keeps a WAL file whole."""
    if version < _FIRST_WITH_WAL or version >= _FIRST_REPAIRED:
        return True
    repaired_from = _REPAIRED_BRANCHES.get(version[:2])
    return repaired_from is not None and version[2] >= repaired_from


def require_safe_sqlite(version: tuple[int, int, int]) -> None:
    """Raise UnsafeSqlite for a version with the WAL-reset bug."""
    if is_safe_sqlite(version):
        return
    name = ".".join(str(part) for part in version)
    raise UnsafeSqlite(
        "This program cannot keep its data safely",
        told(
            "It was built with SQLite {name}, which can damage a database. Nothing"
            " was opened and nothing is lost: install the program again from its"
            " own package (SQLite 3.51.3 or up).",
            name=name,
        ),
    )
