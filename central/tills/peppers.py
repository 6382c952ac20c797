"""Each till's pepper: what its PIN verifiers are keyed with, wrapped under the people key."""

import sqlalchemy as sa

from central.opening import Central
from central.sealing import unwrap, wrap
from central.tables import till
from sync.protocol.pins import PEPPER_BYTES


def new_pepper(central: Central, till_id: str) -> bytes:
    """Return a fresh pepper for a till, wrapped."""
    entropy = central.surroundings.entropy
    return wrap(central.keys.people, entropy.take(PEPPER_BYTES), _about(till_id), entropy)


def get_pepper(central: Central, connection: sa.Connection, till_id: str) -> bytes:
    """Return a till's pepper."""
    wrapped = connection.execute(
        sa.select(till.c.pepper_wrapped).where(till.c.till_id == till_id)
    ).scalar_one()
    return unwrap(central.keys.people, wrapped, _about(till_id))


def _about(till_id: str) -> str:
    return f"pepper/{till_id}"
