"""Bringing a database to the tables this program knows, with Alembic, at opening.

Alembic is imported only when there is something to do: it costs a fifth of a second at each start.
"""

from pathlib import Path

import sqlalchemy as sa

from storage.errors import NewerDatabase

REVISIONS = (
    *("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010"),
    *("0011", "0012", "0013", "0014", "0015", "0016", "0017", "0018", "0019", "0020"),
    *("0021", "0022", "0023", "0024", "0025", "0026", "0027", "0028", "0029"),
)
"""Every revision, oldest first; a test compares them with the scripts."""

SCRIPTS = Path(__file__).parent / "migrations"


def find_revision(connection: sa.Connection) -> str | None:
    """Return the revision of a database's tables, None for an empty file."""
    has_table = connection.scalar(
        sa.text("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'")
    )
    if not has_table:
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def require_known(revision: str | None) -> None:
    """Raise NewerDatabase for tables that a newer program made."""
    if revision is None or revision in REVISIONS:
        return
    raise NewerDatabase(
        "This till's data is from a newer version",
        "A newer version of Windward has used it. Nothing was changed and nothing is lost. Start"
        " the newer version, or install it again.",
    )


def upgrade(connection: sa.Connection, *, to: str = REVISIONS[-1]) -> None:
    """Run the migrations up to a revision, all in the caller's transaction."""
    from alembic import command  # noqa: PLC0415  imported only when there is something to do
    from alembic.config import Config  # noqa: PLC0415  as above

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
