"""A counter's window on a real display while keys come from outside: says at the end what it has.

Run as a program: ``python -m tests.journeys.scanned_window``. Each line on standard input is one
call of xdotool, by a person (slow) or a scanner (fast).
"""

import json
import shutil
import subprocess
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.counter.gallery_till import PROFILE, RightAway, sample_till
from app.counter.main_window import CounterWindow
from app.presenters.services import Desk
from app.theme.apply import apply_theme
from app.theme.theme import Theme

_SETTLE_MS, _POLL_MS, _LIMIT_MS = 300, 20, 60_000


class Hands:
    """Plays the lines one after another and lets the window rest between them."""

    def __init__(self, lines: list[list[str]], window: CounterWindow) -> None:
        self._lines = lines
        self._window = window
        self._playing: subprocess.Popen[bytes] | None = None
        self.codes: list[str] = []
        window.scanner.scanned.connect(self.codes.append)

    def play(self) -> None:
        if self._playing is not None and self._playing.poll() is None:
            QTimer.singleShot(_POLL_MS, self.play)
        elif self._playing is not None:
            self._playing = None
            QTimer.singleShot(_SETTLE_MS, self.play)
        elif self._lines:
            program = shutil.which("xdotool") or "xdotool"
            self._playing = subprocess.Popen([program, *self._lines.pop(0)])  # a test's own words
            self.play()
        else:
            QApplication.quit()


def main() -> int:
    """Play standard input and print what came of it as one JSON object."""
    application = QApplication(["windward"])
    apply_theme(application, Theme())
    till = sample_till()
    desk = Desk(services=till.services(), runner=RightAway(), clock=till.clock, profile=PROFILE)
    window = CounterWindow(desk)
    window.start()
    window.activateWindow()
    hands = Hands([line.split() for line in sys.stdin], window)
    QTimer.singleShot(_SETTLE_MS, hands.play)
    QTimer.singleShot(_LIMIT_MS, application.quit)
    application.exec()
    found = {
        "codes": hands.codes,
        "search": window.screens.sale.products.search.line.text(),
        "lines": [[line.name, line.quantity] for line in till.cart.lines],
        "wrong_pins": till.wrong_pins,
        "float_minor": till.shift.opening_float.amount_minor if till.shift is not None else None,
    }
    sys.stdout.write(json.dumps(found) + "\n")
    window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
