"""What is held is set aside, used up, and never more than there is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.errors import WorldFailure
from storage.allotments import Holding, Reservation
from storage.database import TillDatabase
from storage.unit_of_work import UnitOfWork
from tests.storage.allotment_kit import (
    CART,
    ROPE,
    TAPE,
    a_claim,
    a_grant,
    hear,
    held,
    reserve,
    standing,
)
from tests.storage.kit import (
    DAY,
    MORNING,
    enrolled,
    open_db,
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    opened = enrolled(tmp_path)
    yield opened
    opened.close()


# ------------------------------------------------------------------ set aside and used up


def test_what_other_carts_set_aside_is_not_left(db: TillDatabase) -> None:
    hear(db, a_grant(1))
    reserve(db, a_claim(3, cart="parked"))
    reserve(db, a_claim(1))

    assert standing(db).left == 2
    assert standing(db, "parked").left == 4


def test_a_claim_ends_with_its_time(db: TillDatabase) -> None:
    hear(db, a_grant(1))
    reserve(db, a_claim(3, cart="parked"))
    assert standing(db, minutes=9).left == 2
    assert standing(db, minutes=10).left == 5

    with db.reading() as uow:
        assert not uow.allotments.has_older(MORNING + timedelta(minutes=9), DAY)
        assert uow.allotments.has_older(MORNING + timedelta(minutes=10), DAY)
    with db.unit_of_work() as uow:
        assert uow.allotments.release_expired(MORNING + timedelta(minutes=10)) == 1
        assert uow.allotments.release_expired(MORNING + timedelta(minutes=10)) == 0
        uow.commit()


def test_a_claim_ends_after_its_own_length_though_the_clock_goes_back(db: TillDatabase) -> None:
    """Set back by hours, it would have held the last one until the evening."""
    reserve(db, a_claim())
    hours_back, a_little_back = MORNING - timedelta(hours=3), MORNING - timedelta(seconds=59)
    with db.reading() as uow:
        assert len(uow.allotments.list_reservations(a_little_back)) == 1
        assert not uow.allotments.has_older(a_little_back, DAY)
        assert uow.allotments.list_reservations(hours_back) == ()
        assert uow.allotments.has_older(hours_back, DAY)

    with db.unit_of_work() as uow:  # or it would hold again when the clock is there once more
        assert uow.allotments.release_expired(a_little_back) == 0
        assert uow.allotments.release_expired(hours_back) == 1
        uow.commit()
    with db.reading() as uow:
        assert uow.allotments.list_reservations(MORNING) == ()


def test_a_claim_replaces_the_one_before_and_is_released_as_a_whole(db: TillDatabase) -> None:
    reserve(db, a_claim(3))
    claim = Reservation(
        cart_id=CART,
        resource=TAPE,
        quantity=1,
        asked=4,
        excepted=1,
        exception_by="staff-ra",
        made_at=MORNING,
        until_at=MORNING + timedelta(minutes=1),
    )
    reserve(db, claim)
    with db.reading() as uow:
        assert uow.allotments.list_reservations(MORNING) == (claim,)
    assert standing(db).excepted == 1
    assert standing(db).exception_by == "staff-ra"

    with db.unit_of_work() as uow:
        uow.allotments.release(CART)
        uow.commit()
    with db.reading() as uow:
        assert uow.allotments.list_reservations(MORNING) == ()


def test_starting_the_program_releases_what_a_crash_left_set_aside(tmp_path: Path) -> None:
    db = enrolled(tmp_path)
    hear(db, a_grant(1))
    reserve(db, a_claim(3, cart="being-paid"))
    db.close()
    again = open_db(tmp_path)

    assert standing(again).left == 5
    again.close()


def take(db: TillDatabase, quantity: int) -> None:
    with db.unit_of_work() as uow:
        uow.allotments.take(TAPE, quantity, MORNING)
        uow.commit()


def test_no_more_is_taken_than_is_held(db: TillDatabase) -> None:
    hear(db, a_grant(1))
    take(db, 3)

    with pytest.raises(ValueError, match="are not held"):
        take(db, 3)
    assert held(db) == {TAPE: 2}
    with db.reading() as uow:
        assert uow.allotments.list_held() == (Holding(resource=TAPE, held=2, touched_at=MORNING),)


def test_giving_back_does_not_count_as_use(db: TillDatabase) -> None:
    hear(db, a_grant(1))
    with db.unit_of_work() as uow:
        uow.allotments.take(TAPE, 1)
        uow.commit()

    with db.reading() as uow:
        assert uow.allotments.list_held() == (Holding(resource=TAPE, held=4, touched_at=None),)


def test_what_is_all_used_up_is_not_listed(db: TillDatabase) -> None:
    hear(db, a_grant(1))
    take(db, 5)

    assert held(db) == {}


def test_planted_bug_spending_without_looking_is_stopped_by_the_table_itself(
    db: TillDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind = sa.text(
        "UPDATE allotment SET held = held - :less WHERE stream = :of_stream"
        " AND resource = :of_resource AND :spent_at IS NOT NULL"
    )
    monkeypatch.setattr("storage.allotments._TAKE", blind)
    hear(db, a_grant(1))

    with pytest.raises((sa.exc.IntegrityError, WorldFailure)):
        take(db, 6)


def test_use_adds_up_by_day_and_old_days_are_forgotten(db: TillDatabase) -> None:
    def note(uow: UnitOfWork, day: date, quantity: int, of: str = TAPE) -> None:
        uow.allotments.note_use(of, day, quantity)

    with db.unit_of_work() as uow:
        note(uow, DAY, 2)
        note(uow, DAY, 3)
        note(uow, DAY - timedelta(days=1), 1)
        note(uow, DAY - timedelta(days=20), 9)
        note(uow, DAY, 1, ROPE)
        uow.commit()
    with db.unit_of_work() as uow:
        assert uow.allotments.has_older(MORNING, DAY)
        assert not uow.allotments.has_older(MORNING, DAY - timedelta(days=20))
        assert uow.allotments.recent_use(DAY) == {TAPE: 5, ROPE: 1}
        assert uow.allotments.recent_use(DAY - timedelta(days=2)) == {TAPE: 6, ROPE: 1}
        assert uow.allotments.forget_use(DAY - timedelta(days=14)) == 1
        assert uow.allotments.forget_use(DAY - timedelta(days=14)) == 0
