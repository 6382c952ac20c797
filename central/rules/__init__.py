"""Effective-dated rules: rates, thresholds and limits as data."""
