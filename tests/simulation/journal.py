"""What happened in a run: a log with one hash, and how often each thing happened."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Journal:
    """Every event in order, at its simulated millisecond.

    ``fingerprint`` is one hash of all of it: two runs of a seed are the same or they are not.
    ``seen`` counts faults and interesting states for the *sometimes* assertions.
    """

    lines: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    at_ms: int = 0
    _digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def note(self, what: str, *details: object) -> None:
        """Write one line; details must be the same in every run of the seed."""
        line = " ".join([str(self.at_ms), what, *(str(detail) for detail in details)])
        self._digest.update(line.encode() + b"\n")
        self.lines.append(line)

    def sometimes(self, what: str, *details: object) -> None:
        """Write a line and count it: over the seeds of a run this must have happened."""
        self.seen[what] += 1
        self.note(f"[{what}]", *details)

    @property
    def fingerprint(self) -> str:
        """The hash of the log so far."""
        return self._digest.hexdigest()
