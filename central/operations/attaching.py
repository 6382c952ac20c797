"""Where a batch attaches (sync rules 3.4 and 3.5). Pure: decides, reads and writes nothing.

A stream's operations form a tree: branch 0 is the main branch, every fork is a branch that leaves
its parent after ``base_seq``. Hashes are chained, so one hash at one number stands for a whole
history.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MAIN = 0
LOOK_BACK = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A branch as it is stored.

    ``parent`` is None for the main branch and where nobody knows it. ``accepted_through`` is a
    revoked till's last accepted number on it, None for any other till's.
    """

    branch: int
    parent: int | None
    base_seq: int
    base_hash: bytes
    head_seq: int
    durable_seq: int = 0
    accepted_through: int | None = None
    assigned_stream: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What was sent: the hash before the first operation, then a hash for each."""

    first_seq: int
    prev_hash: bytes
    first_kept_seq: int
    hashes: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Step:
    """One operation of the batch: on which branch it belongs, and whether it is new there."""

    branch: int
    seq: int
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBranch:
    """A fork that this batch begins."""

    branch: int
    parent: int | None
    base_seq: int
    base_hash: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """The batch attaches: a step for each operation, and the branch its last one is on."""

    steps: tuple[Step, ...]
    branch: int
    new_branch: NewBranch | None = None


@dataclass(frozen=True, slots=True)
class Resend:
    """Nothing is stored: the till must send again from a lower number."""

    from_seq: int


@dataclass(frozen=True, slots=True)
class Unattached:
    """An empty batch whose head nobody here knows, from a till that holds nothing lower."""


Stored = Mapping[tuple[int, int], bytes]
"""Hashes by (branch, seq), for the numbers of the batch and the one before it."""


def attach(
    branches: Sequence[Branch], stored: Stored, batch: Batch
) -> Attached | Resend | Unattached:
    """Decide where a batch belongs. ``branches`` begins with the main branch."""
    start = _find_start(branches, stored, batch)
    if start is not None:
        return _walk(branches, stored, batch, start)
    from_seq = _wanted(branches[MAIN].head_seq, batch)
    if from_seq < batch.first_seq:
        return Resend(from_seq)
    if not batch.hashes:
        return Unattached()
    fork = NewBranch(
        branch=len(branches),
        parent=None,
        base_seq=batch.first_seq - 1,
        base_hash=batch.prev_hash,
    )
    numbers = range(batch.first_seq, batch.first_seq + len(batch.hashes))
    steps = tuple(Step(fork.branch, seq, new=True) for seq in numbers)
    return Attached(steps=steps, branch=fork.branch, new_branch=fork)


def _find_start(branches: Sequence[Branch], stored: Stored, batch: Batch) -> int | None:
    before = batch.first_seq - 1
    for branch in branches:
        is_operation = stored.get((branch.branch, before)) == batch.prev_hash
        is_root = (
            branch.parent is None
            and branch.base_seq == before
            and branch.base_hash == batch.prev_hash
        )
        if is_operation or is_root:
            return branch.branch
    return None


def _wanted(main_head_seq: int, batch: Batch) -> int:
    """Return from which number the till should send again.

    At most ``first_seq``, which means: nowhere.
    """
    gap = main_head_seq < batch.first_seq - 1
    wanted = main_head_seq + 1 if gap else batch.first_seq - LOOK_BACK
    return min(max(wanted, batch.first_kept_seq, 1), batch.first_seq)


def _walk(branches: Sequence[Branch], stored: Stored, batch: Batch, start: int) -> Attached:
    current, fork, steps = start, None, []
    before = batch.prev_hash
    for seq, digest in enumerate(batch.hashes, start=batch.first_seq):
        known = None if fork else stored.get((current, seq))
        if known is not None and known != digest:
            sibling = _sibling(branches, stored, (current, seq), digest)
            if sibling is None:
                fork = NewBranch(
                    branch=len(branches), parent=current, base_seq=seq - 1, base_hash=before
                )
                current, known = fork.branch, None
            else:
                current, known = sibling, digest
        steps.append(Step(current, seq, new=known is None))
        before = digest
    return Attached(steps=tuple(steps), branch=current, new_branch=fork)


def _sibling(
    branches: Sequence[Branch], stored: Stored, place: tuple[int, int], digest: bytes
) -> int | None:
    """Return the branch that left this one here with this very operation, or None."""
    parent, seq = place
    for branch in branches:
        leaves_here = branch.parent == parent and branch.base_seq == seq - 1
        if leaves_here and stored.get((branch.branch, seq)) == digest:
            return branch.branch
    return None
