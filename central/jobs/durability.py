"""What is durable on PostgreSQL: what every connected synchronous standby has flushed (rule 13.5).

Commits do not wait for a standby (rule 13.4). Heads that are committed are noted first, then the
end of the log is read: it lies behind their commits. When the standbys have flushed that far, the
noted heads are durable.
"""

from dataclasses import dataclass, field

import sqlalchemy as sa
import structlog

from central.jobs.lease import Lease
from central.tables import branch

_BRANCHES_MAX = 500
_KEY = ("organisation_id", "till_id", "stream", "branch")
_STANDBYS = sa.text(
    "SELECT count(*) AS seen, bool_and(flush_lsn >= CAST(:end AS pg_lsn)) AS flushed"
    " FROM pg_stat_replication"
    " WHERE state = 'streaming' AND sync_state IN ('sync', 'quorum')"
)
_NAMED = sa.text("SELECT current_setting('synchronous_standby_names') <> ''")
_END = sa.text("SELECT pg_current_wal_flush_lsn()::text")
_log = structlog.get_logger("central.jobs")


@dataclass(frozen=True, slots=True)
class _Noted:
    """Heads that were committed before the log's end was here."""

    heads: tuple[dict[str, object], ...]
    end: str


@dataclass(slots=True)
class Durability:
    """The job: each run asks the standbys about the heads it noted, then notes newer ones."""

    _noted: _Noted | None = field(default=None, init=False)
    _standby_is_missed: bool = field(default=False, init=False)

    def run(self, lease: Lease) -> None:
        """Call durable what is. Does nothing on SQLite: there a backup makes durable."""
        if lease.central.database.is_sqlite:
            return
        if self._noted is None:
            self._noted = _note(lease)
        if self._noted is not None and self._is_flushed(lease, self._noted):
            _raise_durable(lease, self._noted)
            self._noted = None

    def _is_flushed(self, lease: Lease, noted: _Noted) -> bool:
        with lease.central.database.reading() as connection:
            row = connection.execute(_STANDBYS, {"end": noted.end}).one()
            named = bool(connection.execute(_NAMED).scalar_one())
        missed = named and row.seen == 0
        if missed and not self._standby_is_missed:
            # For an alert: tills hand over as before, and nothing more becomes durable.
            _log.error("synchronous_standby_missing")
        self._standby_is_missed = missed
        return bool(row.flushed)


def _note(lease: Lease) -> _Noted | None:
    columns = (*(branch.c[name] for name in _KEY), branch.c.head_seq)
    behind = sa.select(*columns).where(branch.c.durable_seq < branch.c.head_seq)
    with lease.central.database.reading() as connection:
        rows = connection.execute(behind.limit(_BRANCHES_MAX)).mappings().all()
        end = str(connection.execute(_END).scalar_one())  # after the heads: behind their commits
    return _Noted(tuple(dict(row) for row in rows), end) if rows else None


def _raise_durable(lease: Lease, noted: _Noted) -> None:
    """Never lower what is durable, and never call durable what a head no longer reaches."""
    statement = (
        sa.update(branch)
        .where(
            *(branch.c[name] == sa.bindparam(f"of_{name}") for name in _KEY),
            branch.c.durable_seq < sa.bindparam("of_head_seq"),
            branch.c.head_seq >= sa.bindparam("of_head_seq"),
        )
        .values(durable_seq=sa.bindparam("of_head_seq"))
    )
    rows = [{f"of_{name}": value for name, value in head.items()} for head in noted.heads]
    with lease.writing() as writing:
        writing.connection.execute(statement, rows)
