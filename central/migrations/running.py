"""Bringing a database up to date when central starts."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from domain.errors import DataDamaged

_FOLDER = Path(__file__).parent


def migrate(engine: sa.Engine) -> None:
    """Apply every revision that is missing, in one transaction.

    Raises DataDamaged if the database was written by a newer program.
    """
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    with engine.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        known = {script.revision for script in scripts.walk_revisions()}
        if current is not None and current not in known:
            raise DataDamaged(
                "The database is newer than this program",
                "It was written by a later version. Nothing was changed: install that version.",
            )
        if current != scripts.get_current_head():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
