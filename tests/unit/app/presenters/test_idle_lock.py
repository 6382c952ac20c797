"""A till left alone locks itself by the office's rule; nothing given to it is lost by that."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.idle_lock import IdleLock
from app.presenters.key_map import Dialog, Place
from tests.helpers.counter_desk import OpenFloor, a_desk, a_session


@dataclass
class Flows:
    """Whether somebody answers at a code, or at another till."""

    is_awaited: bool = False


@dataclass
class Counter(OpenFloor):
    """A floor that can be locked."""

    locks: int = 0
    flows: Flows = field(default_factory=Flows)

    def on_lock(self) -> None:
        self.locks += 1
        self.session = None


@dataclass
class Alone:
    """A till that nobody touches for a while."""

    till: MemoryTill = field(default_factory=sample_till)

    def __post_init__(self) -> None:
        self.counter = Counter(session=a_session(self.till))
        self.lock = IdleLock(a_desk(self.till), self.counter)

    def wait(self, minutes: float) -> None:
        for _ in range(int(minutes * 2)):
            self.till.clock.at += timedelta(seconds=30)
            self.lock.on_second()


def test_after_the_minutes_of_the_rule_the_till_locks_and_says_why() -> None:
    alone = Alone()
    alone.wait(9.5)
    assert alone.counter.locks == 0
    alone.wait(0.5)

    assert alone.counter.locks == 1
    notice = alone.counter.notices[-1]
    assert notice is not None
    assert notice.text == "Nobody pressed a key for 10 minutes. The sale is kept."


def test_every_key_begins_the_minutes_anew() -> None:
    alone = Alone()
    alone.wait(9)
    alone.lock.on_activity()
    alone.wait(9)

    assert alone.counter.locks == 0


@pytest.mark.parametrize("dialog", [Dialog.RECEIPT, Dialog.TENDER, Dialog.PAY_CLAIM, None])
def test_whatever_lies_over_the_sale_a_till_left_alone_locks(dialog: Dialog | None) -> None:
    alone = Alone()
    alone.counter.dialog = dialog
    alone.wait(10)

    assert alone.counter.locks == 1


def test_while_a_customer_is_at_a_code_nothing_locks_and_then_the_minutes_begin() -> None:
    alone = Alone()
    alone.counter.flows.is_awaited = True
    alone.wait(60)
    assert alone.counter.locks == 0
    alone.counter.flows.is_awaited = False
    alone.wait(9.5)
    assert alone.counter.locks == 0
    alone.wait(0.5)

    assert alone.counter.locks == 1


def test_without_a_rule_or_somebody_signed_in_nothing_locks() -> None:
    alone = Alone()
    alone.till.drawer.idle_minutes = None
    alone.wait(60)
    alone.till.drawer.idle_minutes = 1
    alone.counter.place = Place.SIGN_IN
    alone.wait(60)
    alone.counter.place, alone.counter.session = Place.SALE, None
    alone.wait(60)

    assert alone.counter.locks == 0


def test_a_clock_that_went_back_counts_from_there() -> None:
    alone = Alone()
    alone.till.clock.at -= timedelta(hours=5)
    alone.wait(9)
    assert alone.counter.locks == 0
    alone.wait(2)

    assert alone.counter.locks == 1
