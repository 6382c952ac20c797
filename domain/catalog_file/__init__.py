"""Catalog files as rows and cells: what the office takes of them, and a check at a till."""
