"""The history of central's tables, applied in order at each start (Alembic)."""
