"""How much room the till's disk has, and what that allows (sync rules 14.1 to 14.5)."""

from dataclasses import dataclass
from enum import StrEnum

from domain.invariants import require_int

MEGABYTE = 1_000_000


class Room(StrEnum):
    """From the best to the worst. LOW: say so. SCARCE: only sales are written. NONE: nothing is."""

    PLENTY = "plenty"
    LOW = "low"
    SCARCE = "scarce"
    NONE = "none"

    @property
    def is_for_sales_only(self) -> bool:
        """Whether what is no sale waits until there is room again (sync rule 14.2)."""
        return self in {Room.SCARCE, Room.NONE}


@dataclass(frozen=True, slots=True, kw_only=True)
class DiskLimits:
    """Below how many free bytes each begins, and how large the reserve file is."""

    warn_bytes: int
    stop_bytes: int
    read_only_bytes: int
    reserve_bytes: int

    def __post_init__(self) -> None:
        require_int(self.read_only_bytes, "read_only_bytes", low=0)
        require_int(self.stop_bytes, "stop_bytes", low=self.read_only_bytes)
        require_int(self.warn_bytes, "warn_bytes", low=self.stop_bytes)
        require_int(self.reserve_bytes, "reserve_bytes", low=0)


DEFAULT_DISK_LIMITS = DiskLimits(
    warn_bytes=1_000 * MEGABYTE,
    stop_bytes=256 * MEGABYTE,
    read_only_bytes=64 * MEGABYTE,
    reserve_bytes=64 * MEGABYTE,
)
"""In force where no rule says otherwise: a till must guard its disk before it hears of any rule."""


def room_of(free_bytes: int, limits: DiskLimits) -> Room:
    """Return what so many free bytes allow."""
    if free_bytes < limits.read_only_bytes:
        return Room.NONE
    if free_bytes < limits.stop_bytes:
        return Room.SCARCE
    return Room.LOW if free_bytes < limits.warn_bytes else Room.PLENTY
