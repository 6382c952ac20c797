"""The score: each planted bug against the seeds, and which invariant caught it first."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.simulation.planted_bugs import BUGS
from tests.simulation.planting import PlantedBug
from tests.simulation.run import run_seed
from tests.simulation.surroundings import quiet
from tests.simulation.template import template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.simulation.swarm import Profile


@dataclass(frozen=True, slots=True)
class Score:
    """What became of one bug: the seed and the invariant that caught it, or None."""

    bug: PlantedBug
    seed: int | None
    invariant: str | None

    @property
    def line(self) -> str:
        how = "GOT AWAY" if self.seed is None else f"seed {self.seed:4}  {self.invariant}"
        return f"{self.bug.name:36} {how}"


def hunt(bug: PlantedBug, seeds: Iterable[int], profile: Profile) -> Score:
    """Run seeds with the bug planted until an invariant that is meant for it breaks."""
    template()  # made by the product as it is
    for seed in seeds:
        with bug.plant():
            outcome = run_seed(seed, bug.profile or profile, stop_at=frozenset(bug.caught_by))
        caught = next((name for name in outcome.names if name in bug.caught_by), None)
        if caught is not None:
            return Score(bug, seed, caught)
    return Score(bug, None, None)


@dataclass(frozen=True, slots=True)
class Hunting:
    """A bug by its place in the list, and the seeds to try in order: what a process is told."""

    bug_no: int
    seeds: Sequence[int]
    profile: Profile


def hunt_all(huntings: Sequence[Hunting], processes: int) -> Iterator[Score]:
    """Hunt in several processes; yield each score in the order of the list."""
    with ProcessPoolExecutor(processes, initializer=quiet) as pool:
        for hunting, found in zip(huntings, pool.map(_hunt_one, huntings), strict=True):
            yield Score(BUGS[hunting.bug_no], *found)


def _hunt_one(hunting: Hunting) -> tuple[int | None, str | None]:
    score = hunt(BUGS[hunting.bug_no], hunting.seeds, hunting.profile)
    return score.seed, score.invariant


def score_lines(scores: Sequence[Score]) -> tuple[str, ...]:
    """The table: a line a bug, and how many of them were caught."""
    caught = sum(score.seed is not None for score in scores)
    total = f"{caught} of {len(scores)} planted bugs caught"
    return (*(score.line for score in scores), total)


def print_score(seeds: Sequence[int], profile: Profile, processes: int) -> int:
    """Hunt every bug, print each as it is caught, and return 1 when one got away."""
    scores = []
    for score in hunt_all([Hunting(n, seeds, profile) for n in range(len(BUGS))], processes):
        scores.append(score)
        print(score.line, flush=True)
    print(score_lines(scores)[-1])
    return 0 if all(score.seed is not None for score in scores) else 1
