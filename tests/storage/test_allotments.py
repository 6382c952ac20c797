"""What this till was allotted: taken in once, held by one stream only, set aside and used up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.errors import WorldFailure
from domain.holding import ResourceTotal, Standing
from storage import feed as feed_module
from storage.allotment_intake import take_in_allotments
from storage.allotments import AllotmentBook, Allotments, Holding, Recall, Reservation
from storage.database import TillDatabase
from storage.unit_of_work import UnitOfWork
from sync.protocol.changes import Change
from tests.storage.kit import (
    DAY,
    FEED,
    MORNING,
    STREAM,
    begin_stream,
    enrolled,
    open_db,
    rows_of,
    show,
    stage,
    sweep_all,
)

TAPE, ROPE = "stock:stabroek:tape", "stock:stabroek:rope"
OWN = "till:till-gy03"
CART = "cart-1"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    opened = enrolled(tmp_path)
    yield opened
    opened.close()


def own(kind: str, key: str, position: int, body: dict[str, object], *, last: int = 0) -> Change:
    return Change(
        stream=OWN, position=position, last=last or position, kind=kind, key=key, body=body
    )


def a_grant(
    number: int, quantity: int = 5, *, position: int = 0, stream: str = STREAM, of: str = TAPE
) -> Change:
    body: dict[str, object] = {
        "number": number,
        "stream": stream,
        "resource": of,
        "quantity": quantity,
    }
    return own("grant", str(number), position or number, body)


def a_recall(position: int, keep: int = 0, of: str = TAPE) -> Change:
    return own("recall", of, position, {"resource": of, "keep": keep})


def hear(db: TillDatabase, *changes: Change) -> None:
    """Stage changes of the till's own stream and show them."""
    stage(db, *changes)
    show(db, max(change.position for change in changes), OWN)


def held(db: TillDatabase) -> dict[str, int]:
    with db.reading() as uow:
        return {each.resource: each.held for each in uow.allotments.list_held()}


def grant_through(db: TillDatabase) -> int:
    with db.reading() as uow:
        return uow.allotments.book().grant_through


def reserve(db: TillDatabase, claim: Reservation) -> None:
    with db.unit_of_work() as uow:
        uow.allotments.reserve(claim)
        uow.commit()


def a_claim(quantity: int = 2, *, cart: str = CART, minutes: int = 10) -> Reservation:
    return Reservation(
        cart_id=cart,
        resource=TAPE,
        quantity=quantity,
        until_at=MORNING + timedelta(minutes=minutes),
    )


# ------------------------------------------------------------------ taken in


def test_a_grant_is_held_once_the_feed_shows_it(db: TillDatabase) -> None:
    stage(db, a_grant(1))
    assert held(db) == {}

    show(db, 1, OWN)

    assert held(db) == {TAPE: 5}
    assert grant_through(db) == 1


def test_grants_of_one_resource_add_up(db: TillDatabase) -> None:
    hear(db, a_grant(1), a_grant(2, 3), a_grant(3, 1, of=ROPE))

    assert held(db) == {TAPE: 8, ROPE: 1}


def told_again_from_the_start(db: TillDatabase) -> None:
    """A rebase: central tells its whole feed again."""
    hear(db, a_grant(1))
    with db.unit_of_work() as uow:
        uow.allotments.take(TAPE, 2)
        uow.feed.forget_cursor()
        uow.commit()
    hear(db, a_grant(1), a_grant(2, 4))


def test_a_grant_that_comes_again_after_a_rebase_counts_once(db: TillDatabase) -> None:
    told_again_from_the_start(db)

    assert held(db) == {TAPE: 3 + 4}


