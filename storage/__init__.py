"""The till's own database: one encrypted SQLite file, and everything that reads and writes it.

Callers open it with ``TillDatabase.open`` (storage/database.py) and then work inside a unit of work
or a reading; nothing above this package sees SQL.
"""
