"""Our sample shop: goods, and people with PINs that are worth nothing anywhere else."""

import json
from dataclasses import dataclass
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class SamplePerson:
    """Somebody who works in the sample shop."""

    staff_id: str
    name: str
    role: str
    demo_pin: str


@dataclass(frozen=True, slots=True)
class SampleStaff:
    """Everybody who works there."""

    people: tuple[SamplePerson, ...]

    def first(self, role: str) -> SamplePerson:
        """Return the first person of a role."""
        return next(person for person in self.people if person.role == role)

    @property
    def first_pin(self) -> str:
        """The PIN of the person whom the sign-in screen shows first."""
        return min(self.people, key=lambda person: person.name).demo_pin

    @property
    def hint(self) -> str:
        """How to sign in, for the demo's strip."""
        people = (f"{one.name}, {one.role}, PIN {one.demo_pin}" for one in self.people)
        return "Sign in as " + " · ".join(people)


def sample_staff() -> SampleStaff:
    """Read the staff of the sample shop."""
    people = json.loads((SAMPLE / "staff.json").read_text("utf-8"))["staff"]
    return SampleStaff(tuple(SamplePerson(**person) for person in people))
