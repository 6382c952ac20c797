"""``windward``: the till's command. ``python3 dev.py till`` runs it in a checkout."""

import argparse
import sys
from argparse import Namespace
from collections.abc import Sequence

from app.commands.backup import BACKUP
from app.commands.doctor import DOCTOR
from app.commands.enrol import ENROL
from app.commands.export_outbox import EXPORT_OUTBOX
from app.commands.lab import LAB
from app.commands.options import FAILED, Command, add_common_options, complain
from app.commands.restore import RESTORE
from app.commands.run import RUN, TRAIN
from app.commands.status import STATUS
from app.commands.sync import SYNC
from domain.errors import WindwardError
from sync.protocol.version import PROGRAM_VERSION

COMMANDS: tuple[Command, ...] = (
    RUN,
    TRAIN,
    ENROL,
    STATUS,
    SYNC,
    EXPORT_OUTBOX,
    BACKUP,
    RESTORE,
    DOCTOR,
    LAB,
)


def main(words: Sequence[str]) -> int:
    """Run a command and return its exit code (docs/commands.md).

    What could not be done is one plain sentence on standard error, and code 2.
    """
    options = _parsed(words)
    command: Command = options.command
    try:
        return command.run(options)
    except WindwardError as error:
        complain(f"{error.title}. {error.message}")
        return FAILED


def _parsed(words: Sequence[str]) -> Namespace:
    parser = argparse.ArgumentParser(prog="windward", description="The till.")
    parser.add_argument("--version", action="version", version=f"Windward {PROGRAM_VERSION}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        described = commands.add_parser(
            command.name, help=command.purpose, description=command.purpose
        )
        add_common_options(described)
        command.describe(described)
        described.set_defaults(command=command)
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
