"""``windward enrol``: give this computer a name at central."""

from argparse import ArgumentParser, Namespace

from app.bootstrap import enrol_till
from app.commands.options import DONE, FAILED, Command, complain, folder_of, say


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--code", required=True, help="the code that the office made")
    parser.add_argument(
        "--lab",
        action="store_true",
        help="this till is for rehearsals: 'windward lab' may make sales at it",
    )


def _run(options: Namespace) -> int:
    if options.central is None:
        complain("Say where central is: --central https://…")
        return FAILED
    folder = folder_of(options)
    note = enrol_till(folder, address=options.central, code=options.code, is_lab=options.lab)
    say(f"This till is enrolled as {note.till_id}. Start it with 'windward run'.")
    if note.is_lab:
        say("It is a till for rehearsals. What it sells counts at its central like any sale.")
    return DONE


ENROL = Command("enrol", "give this computer a name at central", _describe, _run)
