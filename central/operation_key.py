"""The key under which everything about one operation is stored."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationKey:
    """The key of an operation as it is stored: ``(till, stream, seq)``, and the branch."""

    organisation_id: str
    till_id: str
    stream: str
    branch: int
    seq: int

    def columns(self) -> dict[str, str | int]:
        """The key as the columns that every applied row begins with."""
        return {
            "organisation_id": self.organisation_id,
            "till_id": self.till_id,
            "stream": self.stream,
            "branch": self.branch,
            "seq": self.seq,
        }

    def __str__(self) -> str:
        return f"{self.till_id}/{self.stream}/{self.branch}/{self.seq}"
