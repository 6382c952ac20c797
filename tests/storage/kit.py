"""A till's database and what the storage tests do to it, without the use cases above it."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlcipher3 import dbapi2 as sqlcipher

from storage.connections import DriverConnection, EncryptedFile, writing_engine
from storage.database import OpenRequest, TillDatabase
from storage.migrate import upgrade
from storage.stream_opening import StreamOpening, open_stream
from storage.tables import metadata
from storage.till_record import TillRecord
from storage.unit_of_work import UnitOfWork
from sync.protocol.bodies import StreamOpened
from sync.protocol.canonical import canonical_bytes
from sync.protocol.changes import Change, StoreChanged
from sync.protocol.keys import SigningKey
from sync.protocol.operation import NewOperation, PersonalPart, SignedOperation

MORNING = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)
TILL, LABEL, STREAM = "till-gy03", "GY03", "GY03A"
FEED = "store:stabroek"
CASHIER = "staff-sr"


def fixed_key(name: str) -> bytes:
    """32 bytes that are the same in every run; no key of anything real."""
    return hashlib.sha256(f"storage test key: {name}".encode()).digest()


KEY = fixed_key("database")
_PAGE, _RESERVED, _SALT, _WAL_HEADER, _FRAME_HEADER = 4_096, 80, 16, 32, 24
SIGNER = SigningKey(fixed_key("signing"))
STORE = StoreChanged(
    organisation_name="Kaieteur Shipping Ltd",
    name="Stabroek counter",
    zone="America/Guyana",
    currency="GYD",
)


@dataclass(slots=True)
class SetClock:
    """A clock that stands still until a test moves it."""

    at: datetime = MORNING

    def now(self) -> datetime:
        return self.at

    def go_on(self, by: timedelta) -> None:
        self.at += by


def request_for(folder: Path, *, clock: SetClock | None = None, key: bytes = KEY) -> OpenRequest:
    """Where a test's till keeps its data: the mark lies outside the data folder."""
    return OpenRequest(
        path=folder / "data" / "till.db",
        key=key,
        backup_folder=folder / "data" / "backups",
        mark_path=folder / "state" / "mark",
        clock=clock or SetClock(),
    )


def open_db(folder: Path, *, clock: SetClock | None = None) -> TillDatabase:
    """Open the till's database in a folder, made where there is none."""
    return TillDatabase.open(request_for(folder, clock=clock))


def enrolled(folder: Path, *, clock: SetClock | None = None) -> TillDatabase:
    """A database whose till has a name and its first stream, and nothing else yet."""
    shutil.copytree(_template(), folder, dirs_exist_ok=True)
    return open_db(folder, clock=clock)


