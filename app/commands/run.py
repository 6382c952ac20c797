"""``windward run``: open the counter."""

from argparse import Namespace

from app.bootstrap import open_till
from app.commands.options import LEFT, Command, folder_of, no_options, say
from app.training import open_training


def _run(options: Namespace) -> int:
    # Qt is needed for the window only.
    from app.counter_window import run_counter  # noqa: PLC0415
    from app.first_run import needs_first_run, run_first_run  # noqa: PLC0415
    from app.screen_settings import ScreenFile  # noqa: PLC0415

    folder = folder_of(options)
    if needs_first_run(folder) and not run_first_run(folder, address=options.central):
        return LEFT
    running = open_till(folder, address=options.central)
    say(running.secrets.describe())
    try:
        return run_counter(running)
    finally:
        running.close()


RUN = Command("run", "open the counter", no_options, _run)