def test_planted_bug_forgetting_grant_numbers_holds_a_grant_twice(
    db: TillDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.allotment_intake._THROUGH", sa.select(sa.literal(0)))
    told_again_from_the_start(db)

    assert held(db) == {TAPE: 3 + 5 + 4}


def left_unshown_by_a_rebase(db: TillDatabase) -> None:
    """Grant 2 was staged and never shown when central came back in time; it gave 2 out anew."""
    hear(db, a_grant(1))
    stage(db, a_grant(2, 9))
    with db.unit_of_work() as uow:
        uow.feed.forget_cursor()
        uow.commit()
    hear(db, a_grant(1), a_grant(2, 4))


def test_a_grant_that_was_never_shown_is_forgotten_with_a_rebase(db: TillDatabase) -> None:
    left_unshown_by_a_rebase(db)

    assert held(db) == {TAPE: 5 + 4}


def test_planted_bug_showing_what_a_rebase_left_behind_takes_the_wrong_grant(
    db: TillDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        feed_module,
        "take_in_allotments",
        lambda connection, stream, after, through: take_in_allotments(
            connection, stream, min(after, 1), through
        ),
    )
    left_unshown_by_a_rebase(db)

    assert held(db) == {TAPE: 5 + 9}


def test_a_grant_for_another_stream_is_seen_and_not_held(db: TillDatabase) -> None:
    hear(db, a_grant(1, stream="GY03Z"))

    assert held(db) == {}
    assert grant_through(db) == 1


def test_a_grant_in_another_feed_than_the_tills_own_is_nobodys(db: TillDatabase) -> None:
    foreign = a_grant(1).model_copy(update={"stream": FEED})
    stage(db, foreign)
    show(db, 1)

    assert held(db) == {}


def test_grants_and_the_flip_that_shows_them_are_one_transaction(db: TillDatabase) -> None:
    stage(db, a_grant(1))
    with db.unit_of_work() as uow:
        uow.feed.flip({OWN: 1})

    assert held(db) == {}
    assert grant_through(db) == 0


def test_what_was_taken_in_needs_no_row_of_the_feed_any_more(db: TillDatabase) -> None:
    hear(db, a_grant(1), a_recall(2, of=ROPE))
    stage(db, a_grant(2, 9, position=3))

    sweep_all(db)

    assert rows_of(db, "SELECT kind, key FROM feed_row") == [("grant", "2")]
    show(db, 3, OWN)
    assert held(db) == {TAPE: 5 + 9}


# ------------------------------------------------------------------ one stream only


def test_a_new_stream_starts_with_nothing_held_reserved_or_asked_back(db: TillDatabase) -> None:
    hear(db, a_grant(1), a_recall(2))
    reserve(db, a_claim())
    with db.unit_of_work() as uow:
        begin_stream(uow, "GY03B")
        uow.commit()

    assert held(db) == {}
    assert grant_through(db) == 1
    with db.reading() as uow:
        assert uow.allotments.list_reservations(MORNING) == ()
        assert uow.allotments.list_recalls() == ()


def test_planted_bug_moving_holdings_into_a_new_stream_is_seen(
    db: TillDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def carry_over(self: Allotments, name: str) -> None:
        self._connection.execute(sa.text("UPDATE allotment SET stream = :to"), {"to": name})

    monkeypatch.setattr(Allotments, "begin_stream", carry_over)
    hear(db, a_grant(1))
    with db.unit_of_work() as uow:
        begin_stream(uow, "GY03B")
        uow.commit()

    assert held(db) == {TAPE: 5}


def test_before_enrolment_nothing_is_held(tmp_path: Path) -> None:
    fresh = open_db(tmp_path / "fresh")

    assert held(fresh) == {}
    with fresh.reading() as uow:
        book = uow.allotments.book()
    assert book == AllotmentBook(grant_through=0, declared_epoch=None, is_empty=True)
    fresh.close()


# ------------------------------------------------------------------ set aside and used up


def standing(db: TillDatabase, cart: str = CART, *, minutes: int = 0) -> Standing:
    with db.reading() as uow:
        at = MORNING + timedelta(minutes=minutes)
        return uow.allotments.standings([TAPE, TAPE], cart, at)[TAPE]


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


def test_a_claim_replaces_the_one_before_and_is_released_as_a_whole(db: TillDatabase) -> None:
    reserve(db, a_claim(3))
    claim = Reservation(
        cart_id=CART,
        resource=TAPE,
        quantity=1,
        asked=4,
        excepted=1,
        exception_by="staff-ra",
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


# ------------------------------------------------------------------ told and asked by central


def test_a_recall_is_kept_until_it_is_answered_and_a_newer_one_replaces_it(
    db: TillDatabase,
) -> None:
    hear(db, a_recall(1, keep=3))
    hear(db, a_recall(2, keep=1))
    with db.reading() as uow:
        assert uow.allotments.list_recalls() == (Recall(resource=TAPE, keep=1),)

    with db.unit_of_work() as uow:
        uow.allotments.forget_recall(TAPE)
        uow.commit()
    with db.reading() as uow:
        assert uow.allotments.list_recalls() == ()


def test_a_grant_that_comes_after_a_recall_revokes_it(db: TillDatabase) -> None:
    hear(db, a_recall(1), a_recall(2, of=ROPE), a_grant(1, position=3))

    with db.reading() as uow:
        assert uow.allotments.list_recalls() == (Recall(resource=ROPE, keep=0),)


def test_what_a_till_declared_is_remembered_by_epoch(db: TillDatabase) -> None:
    hear(db, a_grant(1))
    with db.reading() as uow:
        assert uow.allotments.book().declared_epoch is None
    for epoch in ("one", "two"):
        with db.unit_of_work() as uow:
            uow.allotments.note_declared(epoch)
            uow.commit()

    with db.reading() as uow:
        assert uow.allotments.book() == AllotmentBook(
            grant_through=1, declared_epoch="two", is_empty=False
        )


def test_how_much_there_is_in_all_is_what_central_told_last(db: TillDatabase) -> None:
    assert standing(db).told is None
    body: dict[str, object] = {"total": 20, "free": 12, "as_of": MORNING.isoformat()}
    stage(db, Change(stream=FEED, position=1, last=1, kind="resource", key=TAPE, body=body))
    show(db, 1)

    assert standing(db).told == ResourceTotal(total=20, free=12, as_of=MORNING)
