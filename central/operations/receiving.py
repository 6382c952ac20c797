"""Receiving a batch: vouched for, attached, stored and applied in one transaction (rules 3)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa
import structlog

from central.database import Writing
from central.database_failures import DatabaseConflict
from central.opening import Central
from central.operation_key import OperationKey
from central.operations.allotting import (
    grant_without_operations,
    note_allotments,
    prepare_allotments,
    settle_allotments,
)
from central.operations.applying import Outcome, Workplace, apply_received
from central.operations.attaching import (
    MAIN,
    Attached,
    Batch,
    Branch,
    Resend,
    Unattached,
    attach,
)
from central.operations.branches import (
    StreamPlace,
    begin_fork,
    list_branches,
    list_unapplied,
    lock_stream,
    move_head,
    stored_hashes,
)
from central.operations.cases import NewCase, open_case
from central.operations.clock_notes import note_times
from central.operations.outcomes import note_outcome
from central.rules.book import load_rule_book
from central.tables import operation
from central.tills.labels import stream_number
from central.tills.registry import EnrolledTill
from central.undoable import Undoable
from domain.errors import WindwardError
from sync.protocol.exchange import ExchangeRequest, ReceivedOperation, Ruling
from sync.protocol.operation import chain_hash, from_base64, genesis_hash, hash_is_signed

_UNNOTED = Outcome(
    kind="",
    state="quarantined",
    title="Central could not note this",
    message="It is kept as it came. Its money, if any, is not counted. Tell support.",
)
_log = structlog.get_logger("central.operations")


class BatchRefusedError(Exception):
    """A batch that no key of this till vouches for: nothing of it is stored or acknowledged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What central answers about the operations that were sent."""

    stored_through: int
    durable_through: int
    resend_from: int | None = None
    assigned_stream: str | None = None
    rulings: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Delivery:
    """A batch with everything that was computed from it before the transaction."""

    place: StreamPlace
    request: ExchangeRequest
    batch: Batch
    signature: bytes | None
    signed_by: bytes | None
    is_live: bool = False

    @property
    def last_seq(self) -> int:
        return self.batch.first_seq - 1 + len(self.batch.hashes)


def receive(
    central: Central, owner: EnrolledTill, request: ExchangeRequest, *, is_live: bool = False
) -> Receipt:
    """Store and apply a batch.

    A transaction that another one was in the way of is done once more (sync rule 13.2). Raises
    BatchRefusedError, and DatabaseUnavailable before anything is stored.
    """
    delivery = replace(_vouched(owner, request), is_live=is_live)
    if not delivery.batch.hashes:
        receipt = _look(central, delivery)
        grant_without_operations(central, delivery.place, request.header, receipt)
        return receipt
    try:
        return _received(central, delivery)
    except (DatabaseConflict, sa.exc.IntegrityError) as error:
        _log.info("batch_done_once_more", error=type(error).__name__)
        return _received(central, delivery)


def _received(central: Central, delivery: _Delivery) -> Receipt:
    faults = central.surroundings.faults
    with central.database.writing(central.surroundings.now()) as writing:
        receipt = _store(central, writing, delivery)
        faults.before_commit()
    faults.after_commit()
    return receipt


def _vouched(owner: EnrolledTill, request: ExchangeRequest) -> _Delivery:
    """Compute the chain and check that a key of this till signed its head (sync rule 1.5)."""
    header = request.header
    digest = bytes.fromhex(header.prev_hash)
    hashes: list[bytes] = []
    for received in request.operations:
        digest = chain_hash(digest, received.facts)
        hashes.append(digest)
    signature, signed_by = None, None
    if hashes:
        signature = _signature(header.head_signature)
        signed_by = next((k for k in owner.keys if hash_is_signed(k, digest, signature)), None)
        if signed_by is None:
            message = "the head signature does not vouch for these operations"
            raise BatchRefusedError(message)
    return _Delivery(
        place=StreamPlace(owner=owner, name=header.stream),
        request=request,
        batch=Batch(
            first_seq=header.first_seq,
            prev_hash=bytes.fromhex(header.prev_hash),
            first_kept_seq=header.first_kept_seq,
            hashes=hashes,
        ),
        signature=signature,
        signed_by=signed_by,
    )


def _signature(text: str | None) -> bytes:
    try:
        return from_base64(text or "")
    except ValueError as error:
        message = "the head signature is not base64"
        raise BatchRefusedError(message) from error


def _look(central: Central, delivery: _Delivery) -> Receipt:
    """Answer a batch without operations: nothing is written, and no lock is taken."""
    with central.database.reading() as connection:
        branches = list_branches(connection, delivery.place) or [_unsent(delivery.place)]
        found = _attach(connection, delivery, branches)
        return _receipt(connection, delivery, branches, found)


def _unsent(place: StreamPlace) -> Branch:
    base_hash = genesis_hash(place.owner.till_id, place.name)
    return Branch(branch=MAIN, parent=None, base_seq=0, base_hash=base_hash, head_seq=0)


def _store(central: Central, writing: Writing, delivery: _Delivery) -> Receipt:
    connection = writing.connection
    place = lock_stream(writing, delivery.place)
    allotting = prepare_allotments(writing, place, delivery.request)
    branches = list_branches(connection, place)
    found = _attach(connection, delivery, branches)
    if isinstance(found, Attached) and any(step.new for step in found.steps):
        if found.new_branch is not None:
            assigned = begin_fork(writing, place, found.new_branch, branches)
            _open_fork_case(central, writing, delivery, found, assigned)
            branches = list_branches(connection, place)
        work = Workplace(
            central=central,
            writing=writing,
            store_id=place.owner.store_id,
            rules=load_rule_book(connection, place.owner.organisation_id),
            accepted_through={one.branch: one.accepted_through for one in branches},
            stream_is_ours=stream_number(place.owner.label, place.name) is not None,
            scarce=allotting.scarce,
        )
        _store_new(work, delivery, found)
        branches = list_branches(connection, place)
    receipt = _receipt(connection, delivery, branches, found)
    settle_allotments(writing, allotting, receipt)
    return receipt


def _attach(
    connection: sa.Connection, delivery: _Delivery, branches: list[Branch]
) -> Attached | Resend | Unattached:
    first_seq = delivery.batch.first_seq
    stored = stored_hashes(connection, delivery.place, first_seq - 1, delivery.last_seq)
    return attach(branches, stored, delivery.batch)


def _store_new(work: Workplace, delivery: _Delivery, found: Attached) -> None:
    new: list[tuple[OperationKey, bytes]] = []
    for step, received, digest in zip(
        found.steps, delivery.request.operations, delivery.batch.hashes, strict=True
    ):
        if not step.new:
            continue
        key = OperationKey(
            organisation_id=delivery.place.owner.organisation_id,
            till_id=delivery.place.owner.till_id,
            stream=delivery.place.name,
            branch=step.branch,
            seq=step.seq,
        )
        is_head = step.seq == delivery.last_seq
        row = {
            "facts": received.facts,
            "hash": digest,
            "head_signature": delivery.signature if is_head else None,
            "signed_by": delivery.signed_by if is_head else None,
        }
        _store_one(work, key, received, row)
        new.append((key, received.facts))
    note_times(work, new, delivery.request.header.till_time if delivery.is_live else None)
    head = (delivery.last_seq, delivery.batch.hashes[-1])
    durable = work.central.settings.commit_is_durable and work.central.database.is_sqlite
    move_head(work.writing, delivery.place, found.branch, head, durable=durable)


def _store_one(
    work: Workplace, key: OperationKey, received: ReceivedOperation, row: Mapping[str, object]
) -> None:
    """Apply and keep one operation, within a savepoint of its own.

    What cannot even be noted is kept as bytes, without a kind and without money: one operation
    must never keep a till from handing over all the others (sync rule 3.2).
    """
    if _is_in_the_way(work, key, received, row):
        # Another till may have brought the same person at the same moment: behind it there is no
        # conflict. What conflicts again is in its own way. Where it is stored already, not even
        # its bytes can be kept, and the whole batch is looked at anew.
        _log.info("operation_done_once_more", operation=str(key))
        if _is_in_the_way(work, key, received, row):
            _log.error("operation_not_noted", operation=str(key), error="IntegrityError")
            _keep(work, key, _UNNOTED, row)


def _is_in_the_way(
    work: Workplace, key: OperationKey, received: ReceivedOperation, row: Mapping[str, object]
) -> bool:
    """Apply and keep an operation; tell whether something else has its keys, and it is undone."""
    savepoint = Undoable(work.writing)
    try:
        _keep(work, key, apply_received(work, key, received), row)
        note_allotments(work, key, received.facts)
    except sa.exc.IntegrityError:
        savepoint.rollback()
        return True
    except (sa.exc.OperationalError, WindwardError):
        raise  # the database or the keys are out of reach: nothing is wrong with this operation
    except Exception as error:  # noqa: BLE001 - the border around one operation
        savepoint.rollback()
        _log.exception("operation_not_noted", operation=str(key), error=type(error).__name__)
        _keep(work, key, _UNNOTED, row)
    else:
        savepoint.commit()
    return False


def _keep(work: Workplace, key: OperationKey, outcome: Outcome, row: Mapping[str, object]) -> None:
    kept = {
        **key.columns(),
        **row,
        "kind": outcome.kind,
        "state": outcome.state,
        "title": outcome.title,
        "message": outcome.message,
        "received_at": work.writing.at,
    }
    work.writing.connection.execute(operation.insert(), kept)
    note_outcome(work, key, outcome)


def _open_fork_case(
    central: Central, writing: Writing, delivery: _Delivery, found: Attached, assigned: str
) -> None:
    fork, owner = found.new_branch, delivery.place.owner
    assert fork is not None
    key = OperationKey(
        organisation_id=owner.organisation_id,
        till_id=owner.till_id,
        stream=delivery.place.name,
        branch=fork.branch,
        seq=fork.base_seq + 1,
    )
    case = _gap_case(key, owner) if fork.parent is None else _fork_case(key, owner, assigned)
    open_case(writing, central.surroundings, key, case)


def _fork_case(key: OperationKey, owner: EnrolledTill, assigned: str) -> NewCase:
    return NewCase(
        store_id=owner.store_id,
        kind="fork",
        title=f"Till {owner.label} has two histories",
        message=(
            f"Stream {key.stream} came a second time from number {key.seq} on with other"
            " operations: the till was restored from an old copy, or copied. Every sale of both is"
            f" counted. The till goes on in stream {assigned}. Find out which machine it is."
        ),
    )


def _gap_case(key: OperationKey, owner: EnrolledTill) -> NewCase:
    """Nothing here knows what came before, and the till holds nothing of it (sync rule 8.5)."""
    return NewCase(
        store_id=owner.store_id,
        kind="chain_damage",
        title=f"Till {owner.label} lost part of its record",
        message=(
            f"Stream {key.stream} goes on from number {key.seq}, and the till can no longer read"
            f" what came just before: it was damaged on its disk. What comes from {key.seq} on is"
            " counted. Look for the receipts in between, and check that computer's disk."
        ),
    )


def _receipt(
    connection: sa.Connection,
    delivery: _Delivery,
    branches: list[Branch],
    found: Attached | Resend | Unattached,
) -> Receipt:
    """Speak of the branch that was sent; of one that is not known, as of nothing stored."""
    if isinstance(found, Unattached):
        return Receipt(stored_through=0, durable_through=0)
    if isinstance(found, Resend):
        # Which history the till is on is not known yet: a number here might cover other operations.
        return Receipt(stored_through=0, durable_through=0, resend_from=found.from_seq)
    sent = branches[found.branch]
    return Receipt(
        stored_through=sent.head_seq,
        durable_through=min(sent.durable_seq, sent.head_seq),
        assigned_stream=sent.assigned_stream,
        rulings=_rulings(connection, delivery, found),
    )


def _rulings(connection: sa.Connection, delivery: _Delivery, found: Attached) -> tuple[Ruling, ...]:
    """Return what was decided about each operation of the batch, now or when it first came."""
    if not delivery.batch.hashes:
        return ()
    branch_of = {step.seq: step.branch for step in found.steps}
    rows = list_unapplied(connection, delivery.place, delivery.batch.first_seq, delivery.last_seq)
    return tuple(
        Ruling(seq=row.seq, state=row.state, title=row.title, message=row.message)
        for row in rows
        if branch_of.get(row.seq) == row.branch
    )
