"""Backups of central's SQLite file: encrypted, consistent, without any person's key."""
