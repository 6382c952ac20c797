"""``windward backup``: copy the till's database now, here and to the second place."""

from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path

from app.bootstrap import open_till
from app.commands.options import DONE, LEFT, Command, complain, folder_of, say
from app.shift_backups import back_up_elsewhere, second_place
from app.till_folder import TillFolder
from domain.errors import BadInput, WindwardError
from storage.backup import is_same_disk
from storage.database import TillDatabase


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, help="this folder only, and only now")
    parser.add_argument(
        "--second-place", metavar="FOLDER", help="from now on after each shift to this folder too"
    )
    parser.add_argument(
        "--no-second-place", action="store_true", help="from now on to the till's own folder only"
    )


def _run(options: Namespace) -> int:
    folder = folder_of(options)
    running = open_till(folder, address=options.central, engine_runs=False)
    try:
        if options.second_place is not None or options.no_second_place:
            _choose(folder, options.second_place or "")
        if options.to is not None:
            say(f"Backed up to {running.till.db.backup_to(options.to)}.")
            return DONE
        say(f"Backed up to {running.till.db.backup_to(folder.backups)}.")
        return _to_second_place(folder, running.till.db)
    finally:
        running.close()


def _choose(folder: TillFolder, place: str) -> None:
    """Note the second place. Raises BadInput for a folder that is not there."""
    path = Path(place).absolute()
    if place and not path.is_dir():
        raise BadInput(
            "That folder is not there", f"Make {path} first, best on another disk. Nothing changed."
        )
    is_elsewhere = bool(place) and not is_same_disk(path, folder.database)
    folder.write_note(
        replace(
            folder.read_note(),
            second_place=str(path) if place else "",
            is_second_elsewhere=is_elsewhere,
        )
    )
    if place and not is_elsewhere:
        say("This folder is on the till's own disk: it does not help when that disk is lost.")


def _to_second_place(folder: TillFolder, db: TillDatabase) -> int:
    """Back up there as well; a stick that is missing is a warning."""
    note = folder.read_note()
    if not note.second_place:
        return DONE
    try:
        place = second_place(note, folder.database)
        say(f"Backed up to {back_up_elsewhere(db, place)}.")
    except WindwardError as error:
        complain(f"{error.title}. {error.message}")
        return LEFT
    return DONE


BACKUP = Command("backup", "make a backup of the till's database now", _describe, _run)
