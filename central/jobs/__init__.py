"""Periodic work that one process does for all, under a fenced lease (sync rules 13.8 and 13.9)."""
