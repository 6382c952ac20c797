"""Statements of a till in memory: an invented file, an invented central."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from app.presenters.statement_services import SendJob, StatementServices
from app.use_cases.file_steps import RowsDone, Steps
from app.use_cases.send_statement import (
    OfficeMapping,
    SendStatement,
    StatementRead,
    StatementResult,
)
from app.use_cases.step_job import StepJob
from app.use_cases.till import Session
from domain.money import Money
from domain.statement_file.mapping import read_mapping
from domain.statement_file.reading import StatementFile, Totals
from sync.protocol.statements import RowTold

_OF_MMG = {
    "columns": {"at": "Date", "reference": "Transaction ID", "amount": "Amount", "kind": "Type"},
    "currency": "GYD",
    "date_format": "%d/%m/%Y %H:%M",
    "left_out": ["Fee"],
}
_OF_STRIPE = {
    "columns": {"at": "Created", "reference": "id", "amount": "Gross"},
    "currency": "USD",
    "date_format": "%Y-%m-%d %H:%M",
}
MAPPINGS = tuple(
    OfficeMapping(
        provider=provider, name=name, valid_from=date(2026, 1, 1), mapping=read_mapping(told)
    )
    for provider, name, told in (("mmg", "app", _OF_MMG), ("stripe", "balance", _OF_STRIPE))
)

NAMES = tuple(
    name
    for one in MAPPINGS
    for name in (one.provider.upper(), one.name, *one.mapping.columns.values())
)
"""What the office and the provider named: data, in no language of ours."""


def _row(line: int, reference: str, minor: int, outcome: str, **more: str) -> RowTold:
    return RowTold(
        line=line,
        at=datetime(2026, 11, 20, 15, 4, tzinfo=UTC),
        reference=reference,
        direction="out" if minor < 0 else "in",
        currency="GYD",
        amount_minor=minor,
        outcome=outcome,
        payment_id=more.get("payment_id", ""),
        receipt=more.get("receipt", ""),
        words=more.get("words", ""),
    )


TOLD = (
    _row(2, "20402048536279", 1_240_000, "verified", receipt="GY03B-000101"),
    _row(3, "20402048536280", 475_000, "known", words="Imported before: verified."),
    _row(
        4,
        "20402048536291",
        90_000,
        "disputed",
        receipt="GY03B-000104",
        words="The statement shows G$900, not G$1,140.",
    ),
    _row(5, "20402048536302", 265_000, "unmatched", words="No payment has its number."),
    _row(6, "20402048536303", -50_000, "refunded", receipt="GY03B-000098"),
    _row(7, "FEE-11", -2_500, "left_out", words="No payment, by its kind."),
    _row(0, "20402048536310", 830_000, "missing", receipt="GY03B-000107"),
)


def read_of(used: OfficeMapping, name: str, rows: int = 6) -> StatementRead:
    """An invented file that was read by a mapping."""
    currency = used.mapping.currency
    return StatementRead(
        path=Path(name),
        used=used,
        totals=Totals(
            count=rows,
            came_in=Money(2_070_000 if rows else 0, currency),
            went_out=Money(52_500 if rows else 0, currency),
            first_day=date(2026, 11, 16) if rows else None,
            last_day=date(2026, 11, 20) if rows else None,
        ),
        part=StatementFile(name, b""),
    )


@dataclass(slots=True)
class MemoryStatements:
    """What was asked, and how it ends. ``fail_with[name]`` is raised by the next such call."""

    mappings: Sequence[OfficeMapping] = MAPPINGS
    rows: int = 6
    result: StatementResult = field(default_factory=lambda: StatementResult(rows=TOLD))
    sent: list[SendStatement] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    fail_with: dict[str, Exception] = field(default_factory=dict)

    def services(self, folder: str) -> StatementServices:
        return StatementServices(
            mappings=self._mappings,
            read=self._read,
            send=self._send,
            open_case=self._open_case,
            folder=lambda: folder,
        )

    def _fail(self, name: str) -> None:
        error = self.fail_with.pop(name, None)
        if error is not None:
            raise error

    def _mappings(self, _session: Session) -> Sequence[OfficeMapping]:
        self._fail("mappings")
        return self.mappings

    def _read(self, _session: Session, name: str, used: Sequence[OfficeMapping]) -> StatementRead:
        self._fail("read")
        self.read.append(name)
        return read_of(used[0], name, self.rows)

    def _send(self, _session: Session, request: SendStatement) -> SendJob:
        self.sent.append(request)
        return StepJob(self._steps())

    def _steps(self) -> Steps[StatementResult]:
        for done in (0, self.rows // 2, self.rows):
            if not (yield RowsDone(done, self.rows)):
                return StatementResult(rows=self.result.rows[:1], is_stopped=True)
        self._fail("send")
        return self.result

    def _open_case(self, _session: Session, _provider: str, row: RowTold) -> bool:
        self._fail("case")
        self.cases.append(row.reference)
        return self.cases.count(row.reference) == 1
