"""Which program this is, for health and for logs."""

PROGRAM_VERSION = "0.1.0"
"""The same as in pyproject.toml.

The application is no installed distribution, so nobody else knows.
"""
