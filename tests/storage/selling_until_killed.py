"""A till that sells 200 times and says each receipt number once it is durable."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.storage.kit import open_db
from tests.storage.sales_kit import sell

SALES = 200


def main(folder: Path) -> None:
    """Sell in the till that lies in the folder."""
    db = open_db(folder)
    for number in range(1, SALES + 1):
        sys.stdout.write(sell(db, f"cart-{number}") + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
