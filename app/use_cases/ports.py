"""What use cases need from the world outside the database; ``app/devices`` makes it real."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.errors import WorldFailure


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
    """One paper: its lines from top to bottom. The same ``job_id`` names the same paper."""

    job_id: str
    lines: tuple[str, ...]
    kick_drawer: bool = False


class PrinterFailure(WorldFailure):
    """The paper did not come out. Whatever it shows was committed before."""


class ReceiptPrinter(Protocol):
    """Prints whole papers. Raises PrinterFailure."""

    def print_job(self, job: PrintJob) -> None: ...


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
