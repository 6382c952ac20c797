"""Alembic's scripts for the till's database; storage/migrate.py runs them."""
