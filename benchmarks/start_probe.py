"""A till's start in a process of its own, as `windward run` does it, with a word at each milestone.

Run by benchmarks/start.py, which reads the words and holds the watch. Imports come as late as in
app/cli.py, so that what is imported when is the program's own order.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from app.bootstrap import RunningTill, open_till
from app.till_folder import TillFolder
from app.use_cases.search_catalog import search_catalog

DATABASE, WINDOW, SEARCH = "database", "window", "search"
MILESTONES = (DATABASE, WINDOW, SEARCH)
_TYPED = "cha"
_HITS = 50
_LOOK_EVERY_MS = 1
_WAIT_MS_MAX = 60_000


def main(words: Sequence[str]) -> int:
    """Start the till of a folder up to its first usable screen, search once, and close."""
    (folder,) = words
    running = open_till(TillFolder.below(Path(folder)))
    try:
        tell(DATABASE)
        return show_window_and_search(running)
    finally:
        running.close()


def show_window_and_search(running: RunningTill) -> int:
    """Return 0 once somebody could type a PIN and a search answers, 1 if that never happens."""
    from PySide6.QtCore import QEvent, QObject, QTimer  # noqa: PLC0415  # as late as app/cli.py

    from app.counter_window import open_counter, the_application  # noqa: PLC0415  # as above

    class Painted(QObject):
        """Whether the window has been drawn."""

        yes = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
            self.yes = self.yes or (watched is window and event.type() is QEvent.Type.Paint)
            return False

    application = the_application()
    counter = open_counter(running)
    window, painted = counter.window, Painted()
    window.installEventFilter(painted)

    def look() -> None:
        if painted.yes and window.screens.sign_in.button.isEnabled():
            tell(WINDOW)
            found = search_catalog(running.till, _TYPED, _HITS)
            tell(SEARCH)
            application.exit(0 if found else 1)

    watch = QTimer(interval=_LOOK_EVERY_MS)
    watch.timeout.connect(look)
    watch.start()
    QTimer.singleShot(_WAIT_MS_MAX, lambda: application.exit(1))
    window.start()
    try:
        return application.exec()
    finally:
        watch.stop()
        window.close()
        counter.close()


def tell(milestone: str) -> None:
    """Say that a milestone is reached; the line's arrival is the moment that counts."""
    sys.stdout.write(f"{milestone}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
