"""Allotments: where every unit of a scarce thing is, and who may spend it (sync rules 9)."""
