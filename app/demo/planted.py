"""Faults planted on purpose, to show that the audit can fail: rows vanish at central."""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher


def drop_one_sale(central_database: Path, central_key: str) -> None:
    """Delete the newest sale from central's database; ``central_key`` is hexadecimal."""
    with sqlcipher.connect(str(central_database)) as database:
        database.execute(f"PRAGMA key = \"x'{bytes.fromhex(central_key).hex()}'\"")
        database.execute("DELETE FROM sale WHERE receipt = (SELECT max(receipt) FROM sale)")


def drop_one_payment(central_database: Path, central_key: str) -> None:
    """Delete a verified payment from central's database; ``central_key`` is hexadecimal."""
    with sqlcipher.connect(str(central_database)) as database:
        database.execute(f"PRAGMA key = \"x'{bytes.fromhex(central_key).hex()}'\"")
        database.execute(
            "DELETE FROM payment WHERE payment_id ="
            " (SELECT max(payment_id) FROM payment WHERE state = 'verified')"
        )
