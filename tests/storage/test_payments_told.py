"""What central tells of the sale of a payment that this till's data does not have (rule 16.15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage.database import TillDatabase
from storage.payments import Lookback
from tests.storage.kit import CASHIER, MORNING, enrolled
from tests.storage.sales_kit import open_shift
from tests.storage.test_payments import LATER, claim, hear, keep, known, steps

EARLIER = MORNING - timedelta(hours=1)
SALE = {"receipt": "GY01-000009", "cashier_id": "staff-two", "made_at": EARLIER.isoformat()}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[TillDatabase]:
    opened = enrolled(tmp_path)
    open_shift(opened)
    yield opened
    opened.close()


def listed(db: TillDatabase) -> tuple[list[str], ...]:
    """Those that are known here, the others, and those without a sale."""
    with db.reading() as uow:
        found = (
            uow.payments.list_by_state(["claimed", "verified"], known_here=True),
            uow.payments.list_by_state(["claimed", "verified"], known_here=False),
            uow.payments.list_without_sale(),
        )
    return tuple([each.payment_id for each in some] for some in found)


def measured(db: TillDatabase) -> tuple[int, int, int]:
    back = Lookback(since=MORNING - timedelta(days=1))
    with db.reading() as uow:
        return (
            uow.payments.sum_minor(back, "GYD"),
            uow.payments.count(back),
            uow.payments.outstanding_minor("GYD"),
        )


def test_one_of_a_lost_disk_is_kept_with_its_sale_its_cashier_and_its_goods(
    db: TillDatabase,
) -> None:
    hear(db, "p-1", 50, state="claimed", is_held=True, **SALE)

    found = known(db)
    assert (found.receipt, found.cashier_id, found.made_at) == ("GY01-000009", "staff-two", EARLIER)
    assert (found.is_held, found.is_known_here, found.is_begun_here) == (True, True, False)
    assert found.changed_at == LATER
    assert listed(db) == (["p-1"], [], [])
    assert measured(db) == (150_000, 1, 150_000)


def test_without_its_sale_it_is_measured_by_nobody_and_listed_apart(db: TillDatabase) -> None:
    hear(db, "p-1", 50, state="claimed")
    hear(db, "p-2", 51, state="claimed", **{**SALE, "receipt": ""})

    assert [known(db, name).cashier_id for name in ("p-1", "p-2")] == ["central", "staff-two"]
    assert listed(db) == ([], ["p-1", "p-2"], [])
    assert measured(db) == (0, 0, 0)


def test_what_an_older_central_left_out_is_added_when_it_is_told(db: TillDatabase) -> None:
    hear(db, "p-1", 50, state="claimed")
    hear(db, "p-1", 51, state="claimed", is_held=True, **SALE)
    hear(db, "p-1", 52, state="verified")

    found = known(db)
    assert (found.receipt, found.is_held, found.state) == ("GY01-000009", True, "verified")
    assert steps(db) == [
        ("central", "told", "claimed"),
        ("central", "told", "claimed"),
        ("central", "told", "verified"),
    ]


def test_goods_that_went_are_held_no_more_whatever_older_news_say(db: TillDatabase) -> None:
    keep(db, claim("p-1", is_held=True, receipt="R-1"))
    hear(db, "p-2", 50, state="claimed", is_held=True, **SALE)
    for name, position in (("p-1", 51), ("p-2", 53)):
        hear(db, name, position, is_held=False, **SALE)
        assert not known(db, name).is_held
        hear(db, name, position + 1, is_held=True, **SALE)
        assert not known(db, name).is_held


def test_what_this_till_has_of_its_own_payment_is_not_overruled(db: TillDatabase) -> None:
    keep(db, claim("p-1", receipt="R-1"), claim("p-2"))
    for name, position in (("p-1", 50), ("p-2", 51)):
        hear(db, name, position, state="claimed", is_held=True, **SALE)

    for name, receipt in (("p-1", "R-1"), ("p-2", "GY01-000009")):
        found = known(db, name)
        assert (found.receipt, found.cashier_id, found.made_at) == (receipt, CASHIER, MORNING)
        assert not found.is_held
