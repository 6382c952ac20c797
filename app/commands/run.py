"""``windward run``: open the counter."""

import os
import sys
from argparse import ArgumentParser, Namespace

from app.bootstrap import open_till
from app.commands.options import LEFT, Command, folder_of, no_options, say
from app.practice_process import PracticeProcess, practice_words
from app.training import open_training


def _run(options: Namespace) -> int:
    from app.counter_window import run_counter  # noqa: PLC0415  # Qt is for the window only
    from app.first_run import needs_first_run, run_first_run  # noqa: PLC0415  # Qt is for the window only
    from app.screen_settings import ScreenFile  # noqa: PLC0415  # Qt is for the window only

    folder = folder_of(options)
    if needs_first_run(folder) and not run_first_run(folder, address=options.central):
        return LEFT
    running = open_till(folder, address=options.central)
    practice = PracticeProcess(practice_words(options.data))
    say(running.secrets.describe())
    try:
        return run_counter(running, ScreenFile(folder.data), practice)
    finally:
        practice.close()
        running.close()


def _train(options: Namespace) -> int:
    from app.counter_window import run_training  # noqa: PLC0415  # Qt is for the window only
    from app.screen_settings import ScreenFile  # noqa: PLC0415  # Qt is for the window only

    folder = folder_of(options)
    training = open_training(folder)
    say("Training: nothing here is real, and nothing of it is kept or sent.")
    try:
        left_at = _end_of_input if options.attached else None
        return run_training(training, ScreenFile(folder.data), left_at=left_at)
    finally:
        training.close()


def _describe_train(parser: ArgumentParser) -> None:
    parser.add_argument("--attached", action="store_true", help="leave when standard input ends")


def _end_of_input() -> None:
    """Return when whoever opened this program is gone, by its own will or not."""
    while os.read(sys.stdin.fileno(), 1):
        continue


RUN = Command("run", "open the counter", no_options, _run)
TRAIN = Command("train", "practise on a till that is thrown away", _describe_train, _train)
