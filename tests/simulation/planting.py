"""What a planted bug is: how it is planted, and which invariants may catch it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from tests.simulation.swarm import Profile

Plant = Callable[[], AbstractContextManager[object]]
"""A context manager that changes one product function in this process."""


@dataclass(frozen=True, slots=True)
class PlantedBug:
    """A bug, how to plant it, and which invariants may catch it.

    Another invariant that breaks as well is welcome; none of these is a failure of the simulator.
    """

    name: str
    plant: Plant
    caught_by: tuple[str, ...]
    profile: Profile | None = None
    """The profile that meets it soon, where it is not the one that is asked for."""


def true_of(owner: object, name: str) -> Any:  # noqa: ANN401  whatever it is
    """Return what the product has there, also where a module only imported it."""
    return getattr(owner, name)
