"""``windward backup``: copy the till's database now, while it may be selling elsewhere or not."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.bootstrap import open_till
from app.commands.options import DONE, Command, folder_of, say


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, help="another folder, best on another disk")


def _run(options: Namespace) -> int:
    folder = folder_of(options)
    running = open_till(folder, address=options.central, engine_runs=False)
    try:
        target = folder.backups if options.to is None else options.to
        say(f"Backed up to {running.till.db.backup_to(target)}.")
    finally:
        running.close()
    return DONE


BACKUP = Command("backup", "make a backup of the till's database now", _describe, _run)
