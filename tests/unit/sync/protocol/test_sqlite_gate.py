"""The version gate: SQLite versions that can damage a write-ahead-log file are refused."""

import pytest

from sync.protocol.sqlite_gate import UnsafeSqlite, is_safe_sqlite, require_safe_sqlite

SAFE = [
    (3, 6, 23),
    (3, 44, 6),
    (3, 44, 9),
    (3, 50, 7),
    (3, 51, 3),
    (3, 52, 0),
    (3, 53, 4),
    (4, 0, 0),
]
UNSAFE = [(3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 45, 6), (3, 50, 6), (3, 51, 0), (3, 51, 2)]


@pytest.mark.parametrize("version", SAFE)
def test_a_repaired_sqlite_passes(version: tuple[int, int, int]) -> None:
    require_safe_sqlite(version)

    assert is_safe_sqlite(version)


@pytest.mark.parametrize("version", UNSAFE)
def test_a_sqlite_with_the_fault_is_refused_by_name(version: tuple[int, int, int]) -> None:
    with pytest.raises(UnsafeSqlite, match=r"\.".join(map(str, version))):
        require_safe_sqlite(version)
