"""Snapshots of the feed for tills that are far behind, and sums that prove both ends hold the same.

Sync rules 10.
"""
