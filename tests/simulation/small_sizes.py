"""The product's bounds as module constants, made small for the length of a run."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from unittest.mock import patch

from storage import integrity
from tests.simulation.swarm import Sizes


@contextmanager
def small_sizes(sizes: Sizes) -> Iterator[None]:
    """Make batches, chunks, looks back and pruning as small as drawn; no rule changes by it."""
    values: dict[str, object] = {
        "sync.engine.push.BATCH_BYTES_MAX": sizes.batch_bytes,
        "sync.engine.pull.CHUNK_ROWS_MAX": sizes.chunk_rows,
        "storage.feed.STAGE_ROWS_MAX": sizes.chunk_rows,
        "central.feed.reading.CHUNK_ROWS_MAX": sizes.chunk_rows,
        "sync.engine.snapshot.CHUNK_ROWS_MAX": sizes.chunk_rows,
        "central.snapshots.deciding.CHANGES_MIN": sizes.snapshot_changes,
        "central.snapshots.keeping.MOVED_MIN": sizes.snapshot_changes,
        "central.operations.attaching.LOOK_BACK": sizes.look_back,
        "storage.outbox_pruning.KEPT": timedelta(hours=sizes.kept_h),
        "storage.outbox_pruning.TAIL_KEPT": sizes.tail_kept,
        "storage.integrity.TAIL_KEPT": sizes.tail_kept,
        "storage.integrity._TAIL": integrity._TAIL.limit(sizes.tail_kept),
    }
    with ExitStack() as stack:
        for name, value in values.items():
            stack.enter_context(patch(name, value))
        yield
