"""The program's version: tills and central are released together, and operations name it."""

PROGRAM_VERSION = "0.1.0"
