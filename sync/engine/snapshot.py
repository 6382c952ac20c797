"""Taking a snapshot: manifest, first slice, rest; applied while the bytes arrive (sync rules 10).

It goes on at a frame after whatever stopped it. Between frames an exchange is let through when
something waits: a sale never waits for a catalog.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from domain.errors import WindwardError
from storage.errors import DiskFull
from storage.snapshots import LIVE, SnapshotProgress
from storage.unit_of_work import Reading
from sync.engine.asking import ask_central, damaged_answer
from sync.engine.customer_waits import ASK_EVERY_S, is_customer_waiting
from sync.engine.parts import EngineParts
from sync.engine.ports import LinkDownError
from sync.engine.pull import drop_unshown_rows
from sync.protocol.changes import Change
from sync.protocol.exchange import CHUNK_ROWS_MAX
from sync.protocol.snapshot import (
    MANIFEST_PATH,
    NO_CURSOR,
    SNAPSHOT_TYPE,
    DamagedSnapshotError,
    Manifest,
    SnapshotFile,
    file_path,
    live_changes,
    unpack_frame,
)

FRAMES_A_TURN = 64
"""Frames before a turn ends: some four megabytes, half a minute of a slow line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a turn took of a snapshot; ``refused`` for want of room on the disk."""

    row_count: int = 0
    unreadable_count: int = 0
    refused: bool = False


def snapshot_wish(uow: Reading) -> dict[str, bool]:
    """Return what an exchange's header says of snapshots: one can be taken, one is under way."""
    under_way = uow.snapshots.find() is not None
    return {
        "takes_snapshot": not under_way and not uow.snapshots.is_given_up(),
        "own_stream_only": under_way,
    }


def continue_snapshot(parts: EngineParts, let_through: Callable[[], object]) -> Taken | None:
    """Go on with the snapshot under way; None where there is none.

    What came before a cut counts. Raises LinkDownError or RefusedError where nothing came;
    ``let_through`` does an exchange and may raise the same. A disk with room for sales only is no
    failure of the snapshot: it waits where it is, and nothing of it is fetched (rule 14.2).
    """
    with parts.db.reading() as uow:
        progress = uow.snapshots.find()
    if progress is None:
        return None
    if parts.db.room.is_for_sales_only:
        return Taken(refused=True)
    taking = _Taking(parts, let_through)
    refused = False
    try:
        taking.go_on(progress)
    except DiskFull:
        refused = True
    except (WindwardError, DamagedSnapshotError) as error:
        if taking.is_gone or not taking.row_count:
            if not _is_put_off(error):
                taking.fail()
            if isinstance(error, WindwardError):
                raise
            raise damaged_answer() from error
    return Taken(
        row_count=taking.row_count, unreadable_count=taking.unreadable_count, refused=refused
    )


def _is_put_off(error: Exception) -> bool:
    """Tell whether central only asked to be asked later: that is no failed try (rule 10.5)."""
    return isinstance(error, LinkDownError) and error.retry_after_s is not None


