"""Central's books read past its own code: rows as they stand, facts parsed from their bytes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from central import tables
from tests.simulation.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """One operation at central. ``facts`` is empty where its bytes are no JSON object."""

    till_id: str
    stream: str
    branch: int
    seq: int
    kind: str
    state: str
    title: str | None
    hash: bytes
    facts: Mapping[str, Any]

    @property
    def body(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.facts.get("body", {})
        return found

    @property
    def place(self) -> str:
        return f"{self.stream}/{self.branch}/{self.seq}"

    @property
    def number(self) -> str:
        """The number on the paper of a sale or a refund: they share one row of numbers."""
        return str(self.body["refund" if self.kind == "sale_refunded" else "receipt"])

    @property
    def due_minor(self) -> int:
        """What a sale took; below nothing for what a refund gave."""
        minor = int(self.body["total_minor"]) + int(self.body["rounding_minor"])
        return -minor if self.kind == "sale_refunded" else minor


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Everything that central has, in order of till, stream, branch and number."""

    operations: Sequence[Book]
    branches: Sequence[sa.Row[Any]]
    cases: Sequence[sa.Row[Any]]
    takings: Sequence[sa.Row[Any]]

    @property
    def sales(self) -> list[Book]:
        return self.of_kind("sale_completed")

    @property
    def refunds(self) -> list[Book]:
        return self.of_kind("sale_refunded")

    @property
    def numbered(self) -> list[Book]:
        """Sales and refunds."""
        return self.of_kind("sale_completed", "sale_refunded")

    def of_kind(self, *kinds: str) -> list[Book]:
        return [book for book in self.operations if book.kind in kinds]


def read_books(world: World) -> Books:
    """Read all of it."""
    with world.office.central.database.reading() as connection:
        rows = connection.execute(_ordered(tables.operation, "till_id", "stream", "branch", "seq"))
        return Books(
            operations=[_book(row) for row in rows],
            branches=connection.execute(
                _ordered(tables.branch, "till_id", "stream", "branch")
            ).all(),
            cases=connection.execute(_ordered(tables.case_file, "till_id", "stream", "seq")).all(),
            takings=connection.execute(
                _ordered(tables.takings, "till_id", "stream", "branch", "seq")
            ).all(),
        )


def _ordered(table: sa.Table, *columns: str) -> sa.Select[Any]:
    return sa.select(table).order_by(*(table.c[name] for name in columns))


def _book(row: sa.Row[Any]) -> Book:
    facts = json.loads(row.facts)
    return Book(
        till_id=row.till_id,
        stream=row.stream,
        branch=row.branch,
        seq=row.seq,
        kind=row.kind,
        state=row.state,
        title=row.title,
        hash=row.hash,
        facts=facts if isinstance(facts, dict) else {},
    )
