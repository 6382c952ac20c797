"""A day's sales at the real window, key by key, in a process of its own; its memory meanwhile.

Run by benchmarks/day.py. Prints one line of JSON: nanoseconds a sale, and memory in KiB.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter_ns

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.presenters.key_map import Dialog
from app.till_folder import TillFolder
from benchmarks.goods import gtin_13
from benchmarks.window import Hands, opened_window
from benchmarks.wire.memory import own_kib

_STEP = 104_729  # prime: scans wander over the whole catalog
_LINES = 3
_LOOKS = 20
_ENOUGH = "90000000"


def main(words: Sequence[str]) -> int:
    """Sell so many times at the till of a folder with so many ``rows``."""
    folder, rows, sales = TillFolder.below(Path(words[0])), int(words[1]), int(words[2])
    times_ns: list[int] = []
    with opened_window(folder) as hands:
        at_start_kib = own_kib()
        hands.sign_in()
        memory_kib = []
        for number in range(sales):
            if number % max(1, sales // _LOOKS) == 0:
                memory_kib.append(own_kib())
            began = perf_counter_ns()
            _sell(hands, number, rows)
            times_ns.append(perf_counter_ns() - began)
        memory_kib.append(own_kib())
    print(json.dumps({"sale": times_ns, "start_kib": at_start_kib, "memory_kib": memory_kib}))
    return 0


def _sell(hands: Hands, number: int, rows: int) -> None:
    counter = hands.window.counter
    for line in range(_LINES):
        hands.type(gtin_13((number * _LINES + line) * _STEP % rows))
        hands.press(Qt.Key.Key_Return)
        hands.until(lambda line=line: hands.line_count() > line)  # type: ignore[misc]  # a lambda's default has no type
    hands.press(Qt.Key.Key_F12)
    hands.until(lambda: counter.dialog is Dialog.TENDER)
    hands.type(_ENOUGH)
    hands.until(lambda: _finishes(hands))
    hands.press(Qt.Key.Key_Return)
    hands.until(lambda: counter.dialog is None and hands.line_count() == 0)
    QApplication.processEvents()


def _finishes(hands: Hands) -> bool:
    """Press F12 until the sale is paid: faster hands than a cashier's come before the bill is up.

    A press too many takes nothing twice.
    """
    counter = hands.window.counter
    if counter.dialog is Dialog.TENDER and not counter.tender.is_busy:
        hands.press(Qt.Key.Key_F12)
    return counter.dialog is Dialog.RECEIPT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
