"""Holding the till's rows against central's sums, and putting right what differs (rules 10)."""

from collections.abc import Mapping, Sequence

from storage.feed_repair import REPAIR_ROWS_MAX, Compared, Repair, TrueRow, plan_repair
from storage.feed_sums import BEGUN_ANEW_FOR, DOUBT_FOR
from storage.records import AuditEntry
from storage.unit_of_work import Reading
from sync.engine.asking import ask_central
from sync.engine.parts import EngineParts
from sync.protocol.operation import from_base64
from sync.protocol.snapshot import REPAIR_BUCKETS_MAX, SUMS_PATH, BucketRows, BucketSums
from sync.protocol.status import Problem
from sync.protocol.sums import SetSums, StreamSum

ROWS_DIFFER = Problem(
    title="Some prices or rules here differ from central's",
    message=(
        "They were fetched again, and it did not help. Selling goes on; check the price of what you"
        " sell, and call support. The till tries again every hour."
    ),
)
_ENGINE = "engine"


def compare_sums(parts: EngineParts, told: Mapping[str, StreamSum]) -> tuple[str, ...]:
    """Return the streams whose rows differ from central's at the same position."""
    with parts.db.reading() as uow:
        differing = uow.sums.list_differing(told)
        doubted = uow.sums.list_doubted()
    agreeing = [stream for stream in doubted if stream in told and stream not in differing]
    if agreeing:
        with parts.db.unit_of_work() as uow:
            uow.sums.trust(agreeing)
            uow.commit()
    return differing


def doubt_of(uow: Reading) -> Problem | None:
    """Return what a person should know: rows that differ though they were put right."""
    return ROWS_DIFFER if uow.sums.list_doubted() else None


def recount_sums(parts: EngineParts) -> None:
    """Reckon the sums anew from the rows, as the disk has them now (sync rule 10.11)."""
    with parts.db.reading() as uow:
        if uow.snapshots.find() is not None:
            return
        streams = uow.sums.list_streams()
    for stream in streams:
        _recounted(parts, stream)


def repair_streams(parts: EngineParts, streams: Sequence[str]) -> int:
    """Put streams right that differ; return how many rows were put right.

    Raises LinkDownError and RefusedError as the transport does: it is tried again after the next
    comparison.
    """
    if not streams:
        return 0
    now = parts.clock.now()
    with parts.db.reading() as uow:
        doubted = uow.sums.list_doubted()
    due = [stream for stream in streams if stream not in doubted or doubted[stream] <= now]
    return sum(_repair_stream(parts, stream) for stream in due)


def _repair_stream(parts: EngineParts, stream: str) -> int:
    mine = _recounted(parts, stream)
    with parts.db.reading() as uow:
        position = uow.sums.position(stream)
    theirs = ask_central(parts, lambda nonce: f"{SUMS_PATH}/{nonce}/{stream}", BucketSums)
    if theirs.stream != stream or theirs.position != position:
        return 0  # central has moved on: the next comparison tells
    central = SetSums(from_base64(theirs.sums))
    buckets = mine.differing(central)
    if not buckets:
        return 0  # only the kept sums were wrong
    if len(buckets) > REPAIR_BUCKETS_MAX:
        return _begin_anew(parts, stream)
    return _repair_buckets(parts, theirs, (mine, central), tuple(buckets))


def _repair_buckets(
    parts: EngineParts,
    theirs: BucketSums,
    sums: tuple[SetSums, SetSums],
    buckets: tuple[int, ...],
) -> int:
    mine, central = sums
    stream, position = theirs.stream, theirs.position
    named = ",".join(str(bucket) for bucket in buckets)
    told = ask_central(parts, lambda nonce: f"{SUMS_PATH}/{nonce}/{stream}/{named}", BucketRows)
    if told.stream != stream or told.position != position or told.buckets != buckets:
        return 0
    with parts.db.reading() as uow:
        held = uow.sums.list_rows(stream, buckets)
    compared = Compared(
        stream=stream,
        position=position,
        buckets=buckets,
        held=held,
        truth=tuple(
            TrueRow(position=place, kind=kind, key=key, body=body)
            for place, kind, key, body in told.rows
        ),
        sums=mine,
    )
    plan = plan_repair(compared)
    if plan.row_count > REPAIR_ROWS_MAX:
        return _begin_anew(parts, stream)
    return _carry_out(parts, plan, is_whole=plan.sums.total() == central.total())


def _carry_out(parts: EngineParts, plan: Repair, *, is_whole: bool) -> int:
    now = parts.clock.now()
    with parts.db.unit_of_work() as uow:
        done = uow.repairs.carry_out(plan)
        if done:
            detail = {"rows": plan.row_count, "position": plan.position}
            uow.audit.add(_deed(parts, "feed_repaired", plan.stream, detail))
        if not is_whole:
            uow.sums.doubt(plan.stream, now + DOUBT_FOR)
        uow.commit()
    return plan.row_count if done else 0


def _begin_anew(parts: EngineParts, stream: str) -> int:
    """Forget the cursor: too much differs. Once a day, so that it never goes round and round."""
    with parts.db.unit_of_work() as uow:
        uow.audit.add(_deed(parts, "feed_begun_anew", stream, {}))
        uow.sums.doubt(stream, parts.clock.now() + BEGUN_ANEW_FOR)
        uow.feed.forget_cursor()
        uow.commit()
    return 0


def _recounted(parts: EngineParts, stream: str) -> SetSums:
    """Return a stream's sums as its rows give them now; keep them where others were kept."""
    with parts.db.reading() as uow:
        sums, kept = uow.sums.recount(stream), uow.sums.find(stream)
    if kept is None or kept.to_bytes() != sums.to_bytes():
        with parts.db.unit_of_work() as uow:
            uow.sums.save(stream, sums)
            uow.commit()
    return sums


def _deed(
    parts: EngineParts, action: str, stream: str, detail: Mapping[str, int | str]
) -> AuditEntry:
    return AuditEntry(
        at=parts.clock.now(), by=_ENGINE, action=action, subject=stream, detail=detail
    )
