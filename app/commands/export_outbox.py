"""``windward export-outbox``: everything unsent into a sealed file, for the way by stick."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.commands.options import DONE, LEFT, Command, add_json_option, folder_of, say, say_json
from app.rescue import export_outbox
from storage.exporting import Exported


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, required=True, help="folder, such as a USB stick's")
    add_json_option(parser)


def _run(options: Namespace) -> int:
    exported = export_outbox(folder_of(options), options.to)
    if options.json:
        say_json(_facts(exported))
    else:
        say("\n".join(_told(exported)))
    return LEFT if exported.unreadable_count else DONE


def _facts(exported: Exported) -> dict[str, object]:
    return {
        "file": None if exported.path is None else str(exported.path),
        "operations": exported.operation_count,
        "unreadable": exported.unreadable_count,
    }


def _told(exported: Exported) -> list[str]:
    lines = []
    if exported.path is not None:
        lines = [
            f"{exported.operation_count} operations are in {exported.path}.",
            "Bring it to central: windward-central import-outbox FILE. Only central can open it.",
            "They still wait here, until central says that it has them.",
        ]
    elif not exported.unreadable_count:
        lines = ["Nothing waits: central has everything. No file was written."]
    if exported.unreadable_count:
        lines.append(
            f"{exported.unreadable_count} operations could not be read: the database is damaged."
            " Keep this computer as it is and call the office."
        )
    return lines


EXPORT_OUTBOX = Command(
    "export-outbox", "write what waits into a sealed file, for a stick", _describe, _run
)
