"""``windward run``: open the counter."""

from argparse import Namespace

from app.bootstrap import open_till
from app.commands.options import Command, folder_of, no_options, say


def _run(options: Namespace) -> int:
    from app.counter_window import run_counter  # noqa: PLC0415  # Qt is needed for the window only

    running = open_till(folder_of(options), address=options.central)
    say(running.secrets.describe())
    try:
        return run_counter(running)
    finally:
        running.close()


RUN = Command("run", "open the counter", no_options, _run)
