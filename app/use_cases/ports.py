"""What use cases need from the world outside the database; ``app/devices`` makes it real."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.errors import WorldFailure
from domain.paper import Paper
from domain.piece_label import PieceLabel


class Clock(Protocol):
    """The computer's time, aware and in UTC. A claim: order is by sequence (sync rule 7.1)."""

    def now(self) -> datetime: ...


class Ids(Protocol):
    """New names for things: text, unique everywhere, ordered by the time of making."""

    def new_id(self) -> str: ...


class Entropy(Protocol):
    """Unpredictable bytes."""

    def take(self, byte_count: int) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One paper for one printer. The same ``job_id`` names the same paper.

    ``printer`` is empty for the one that prints receipts. Printing opens no drawer:
    ``ReceiptPrinter.kick_drawer`` does, on its own.
    """

    job_id: str
    paper: Paper
    printer: str = ""
    labels: tuple[PieceLabel, ...] = field(default=(), repr=False)
    """What a label printer prints in place of the paper."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The text of the paper, from top to bottom."""
        return self.paper.lines


class PrinterFailure(WorldFailure):
    """The paper did not come out. Whatever it shows was committed before."""


class DrawerFailure(WorldFailure):
    """The drawer was not told to open. Whatever was taken is committed."""


class ReceiptPrinter(Protocol):
    """Prints whole papers, and opens the drawer that hangs on the printer of receipts.

    Both wait for a bounded time and no longer.
    """

    def print_job(self, job: PrintJob) -> None:
        """Raises PrinterFailure."""

    def kick_drawer(self) -> None:
        """Open the drawer, whatever the paper does. Raises DrawerFailure."""


class SecretName(StrEnum):
    """The secrets of a till, 32 bytes each. None of them is ever in its database."""

    DATABASE_KEY = "database-key"
    SIGNING_SEED = "signing-seed"
    PIN_PEPPER = "pin-pepper"


class SecretStoreFailure(WorldFailure):
    """The keys of this till cannot be read or kept. Nothing was overwritten."""


class SecretStore(Protocol):
    """Keeps a till's secrets apart from its database.

    Both methods raise SecretStoreFailure. ``describe`` says in one sentence where the keys are and
    what that protects against, for the screen and the command line.
    """

    def read(self) -> Mapping[SecretName, bytes]: ...

    def keep(self, secrets: Mapping[SecretName, bytes]) -> None: ...

    def describe(self) -> str: ...
