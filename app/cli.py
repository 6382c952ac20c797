"""``windward``: the till's command. ``python3 dev.py till`` runs it in a checkout."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap import enrol_till, open_till
from app.till_folder import TillFolder
from domain.errors import WindwardError
from sync.protocol.status import Link, SyncStatus
from sync.protocol.version import PROGRAM_VERSION

SYNC_S_MAX = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was typed: the command, the folder, and what only some commands have."""

    command: str
    folder: TillFolder
    central: str | None
    code: str


def main(words: Sequence[str]) -> int:
    """Run a command. Return 0, or 2 with one plain sentence on standard error."""
    given = _parse(words)
    try:
        return _COMMANDS[given.command](given)
    except WindwardError as error:
        sys.stderr.write(f"{error.title}. {error.message}\n")
        return 2


def _parse(words: Sequence[str]) -> Given:
    parser = argparse.ArgumentParser(prog="windward", description="The till.")
    parser.add_argument("--version", action="version", version=f"Windward {PROGRAM_VERSION}")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, purpose in _PURPOSES.items():
        command = commands.add_parser(name, help=purpose, description=purpose)
        command.add_argument("--data", type=Path, help="the till's folder (else: this user's)")
        command.add_argument("--central", help="central's address, https://…")
        if name == "enrol":
            command.add_argument("--code", required=True, help="the code that the office made")
    given = parser.parse_args(words)
    folder = TillFolder.of_this_user() if given.data is None else TillFolder.below(given.data)
    return Given(
        command=given.command,
        folder=folder,
        central=given.central,
        code=getattr(given, "code", ""),
    )


def _enrol(given: Given) -> int:
    if given.central is None:
        sys.stderr.write("Say where central is: --central https://…\n")
        return 2
    note = enrol_till(given.folder, address=given.central, code=given.code)
    _say(f"This till is enrolled as {note.till_id}. Start it with 'windward run'.")
    return 0


def _run(given: Given) -> int:
    from app.counter_window import run_counter  # noqa: PLC0415  # Qt is needed for the window only

    running = open_till(given.folder, address=given.central)
    _say(running.secrets.describe())
    try:
        return run_counter(running)
    finally:
        running.close()


def _status(given: Given) -> int:
    running = open_till(given.folder, address=given.central)
    try:
        with running.till.db.reading() as uow:
            record = uow.till.get_till()
            stream = uow.till.current_stream()
            waiting = uow.outbox.waiting_count()
            products = uow.catalog.count_items()
        _say(f"Till {record.label} of {record.store.name}, stream {stream.name}")
        _say(f"{products} products, {waiting} operations wait to be sent")
        _say(running.secrets.describe())
    finally:
        running.close()
    return 0


def _sync(given: Given) -> int:
    """Exchange until nothing waits, without a window."""
    running = open_till(given.folder, address=given.central)

    def settled(status: SyncStatus) -> bool:
        return status.link is Link.ONLINE and status.waiting_count == 0

    try:
        if running.board.await_status(settled, SYNC_S_MAX):
            _say("Everything has been sent.")
            return 0
        status = running.board.status
        _say(f"Central was not reached. {status.waiting_count} operations wait; nothing is lost.")
        return 1
    finally:
        running.close()


def _back_up(given: Given) -> int:
    running = open_till(given.folder, address=given.central)
    try:
        _say(f"Backed up to {running.till.db.backup_to(given.folder.backups)}.")
    finally:
        running.close()
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


_PURPOSES: Mapping[str, str] = {
    "run": "open the counter",
    "enrol": "give this computer a name at central",
    "status": "say how this till stands",
    "sync": "send what waits, without a window",
    "backup": "make a backup of the till's database now",
}
_COMMANDS: Mapping[str, Callable[[Given], int]] = {
    "run": _run,
    "enrol": _enrol,
    "status": _status,
    "sync": _sync,
    "backup": _back_up,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
