"""The score: each planted bug against the seeds, and which invariant caught it first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.simulation.planted_bugs import BUGS, PlantedBug
from tests.simulation.run import run_seed
from tests.simulation.template import template

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
            outcome = run_seed(seed, profile)
        caught = next((name for name in outcome.names if name in bug.caught_by), None)
        if caught is not None:
            return Score(bug, seed, caught)
    return Score(bug, None, None)


def score_lines(scores: Sequence[Score]) -> tuple[str, ...]:
    """The table: a line a bug, and how many of them were caught."""
    caught = sum(score.seed is not None for score in scores)
    total = f"{caught} of {len(scores)} planted bugs caught"
    return (*(score.line for score in scores), total)


def print_score(seeds: Sequence[int], profile: Profile) -> int:
    """Hunt every bug, print each as it is caught, and return 1 when one got away."""
    scores = []
    for bug in BUGS:
        scores.append(hunt(bug, seeds, profile))
        print(scores[-1].line, flush=True)
    print(score_lines(scores)[-1])
    return 0 if all(score.seed is not None for score in scores) else 1
