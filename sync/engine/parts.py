"""What the engine works with, in one value: its steps take it as their first argument."""

from collections.abc import Callable
from dataclasses import dataclass

from storage.database import TillDatabase
from sync.engine.ports import Clock, Entropy, TimeSource, Transport
from sync.protocol.keys import SigningKey


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineParts:
    """What the engine works with; all of it comes from outside.

    ``time_source`` tells central's signed time where TLS cannot work. ``monotonic`` counts seconds
    that no clock change touches; without it no jump of the clock is noticed (sync rule 7.5).
    """

    db: TillDatabase
    transport: Transport
    clock: Clock
    entropy: Entropy
    signer: SigningKey
    program_version: str
    time_source: TimeSource | None = None
    monotonic: Callable[[], float] | None = None
