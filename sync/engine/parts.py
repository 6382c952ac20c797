"""What the engine works with, in one value: its steps take it as their first argument."""

from dataclasses import dataclass

from storage.database import TillDatabase
from sync.engine.ports import Clock, Entropy, Transport
from sync.protocol.keys import SigningKey


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineParts:
    """What the engine works with; all of it comes from outside."""

    db: TillDatabase
    transport: Transport
    clock: Clock
    entropy: Entropy
    signer: SigningKey
    program_version: str