@cache
def _template() -> Path:
    """An enrolled till's folder, made once a run: migrating takes a quarter of a second."""
    folder = Path(tempfile.mkdtemp(prefix="windward-storage-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    db = open_db(folder)
    with db.unit_of_work() as uow:
        uow.till.save_till(a_record())
        begin_stream(uow, STREAM)
        uow.commit()
    db.close()
    return folder


def a_record() -> TillRecord:
    return TillRecord(
        till_id=TILL,
        label=LABEL,
        organisation_id="org-kaieteur",
        store_id="stabroek",
        store=STORE,
        central_key=fixed_key("central"),
        recovery_key=fixed_key("recovery"),
        enrolled_at=MORNING,
    )


def begin_stream(uow: UnitOfWork, name: str, signer: SigningKey = SIGNER) -> None:
    """Begin a stream with its first operation."""
    opening = StreamOpening(
        name=name, reason="enrolled", at=MORNING, signer=signer, program_version="0.1.0-test"
    )
    open_stream(uow, opening)


# ------------------------------------------------------------------ operations


def say(
    uow: UnitOfWork,
    note: str = "1",
    *,
    at: datetime = MORNING,
    personal: tuple[PersonalPart, ...] = (),
) -> SignedOperation:
    """Append a small operation; its kind does not matter to storage."""
    body = StreamOpened(reason="assigned", program_version=note)
    new = NewOperation(
        kind="stream_opened", at=at, by=CASHIER, day=DAY, feed=0, body=body, personal=personal
    )
    return uow.outbox.append(SIGNER, new)


def say_many(db: TillDatabase, count: int, *, at: datetime = MORNING) -> None:
    """Append operations, each in a transaction of its own."""
    for number in range(count):
        with db.unit_of_work() as uow:
            say(uow, str(number), at=at)
            uow.commit()


def a_part(person_id: str, content: Mapping[str, object]) -> PersonalPart:
    return PersonalPart(
        person_id=person_id, salt=fixed_key(person_id), part=canonical_bytes(content)
    )


# ------------------------------------------------------------------ the feed


def an_item(key: str, name: str, position: int = 1, **more: object) -> Change:
    """A change that tells of one item; ``more`` are fields of ItemChanged, or ``last``."""
    last = more.pop("last", position)
    body: dict[str, object] = {
        "sku": key.upper(),
        "name": name,
        "price_minor": 50_000,
        "currency": "GYD",
        "price_id": f"price-{key}",
        "tax_class": "standard",
        **more,
    }
    return a_change("item", key, position, body, last=int(str(last)))


def a_change(
    kind: str,
    key: str,
    position: int,
    body: Mapping[str, object] | None = None,
    *,
    last: int | None = None,
) -> Change:
    return Change(
        stream=FEED,
        position=position,
        last=position if last is None else last,
        kind=kind,
        key=key,
        body=body or {},
    )


def tell(db: TillDatabase, *changes: Change) -> None:
    """Stage changes and show all of them."""
    stage(db, *changes)
    show(db, max(change.position for change in changes))


def stage(db: TillDatabase, *changes: Change, cursor: str = "c") -> None:
    with db.unit_of_work() as uow:
        uow.feed.stage(changes, cursor)
        uow.commit()


def show(db: TillDatabase, position: int, stream: str = FEED) -> None:
    """Show a stream as the engine does: what a rebase left unshown goes first."""
    with db.unit_of_work() as uow:
        if not uow.feed.flip({stream: position}):
            uow.feed.drop_unshown()
            uow.feed.flip({stream: position})
        uow.commit()


def caught_up(db: TillDatabase, at: datetime = MORNING) -> None:
    with db.unit_of_work() as uow:
        uow.feed.caught_up(at)
        uow.commit()


def sweep_all(db: TillDatabase, limit: int = 200) -> list[int]:
    """Sweep until nothing is left; return how many rows each round took."""
    rounds: list[int] = []
    for _ in range(100):
        with db.unit_of_work() as uow:
            rounds.append(uow.feed.sweep(limit))
            uow.commit()
        if not rounds[-1]:
            return rounds
    raise AssertionError("a sweep never ended")


def found(db: TillDatabase, text: str, limit: int = 50) -> list[str]:
    """Ids of the items that a search finds, best first."""
    with db.reading() as uow:
        return [item.item_id for item in uow.catalog.search(text, limit)]


# ------------------------------------------------------------------ looking behind the door


def raw(path: Path, key: bytes = KEY) -> DriverConnection:
    """A connection straight to a file, past every check of ours."""
    connection: DriverConnection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def tamper(path: Path, *statements: str) -> None:
    """Change a closed database behind its program's back."""
    connection = raw(path)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def rows_of(db: TillDatabase, query: str) -> list[tuple[object, ...]]:
    """Read with plain SQL on one of the reading connections."""
    with db._readers.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


def decrypted(path: Path, key: bytes = KEY) -> bytes:
    """Every page of a file in the clear as it lies there: free pages and free corners included.

    SQLCipher 4: pages of 4,096 bytes, each AES-256-CBC under the raw key, its IV and an HMAC in the
    last 80; the first 16 of page 1 are the salt. In a write-ahead log a page follows each 24-byte
    frame header.
    """
    whole = path.read_bytes()
    if path.name.endswith("-wal"):
        starts = range(_WAL_HEADER + _FRAME_HEADER, len(whole), _FRAME_HEADER + _PAGE)
        pages = [(whole[start : start + _PAGE], whole[start - 24 : start - 20]) for start in starts]
        return b"".join(_page(page, key, is_first=number == b"\0\0\0\1") for page, number in pages)
    starts = range(0, len(whole), _PAGE)
    return b"".join(_page(whole[at : at + _PAGE], key, is_first=at == 0) for at in starts)


def _page(page: bytes, key: bytes, *, is_first: bool) -> bytes:
    start = _SALT if is_first else 0
    body, iv = page[start : _PAGE - _RESERVED], page[_PAGE - _RESERVED : _PAGE - _RESERVED + 16]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return bytes(start) + decryptor.update(body) + decryptor.finalize()


def undone_to(revision: str) -> list[str]:
    """The statements that take away all that releases after a revision added, columns too."""
    had = _release_of(revision)
    tables = [table for name, table in metadata.tables.items() if name in had.columns]
    indexes = {str(index.name) for table in tables for index in table.indexes}
    made_later = {*metadata.tables, "catalog_words"} - set(had.columns)
    return [
        *(f"DROP TABLE {name}" for name in sorted(made_later)),
        *(f"DROP INDEX {name}" for name in sorted(indexes - had.indexes)),
        *(
            f"ALTER TABLE {table.name} DROP COLUMN {column.name}"
            for table in tables
            for column in table.columns
            if column.name not in had.columns[table.name]
        ),
    ]


def undone_to_first_revision() -> list[str]:
    """The statements that take away all that was added after the first release."""
    return undone_to("0001")


@dataclass(frozen=True, slots=True)
class _Release:
    columns: dict[str, set[str]]
    indexes: set[str]


def _release_of(revision: str) -> _Release:
    with tempfile.TemporaryDirectory() as scratch:
        engine = writing_engine(EncryptedFile(Path(scratch) / "release.db", KEY))
        with engine.begin() as connection:
            upgrade(connection, to=revision)
            seen = sa.inspect(connection)
            columns = {
                name: {str(column["name"]) for column in seen.get_columns(name)}
                for name in seen.get_table_names()
            }
            indexes = {str(index["name"]) for name in columns for index in seen.get_indexes(name)}
        engine.dispose()
    return _Release(columns, indexes)
