"""Nudges: who waits for news of a feed stream is told that there is some (sync rules 13.10)."""
