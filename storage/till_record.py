"""Who this till is: its name, its organisation and store, and the keys of central it trusts."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from domain.errors import NotFound
from storage.feed_shelf import Shown, change_edition
from storage.feed_versions import find_shown
from storage.streams import StaleReason, Stream, Streams, StreamStart
from storage.tables import till
from sync.protocol.changes import StoreChanged


@dataclass(frozen=True, slots=True, kw_only=True)
class TillRecord:
    """The till as central knows it; keys are raw public bytes. ``label`` begins its receipts."""

    till_id: str
    label: str
    organisation_id: str
    store_id: str
    store: StoreChanged
    central_key: bytes
    recovery_key: bytes
    enrolled_at: datetime


class TillRecords:
    """The till's own record, its streams and its numbers."""

    def __init__(self, connection: Connection, streams: Streams, shown: Shown) -> None:
        self._connection = connection
        self._shown = shown
        self._streams = streams

    def find_till(self) -> TillRecord | None:
        """Return the record with the store as the feed last told it, or None before enrolment."""
        return self._shown.keep(("till",), self._read_till)

    def _read_till(self) -> TillRecord | None:
        row = self._connection.execute(_TILL).mappings().one_or_none()
        if row is None:
            return None
        values = dict(row)
        told = self._read_store(values["store_id"])
        store = told or StoreChanged.model_validate_json(values["store"])
        return TillRecord(**{**values, "store": store})

    def get_till(self) -> TillRecord:
        """Return the record. Raises NotFound before enrolment."""
        found = self.find_till()
        if found is None:
            raise NotFound(
                "This till is not enrolled",
                "It has no name at central yet. Nothing is lost. Enter an enrolment code first.",
            )
        return found

    def save_till(self, record: TillRecord) -> None:
        """Keep what enrolment granted; enrolling again replaces it."""
        values = {name: getattr(record, name) for name in record.__slots__ if name != "store"}
        values["store"] = record.store.model_dump_json()
        fresh = insert(till).values(only=1, **values)
        self._connection.execute(fresh.on_conflict_do_update(index_elements=["only"], set_=values))
        change_edition(self._connection)
        self._shown.forget()

    def _read_store(self, store_id: str) -> StoreChanged | None:
        row = find_shown(self._connection, "store", store_id)
        return None if row is None else StoreChanged.model_validate_json(row.body)

    def find_current_stream(self) -> Stream | None:
        """Return the stream that is written to, or None before enrolment."""
        return self._streams.find_current()

    def current_stream(self) -> Stream:
        """Return the stream that is written to. Raises NotFound before enrolment."""
        return self._streams.get_current()

    def list_streams(self) -> tuple[Stream, ...]:
        """Return all streams, oldest first."""
        return self._streams.list_streams()

    def used_stream_names(self) -> frozenset[str]:
        """Return every stream name this till has used, also those only the mark knows of."""
        return self._streams.used_names()

    def start_stream(self, begin: StreamStart) -> Stream:
        """Begin a new stream; the caller appends its ``stream_opened`` in the same transaction."""
        return self._streams.start(begin)

    def note_stale(self, reason: StaleReason) -> None:
        """Forbid appending before a new stream begins: central knows this one further.

        From this transaction on, and kept over a restart. An earlier reason stays.
        """
        self._streams.note_stale(reason)

    def next_receipt_number(self) -> str:
        """Take the next receipt number; it is used up only if this transaction commits."""
        return self._streams.next_receipt_number()

    def next_waybill_number(self) -> str:
        """Take the next waybill number; it is used up only if this transaction commits."""
        return self._streams.next_waybill_number()


_TILL = sa.select(*(column for column in till.c if column.name != "only"))
