"""``windward run``: open the counter."""

from argparse import Namespace

from app.bootstrap import open_till
from app.commands.options import LEFT, Command, folder_of, no_options, say
from app.training import open_training


def _run(options: Namespace) -> int:
    from app.counter_window import run_counter  # noqa: PLC0415  # Qt is for the window only
    from app.first_run import needs_first_run, run_first_run  # noqa: PLC0415  # Qt is for the window only
    from app.screen_settings import ScreenFile  # noqa: PLC0415  # Qt is for the window only

    folder = folder_of(options)
    if needs_first_run(folder) and not run_first_run(folder, address=options.central):
        return LEFT
    running = open_till(folder, address=options.central)
    say(running.secrets.describe())
    try:
        return run_counter(running, ScreenFile(folder.data))
    finally:
        running.close()


def _train(options: Namespace) -> int:
    from app.counter_window import run_training  # noqa: PLC0415  # Qt is for the window only
    from app.screen_settings import ScreenFile  # noqa: PLC0415  # Qt is for the window only

    folder = folder_of(options)
    training = open_training(folder)
    say("Training: nothing here is real, and nothing of it is kept or sent.")
    try:
        return run_training(training, ScreenFile(folder.data))
    finally:
        training.close()


RUN = Command("run", "open the counter", no_options, _run)
TRAIN = Command("train", "practise on a till that is thrown away", no_options, _train)
