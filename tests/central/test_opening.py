"""Opening central: keys, the version gate, migrations, health, and failures in plain words."""

from collections.abc import Callable
from datetime import UTC, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from pydantic import SecretStr
from sqlcipher3 import dbapi2

from central.column_kinds import UtcDateTime
from central.database import DatabaseUnavailable, open_database
from central.keys import NAMES, create_keys, load_keys
from central.migrations.running import REVISIONS, SCRIPTS
from central.publication import new_change
from central.settings import Settings
from central.surroundings import SystemEntropy
from central.tables import metadata, organisation
from central.tills.organisations import (
    NewStore,
    add_organisation,
    add_store,
    choose_store,
    get_store,
)
from central.web.rate import RateLimit
from domain.errors import BadInput, DataDamaged, NotFound
from sync.protocol.body_parts import ChangeBody
from sync.protocol.sqlite_gate import UnsafeSqlite
from sync.protocol.stream_codec import encode_request
from tests.central.office import SHOP, Office, new_office
from tests.central.paper_till import START, PaperTill
from tests.central.test_refusals import problem_of

Expect = Callable[[str], None]


def test_the_migrations_make_the_tables_that_the_code_knows(office: Office) -> None:
    with office.central.database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)

    assert differences == []


def test_a_database_of_a_newer_program_is_left_alone(office: Office) -> None:
    with office.central.database.writing(START) as writing:
        writing.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '2999_x'")
    office.close()

    with pytest.raises(DataDamaged, match="newer than this program"):
        _ = office.central


def test_keys_are_private_files_and_made_once(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    create_keys(settings, SystemEntropy())
    first = {name: (settings.keys_folder / f"{name}.key").read_text() for name in NAMES}
    create_keys(settings, SystemEntropy())

    assert first == {name: (settings.keys_folder / f"{name}.key").read_text() for name in NAMES}
    assert len(set(first.values())) == len(NAMES)
    for path in settings.keys_folder.iterdir():
        assert path.stat().st_mode & 0o077 == 0


def test_keys_of_the_environment_win_and_never_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, name in enumerate(NAMES):
        monkeypatch.setenv(f"WINDWARD_CENTRAL_{name.upper()}_KEY", f"{number}7" * 32)
    settings = Settings(data=tmp_path)
    create_keys(settings, SystemEntropy())

    keys = load_keys(settings)

    assert keys.database == bytes.fromhex("07" * 32)
    assert list(settings.keys_folder.iterdir()) == []
    assert "07" * 32 not in repr(settings) + repr(keys)


@pytest.mark.parametrize("text", ["", "zz", "00" * 31, "00" * 33, "\xff"])
def test_a_key_that_is_none_is_named(office: Office, text: str) -> None:
    (office.settings.keys_folder / "people.key").write_text(text, "latin-1")

    with pytest.raises(DataDamaged, match="people key"):
        _ = office.central


def test_a_missing_key_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="windward-central init"):
        load_keys(Settings(data=tmp_path))


def test_a_key_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(Exception, match="key folder cannot be written"):
        create_keys(Settings(data=tmp_path / "file"), SystemEntropy())


def test_another_key_does_not_open_the_database(office: Office) -> None:
    office.open_shop()
    office.close()

    with pytest.raises(DataDamaged, match="key does not fit"):
        open_database(office.settings, bytes(32))


def test_a_sqlite_that_can_damage_the_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = new_office(tmp_path / "central")
    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 51, 0))

    with pytest.raises(UnsafeSqlite):
        _ = office.central
    assert not office.settings.database_path.exists()


def test_the_file_is_encrypted_synced_and_overwrites_what_is_deleted(office: Office) -> None:
    with office.central.database.reading() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete")
        }

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
    assert not office.settings.database_path.read_bytes().startswith(b"SQLite format 3")


def test_a_database_out_of_reach_is_said_in_plain_words(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "missing")

    with pytest.raises(DatabaseUnavailable, match="nothing that was committed is lost"):
        open_database(settings, bytes(32))


@pytest.mark.parametrize("url", ["", "?", "sqlite:///plain.db", "mysql://host/db"])
def test_a_database_that_would_not_be_encrypted_or_supported_is_refused(
    tmp_path: Path, url: str
) -> None:
    settings = Settings(data=tmp_path, database_url=SecretStr(url))

    with pytest.raises(BadInput):
        open_database(settings, bytes(32))


def test_a_server_out_of_reach_is_said_in_plain_words_and_its_password_is_not(
    tmp_path: Path,
) -> None:
    url = SecretStr("postgresql+psycopg://user:hunter2@127.0.0.1:1/db?connect_timeout=1")

    with pytest.raises(DatabaseUnavailable) as caught:
        open_database(Settings(data=tmp_path, database_url=url), bytes(32))

    assert "hunter2" not in str(caught.value)


