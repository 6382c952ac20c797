"""Import and export of a till in memory: jobs of invented files."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.counter.gallery_statements import MemoryStatements
from app.presenters.file_services import CatalogJob, FileServices
from app.use_cases.catalog_csv import CatalogCheck, CheckedRow
from app.use_cases.customer_csv import ImportReport, RowFate
from app.use_cases.file_jobs import FileJob, FileResult, FileTask
from app.use_cases.file_steps import RowsDone, Steps
from app.use_cases.send_catalog import CatalogRead, CatalogResult, SendCatalog
from app.use_cases.step_job import StepJob
from app.use_cases.till import Session
from domain.sentence import told
from sync.protocol.catalog_files import CatalogRowTold, FindingTold

FOLDER = "Documents/Windward"
READ_IN = ImportReport(
    added=118,
    changed=14,
    same=61,
    refused=2,
    rows=(
        RowFate(line=17, fate="refused", why="A region is a number from 1 to 10, or empty."),
        RowFate(line=140, fate="refused", why="A customer has a name. Nothing is lost. Type it."),
    ),
    unknown_columns=("fax",),
)
CHECKED = CatalogCheck(
    new=212,
    known=1_048,
    refused=2,
    rows=(
        CheckedRow(9, "", "bad_row", told("it has no name")),
        CheckedRow(310, "BRL-55-L", "repeated_sku", told("it is on line {line} too", line=12)),
        *(CheckedRow(400 + number, f"TIN-{number:03d}", "no_price", "") for number in range(12)),
    ),
)


READ = CatalogRead(path=Path("c1"), raw=b"", currency="GYD", check=CHECKED)
SENT = CatalogResult(
    added=212,
    changed=61,
    unchanged=987,
    refused=2,
    rows=(
        CatalogRowTold(line=2, sku="BRL-55", outcome="changed"),
        CatalogRowTold(
            line=9,
            outcome="refused",
            findings=(FindingTold(finding="bad_row", reason="it has no name"),),
        ),
        CatalogRowTold(line=12, sku="BRL-55-L", outcome="unchanged"),
        CatalogRowTold(
            line=310,
            sku="BRL-55-L",
            outcome="refused",
            findings=(FindingTold(finding="repeated_sku", reason="it is on line 12 too"),),
        ),
        *(
            CatalogRowTold(
                line=400 + number,
                sku=f"TIN-{number:03d}",
                outcome="added",
                findings=(FindingTold(finding="no_price"),),
            )
            for number in range(12)
        ),
    ),
)


@dataclass(slots=True)
class MemoryFiles:
    """What was asked, and how it ends. A job takes ``batches`` steps and then gives ``result``.

    What central says of a catalog is ``told``.
    """

    result: FileResult = 184
    batches: int = 2
    asked: list[FileTask] = field(default_factory=list)
    stopped: list[FileTask] = field(default_factory=list)
    fail_with: Exception | None = None
    told: CatalogResult | Exception = SENT
    sent: list[SendCatalog] = field(default_factory=list)
    statements: MemoryStatements = field(default_factory=MemoryStatements)

    def services(self) -> FileServices:
        return FileServices(
            begin=self._begin,
            send_catalog=self._send,
            folder=lambda: FOLDER,
            statements=self.statements.services(FOLDER),
        )

    def _send(self, _session: Session, request: SendCatalog) -> CatalogJob:
        self.sent.append(request)
        return StepJob(self._sending())

    def _sending(self) -> Steps[CatalogResult]:
        told = self.told
        for at in self._progress():
            if not (yield at):
                return CatalogResult(is_stopped=True)
        if isinstance(told, Exception):
            raise told
        return told

    def _begin(self, _session: Session, task: FileTask) -> FileJob:
        error, self.fail_with = self.fail_with, None
        if error is not None:
            raise error
        self.asked.append(task)
        return FileJob(self._steps(task), Path(FOLDER) / task.name)

    def _steps(self, task: FileTask) -> Steps[FileResult]:
        for at in self._progress():
            if not (yield at):
                self.stopped.append(task)
                return 0
        return self.result

    def _progress(self) -> Iterator[RowsDone]:
        return (RowsDone(50 * (number + 1), 50 * self.batches) for number in range(self.batches))
