"""The one entry to Windward's source tree, on every operating system: `python3 dev.py help`.

Needs nothing but Python 3.11 or newer. It makes the project's environment (`.venv`) from the hashed
lock, once, and starts the project's own commands in it. A second run starts at once.

This file runs on any Python, even 2.7, so that an old one gets a sentence and no traceback.
"""

import sys


def refusal(version):  # type: (tuple[int, ...]) -> str | None
    """Say what to do about a Python older than the project supports; None for a good one."""
    if version >= (3, 11):
        return None
    return (
        "Windward needs Python 3.11 or newer; this is Python %d.%d. "
        "Start it with a newer one, for example: python3.12 dev.py demo" % (version[0], version[1])
    )


if __name__ == "__main__":
    problem = refusal(sys.version_info[:2])
    if problem:
        sys.exit(problem)

    from devtools.commands import main

    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:  # what it started was told as well: a traceback helps nobody
        sys.exit(130)
