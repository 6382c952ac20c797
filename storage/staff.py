"""Who may sign in at this till, and how often a PIN went wrong."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.errors import NotFound
from domain.staff import Role, StaffMember
from storage.feed_shelf import Shown
from storage.feed_versions import ShownRow, find_shown, list_shown
from storage.tables import pin_attempt
from sync.protocol.changes import StaffChanged
from sync.protocol.operation import from_base64
from sync.protocol.pins import PinParameters, PinVerifier

_ROLES = frozenset(role.value for role in Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinAttempts:
    """Wrong PINs in a row, and when the next try is heard (None: now)."""

    failures: int = 0
    next_try_at: datetime | None = None


class Staff:
    """Staff and their PIN attempts, within one transaction."""

    def __init__(self, connection: Connection, shown: Shown) -> None:
        self._connection = connection
        self._shown = shown

    def list_staff(self) -> tuple[StaffMember, ...]:
        """Return who may sign in, by name. A role that this program does not know may not."""
        rows = list_shown(self._connection, "staff")
        known = [member for member in map(_member_of, rows) if member is not None]
        return tuple(sorted(known, key=lambda member: (member.name.casefold(), member.staff_id)))

    def find_staff(self, staff_id: str) -> StaffMember | None:
        """Return a member of staff, or None."""
        return self._shown.keep(("staff", staff_id), lambda: self._read(staff_id))

    def get_staff(self, staff_id: str) -> StaffMember:
        """Return a member of staff. Raises NotFound."""
        found = self.find_staff(staff_id)
        if found is None:
            raise _unknown()
        return found

    def get_verifier(self, staff_id: str) -> PinVerifier:
        """Return what this till holds of a member's PIN. Raises NotFound."""
        row = find_shown(self._connection, "staff", staff_id)
        if row is None:
            raise _unknown()
        told = StaffChanged.model_validate_json(row.body)
        time_cost, memory_kib, parallelism = told.pin_parameters
        return PinVerifier(
            salt=from_base64(told.pin_salt),
            parameters=PinParameters(
                time_cost=time_cost, memory_kib=memory_kib, parallelism=parallelism
            ),
            verifier=from_base64(told.pin_verifier),
        )

    def _read(self, staff_id: str) -> StaffMember | None:
        row = find_shown(self._connection, "staff", staff_id)
        return None if row is None else _member_of(row)

    def attempts(self, staff_id: str) -> PinAttempts:
        """Return the wrong PINs of a member since the last right one."""
        row = self._connection.execute(_ATTEMPTS, {"of_staff": staff_id}).one_or_none()
        if row is None:
            return PinAttempts()
        return PinAttempts(failures=row.failures, next_try_at=row.next_try_at)

    def save_attempts(self, staff_id: str, attempts: PinAttempts) -> None:
        """Keep the count, over restarts too; a right PIN saves ``PinAttempts()``."""
        values = {"failures": attempts.failures, "next_try_at": attempts.next_try_at}
        fresh = insert(pin_attempt).values(staff_id=staff_id, **values)
        self._connection.execute(
            fresh.on_conflict_do_update(index_elements=["staff_id"], set_=values)
        )


def _member_of(row: ShownRow) -> StaffMember | None:
    told = StaffChanged.model_validate_json(row.body)
    if told.role not in _ROLES:
        return None
    return StaffMember(staff_id=row.key, name=told.name, role=Role(told.role))


def _unknown() -> NotFound:
    return NotFound(
        "Nobody of that name here",
        "This till does not know that member of staff. Nothing is lost. Choose a name from the"
        " list, or ask the office to add it.",
    )


_ATTEMPTS = pin_attempt.select().where(pin_attempt.c.staff_id == sa.bindparam("of_staff"))
