"""What all commands share: where central is, and how a command is described to argparse."""

from argparse import SUPPRESS, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from central.opening import Central, open_central
from central.settings import Settings
from central.tills.organisations import Store, choose_store
from domain.errors import BadInput

Run = Callable[[Namespace], int]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, what it is for, its options, and what runs it."""

    name: str
    purpose: str
    describe: Callable[[ArgumentParser], None]
    run: Run


def add_store_option(parser: ArgumentParser) -> None:
    """Let a person name the store; where there is one only, nobody has to."""
    parser.add_argument("--store", help="id or name of the store, where there are several")


def add_action(
    actions: "_SubParsersAction[ArgumentParser]", name: str, purpose: str, run: Run
) -> ArgumentParser:
    """Describe one action of a command that has several; the command runs ``run_action``."""
    parser = actions.add_parser(name, help=purpose)
    parser.add_argument("--data", type=Path, default=SUPPRESS, help="folder of database and keys")
    parser.set_defaults(run_action=run)
    return parser


def settings_of(options: Namespace) -> Settings:
    """Return the settings of the environment and of the command line. Raises BadInput."""
    data: Path | None = options.data
    try:
        return Settings() if data is None else Settings(data=data)
    except ValidationError as error:
        names = ", ".join(str(detail["loc"][0]) for detail in error.errors(include_input=False))
        raise BadInput(
            "A setting cannot be read", f"Check WINDWARD_CENTRAL_… for: {names}."
        ) from error


@contextmanager
def opened(options: Namespace) -> Iterator[Central]:
    """Open central for one command."""
    central = open_central(settings_of(options))
    try:
        yield central
    finally:
        central.close()


def chosen_store(central: Central, options: Namespace) -> Store:
    """Return the store a command is about. Raises NotFound, BadInput."""
    with central.database.reading() as connection:
        return choose_store(connection, options.store)


def say(text: str) -> None:
    """Print a result for a person, or for the program that asked."""
    print(text, flush=True)  # noqa: T201 - a command's output is its result
