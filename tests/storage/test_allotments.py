"""Grants and recalls are taken in once, and held by one stream only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.holding import ResourceTotal
from storage import feed as feed_module
from storage.allotment_intake import take_in_allotments
from storage.allotments import AllotmentBook, Allotments, Recall
from storage.database import TillDatabase
from storage.feed import Feed
from sync.protocol.changes import Change
from tests.storage.allotment_kit import (
    OWN,
    ROPE,
    TAPE,
    a_claim,
    a_grant,
    a_recall,
    grant_through,
    hear,
    held,
    reserve,
    standing,
)
from tests.storage.kit import (
    FEED,
    MORNING,
    begin_stream,
    enrolled,
    open_db,
    rows_of,
    show,
    stage,
    sweep_all,
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    opened = enrolled(tmp_path)
    yield opened
    opened.close()


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
    monkeypatch.setattr(Feed, "_list_unshown", lambda *_, **__: ())
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
