"""A movement of money that a statement shows, as it is kept and asked about."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from central.payments.statement_tables import statement_row
from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One row of the table ``statement_row``, before it is known what became of it."""

    organisation_id: str
    provider: str
    merchant: str
    reference: str
    direction: str
    file_hash: str
    row_no: int
    at: datetime
    until: datetime
    currency: str
    amount_minor: int
    attempt: str
    window_h: int
    imported_by: str

    @property
    def is_out(self) -> bool:
        """Whether money went out: given back."""
        return self.direction == "out"

    @property
    def money(self) -> Money:
        """What moved, never negative."""
        return Money(self.amount_minor, self.currency)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The provider's number, and our own number of an attempt where it names one."""
        return (self.reference, self.attempt) if self.attempt.isdigit() else (self.reference,)

    @property
    def subject(self) -> str:
        """What its case is about: one case of a row."""
        return f"{self.provider} {self.reference} {self.direction}"

    def columns(self) -> dict[str, Any]:
        """Return what is stored of it."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def condition(self) -> list[Any]:
        """Return the condition that names its row."""
        names = ("organisation_id", "provider", "merchant", "reference", "direction")
        return [statement_row.c[name] == getattr(self, name) for name in names]


def movement_of(row: dict[str, Any]) -> Movement:
    """Return a row of the table as it is asked about."""
    return Movement(**{one.name: row[one.name] for one in fields(Movement)})
