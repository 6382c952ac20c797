"""Operations that waited for an upgrade.

Applied when central starts and knows their kind (rule 3.6).
"""

from collections.abc import Mapping
from itertools import islice

import sqlalchemy as sa
import structlog

from central.cases.closing import close_upgraded
from central.database import Writing
from central.opening import Central
from central.operation_key import OperationKey
from central.operations.allotting import find_scarce, note_allotments
from central.operations.appliers import Applier
from central.operations.applying import FACTS_VERSION, Outcome, Workplace, apply_kept, quarantined
from central.operations.correcting import APPLIERS
from central.operations.outcomes import note_outcome
from central.operations.quarantine import QuarantineError
from central.people.parts import open_parts
from central.rules.book import load_rule_book
from central.tables import branch, operation, takings, till
from central.tills.labels import stream_number
from domain.errors import DataDamaged
from sync.protocol.exchange import ReceivedOperation
from sync.protocol.operation import Facts, FactsUnreadableError, read_facts

_BATCH_MAX = 200
_log = structlog.get_logger("central.operations")


def apply_waiting(central: Central, appliers: Mapping[str, Applier] = APPLIERS) -> int:
    """Apply every waiting operation whose kind is known by now; return how many were settled."""
    with central.database.reading() as connection:
        keys = iter(_waiting_keys(connection, sorted(appliers)))
    settled = 0
    while batch := list(islice(keys, _BATCH_MAX)):
        with central.database.writing(central.surroundings.now()) as writing:
            settled += sum(_settle(central, writing, key, appliers) for key in batch)
    if settled:
        _log.info("waiting_applied", count=settled)
    close_upgraded(central)
    return settled


def _waiting_keys(connection: sa.Connection, kinds: list[str]) -> list[OperationKey]:
    statement = (
        sa.select(
            operation.c.organisation_id,
            operation.c.till_id,
            operation.c.stream,
            operation.c.branch,
            operation.c.seq,
        )
        .where(operation.c.state == "awaiting_upgrade", operation.c.kind.in_(kinds))
        .order_by(operation.c.till_id, operation.c.stream, operation.c.branch, operation.c.seq)
    )
    return [OperationKey(**row) for row in connection.execute(statement).mappings()]


def _settle(
    central: Central, writing: Writing, key: OperationKey, appliers: Mapping[str, Applier]
) -> bool:
    """Apply one operation, unless another process has; tell whether it waits no longer."""
    connection = writing.connection
    row = connection.execute(
        sa.select(operation.c.state, operation.c.facts).where(_of(operation, key)).with_for_update()
    ).one()
    try:
        facts = read_facts(row.facts)
    except FactsUnreadableError:
        return False
    if row.state != "awaiting_upgrade" or facts.v != FACTS_VERSION:
        return False  # settled meanwhile, or of a later version of facts: it waits on
    work = _workplace(central, writing, key, row.facts, appliers)
    outcome = _outcome(work, key, facts, row.facts)
    if outcome.state == "awaiting_upgrade":
        return False  # what it says is of a later version, though its facts are not
    connection.execute(
        sa.update(operation)
        .where(_of(operation, key))
        .values(state=outcome.state, title=outcome.title, message=outcome.message)
    )
    connection.execute(sa.delete(takings).where(_of(takings, key)))
    note_outcome(work, key, outcome)
    note_allotments(work, key, row.facts)
    return True


def _workplace(
    central: Central,
    writing: Writing,
    key: OperationKey,
    raw: bytes,
    appliers: Mapping[str, Applier],
) -> Workplace:
    connection = writing.connection
    owner = connection.execute(
        sa.select(till.c.store_id, till.c.label).where(
            till.c.organisation_id == key.organisation_id, till.c.till_id == key.till_id
        )
    ).one()
    columns = key.columns()
    accepted_through = connection.execute(
        sa.select(branch.c.accepted_through).where(
            *(branch.c[name] == value for name, value in columns.items() if name != "seq")
        )
    ).scalar_one()
    return Workplace(
        central=central,
        writing=writing,
        store_id=owner.store_id,
        rules=load_rule_book(connection, key.organisation_id),
        accepted_through={key.branch: accepted_through},
        stream_is_ours=stream_number(owner.label, key.stream) is not None,
        appliers=appliers,
        scarce=find_scarce(connection, key.organisation_id, owner.store_id, [raw]),
    )


def _outcome(work: Workplace, key: OperationKey, facts: Facts, raw: bytes) -> Outcome:
    """Check what could not be checked while it was unreadable, then apply it."""
    try:
        parts = open_parts(work.central, work.writing.connection, key)
    except DataDamaged as error:
        return quarantined(facts, QuarantineError(error.title, "A personal part of it is damaged."))
    return apply_kept(work, key, facts, ReceivedOperation(facts=raw, parts=tuple(parts)))


def _of(table: sa.Table, key: OperationKey) -> sa.ColumnElement[bool]:
    return sa.and_(*(table.c[name] == value for name, value in key.columns().items()))
