"""An operation that was booked before, read again where a later one sheds other light on it."""

from dataclasses import dataclass

import sqlalchemy as sa

from central.database import Writing
from central.opening import Central
from central.operation_key import OperationKey
from central.operations.cart_facts import Booking
from central.tables import operation, till
from domain.rules import RuleBook
from sync.protocol.bodies import BODIES
from sync.protocol.body_parts import Body
from sync.protocol.operation import Facts, read_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidBefore:
    """An earlier operation as it was booked, in the transaction of the later one."""

    central: Central
    writing: Writing
    key: OperationKey
    store_id: str
    rules: RuleBook
    facts: Facts
    body: Body


def said_before(booking: Booking, key: OperationKey) -> Booking:
    """Return an operation that central applied, of any till of the organisation."""
    row = booking.writing.connection.execute(
        sa.select(operation.c.facts, till.c.store_id)
        .join(till, till.c.till_id == operation.c.till_id)
        .where(*(operation.c[name] == value for name, value in key.columns().items()))
    ).one()
    facts = read_facts(bytes(row.facts))
    return SaidBefore(
        central=booking.central,
        writing=booking.writing,
        key=key,
        store_id=row.store_id,
        rules=booking.rules,
        facts=facts,
        body=BODIES[facts.kind].model_validate(facts.body),
    )
