"""The check that runs once a day while selling goes on finds what is there, and nothing else."""

from pathlib import Path

from tests.helpers.builders import ITEMS, STORE_STREAM, a_till, tell


def test_the_second_days_check_finds_a_catalog_that_changed_meanwhile_whole(tmp_path: Path) -> None:
    till = a_till(tmp_path)
    till.db.check()
    first = 100
    for _ in range(5):
        first = tell(till, STORE_STREAM, ITEMS, first=first)
        with till.db.unit_of_work() as uow:
            uow.feed.sweep()
            uow.commit()

    till.db.check()

    till.db.close()
