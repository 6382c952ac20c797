"""Telling the organisation's tills by which keys each till signs: receipts are believed offline.

A job does it, not the enrolment: who enrols a till waits for nobody else's stream.
"""

import sqlalchemy as sa

from central.allotments.publishing import OpenWriting
from central.database import CentralDatabase, Writing
from central.publication import new_change, organisation_feed
from central.refunds.tables import till_key_told
from central.tables import till, till_key
from sync.protocol.operation import to_base64
from sync.protocol.refund_bodies import TillKeysChanged

DUE_MAX = 200


def tell_due_keys(database: CentralDatabase, open_writing: OpenWriting) -> int:
    """Publish the keys of tills that have a new one; return how many. Bounded: call it again."""
    with database.reading() as connection:
        due = connection.execute(_DUE).all()
    for row in due:
        with open_writing() as writing:
            _tell(writing, row.organisation_id, row.till_id)
    return len(due)


def _tell(writing: Writing, organisation_id: str, till_id: str) -> None:
    """Publish every key that a till has or had, the oldest first (ledger rule 7)."""
    asked = {"of_organisation": organisation_id, "of_till": till_id}
    keys = writing.connection.execute(_KEYS, asked).scalars().all()
    label = writing.connection.execute(_LABEL, asked).scalar_one()
    body = TillKeysChanged(label=label, keys=tuple(to_base64(bytes(key)) for key in keys))
    writing.connection.execute(_FORGET, asked)
    writing.connection.execute(
        sa.insert(till_key_told).values(
            organisation_id=organisation_id, till_id=till_id, key_count=len(keys)
        )
    )
    writing.publish(organisation_feed(organisation_id), new_change(till_id, body))


_COUNTS = (
    sa.select(till_key.c.organisation_id, till_key.c.till_id, sa.func.count().label("key_count"))
    .group_by(till_key.c.organisation_id, till_key.c.till_id)
    .subquery()
)
_DUE = (
    sa.select(_COUNTS.c.organisation_id, _COUNTS.c.till_id)
    .outerjoin(
        till_key_told,
        sa.and_(
            till_key_told.c.organisation_id == _COUNTS.c.organisation_id,
            till_key_told.c.till_id == _COUNTS.c.till_id,
        ),
    )
    .where(
        sa.or_(
            till_key_told.c.key_count.is_(None),
            till_key_told.c.key_count != _COUNTS.c.key_count,
        )
    )
    .order_by(_COUNTS.c.organisation_id, _COUNTS.c.till_id)
    .limit(DUE_MAX)
)
_KEYS = (
    sa.select(till_key.c.public_key)
    .where(
        till_key.c.organisation_id == sa.bindparam("of_organisation"),
        till_key.c.till_id == sa.bindparam("of_till"),
    )
    .order_by(till_key.c.added_at, till_key.c.public_key)
)
_LABEL = sa.select(till.c.label).where(
    till.c.organisation_id == sa.bindparam("of_organisation"),
    till.c.till_id == sa.bindparam("of_till"),
)
_FORGET = sa.delete(till_key_told).where(
    till_key_told.c.organisation_id == sa.bindparam("of_organisation"),
    till_key_told.c.till_id == sa.bindparam("of_till"),
)
