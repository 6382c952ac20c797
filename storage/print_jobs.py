"""The print queue: a paper is written down with the deed it shows, and waits until it came out.

A job is done once: printed, or dropped by a person. What was printed is kept a week, so that a
person finds out what came out where.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.errors import NotFound
from domain.invariants import require_int, require_text
from domain.paper import Paper, paper_from_plain, paper_to_plain
from storage.columns import UtcAt
from storage.print_tables import print_job, receipt_code

LISTED_MAX = 500
KEPT = timedelta(days=7)
PaperKind = Literal["receipt", "z", "slip", "label", "refund"]
"""A slip brings its paper, a label is written as it prints; the others are kept elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPrint:
    """A paper to print. ``subject`` names what it shows: a receipt, a shift, a waybill.

    ``copy_no`` is 0 for the original. ``printer`` is empty for whichever does this kind of paper.
    ``paper`` is given for slips only.
    """

    job_id: str
    kind: PaperKind
    subject: str
    copy_no: int = 0
    printer: str = ""
    paper: Paper | None = None
    opens_drawer: bool = False

    def __post_init__(self) -> None:
        require_text(self.job_id, "job_id")
        require_text(self.subject, "subject")
        require_int(self.copy_no, "copy_no", low=0)
        if (self.paper is not None) != (self.kind == "slip"):
            raise ValueError("a slip brings its paper; nothing else does")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRecord:
    """A job as kept. ``outcome`` is empty while it waits; ``failure`` is of the last try."""

    new: NewPrint
    made_at: datetime
    tries: int
    failure: str
    failed_at: datetime | None
    done_at: datetime | None
    outcome: str

    @property
    def is_waiting(self) -> bool:
        """Whether the paper is still to come out."""
        return self.done_at is None


class PrintJobs:
    """The print queue, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: NewPrint, at: datetime) -> None:
        """Put a paper at the end of the queue; one with the same id is the same paper.

        One that a person dropped waits again, and opens no drawer any more.
        """
        self._connection.execute(_ADD, {**_row(new), "made_at": at})

    def get_job(self, job_id: str) -> PrintRecord:
        """Return a job. Raises NotFound."""
        row = self._connection.execute(_ONE, {"of_job": job_id}).mappings().one_or_none()
        if row is None:
            raise NotFound(
                "That paper is not in the queue",
                "It was printed some time ago. Nothing is lost. Print it again from its receipt.",
            )
        return _record(row)

    def find_job(self, job_id: str) -> PrintRecord | None:
        """Return a job, or None."""
        row = self._connection.execute(_ONE, {"of_job": job_id}).mappings().one_or_none()
        return None if row is None else _record(row)

    def list_waiting(self, limit: int = LISTED_MAX) -> tuple[PrintRecord, ...]:
        """Return what is to be printed, oldest first."""
        key = {"most": min(limit, LISTED_MAX)}
        return tuple(_record(row) for row in self._connection.execute(_WAITING, key).mappings())

    def count_waiting(self) -> int:
        """Return how many papers wait, however many are listed."""
        return int(self._connection.scalar(_COUNT) or 0)

    def note_failure(self, job_id: str, failure: str, at: datetime) -> None:
        """Keep why a try did not bring the paper out. The job goes on waiting."""
        key = {"of_job": job_id, "why": failure, "at": at}
        self._connection.execute(_FAILED, key)

    def note_done(self, job_id: str, outcome: Literal["printed", "dropped"], at: datetime) -> bool:
        """End a job that waits; False when it was ended before. Forgets what is a week old."""
        key = {"of_job": job_id, "how": outcome, "at": at}
        ended = self._connection.execute(_DONE, key).rowcount == 1
        self._connection.execute(_FORGET, {"before": at - KEPT})
        return ended

    def redirect(self, job_id: str, printer: str) -> None:
        """Send a waiting job to another printer. Raises NotFound for none that waits."""
        key = {"of_job": job_id, "other": printer}
        if self._connection.execute(_REDIRECT, key).rowcount != 1:
            raise NotFound(
                "That paper waits no more",
                "It was printed or dropped meanwhile. Nothing is lost. Look at the list again.",
            )

    def keep_code(self, receipt_number: str, code: str) -> None:
        """Keep the signed code of a receipt, once."""
        self._connection.execute(_ADD_CODE, {"receipt_number": receipt_number, "code": code})

    def find_code(self, receipt_number: str) -> str | None:
        """Return the signed code of a receipt of this till, or None for one that has none."""
        return self._connection.scalar(_CODE, {"of_receipt": receipt_number})


def _row(new: NewPrint) -> dict[str, object]:
    return {
        "job_id": new.job_id,
        "kind": new.kind,
        "subject": new.subject,
        "copy_no": new.copy_no,
        "printer": new.printer,
        "paper": None if new.paper is None else json.dumps(paper_to_plain(new.paper)),
        "opens_drawer": new.opens_drawer,
        "tries": 0,
        "failure": "",
        "outcome": "",
    }


def _record(row: Mapping[Any, Any]) -> PrintRecord:
    return PrintRecord(
        new=NewPrint(
            job_id=row["job_id"],
            kind=row["kind"],
            subject=row["subject"],
            copy_no=row["copy_no"],
            printer=row["printer"],
            paper=None if row["paper"] is None else paper_from_plain(json.loads(row["paper"])),
            opens_drawer=row["opens_drawer"],
        ),
        made_at=row["made_at"],
        tries=row["tries"],
        failure=row["failure"],
        failed_at=row["failed_at"],
        done_at=row["done_at"],
        outcome=row["outcome"],
    )


_JOB: sa.BindParameter[str] = sa.bindparam("of_job")
_AT = sa.bindparam("at", type_=UtcAt)
_WAITS = sa.and_(print_job.c.job_id == _JOB, print_job.c.done_at.is_(None))
_ADD = insert(print_job).on_conflict_do_update(
    index_elements=["job_id"],
    set_={"done_at": None, "outcome": "", "opens_drawer": False},
    where=print_job.c.outcome == "dropped",
)
_ONE = print_job.select().where(print_job.c.job_id == _JOB)
_WAITING = (
    print_job.select()
    .where(print_job.c.done_at.is_(None))
    .order_by(print_job.c.made_at, sa.text("rowid"))
    .limit(sa.bindparam("most"))
)
_COUNT = sa.select(sa.func.count()).select_from(print_job).where(print_job.c.done_at.is_(None))
_FAILED = (
    print_job.update()
    .where(_WAITS)
    .values(tries=print_job.c.tries + 1, failure=sa.bindparam("why"), failed_at=_AT)
)
_DONE = print_job.update().where(_WAITS).values(done_at=_AT, outcome=sa.bindparam("how"))
_REDIRECT = print_job.update().where(_WAITS).values(printer=sa.bindparam("other"))
_FORGET = print_job.delete().where(print_job.c.done_at < sa.bindparam("before", type_=UtcAt))
_ADD_CODE = insert(receipt_code).on_conflict_do_nothing(index_elements=["receipt_number"])
_CODE = sa.select(receipt_code.c.code).where(
    receipt_code.c.receipt_number == sa.bindparam("of_receipt")
)
