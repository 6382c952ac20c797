"""What was read of the feed before is used again exactly as long as the feed shows the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.errors import RuleBroken
from storage.database import TillDatabase
from storage.unit_of_work import Reading
from sync.protocol.changes import Change
from sync.protocol.operation import to_base64
from tests.storage.kit import FEED, MORNING, a_change, enrolled, fixed_key, show, stage, tell

DAY = date(2026, 11, 22)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    made = enrolled(tmp_path)
    tell(made, a_member("cashier", 1), a_rate(1_400, 2))
    yield made
    made.close()


def a_member(role: str, position: int) -> Change:
    body = {
        "name": "Roxanne",
        "role": role,
        "pin_salt": to_base64(fixed_key("salt")[:16]),
        "pin_verifier": to_base64(fixed_key("verifier")),
        "pin_parameters": (1, 8, 1),
    }
    return a_change("staff", "s1", position, body)


def a_rate(basis_points: int, position: int) -> Change:
    body = {
        "kind": "vat_rate",
        "key": "standard",
        "valid_from": "2017-02-01",
        "value": {"basis_points": basis_points},
    }
    return a_change("rule", "vat_rate/standard/2017-02-01", position, body)


def role_of(uow: Reading) -> str | None:
    member = uow.staff.find_staff("s1")
    return None if member is None else member.role.value


def rate_of(uow: Reading) -> int:
    return uow.rules.book().vat_basis_points("standard", DAY)


def now(db: TillDatabase, ask: Callable[[Reading], object]) -> object:
    with db.reading() as uow:
        return ask(uow)


@pytest.fixture
def queries() -> Iterator[list[str]]:
    """Every statement that reads rows of the feed."""
    seen: list[str] = []

    def note(*happened: object) -> None:
        statement = str(happened[2])
        if "shown_row" in statement:
            seen.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(sa.Engine, "before_cursor_execute", note)


def test_a_second_transaction_reads_nothing_again(db: TillDatabase, queries: list[str]) -> None:
    assert (now(db, role_of), now(db, rate_of)) == ("cashier", 1_400)
    assert len(queries) == 2

    with db.unit_of_work() as uow:
        assert (role_of(uow), rate_of(uow), role_of(uow)) == ("cashier", 1_400, "cashier")
    assert len(queries) == 2


def test_what_is_shown_next_is_read_next(db: TillDatabase) -> None:
    assert (now(db, role_of), now(db, rate_of)) == ("cashier", 1_400)
    stage(db, a_member("supervisor", 3), a_rate(1_600, 4))
    assert (now(db, role_of), now(db, rate_of)) == ("cashier", 1_400)

    show(db, 3)
    assert (now(db, role_of), now(db, rate_of)) == ("supervisor", 1_400)
    show(db, 4)
    assert (now(db, role_of), now(db, rate_of)) == ("supervisor", 1_600)


def test_somebody_taken_off_the_list_is_gone_at_once(db: TillDatabase) -> None:
    assert now(db, role_of) == "cashier"
    tell(db, a_change("staff_removed", "s1", 3))

    assert now(db, role_of) is None


def test_a_transaction_sees_what_it_has_shown_itself(db: TillDatabase) -> None:
    stage(db, a_member("supervisor", 3))
    with db.unit_of_work() as uow:
        assert role_of(uow) == "cashier"
        uow.feed.flip({FEED: 3})

        assert role_of(uow) == "supervisor"
        assert now(db, role_of) == "cashier"
        uow.commit()
    assert now(db, role_of) == "supervisor"


def test_what_was_shown_and_rolled_back_leaves_nothing_behind(db: TillDatabase) -> None:
    with db.unit_of_work() as uow:
        uow.feed.stage([a_member("supervisor", 3)], "c")
        uow.feed.flip({FEED: 3})
        assert role_of(uow) == "supervisor"
    assert now(db, role_of) == "cashier"

    # Central was restored: the same place now holds something else.
    tell(db, a_change("staff_removed", "s1", 3))
    assert now(db, role_of) is None


def test_rows_that_a_rebase_hides_are_not_remembered(db: TillDatabase) -> None:
    assert (now(db, role_of), now(db, rate_of)) == ("cashier", 1_400)
    with db.unit_of_work() as uow:
        uow.feed.forget_cursor()
        uow.commit()
    tell(db, a_member("supervisor", 1))
    assert (now(db, role_of), now(db, rate_of)) == ("supervisor", 1_400)
    with db.unit_of_work() as uow:
        assert rate_of(uow) == 1_400
        uow.feed.caught_up(MORNING)
        with pytest.raises(RuleBroken):
            rate_of(uow)
        uow.commit()

    assert now(db, role_of) == "supervisor"
    with db.reading() as uow, pytest.raises(RuleBroken):
        rate_of(uow)


def test_the_store_is_told_anew_and_the_till_s_own_word_counts_until_then(
    db: TillDatabase,
) -> None:
    def zone_of(uow: Reading) -> str:
        return uow.till.get_till().store.zone

    assert now(db, zone_of) == "America/Guyana"
    body = {
        "organisation_name": "Kaieteur Shipping Ltd",
        "name": "Bridgetown counter",
        "zone": "America/Barbados",
        "currency": "BBD",
    }
    tell(db, a_change("store", "stabroek", 3, body))

    assert now(db, zone_of) == "America/Barbados"
