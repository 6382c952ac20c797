"""``windward restore``: a backup in the place of a database that is damaged, lost or locked.

Three ways in: the file is damaged; the disk was lost and this is a new one (``--from``, with the
key that the office unsealed); the key is lost and the database is here (``--key`` alone).
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.bootstrap import enrol_till
from app.commands.options import DONE, FAILED, LEFT, Command, complain, folder_of, say
from app.rescue import Restored, keep_unsealed_key, restore_till
from domain.errors import BadInput

_KEY_LETTERS = 64


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--from", dest="source", type=Path, help="a folder with backups, such as a stick's"
    )
    parser.add_argument(
        "--key",
        type=Path,
        help="a file with the key that 'windward-central unseal-till-key' gave; '-': type it",
    )
    parser.add_argument("--code", help="with --key: the code from the office that renews this till")


def _run(options: Namespace) -> int:
    folder = folder_of(options)
    if options.key is None:
        return _told(restore_till(folder, options.source))
    if options.code is None or options.central is None:
        complain("A lost key needs three things: --key FILE --code CODE --central https://…")
        return FAILED
    key = _read_key(options.key)
    restored = keep_unsealed_key(folder, key, options.source)
    code = _told(restored)
    note = enrol_till(folder, address=options.central, code=options.code)
    say(f"This till is {note.till_id} again, with new keys. Start it with 'windward run'.")
    return code


def _told(restored: Restored) -> int:
    if restored.backup is not None:
        say(f"Restored from {restored.backup}. A new number series begins before it sells.")
    if restored.aside is not None:
        say(f"What was damaged is kept in {restored.aside}: delete nothing before the office says.")
    if restored.exported is not None and restored.exported.path is not None:
        say(
            f"{restored.exported.operation_count} operations that central did not have are in"
            f" {restored.exported.path}: bring that file to the office (import-outbox)."
        )
    if restored.problem:
        complain(restored.problem)
        return LEFT
    return DONE


def _read_key(file: Path) -> bytes:
    """Read 64 hexadecimal digits. Raises BadInput; what was typed is never repeated."""
    try:
        text = sys.stdin.readline() if str(file) == "-" else file.read_text("ascii")
        key = bytes.fromhex(text.strip())
    except (OSError, ValueError) as error:
        raise _no_key() from error
    if len(key) * 2 != _KEY_LETTERS:
        raise _no_key()
    return key


def _no_key() -> BadInput:
    return BadInput(
        "That is not a key",
        "It is 64 digits and letters from a to f, as the office unsealed it. Nothing was changed.",
    )


RESTORE = Command("restore", "put a backup in the place of what is lost", _describe, _run)
