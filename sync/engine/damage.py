"""An operation damaged on this disk must not keep the others from being sent (rule 8.5)."""

from contextlib import suppress

from domain.errors import DataDamaged, WorldFailure
from domain.shift import business_date_of
from storage.outbox_damage import OutboxDamaged
from storage.stream_opening import NOBODY
from storage.unit_of_work import UnitOfWork
from sync.engine.parts import EngineParts
from sync.protocol.bodies import kind_of
from sync.protocol.case_bodies import OperationDamaged
from sync.protocol.operation import NewOperation

REPORTED_MAX = 8
"""Reports of one find: the case that they open is one, whatever their number."""


def leave_out_damage(parts: EngineParts, error: DataDamaged) -> bool:
    """Leave the damaged operations out from now on and report them; False where none is found.

    Whoever called tries again: what is left is sent. Raises WorldFailure where the disk does not
    allow even that.
    """
    damage = error if isinstance(error, OutboxDamaged) else parts.db.find_unreadable()
    if damage is None:
        return False
    with parts.db.unit_of_work() as uow:
        uow.outbox.left_out.add(damage, parts.clock.now())
        uow.commit()
    with suppress(WorldFailure):  # a copy, or no room: the gap itself tells central
        _report(parts, damage)
    return True


def _report(parts: EngineParts, damage: OutboxDamaged) -> None:
    with parts.db.unit_of_work() as uow:
        for seq in damage.seqs[:REPORTED_MAX]:
            _say(parts, uow, OperationDamaged(stream=damage.stream, seq=seq))
        uow.commit()


def _say(parts: EngineParts, uow: UnitOfWork, body: OperationDamaged) -> None:
    at = parts.clock.now()
    zone = uow.till.get_till().store.zone
    uow.outbox.append(
        parts.signer,
        NewOperation(
            kind=kind_of(body),
            at=at,
            by=NOBODY,
            day=business_date_of(at, zone),
            feed=uow.feed.shown_position(),
            body=body,
        ),
    )
