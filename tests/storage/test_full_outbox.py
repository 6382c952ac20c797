"""Programs of different age over a full outbox: a crash at any step of an upgrade, a rollback."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage import database
from storage.connections import EncryptedFile, writing_engine
from storage.database import TillDatabase
from storage.errors import NewerDatabase
from storage.exporting import ExportParts, export_unsent
from storage.integrity import check_chain_tail
from storage.migrate import REVISIONS
from tests.storage.kit import (
    KEY,
    MORNING,
    SIGNER,
    a_part,
    enrolled,
    fixed_key,
    open_db,
    request_for,
    say,
    say_many,
    tamper,
    undone_to,
)

WAITING = 120
OLD = "0002"


class PowerCut(BaseException):
    """The machine stops: nobody catches it."""


@pytest.fixture(scope="module")
def old_till(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A till of an older release whose line was down for long: all its operations wait."""
    folder = tmp_path_factory.mktemp("old")
    db = enrolled(folder)
    say_many(db, WAITING - 2)
    with db.unit_of_work() as uow:
        say(uow, personal=(a_part("person-1", {"name": "Lilawattie Singh"}),))
        uow.commit()
    db.close()
    tamper(
        folder / "data" / "till.db",
        *undone_to(OLD),
        f"UPDATE alembic_version SET version_num = '{OLD}'",
    )
    return folder


@pytest.fixture
def till(old_till: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(old_till, tmp_path / "till"))


def outbox_of(db: TillDatabase) -> list[tuple[object, ...]]:
    with db.reading() as uow:
        operations = uow.outbox.list_operations("GY03A", limit=1_000)
        parts = [part for one in operations for part in one.personal]
        assert uow.outbox.waiting_count() == WAITING
    assert [part.person_id for part in parts] == ["person-1"]
    return [(one.seq, one.facts, one.hash, one.signature) for one in operations]


def left_in(folder: Path) -> tuple[object, list[tuple[object, ...] | None]]:
    """The revision of a till's tables and every operation and personal part, read past the door."""
    connection = EncryptedFile(folder / "data" / "till.db", KEY).connect(read_only=True)
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or ("",)
    kept = [
        connection.execute(f"SELECT {found} FROM {table}").fetchone()
        for table, found in (
            ("operation", "group_concat(seq || hex(facts) || hex(hash) || hex(signature))"),
            ("personal_part", "group_concat(person_id || hex(salt) || hex(part))"),
        )
    ]
    connection.close()
    return revision, kept


@contextmanager
def cut_at(statement: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Stop the machine at the n-th statement of opening; gives how many there were."""
    count = [0]

    def stopping(file: EncryptedFile) -> sa.Engine:
        engine = writing_engine(file)

        def before(*_: object) -> None:
            count[0] += 1
            if count[0] == statement:
                raise PowerCut

        sa.event.listen(engine, "before_cursor_execute", before)
        return engine

    with monkeypatch.context() as patch:
        patch.setattr(database, "writing_engine", stopping)
        yield count


def test_a_cut_at_every_step_of_an_upgrade_leaves_the_old_tables_or_the_new_and_every_operation(
    till: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with cut_at(0, monkeypatch) as counted:
        copy = Path(shutil.copytree(till, till.with_name("counting")))
        db = open_db(copy)
        steps = counted[0]
    whole = outbox_of(db)
    db.close()
    assert len(whole) == WAITING
    assert steps > 20

    _, before = left_in(till)
    reopened: dict[object, int] = {}
    for step in (*range(1, steps, max(1, steps // 40)), steps):
        cut = Path(shutil.copytree(till, till.with_name(f"cut-{step}")))
        with cut_at(step, monkeypatch), pytest.raises(PowerCut):
            TillDatabase.open(request_for(cut))
        revision, kept = left_in(cut)
        assert kept == before
        if step == steps or revision not in reopened:  # what lies there is the same as at that step
            reopened[revision] = step
            db = open_db(cut)
            assert outbox_of(db) == whole
            assert db.needs_new_stream is None
            say_many(db, 1)
            db.close()
        shutil.rmtree(cut)

    assert OLD in reopened
    assert set(reopened) <= {OLD, REVISIONS[-1]}


def test_an_older_program_refuses_a_newer_database_loses_nothing_and_lets_what_waits_out_by_stick(
    till: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = open_db(till)
    whole = outbox_of(db)
    db.close()
    path = till / "data" / "till.db"
    tamper(
        path,
        "ALTER TABLE operation ADD COLUMN of_the_future TEXT",
        "ALTER TABLE stream ADD COLUMN of_the_future TEXT",
        "UPDATE alembic_version SET version_num = '9001'",
    )
    before = path.read_bytes()

    with pytest.raises(NewerDatabase, match="Nothing was changed"):
        open_db(till)
    assert path.read_bytes() == before
    (till / "stick").mkdir()
    parts = ExportParts(signer=SIGNER, take=lambda count: fixed_key("x")[:count], at=MORNING)
    exported = export_unsent(EncryptedFile(path, KEY), till / "stick", parts)
    assert (exported.operation_count, exported.unreadable_count) == (WAITING, 0)

    monkeypatch.setattr("storage.migrate.REVISIONS", (*REVISIONS, "9001"))
    monkeypatch.setattr("storage.opening.REVISIONS", (*REVISIONS, "9001"))
    db = open_db(till)
    assert outbox_of(db) == whole
    db.close()


def test_a_chain_whose_signature_covers_other_bytes_would_be_noticed(till: Path) -> None:
    """The comparison above is not blind: one changed byte in the outbox shuts the door."""
    tamper(
        till / "data" / "till.db",
        f"UPDATE operation SET facts = CAST(facts || ' ' AS BLOB) WHERE seq = {WAITING}",
    )
    engine = writing_engine(EncryptedFile(till / "data" / "till.db", KEY))
    with pytest.raises(Exception, match="damaged"), engine.connect() as connection:
        check_chain_tail(connection)
    engine.dispose()
