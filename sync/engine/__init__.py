"""The till's engine: pushes operations, pulls changes, never gives up.

It decides nothing about a sale.
"""
