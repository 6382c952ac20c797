"""How long to wait before trying again: pure arithmetic, randomness passed in."""

FIRST_WAIT_MS = 1_000
WAIT_MS_MAX = 60_000
WISH_MS_MAX = 45_000
"""A longer wish of central's is cut here, so that its tills can still come back one by one."""
_DOUBLINGS_MAX = 6


def wait_ms(failures: int, *, random_byte: int, retry_after_s: int | None = None) -> int:
    """Return the milliseconds to wait after this many failures in a row (1 or more).

    The wait doubles from one second to a minute; jitter (``random_byte``, 0 to 255) takes up to
    half of it away, so that a thousand tills do not return in one moment after a power cut.
    Central's own wish (Retry-After) is a floor, with up to as much again on top of it: it tells a
    thousand tills the same second. Nothing is longer than a minute: the engine comes back at least
    that often (sync rule 2.3).
    """
    doubled = FIRST_WAIT_MS << min(max(failures - 1, 0), _DOUBLINGS_MAX)
    whole = min(doubled, WAIT_MS_MAX)
    jittered = whole - whole * random_byte // 512
    wished = min((retry_after_s or 0) * 1_000, WISH_MS_MAX)
    spread = min(wished, WAIT_MS_MAX - wished) * random_byte // 255
    return max(jittered, wished + spread)
