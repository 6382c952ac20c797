"""Statements of payment providers, held against what was sold (sync rules 16.19b to 16.22)."""
