"""The window's frames in a process of its own: while changes pour in, and with a long cart.

Run by benchmarks/frames.py. Prints one line of JSON: names and nanoseconds.
"""

import json
import sys
import threading
from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter_ns

from PySide6.QtCore import Qt, QTimer

from app.till_folder import TillFolder
from app.use_cases.current_cart import current_cart
from app.use_cases.scan import scan
from app.use_cases.till import Session
from app.widgets.money_label import MoneyLabel
from benchmarks.goods import gtin_13, item_change, product
from benchmarks.shop import STORE_STREAM, session_of
from benchmarks.window import Hands, opened_window
from domain.cart import LINES_MAX
from storage.feed import STAGE_ROWS_MAX

_TYPED = "charger cable blue phone case "
_TYPE_EVERY_MS = 120
_STEPS = 200


def main(words: Sequence[str]) -> int:
    """Measure over the till of a folder with so many ``rows``, while ``changes`` arrive."""
    folder, rows, changes = TillFolder.below(Path(words[0])), int(words[1]), int(words[2])
    with opened_window(folder) as hands:
        hands.sign_in()
        found = {"changes": _while_changes_arrive(hands, rows, changes)}
        found |= _with_a_long_cart(hands, rows)
    print(json.dumps(found))
    return 0


class _Heartbeat:
    """Beats as often as the screen's thread lets it; a gap is a frame that came late."""

    def __init__(self) -> None:
        self.gaps_ns: list[int] = []
        self._last = perf_counter_ns()
        self._timer = QTimer(interval=1)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._last = perf_counter_ns()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now = perf_counter_ns()
        self.gaps_ns.append(now - self._last)
        self._last = now


def _while_changes_arrive(hands: Hands, rows: int, changes: int) -> list[int]:
    """Somebody types a search over and over while every product gets a new price."""
    heart, letters = _Heartbeat(), iter(_TYPED * 1_000)
    worker = threading.Thread(target=_take_in, args=(hands, rows, changes), name="engine")
    typist = QTimer(interval=_TYPE_EVERY_MS)
    typist.timeout.connect(lambda: _type_a_letter(hands, next(letters)))
    heart.start()
    typist.start()
    worker.start()
    hands.until(lambda: not worker.is_alive())
    typist.stop()
    heart.stop()
    hands.press(Qt.Key.Key_Escape)
    return heart.gaps_ns


def _type_a_letter(hands: Hands, letter: str) -> None:
    if letter == " ":
        hands.press(Qt.Key.Key_Escape)
    else:
        hands.type(letter)


def _take_in(hands: Hands, rows: int, changes: int) -> None:
    """Stage and show changes as the engine does: in chunks of 200, shown at once."""
    db = hands.running.till.db
    with db.reading() as uow:
        first = uow.feed.shown_positions()[STORE_STREAM] + 1
    last = first + changes - 1
    coming = (
        item_change(product(at % rows), STORE_STREAM, first + at, last) for at in range(changes)
    )
    while chunk := list(islice(coming, STAGE_ROWS_MAX)):
        with db.unit_of_work() as uow:
            uow.feed.stage(chunk, f"{STORE_STREAM}:{chunk[-1].position}")
            uow.commit()
    with db.unit_of_work() as uow:
        uow.feed.flip({STORE_STREAM: last})
        uow.commit()


def _with_a_long_cart(hands: Hands, rows: int) -> dict[str, list[int]]:
    """Scroll the longest cart a line at a time, and change a quantity until the total follows."""
    session = session_of(hands.running.till)
    count = min(LINES_MAX, rows)
    _fill_cart(hands, session, count)
    hands.window.counter.back_to_cart()
    hands.until(lambda: hands.line_count() == count)
    return {"scroll": _scroll(hands), "total": _change_quantities(hands, session)}


def _fill_cart(hands: Hands, session: Session, count: int) -> None:
    for number in range(count):
        scan(hands.running.till, session, gtin_13(number))


def _scroll(hands: Hands) -> list[int]:
    lines = hands.window.screens.sale.cart.list
    bar, times = lines.verticalScrollBar(), []
    for step in range(_STEPS):
        began = perf_counter_ns()
        bar.setValue(step * max(1, bar.maximum() // _STEPS))
        lines.viewport().repaint()
        times.append(perf_counter_ns() - began)
    return times


def _change_quantities(hands: Hands, session: Session) -> list[int]:
    """From the key until the new total is on the screen."""
    till, times = hands.running.till, []
    for _ in range(_STEPS // 4):
        before = current_cart(till, session).cart.version
        old = _total_shown(hands)
        began = perf_counter_ns()
        hands.press(Qt.Key.Key_Plus)
        hands.until(partial(_is_other_total, hands, old))
        times.append(perf_counter_ns() - began)
        if current_cart(till, session).cart.version == before:
            raise RuntimeError("the key changed no quantity")
    return times


def _total_shown(hands: Hands) -> str:
    labels = hands.window.screens.sale.cart.findChildren(MoneyLabel)
    names = (label.accessibleName() for label in labels)
    return next(name for name in names if name.startswith("Total"))


def _is_other_total(hands: Hands, old: str) -> bool:
    return _total_shown(hands) != old


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
