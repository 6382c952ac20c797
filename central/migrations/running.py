"""Bringing a database up to date when central starts.

Alembic is imported only when there is something to do: it costs half a second at each command.
"""

from pathlib import Path

import sqlalchemy as sa

from domain.errors import DataDamaged

REVISIONS = (
    "2026_11_22_first",
    "2026_11_22_2_allotments",
    "2026_11_22_3_snapshots",
    "2026_11_22_4_jobs",
    "2026_11_22_5_cases",
    "2026_11_22_6_carts",
    "2026_11_22_7_customers",
    "2026_11_22_8_refunds",
    "2026_11_22_9_shifts",
    "2026_11_22_A_prices",
    "2026_11_22_B_mail",
    "2026_11_22_C_tenders",
    "2026_11_22_D_payments",
    "2026_11_22_E_providers",
    "2026_11_22_F_cash",
    "2026_11_23_A_statements",
    "2026_11_23_B_approvals",
    "2026_11_23_C_weights_back",
    "2026_11_23_D_judged_tenders",
    "2026_11_23_E_named_buyers",
    "2026_11_23_F_alerts",
    "2026_11_23_G_reversals",
    "2026_11_23_H_countings",
    "2026_11_23_I_paid_over",
    "2026_11_23_J_special_quotes",
    "2026_11_23_K_credited",
)
"""Every revision, oldest first; a test compares them with the scripts."""

SCRIPTS = Path(__file__).parent
_MIGRATION_LOCK = 0x57494E44_0002


def migrate(engine: sa.Engine) -> None:
    """Apply every revision that is missing, in one transaction.

    Raises DataDamaged if the database was written by a newer program.
    """
    with engine.begin() as connection:
        _take_turns(connection)
        current = _find_revision(connection)
        if current is not None and current not in REVISIONS:
            raise DataDamaged(
                "The database is newer than this program",
                "It was written by a later version. Nothing was changed: install that version.",
            )
        if current != REVISIONS[-1]:
            _upgrade(connection)


def _take_turns(connection: sa.Connection) -> None:
    """Let one process of several that start together do it, however long it takes.

    On SQLite the writer's lock says that already.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)))


def _find_revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    table = sa.table("alembic_version", sa.column("version_num", sa.Text))
    found: str | None = connection.scalar(sa.select(table.c.version_num))
    return found


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command  # noqa: PLC0415  imported only when there is something to do
    from alembic.config import Config  # noqa: PLC0415  as above

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
