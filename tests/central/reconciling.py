"""Statements for tests of central: a provider's file, imported as a person would."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from central.payments.statements.importing import Imported, Wanted, import_statement
from central.payments.statements.keeping import MappingChange, keep_mapping
from central.payments.statements.opening import open_statement
from central.tables import case_file
from domain.statement_file.reading import Stated
from tests.central.paper_till import PaperTill
from tests.central.paying import Payroom, claim

DAY = date(2026, 11, 2)
COLUMNS = {"at": "Date", "reference": "Number", "amount": "Amount", "kind": "Kind"}
HEADER = ("Date", "Number", "Kind", "Amount")
NOON = "02/11/2026 08:00"  # of the store's clock, four hours behind UTC


@dataclass
class Reconciling:
    """A room with payments, a folder for files, and one mapping that fits them."""

    room: Payroom
    folder: Path
    provider: str = "mmg"
    currency: str = "GYD"
    columns: dict[str, str] = field(default_factory=lambda: dict(COLUMNS))

    def __post_init__(self) -> None:
        self.map()

    @property
    def organisation_id(self) -> str:
        return self.room.shop.organisation_id

    def map(self, **changed: object) -> None:
        told = {
            "columns": self.columns,
            "currency": self.currency,
            "date_format": "%d/%m/%Y %H:%M",
            "left_out": ["Fee"],
            **changed,
        }
        change = MappingChange(
            organisation_id=self.organisation_id,
            provider=self.provider,
            name="app",
            valid_from=date(2026, 1, 1),
            changed=told,
            by="staff-office",
            reason="as MMG writes it",
        )
        keep_mapping(self.room.office.central, change)

    def file(self, *rows: tuple[str, ...], name: str = "nov.csv") -> Path:
        """Write a file; a row is number and amount, with its time and more where that counts."""
        path = self.folder / name
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            more = [header for header in self.columns.values() if header not in HEADER]
            writer.writerow([*HEADER, *more])
            for number, amount, *rest in rows:
                at, *cells = rest or [NOON]
                kind = "Fee" if number == "" else "Payment"
                writer.writerow([at, number, kind, amount, *cells])
        return path

    def take(
        self, *rows: tuple[str, ...], name: str = "nov.csv", days: tuple[date, date] = (DAY, DAY)
    ) -> Imported:
        """Import a file with these rows, its totals stated as they are."""
        path = self.file(*rows, name=name)
        cents = sum(round(float(row[1]) * 100) for row in rows)
        sign, size = "-" if cents < 0 else "", abs(cents)
        wanted = Wanted(
            organisation_id=self.organisation_id,
            file=open_statement(path),
            provider=self.provider,
            mapping="app",
            stated=Stated(
                first_day=days[0],
                last_day=days[1],
                count=len(rows),
                total=f"{sign}{size // 100}.{size % 100:02d}",
            ),
            by="staff-office",
        )
        return import_statement(self.room.office.central, wanted)

    def outcomes(self, *rows: tuple[str, ...], **how: object) -> list[str]:
        """Import, and return what became of each row, what is missing last."""
        return [one.outcome for one in self.take(*rows, **how).rows]  # type: ignore[arg-type]  # as take

    def open_cases(self) -> list[tuple[str, str]]:
        """Return kind and subject of the office's open cases, kind and till's stream of others."""
        rows = self.room.office.rows(case_file, "kind", "stream")
        return [
            (str(row["kind"]), str(row["stream"]) if row["till_id"] == "" else "till")
            for row in rows
            if row["closed_at"] is None
        ]


def claimed(till: PaperTill, payment_id: str = "pay-1", **changed: object) -> None:
    claim(till, payment_id, **changed)
    till.push()
