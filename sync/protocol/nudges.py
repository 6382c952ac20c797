"""Nudges: a WebSocket over which central says that there is something new, and nothing else.

The request that opens it is signed like any (rule 13.11). Each message is the one word below.
"""

NUDGES_PATH = "/v1/nudges"
NEWS = "news"
MESSAGE_BYTES_MAX = 64
