"""The messages both ends exchange: formats, hashes and signatures.

Pure: no clock, no randomness, no I/O.
"""
