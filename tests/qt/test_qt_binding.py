"""The Qt binding must keep Python's objects alive: a till runs for weeks."""

import sys

from PySide6.QtCore import QObject

CALLS = 1_000
NOISE = 100


def test_calls_that_return_nothing_do_not_use_up_references_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 drops one in each call; when none is left, Python aborts."""
    thing = QObject()
    before = sys.getrefcount(None)

    for _ in range(CALLS):
        thing.setObjectName("till")
        thing.parent()

    assert abs(sys.getrefcount(None) - before) < NOISE
