"""What all commands share: the till's folder, exit codes, and how a command is described."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.till_folder import TillFolder

DONE = 0
"""It is done, or all is well."""
LEFT = 1
"""Nothing failed, and something is left: central was not reached, or somebody should look."""
FAILED = 2
"""It was not done; one plain sentence on standard error says why and what to do."""
NEEDS_YOU = 3
"""It was done as far as it can be, and now a person is needed."""

Run = Callable[[Namespace], int]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what it is for, its options, and what runs it."""

    name: str
    purpose: str
    describe: Callable[[ArgumentParser], None]
    run: Run


def no_options(parser: ArgumentParser) -> None:
    """Describe a command without options of its own."""
    del parser


def add_common_options(parser: ArgumentParser) -> None:
    """Let a person name another folder and another address of central."""
    parser.add_argument("--data", type=Path, help="the till's folder (else: this user's)")
    parser.add_argument("--central", help="central's address, https://…")


def add_json_option(parser: ArgumentParser) -> None:
    """Let a program read the result: one JSON object on standard output."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def folder_of(options: Namespace) -> TillFolder:
    """Return the till's folder that was typed, or this user's."""
    data: Path | None = options.data
    return TillFolder.of_this_user() if data is None else TillFolder.below(data)


def say(text: str) -> None:
    """Tell the person at the terminal, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def say_json(facts: Mapping[str, object]) -> None:
    """Tell the program that asked: one object on one line."""
    say(json.dumps(facts, ensure_ascii=False))


def complain(text: str) -> None:
    """Tell the person why it was not done."""
    sys.stderr.write(text + "\n")
