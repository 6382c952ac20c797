"""Staff on their way to the tills.

A verifier of its own for each till, on that till's own stream.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from central.database import Writing
from central.opening import Central
from central.publication import NewChange, new_change, till_feed
from central.sealing import unwrap
from central.tables import staff
from central.tills.peppers import get_pepper
from central.tills.registry import list_till_ids
from sync.protocol.changes import StaffChanged, StaffRemoved
from sync.protocol.operation import to_base64
from sync.protocol.pins import PinParameters, pepper_verifier


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretched:
    staff_id: str
    name: str
    role: str
    salt: bytes
    parameters: PinParameters
    pin: bytes


def pin_about(staff_id: str) -> str:
    """Return what a wrapped stretched PIN is bound to."""
    return f"pin/{staff_id}"


def publish_all_staff(
    central: Central, writing: Writing, organisation_id: str, till_id: str
) -> None:
    """Tell one till of everybody who may sign in. People without a PIN cannot, and are left out."""
    pepper = get_pepper(central, writing.connection, till_id)
    feed = till_feed(organisation_id, till_id)
    for member in _stretched(central, writing.connection, organisation_id):
        writing.publish(feed, _change(member, pepper))


def publish_member(central: Central, writing: Writing, organisation_id: str, staff_id: str) -> None:
    """Tell every till of the organisation of one person, as that person is now."""
    found = _stretched(central, writing.connection, organisation_id, staff_id)
    for till_id in list_till_ids(writing.connection, organisation_id):
        feed = till_feed(organisation_id, till_id)
        pepper = get_pepper(central, writing.connection, till_id)
        for member in found:
            writing.publish(feed, _change(member, pepper))
        if not found:
            writing.publish(feed, new_change(staff_id, StaffRemoved()))


def _change(member: _Stretched, pepper: bytes) -> NewChange:
    body = StaffChanged(
        name=member.name,
        role=member.role,
        pin_salt=to_base64(member.salt),
        pin_verifier=to_base64(pepper_verifier(member.pin, pepper)),
        pin_parameters=member.parameters.as_tuple(),
    )
    return new_change(member.staff_id, body)


def _stretched(
    central: Central, connection: sa.Connection, organisation_id: str, staff_id: str | None = None
) -> list[_Stretched]:
    statement = (
        sa.select(staff)
        .where(
            staff.c.organisation_id == organisation_id,
            staff.c.removed_at.is_(None),
            staff.c.pin_wrapped.is_not(None),
            sa.true() if staff_id is None else staff.c.staff_id == staff_id,
        )
        .order_by(staff.c.staff_id)
    )
    return [
        _Stretched(
            staff_id=row.staff_id,
            name=row.name,
            role=row.role,
            salt=row.pin_salt,
            parameters=parameters_from(row.pin_parameters),
            pin=unwrap(central.keys.people, row.pin_wrapped, pin_about(row.staff_id)),
        )
        for row in connection.execute(statement)
    ]


def parameters_text(parameters: PinParameters) -> str:
    """Return the cost of stretching as it is stored."""
    return ",".join(str(part) for part in parameters.as_tuple())


def parameters_from(text: str) -> PinParameters:
    """Return the cost of stretching that was stored."""
    time_cost, memory_kib, parallelism = (int(part) for part in text.split(","))
    return PinParameters(time_cost=time_cost, memory_kib=memory_kib, parallelism=parallelism)
