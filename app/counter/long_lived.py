"""What lives as long as the program, told to Python's garbage collector.

A whole collection walks every object there is: with the program, its screens and a catalog open
that is over 0.1 s during which no thread moves, and it comes in the middle of somebody's typing.
"""

import gc


def spare_what_stays() -> None:
    """Let no later collection walk what is there now."""
    gc.freeze()


def tidy_and_spare() -> None:
    """The same after a whole collection; it takes a moment: call it while nobody works."""
    gc.collect()
    gc.freeze()
