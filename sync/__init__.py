"""The synchronisation of tills with central.

The messages both ends exchange, and the till's engine.
"""
