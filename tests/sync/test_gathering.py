"""A busy central lets sales travel together; whoever waits for it is not kept (rule 2.9)."""

from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from central.crowd import Crowd
from domain.errors import WorldFailure
from domain.money import Money
from domain.till_payment import TillPayment
from storage.allotments import Reservation
from storage.payments import PaymentEvent
from sync.engine.cycle import Plan
from tests.sync.world import SyncTill, World

TOLD_S = 7
GATHERING = Plan(wait_ms=TOLD_S * 1_000, nudge_shortens=False, gathers=True)


@pytest.fixture
def busy_till(world: World, monkeypatch: pytest.MonkeyPatch) -> SyncTill:
    """A till of a central that has told it to gather."""
    till = world.a_till()
    till.sell()
    till.settle()
    monkeypatch.setattr(Crowd, "gather_s", lambda *_: TOLD_S)
    assert till.turn() == GATHERING
    return till


def test_sales_wait_for_each_other_and_go_in_one_exchange(busy_till: SyncTill) -> None:
    sold = busy_till.sell(3)
    assert not busy_till.cycle.shortens(GATHERING)
    plan = busy_till.turn()

    assert len(sold) == 3
    assert plan == GATHERING
    assert busy_till.waiting() == 0


def test_a_backlog_is_not_held_back(busy_till: SyncTill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.engine.push.BATCH_BYTES_MAX", 4_000)
    busy_till.sell(8)

    assert busy_till.turn() == Plan(wait_ms=0, nudge_shortens=True)


def test_a_customer_who_waits_for_central_is_not_kept(busy_till: SyncTill) -> None:
    claim = Reservation(
        cart_id="cart-x",
        resource="stock:store-x:item-x",
        quantity=0,
        asked=1,
        made_at=busy_till.clock.now(),
        until_at=busy_till.clock.now() + timedelta(minutes=10),
    )
    with busy_till.till.db.unit_of_work() as uow:
        uow.allotments.reserve(claim)
        uow.commit()

    assert busy_till.cycle.shortens(GATHERING)


def test_a_customer_who_is_to_pay_by_a_code_is_not_kept_until_nobody_waits(
    busy_till: SyncTill,
) -> None:
    now = busy_till.clock.now()
    wish = TillPayment(
        payment_id="pay-1",
        cart_id="cart-1",
        shift=1,
        cashier_id="staff-1",
        provider="mmg",
        way="qr",
        state="requested",
        amount=Money(48_000, "GYD"),
        made_at=now,
        changed_at=now,
        expires_at=now + timedelta(minutes=10),
    )
    with busy_till.till.db.unit_of_work() as uow:
        uow.payments.add(
            wish, PaymentEvent(at=now, by="staff-1", what="requested", state="requested")
        )
        uow.commit()
    while_waiting = busy_till.cycle.shortens(GATHERING)
    busy_till.clock.go_on(timedelta(minutes=10))

    assert while_waiting
    assert not busy_till.cycle.shortens(GATHERING)


def test_a_till_that_backs_off_is_not_hurried(busy_till: SyncTill) -> None:
    assert not busy_till.cycle.shortens(Plan(wait_ms=9_000, nudge_shortens=False))


def test_a_store_that_cannot_be_read_waits_as_it_was_told(
    busy_till: SyncTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing() -> AbstractContextManager[None]:
        raise WorldFailure("The disk does not answer", "Nothing is lost.")

    monkeypatch.setattr(busy_till.till.db, "reading", failing)

    assert not busy_till.cycle.shortens(GATHERING)