def test_dead_rows_of_a_server_are_vacuumed_away(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The statements only; PostgreSQL itself is not here."""
    ran: list[str] = []
    database = office.central.database
    monkeypatch.setattr(database.engine.dialect, "name", "postgresql")
    monkeypatch.setattr(sa.Connection, "execution_options", lambda self, **_: self)
    monkeypatch.setattr(sa.Connection, "exec_driver_sql", lambda _, text: ran.append(text))

    assert database.wipe_traces(("person", "personal_part"))
    assert [text for text in ran if "BEGIN" not in text] == [
        'VACUUM "person"',
        'VACUUM "personal_part"',
    ]


def test_data_lies_where_the_system_keeps_it_unless_somebody_says_otherwise() -> None:
    assert "windward-central" in str(Settings().data)


def test_a_time_without_a_zone_is_never_stored(office: Office) -> None:
    with (
        pytest.raises(sa.exc.StatementError, match="without a zone"),
        office.central.database.writing(START.replace(tzinfo=None)) as writing,
    ):
        add_organisation(writing, office.central.surroundings, "Agent")


def test_times_come_back_in_utc_whatever_the_database_gives(office: Office) -> None:
    kind = UtcDateTime()
    dialect = office.central.database.engine.dialect
    zoned = START.astimezone(timezone(timedelta(hours=-4)))

    at = kind.process_result_value(zoned, dialect)
    assert at == START
    assert at.tzinfo is UTC
    assert kind.process_result_value(None, dialect) is None


def test_a_store_nobody_knows_is_not_found(office: Office) -> None:
    with office.central.database.reading() as connection, pytest.raises(NotFound):
        get_store(connection, "nowhere")


def test_a_change_of_no_kind_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        new_change("key", ChangeBody())


def test_tries_from_too_many_addresses_are_refused() -> None:
    limit = RateLimit(1)

    assert [limit.allows(f"10.0.0.{number}", START) for number in range(21)] == [True] * 20 + [
        False
    ]


def test_addresses_are_counted_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("central.web.rate._ADDRESSES_MAX", 2)
    limit = RateLimit(10)

    answers = [limit.allows(address, START) for address in ("a", "b", "c")]

    assert answers == [True, True, False]


def test_health_tells_that_central_works_and_no_secret(office: Office, till: PaperTill) -> None:
    assert till.granted.label == "GY01"
    client = office.client
    office.clock.forward(timedelta(seconds=90))

    response = client.get("/v1/health")

    assert response.status_code == 200
    assert response.json() == {
        "status": "ok",
        "version": "0.1.0",
        "database": "sqlite",
        "epoch": office.central.epoch,
        "time": "2026-11-02T12:01:30+00:00",
        "uptime_s": 90,
    }


def test_a_database_that_is_away_is_told_and_asked_for_again_later(
    office: Office, till: PaperTill, expect_log: Expect, monkeypatch: pytest.MonkeyPatch
) -> None:
    expect_log("database_unavailable")
    till.sell()

    def refuse(*_: object, **__: object) -> None:
        raise sa.exc.OperationalError("SELECT", {}, Exception("disk I/O error"))

    with monkeypatch.context() as patch:
        patch.setattr(sa.Engine, "connect", refuse)
        health = office.client.get("/v1/health")
        response = till.post(encode_request(till.request(1, 1)))

    assert health.status_code == 503
    assert health.json()["status"] == "database_unavailable"
    assert problem_of(response, 503) == "The database does not answer"
    assert response.headers["retry-after"] == "5"
    assert till.push().header.stored_through == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"name": "x" * 201},
        {"zone": "Mars/Olympus"},
        {"zone": "../etc"},
        {"currency": "GYX"},
        {"label_prefix": "gy"},
        {"label_prefix": "G"},
    ],
)
def test_a_store_that_makes_no_sense_is_not_added(office: Office, changes: dict[str, str]) -> None:
    new = NewStore(**{**{name: getattr(SHOP, name) for name in SHOP.__slots__}, **changes})

    with pytest.raises(BadInput):
        _add(office, new)

    assert office.rows(organisation) == []


def _add(office: Office, new: NewStore) -> None:
    with office.central.database.writing(START) as writing:
        organisation_id = add_organisation(writing, office.central.surroundings, "Agent")
        add_store(writing, office.central.surroundings, organisation_id, new)


def test_a_command_knows_which_store_is_meant(office: Office) -> None:
    with office.central.database.reading() as connection, pytest.raises(NotFound, match="init"):
        choose_store(connection, None)
    one = office.open_shop()
    with office.central.database.reading() as connection:
        assert choose_store(connection, None) == one
        with pytest.raises(NotFound, match="Water Street"):
            choose_store(connection, "Elsewhere")
    office.open_shop("Others")
    with office.central.database.reading() as connection:
        assert choose_store(connection, one.store_id) == one
        with pytest.raises(BadInput, match="--store"):
            choose_store(connection, None)


def test_every_revision_is_known_without_asking_alembic() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)

    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == REVISIONS
