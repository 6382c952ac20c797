"""``python3 dev.py demo``: told to end, even while it is still being loaded, it ends in order."""

import sys
from collections.abc import Sequence

from app.demo.stopping import ending_in_order


def main(words: Sequence[str]) -> int:
    """Run the demo and return its exit code; told to end, SystemExit once all is tidied up."""
    with ending_in_order():
        from app.demo.run import run_demo  # noqa: PLC0415  # takes seconds: told meanwhile, it ends

        return run_demo(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
