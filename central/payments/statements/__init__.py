"""Statements of payment providers, held against what was sold (sync rules 16.18 to 16.22)."""
