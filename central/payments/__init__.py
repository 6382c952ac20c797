"""Payments that a provider must confirm: only central speaks with providers (sync rules 16)."""
