"""Rehearsals: days of sales made through the real use cases, for load and for practice."""
