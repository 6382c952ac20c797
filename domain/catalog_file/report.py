"""What an import did with every row.

Counted by kind, each row named with its line and the reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Finding = Literal[
    "bad_row",
    "repeated_sku",
    "no_price",
    "zero_price",
    "missing_weight",
    "duplicate_barcode",
    "unreadable_weight",
    "unreadable_size",
    "unreadable_barcode",
    "unknown_tax_class",
]

SENTENCES: Mapping[Finding, str] = {
    "bad_row": "skipped: a row that cannot be used",
    "repeated_sku": "skipped: a SKU that came before in this file; the first row was kept",
    "no_price": "kept: no price; the till asks for one, with permission",
    "zero_price": "kept: a price of zero; the till asks for one, with permission",
    "missing_weight": "kept: no weight",
    "duplicate_barcode": "kept: a barcode that another item has too; the till asks which",
    "unreadable_weight": "kept without weight: it cannot be read",
    "unreadable_size": "kept without size: it cannot be read",
    "unreadable_barcode": "kept without that barcode: it cannot be read",
    "unknown_tax_class": "kept: a tax class that has no VAT rate yet; it cannot be sold before",
}
SKIPPED: tuple[Finding, ...] = ("bad_row", "repeated_sku")
_SHOWN_MAX = 20


@dataclass(frozen=True, slots=True)
class NamedRow:
    """One row of a kind: where it stands, which item it is, and why."""

    line: int
    sku: str
    reason: str


@dataclass(slots=True)
class ImportReport:
    """The whole report. ``new``, ``changed`` and ``unchanged`` count the rows that were kept."""

    file_name: str
    currency: str
    row_count: int = 0
    new_count: int = 0
    changed_count: int = 0
    unchanged_count: int = 0
    findings: dict[Finding, list[NamedRow]] = field(default_factory=dict)

    def note(self, kind: Finding, row: NamedRow) -> None:
        """Name a row under a kind."""
        self.findings.setdefault(kind, []).append(row)

    @property
    def kept_count(self) -> int:
        """How many rows are in the catalog now."""
        return self.new_count + self.changed_count + self.unchanged_count

    def as_text(self) -> str:
        """Return the report for a person: the sums, then each kind with its first twenty rows."""
        head = (
            f"{self.file_name}: {self.row_count:,} rows read, {self.kept_count:,} kept"
            f" ({self.new_count:,} new, {self.changed_count:,} changed,"
            f" {self.unchanged_count:,} unchanged), {self.skipped_count:,} skipped;"
            f" prices in {self.currency}."
        )
        lines = [head]
        for kind, sentence in SENTENCES.items():
            if rows := self.findings.get(kind):
                lines += ["", f"{len(rows):,} {sentence}"]
                lines += [_line(row) for row in rows[:_SHOWN_MAX]]
                if len(rows) > _SHOWN_MAX:
                    lines.append(f"  … and {len(rows) - _SHOWN_MAX:,} more")
        return "\n".join(lines)

    @property
    def skipped_count(self) -> int:
        """How many rows are not in the catalog."""
        return sum(len(self.findings.get(kind, ())) for kind in SKIPPED)

    def as_json(self) -> dict[str, object]:
        """Return the report for a program, every row named."""
        return {
            "file": self.file_name,
            "currency": self.currency,
            "rows": self.row_count,
            "kept": self.kept_count,
            "new": self.new_count,
            "changed": self.changed_count,
            "unchanged": self.unchanged_count,
            "skipped": self.skipped_count,
            "counts": {kind: len(self.findings.get(kind, ())) for kind in SENTENCES},
            "findings": {
                kind: [
                    {"line": row.line, "sku": row.sku, "reason": row.reason}
                    for row in self.findings.get(kind, ())
                ]
                for kind in SENTENCES
            },
        }


def _line(row: NamedRow) -> str:
    named = f" {row.sku}" if row.sku else ""
    return f"  line {row.line:,}:{named} {row.reason}".rstrip()
