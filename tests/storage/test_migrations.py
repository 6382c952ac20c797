"""Tables and migrations agree, and an older database is brought up to date behind a backup."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage import migrate
from storage.backup import list_backups
from storage.connections import EncryptedFile, writing_engine
from storage.errors import DamagedDatabase
from storage.migrate import REVISIONS, SCRIPTS, find_revision, upgrade
from storage.tables import metadata
from tests.storage.kit import (
    KEY,
    SetClock,
    an_item,
    enrolled,
    found,
    open_db,
    raw,
    rows_of,
    stage,
    tamper,
    tell,
    undone_to_first_revision,
)


def test_the_revisions_known_are_the_scripts_there_in_their_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    walked = [script.revision for script in scripts.walk_revisions()]

    assert tuple(reversed(walked)) == REVISIONS
    assert scripts.get_current_head() == REVISIONS[-1]


def is_ours(found: object, name: str | None, kind: str, *_: object) -> bool:
    """FTS5 keeps its own tables beside ``catalog_words``; Alembic has one of its own."""
    del found
    return not (kind == "table" and str(name).startswith(("catalog_words", "alembic_", "sqlite_")))


def test_the_migrations_make_exactly_the_tables_that_the_program_uses(tmp_path: Path) -> None:
    db = open_db(tmp_path)
    with db._readers.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": is_ours, "compare_type": True, "target_metadata": metadata},
        )
        differences = compare_metadata(context, metadata)
    db.close()

    assert differences == []


def test_the_made_tables_are_word_for_word_those_of_the_program(tmp_path: Path) -> None:
    """Also what Alembic does not compare: keys, constraints, indexes, WITHOUT ROWID."""
    migrated, created = open_db(tmp_path / "a"), tmp_path / "b.db"
    engine = writing_engine(EncryptedFile(created, KEY))
    with engine.begin() as connection:
        metadata.create_all(connection)
    engine.dispose()
    query = (
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')"
        " AND name NOT LIKE 'catalog_words%' AND name NOT LIKE 'alembic%'"
        " AND name NOT LIKE 'sqlite%'"
    )
    made = {str(name): normal(str(sql)) for name, sql in rows_of(migrated, query)}
    migrated.close()
    plain = raw(created)
    cursor = plain.execute(query)
    wanted = {}
    while row := cursor.fetchone():
        wanted[str(row[0])] = normal(str(row[1]))
    plain.close()

    assert made == wanted


def normal(sql: str) -> list[str]:
    """A statement's parts in an order that does not depend on who wrote it."""
    parts = re.sub(r"[()]", " ", sql.replace(" (", ", ")).split(",")
    return sorted(" ".join(part.split()) for part in parts)


@pytest.fixture
def at_first_revision(tmp_path: Path) -> Path:
    """A till as the first release left it, with goods, before there was a search index."""
    db = enrolled(tmp_path)
    tell(db, an_item("tape", "Packing tape", 1), an_item("rope", "Rope", 2, barcodes=("ROPE-1",)))
    stage(db, an_item("twine", "Twine", 3, last=9))
    db.close()
    tamper(
        tmp_path / "data" / "till.db",
        *undone_to_first_revision(),
        "INSERT INTO feed_row VALUES (900, 'item', 'odd', 'store:stabroek', 1, 0, '{}')",
        "UPDATE alembic_version SET version_num = '0001'",
    )
    return tmp_path


def test_a_database_of_the_first_revision_is_upgraded_behind_a_backup(
    at_first_revision: Path,
) -> None:
    db = open_db(at_first_revision)
    (backup,) = list_backups(at_first_revision / "data" / "backups")

    assert backup.name.endswith("-before-upgrade-from-0001.db")
    assert found(db, "packing") == ["tape"]
    assert found(db, "twine") == []
    with db.reading() as uow:
        assert [item.item_id for item in uow.catalog.find_by_barcode("ROPE-1")] == ["rope"]
    kept = raw(backup)
    assert kept.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    kept.close()
    db.close()
    again = open_db(at_first_revision)
    assert len(list_backups(at_first_revision / "data" / "backups")) == 1
    assert again.needs_new_stream is None
    again.close()


def test_the_first_revisions_scripts_make_a_database_that_upgrades(tmp_path: Path) -> None:
    path = tmp_path / "data" / "till.db"
    path.parent.mkdir()
    engine = writing_engine(EncryptedFile(path, KEY))
    with engine.begin() as connection:
        upgrade(connection, to="0001")
        assert find_revision(connection) == "0001"
    engine.dispose()
    db = open_db(tmp_path)
    tell(db, an_item("tape", "Packing tape", 1))

    assert found(db, "tape") == ["tape"]
    db.close()


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(
    at_first_revision: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: sa.Connection, *, to: str = REVISIONS[-1]) -> None:
        migrate.upgrade(connection, to=to)
        connection.execute(sa.text("INSERT INTO nowhere VALUES (1)"))

    with monkeypatch.context() as patched:
        patched.setattr("storage.opening.upgrade", broken)
        with pytest.raises(sa.exc.OperationalError, match="nowhere"):
            open_db(at_first_revision)
    kept = raw(at_first_revision / "data" / "till.db")
    assert kept.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    kept.close()
    db = open_db(at_first_revision, clock=SetClock(SetClock().at + timedelta(minutes=1)))

    assert found(db, "packing") == ["tape"]
    db.close()


def test_a_database_that_cannot_be_backed_up_is_not_upgraded(at_first_revision: Path) -> None:
    tamper(at_first_revision / "data" / "till.db", "UPDATE operation SET facts = x'7b7d'")

    with pytest.raises(DamagedDatabase):
        open_db(at_first_revision)
    kept = raw(at_first_revision / "data" / "till.db")
    assert kept.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    kept.close()
