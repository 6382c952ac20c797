"""``windward-central``: central's command."""

import sys
import traceback
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from central.commands.bookings import BOOKINGS
from central.commands.cash import CASH_REPORT
from central.commands.catalog import IMPORT_CATALOG, LOAD_RULES
from central.commands.fx import FX
from central.commands.jobs import JOBS
from central.commands.money import CREDITS, VOUCHERS
from central.commands.options import Command
from central.commands.payments import PAYMENTS
from central.commands.records import CASES, ERASURES, TAKINGS, VERIFY_CHAINS
from central.commands.refunds import REFUNDS
from central.commands.safety import BACKUP, ERASE_PERSON, RESTORE, UNSEAL_TILL_KEY
from central.commands.serving import SERVE
from central.commands.setting_up import INIT
from central.commands.snapshot import SNAPSHOT
from central.commands.staff import ADD_STAFF, REMOVE_STAFF, SET_PIN
from central.commands.sticks import IMPORT_OUTBOX
from central.commands.stock import STOCK
from central.commands.tills import ENROL_CODE, LOST_TILL, REVOKE_TILL
from central.logs import configure_logs
from domain.errors import WindwardError
from sync.protocol.version import PROGRAM_VERSION

_FAILED = 2
_STOPPED = 130
COMMANDS: tuple[Command, ...] = (
    SERVE,
    JOBS,
    INIT,
    IMPORT_CATALOG,
    LOAD_RULES,
    SNAPSHOT,
    ENROL_CODE,
    REVOKE_TILL,
    LOST_TILL,
    STOCK,
    BOOKINGS,
    REFUNDS,
    CREDITS,
    VOUCHERS,
    FX,
    PAYMENTS,
    CASH_REPORT,
    ADD_STAFF,
    SET_PIN,
    REMOVE_STAFF,
    ERASE_PERSON,
    ERASURES,
    TAKINGS,
    CASES,
    VERIFY_CHAINS,
    BACKUP,
    RESTORE,
    UNSEAL_TILL_KEY,
    IMPORT_OUTBOX,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0, or 2 with one plain sentence on standard error."""
    options = _parser().parse_args(arguments)
    configure_logs(sys.stderr)
    try:
        return _run(options)
    except WindwardError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return _STOPPED
    except Exception:  # noqa: BLE001 - the outermost border of the program: report, never a traceback
        where = _crash_report()
        return _fail(f"Central failed: this is a fault of ours. The details are in {where}.")


def _run(options: Namespace) -> int:
    command: Command = options.command
    return command.run(options)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="windward-central", description="Central of the Windward tills.")
    parser.add_argument("--version", action="version", version=PROGRAM_VERSION)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        described = commands.add_parser(command.name, help=command.purpose)
        described.add_argument("--data", type=Path, help="folder of database and keys")
        described.set_defaults(command=command)
        command.describe(described)
    return parser


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the one sentence a person gets
    return _FAILED


def _crash_report() -> str:
    with NamedTemporaryFile(
        "w", prefix="windward-central-", suffix=".txt", encoding="utf-8", delete=False
    ) as file:
        file.write(traceback.format_exc())
    return file.name


if __name__ == "__main__":
    sys.exit(main())
