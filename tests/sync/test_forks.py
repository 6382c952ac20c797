"""Copies and old backups of a till.

Every sale of both counts, and a person hears of it (rules 3.5, 5.1).
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pytest

from app.use_cases.take_payment import CompletedSale
from storage.database import TillDatabase
from storage.unit_of_work import UnitOfWork
from tests.sync.faulty_transport import FaultyTransport
from tests.sync.world import World, stopped, with_engine


def receipts_of(*sales: list[CompletedSale]) -> list[str]:
    return sorted(sale.sale.receipt_number for some in sales for sale in some)


def test_a_cloned_till_and_its_original_are_both_counted_whole_with_one_case(world: World) -> None:
    original = world.a_till()
    before = original.sell(2)
    original.settle()
    clone = world.copy_of(original, "clone")

    of_original, of_clone = original.sell(3), clone.sell(4)
    original.settle()
    clone.settle()
    after = clone.sell(1)
    clone.settle()
    later = original.sell(1)
    original.settle()

    every = [*before, *of_original, *of_clone, *after, *later]
    assert sorted(world.receipts()) == receipts_of(every)
    assert world.takings_minor() == sum(sale.sale.due.amount_minor for sale in every)
    assert len(world.cases("fork")) == 1
    assert after[0].sale.receipt_number.rpartition("-")[0] != before[0].sale.receipt_number


def test_a_clone_that_sells_offline_for_long_drains_its_branch_and_then_its_new_stream(
    world: World,
) -> None:
    original = world.a_till()
    original.settle()
    clone = world.copy_of(original, "clone")
    clone.transport.is_down = True
    of_original, of_clone = original.sell(2), clone.sell(2)
    original.settle()
    clone.turn()
    of_clone += clone.sell(2)

    clone.transport.is_down = False
    clone.settle()

    assert sorted(world.receipts()) == receipts_of(of_original, of_clone)
    assert len(world.cases("fork")) == 1


def test_a_sale_that_waits_while_an_answer_is_taken_in_gets_no_number_of_the_old_stream(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An old copy with its old mark knows nothing of it before central's first answer."""
    till = world.a_till()
    till.sell(1)
    till.settle()
    with stopped(till):
        shutil.copytree(till.folder, world.folder / "old")
    printed = till.sell(2)
    till.settle()
    till.close()
    restored = world.open_again(till, folder=world.folder / "old")
    session, waiting = restored.cashier(), [1]
    true_unit_of_work = TillDatabase.unit_of_work

    @contextmanager
    def then_a_sale(db: TillDatabase, *, durable: bool = True) -> Iterator[UnitOfWork]:
        with true_unit_of_work(db, durable=durable) as uow:
            yield uow
        if waiting:
            waiting.clear()
            printed.extend(restored.sell(1, session))

    assert restored.till.db.needs_new_stream is None
    monkeypatch.setattr(TillDatabase, "unit_of_work", then_a_sale)
    restored.settle()

    numbers = [sale.sale.receipt_number for sale in printed]
    assert len(set(numbers)) == len(numbers) == 3
    assert set(numbers) <= set(world.receipts())


def test_a_restored_old_copy_starts_a_new_stream_before_it_sells(world: World) -> None:
    till = world.a_till()
    till.sell(1)
    with stopped(till):
        shutil.copytree(till.folder / "data", world.folder / "old-data")
    sold = till.sell(2)
    till.settle()
    till.close()
    shutil.rmtree(till.folder / "data")
    shutil.copytree(world.folder / "old-data", till.folder / "data")

    restored = world.open_again(till)
    assert restored.till.db.needs_new_stream is not None
    again = restored.sell(1)
    restored.settle()

    stream = again[0].sale.receipt_number.rpartition("-")[0]
    assert stream != sold[0].sale.receipt_number.rpartition("-")[0]
    assert set(receipts_of(sold, again)) <= set(world.receipts())
    assert len(world.receipts()) == 4


def test_a_stream_that_central_assigned_is_not_begun_again_after_a_restore(world: World) -> None:
    original = world.a_till()
    original.settle()
    clone = world.copy_of(original, "clone")
    of_original = original.sell(1)
    original.settle()
    clone.transport.is_down = True
    of_clone = clone.sell(1)
    with stopped(clone):
        shutil.copytree(clone.folder / "data", world.folder / "old-data")
    clone.transport.is_down = False
    clone.settle()
    of_clone += clone.sell(1)
    clone.settle()
    clone.close()
    shutil.rmtree(clone.folder / "data")
    shutil.copytree(world.folder / "old-data", clone.folder / "data")

    restored = world.open_again(clone)
    restored.settle()
    again = restored.sell(1)
    restored.settle()

    assert sorted(world.receipts()) == receipts_of(of_original, of_clone, again)
    streams = {sale.sale.receipt_number.rpartition("-")[0] for sale in (*of_clone, *again)}
    assert len(streams) == 3


def test_a_restored_copy_whose_mark_is_as_old_learns_from_central_before_it_sells_twice(
    world: World,
) -> None:
    till = world.a_till()
    till.settle()
    old = world.copy_of(till, "old-copy")
    sold = till.sell(2)
    till.settle()

    old.turn()
    assert old.till.db.needs_new_stream == "behind_mark"
    again = old.sell(1)
    old.settle()

    assert sorted(world.receipts()) == receipts_of(sold, again)
    assert world.cases("fork") == []


class SellingMeanwhile(FaultyTransport):
    """A line so slow that somebody buys while the answer is on its way."""

    def _whole(self, body: bytes, headers: Mapping[str, str]) -> list[bytes]:
        answer = super()._whole(body, headers)
        self.sell()
        return answer

    sell: Callable[[], object]


def test_a_sale_made_while_an_answer_tells_of_another_copy_is_not_taken_for_sent(
    world: World,
) -> None:
    till = world.a_till()
    till.sell(1)
    till.settle()
    old = world.copy_of(till, "old-copy")
    sold = till.sell(2)
    till.settle()
    again: list[CompletedSale] = []
    slow = SellingMeanwhile(world.office)
    slow.sell = lambda: again.extend(old.sell(1))
    swapped = with_engine(old.folder, old.till, slow)

    swapped.cycle.turn()

    assert again
    assert old.waiting() == 1
    old.settle()
    assert set(receipts_of(sold, again)) <= set(world.receipts())
    assert len(world.receipts()) == 4
