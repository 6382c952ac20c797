"""The keys by which the organisation's tills sign their receipts' codes, as central told them."""

from dataclasses import dataclass

from sqlalchemy import Connection

from storage.feed_versions import find_shown
from sync.protocol.operation import from_base64
from sync.protocol.refund_bodies import TillKeysChanged


@dataclass(frozen=True, slots=True, kw_only=True)
class TillKeys:
    """A till's label and its keys (32 bytes each), replaced ones included."""

    label: str
    keys: tuple[bytes, ...]


class KnownTills:
    """The organisation's tills as central told of them, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, till_id: str) -> TillKeys | None:
        """Return the keys of a till, or None where central never told of it."""
        row = find_shown(self._connection, "till_keys", till_id)
        if row is None:
            return None
        told = TillKeysChanged.model_validate_json(row.body)
        return TillKeys(label=told.label, keys=tuple(from_base64(key) for key in told.keys))
