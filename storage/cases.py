"""Cases as central told them, and what was done about each at this till (sync rules 11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.errors import NotFound
from domain.quiet_cases import QUIET_CASES
from storage.case_tables import case_read, case_resent
from storage.feed_versions import position_of, shown_row
from storage.tables import stream
from sync.protocol.case_bodies import CaseChanged

LISTED_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """A case and what was done about it here; None for nothing yet. Times are this till's claim.

    ``is_waiting`` says that central has not answered the newest correction yet.
    """

    case_id: str
    told: CaseChanged
    read_at: datetime | None = None
    resent_at: datetime | None = None
    is_waiting: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody must still decide."""
        return self.told.closed_at is None


class Cases:
    """The till's cases, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_cases(self, limit: int = LISTED_MAX) -> tuple[CaseRecord, ...]:
        """Return the open cases, oldest first, then those closed that nobody has read since."""
        rows = self._connection.execute(_LISTED, {"most": min(limit, LISTED_MAX)}).mappings()
        return tuple(_record(row) for row in rows)

    def count_open(self) -> int:
        """Return how many cases are open, however many are listed."""
        return int(self._connection.scalar(_OPEN_COUNT) or 0)

    def count_quiet(self) -> int:
        """Return how many of the open cases only who may decide is shown."""
        return int(self._connection.scalar(_QUIET_COUNT) or 0)

    def get_case(self, case_id: str) -> CaseRecord:
        """Return one case, open or closed. Raises NotFound."""
        row = self._connection.execute(_ONE, {"of_case": case_id}).mappings().one_or_none()
        if row is None:
            raise NotFound(
                "That case is gone",
                "Central has taken it back. Nothing is lost. Go back and look again.",
            )
        return _record(row)

    def note_read(self, case_id: str, *, by: str, at: datetime) -> None:
        """Keep who has read a case, in place of who did before. Raises NotFound."""
        was_closed = not self.get_case(case_id).is_open
        values = {"read_by": by, "read_at": at, "was_closed": was_closed}
        fresh = insert(case_read).values(case_id=case_id, **values)
        self._connection.execute(
            fresh.on_conflict_do_update(index_elements=["case_id"], set_=values)
        )

    def note_resent(self, case_id: str, place: tuple[str, int], *, at: datetime) -> None:
        """Keep which operation (stream, number) told a case's operation anew.

        Raises NoResultFound for a case that is not shown.
        """
        name, seq = place
        told = self._connection.execute(_ONE, {"of_case": case_id}).one()
        told_position = position_of(told.version)
        values = {"stream": name, "seq": seq, "resent_at": at, "told_position": told_position}
        fresh = insert(case_resent).values(case_id=case_id, **values)
        self._connection.execute(
            fresh.on_conflict_do_update(index_elements=["case_id"], set_=values)
        )


def _record(row: Mapping[Any, Any]) -> CaseRecord:
    return CaseRecord(
        case_id=row["key"],
        told=CaseChanged.model_validate_json(row["body"]),
        read_at=row["read_at"],
        resent_at=row["resent_at"],
        is_waiting=row["resent_at"] is not None and _is_waiting(row),
    )


def _is_waiting(row: Mapping[Any, Any]) -> bool:
    """Central answers by telling the case anew, in the transaction that stores the correction."""
    is_stored = row["seq"] <= row["stored_through"]
    return not is_stored or position_of(row["version"]) == row["told_position"]


_IS_CASE = shown_row.c.kind == "case"
_CLOSED_AT = sa.func.json_extract(shown_row.c.body, "$.closed_at")
_OPENED_AT = sa.func.json_extract(shown_row.c.body, "$.opened_at")
_CASES = (
    sa.select(
        shown_row.c.key,
        shown_row.c.version,
        shown_row.c.body,
        case_read.c.read_at,
        case_resent.c.resent_at,
        case_resent.c.seq,
        case_resent.c.told_position,
        stream.c.stored_through,
    )
    .outerjoin_from(shown_row, case_read, case_read.c.case_id == shown_row.c.key)
    .outerjoin(case_resent, case_resent.c.case_id == shown_row.c.key)
    .outerjoin(stream, stream.c.stream == case_resent.c.stream)
    .where(_IS_CASE)
)
_UNREAD_SINCE = case_read.c.was_closed.is_not(True)
_LISTED = (
    _CASES.where(sa.or_(_CLOSED_AT.is_(None), _UNREAD_SINCE))
    .order_by(_CLOSED_AT.is_not(None), _OPENED_AT, shown_row.c.key)
    .limit(sa.bindparam("most"))
)
_ONE = _CASES.where(shown_row.c.key == sa.bindparam("of_case"))
_OPEN_COUNT = (
    sa.select(sa.func.count()).select_from(shown_row).where(_IS_CASE, _CLOSED_AT.is_(None))
)
_QUIET_COUNT = _OPEN_COUNT.where(
    sa.func.json_extract(shown_row.c.body, "$.kind").in_(sorted(QUIET_CASES))
)