class _Taking:
    """One turn's part of a snapshot."""

    def __init__(self, parts: EngineParts, let_through: Callable[[], object]) -> None:
        self._parts = parts
        self._let_through = let_through
        self._frames_left = FRAMES_A_TURN
        self._asked_at: float | None = None
        self.is_gone = False
        self.row_count = 0
        self.unreadable_count = 0

    def go_on(self, progress: SnapshotProgress) -> None:
        manifest = progress.manifest or self._begin()
        file_no, frame_no = progress.file_no, progress.frame_no
        if file_no == LIVE:
            self._take_rows(manifest, live_changes(manifest), (0, 0))
            file_no = 0
        while file_no < len(manifest.files):
            if file_no > 0:
                self._show_first_slice(manifest)
            self._take_file(manifest, file_no, frame_no)
            if not self._frames_left:
                return
            file_no, frame_no = file_no + 1, 0
        self._finish(manifest)

    def fail(self) -> None:
        """Count a try that brought nothing, unless it is counted already."""
        if not self.is_gone:
            with self._parts.db.unit_of_work() as uow:
                uow.snapshots.fail()
                uow.commit()

    def _begin(self) -> Manifest:
        with self._parts.db.reading() as uow:
            cursor, epoch = uow.feed.cursor(), uow.feed.epoch()
        manifest = ask_central(
            self._parts, lambda nonce: f"{MANIFEST_PATH}/{nonce}/{cursor or NO_CURSOR}", Manifest
        )
        if manifest.epoch != epoch:
            raise damaged_answer()  # the next exchange tells of the new epoch
        drop_unshown_rows(self._parts)
        with self._parts.db.unit_of_work() as uow:
            uow.snapshots.begin(manifest)
            uow.commit()
        return manifest

    def _show_first_slice(self, manifest: Manifest) -> None:
        with self._parts.db.unit_of_work() as uow:
            progress = uow.snapshots.find()
            if progress is not None and progress.at_once:
                uow.snapshots.show(manifest)
            uow.commit()

    def _finish(self, manifest: Manifest) -> None:
        with self._parts.db.unit_of_work() as uow:
            uow.snapshots.show(manifest)
            uow.snapshots.finish()
            uow.commit()

    def _take_file(self, manifest: Manifest, file_no: int, frame_no: int) -> None:
        file = manifest.files[file_no]
        offset = file.offset_of(frame_no)
        names = [name for name, _ in manifest.streams]
        headers = {"Range": f"bytes={offset}-", "If-Range": f'"{file.sha256}"'} if offset else {}
        with self._parts.transport.fetch(file_path(file.sha256), headers) as fetched:
            chunks = self._file_chunks(fetched, offset)
            for number, frame in _frames(file, frame_no, chunks):
                if not file.frame_is(number, frame):
                    message = "a frame is not the one that central signed for"
                    raise DamagedSnapshotError(message)
                is_last = number + 1 == len(file.sizes)
                following = (file_no + 1, 0) if is_last else (file_no, number + 1)
                self._take_rows(manifest, unpack_frame(frame, names), following)
                self._frames_left -= 1
                self._let_exchange_through(manifest)
                if not self._frames_left:
                    return

    def _file_chunks(
        self, fetched: tuple[int, Mapping[str, str], Iterator[bytes]], offset: int
    ) -> Iterator[bytes]:
        """Return the bytes from an offset on. Begins anew where central has no such file."""
        status, headers, chunks = fetched
        if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            self.is_gone = True
            with self._parts.db.unit_of_work() as uow:
                uow.snapshots.begin_anew()
                uow.commit()
            title = "Central does not keep this snapshot any more"
            raise LinkDownError(title, "Nothing is lost: the till asks for the present one.")
        if headers.get("content-type", "").partition(";")[0].strip() != SNAPSHOT_TYPE:
            raise damaged_answer()
        if status == HTTPStatus.PARTIAL_CONTENT:
            if not headers.get("content-range", "").startswith(f"bytes {offset}-"):
                raise damaged_answer()
            return chunks
        return _without(chunks, offset)

    def _take_rows(
        self, manifest: Manifest, rows: list[Change], following: tuple[int, int]
    ) -> None:
        """Write rows, at most 200 a transaction; the last says what comes next (rule 10.6)."""
        for start in range(0, max(len(rows), 1), CHUNK_ROWS_MAX):
            part = rows[start : start + CHUNK_ROWS_MAX]
            with self._parts.db.unit_of_work() as uow:
                report = uow.snapshots.stage(manifest, part)
                if start + CHUNK_ROWS_MAX >= len(rows):
                    uow.snapshots.move_to(*following)
                uow.commit()
            self.row_count += len(part)
            self.unreadable_count += len(report.unreadable)

    def _let_exchange_through(self, manifest: Manifest) -> None:
        """Do an exchange if something waits, or somebody does for what only an answer brings.

        It may bring a new epoch, and end this snapshot.
        """
        with self._parts.db.reading() as uow:
            waiting = uow.outbox.waiting_count() > 0
            has_customer = is_customer_waiting(uow, self._parts.clock.now())
        if not waiting and not (has_customer and self._is_time_to_ask()):
            return
        self._let_through()
        with self._parts.db.reading() as uow:
            progress = uow.snapshots.find()
        if progress is None or progress.manifest != manifest:
            self._frames_left = 0

    def _is_time_to_ask(self) -> bool:
        """Whether to ask now for a customer who waits: at once, then every three seconds."""
        if self._parts.monotonic is None:
            return True
        now = self._parts.monotonic()
        if self._asked_at is not None and now - self._asked_at < ASK_EVERY_S:
            return False
        self._asked_at = now
        return True


def _frames(file: SnapshotFile, first: int, chunks: Iterator[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield whole frames as they arrive. Raises LinkDownError where the bytes end before.

    It reads to the very end, so that the connection can be used again: another costs a round trip.
    """
    number, held = first, bytearray()
    for chunk in chunks:
        held += chunk
        while number < len(file.sizes) and len(held) >= file.sizes[number]:
            size = file.sizes[number]
            yield number, bytes(held[:size])
            del held[:size]
            number += 1
        if number == len(file.sizes) and held:
            message = "a file is longer than central signed for"
            raise DamagedSnapshotError(message)
    if number < len(file.sizes):
        title = "The line broke off"
        raise LinkDownError(title, "Nothing is lost: it goes on there.")


def _without(chunks: Iterator[bytes], count: int) -> Iterator[bytes]:
    """Yield the bytes behind the first ``count``."""
    for chunk in chunks:
        yield chunk[count:]
        count = max(0, count - len(chunk))
