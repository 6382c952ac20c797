"""FastAPI remembers endpoints, and with them all that they close over."""

from fastapi.dependencies import models


def forget_endpoints() -> None:
    """Let go of the applications that were closed.

    A program has one of them for life; a test run makes thousands, and each held its central, its
    pool of connections and its statements until it was pushed out.
    """
    for known in vars(models).values():
        forget = getattr(known, "cache_clear", None)
        if forget is not None:
            forget()
