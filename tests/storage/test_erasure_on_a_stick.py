"""A stick that was in a drawer when a person was erased: cleaned when it is plugged in again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from storage.backup import list_backups
from tests.storage.kit import SetClock, decrypted, enrolled
from tests.storage.sales_kit import a_cart, a_draft, a_party, open_shift, with_shipment, write_sale

GONE = "person-lila"


def names_on(stick: Path) -> list[bool]:
    """Whether each backup on the stick still holds the name, oldest first."""
    return [b"Lilawattie" in decrypted(file) for file in list_backups(stick)]


def test_a_stick_that_missed_an_erasure_is_cleaned_by_its_next_backup(tmp_path: Path) -> None:
    clock = SetClock()
    db = enrolled(tmp_path, clock=clock)
    open_shift(db)
    with db.unit_of_work() as uow:
        gone = a_party(GONE, "Lilawattie Singh", region=9)
        draft = replace(a_draft(), consignee=gone)
        write_sale(uow, with_shipment(a_cart("cart-1"), draft), ("GY03A-W00001",))
        uow.commit()
    stick = tmp_path / "stick"

    db.backup_to(stick, why="shift-1")
    with db.unit_of_work() as uow:
        uow.people.erase(GONE)
        uow.commit()
    db.erase_traces()
    assert names_on(stick) == [True]
    for _ in range(2):
        clock.go_on(timedelta(hours=9))
        db.backup_to(stick, why="shift-2")
    db.close()

    assert names_on(stick) == [False, False, False]
