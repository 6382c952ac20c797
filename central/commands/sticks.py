"""``import-outbox``: what a till could not send over the wire, brought on a stick."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from central.commands.options import Command, opened, say
from central.operations.sticks import Taken, take_outbox

_LEFT = 1
"""The file was taken, and something in it needs more: other operations, or a person."""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="written by 'windward export-outbox'")


def _run(options: Namespace) -> int:
    with opened(options) as central:
        taken = take_outbox(central, options.file)
    say("\n".join(_told(taken)))
    return _LEFT if taken.unattached or taken.lost_count else 0


def _told(taken: Taken) -> list[str]:
    duplicates = taken.operation_count - taken.new_count
    lines = [
        (
            f"Till {taken.label}: {taken.operation_count} operations in the file,"
            f" {taken.new_count} of them new, {duplicates} known already or left."
        )
    ]
    if taken.is_revoked:
        lines.append("This till is revoked: what is new is kept for a person to decide.")
    if taken.asked_count:
        lines.append(f"{taken.asked_count} could not simply be applied: see 'cases'.")
    lines += [
        f"NOT taken: stream {left.stream} from {left.first_seq} on. Central has it up to"
        f" {left.wanted_from - 1} only: bring an older file first, or connect the till."
        for left in taken.unattached
    ]
    if taken.lost_count:
        lines.append(f"{taken.lost_count} more could not be read at the damaged till.")
    return lines


IMPORT_OUTBOX = Command("import-outbox", "take what a till exported on a stick", _describe, _run)
