"""Organisations, their stores and tills: names, keys, peppers, revocation."""
