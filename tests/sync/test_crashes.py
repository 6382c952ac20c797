"""Either end may die at any moment of an exchange: nothing is lost, nothing happens twice."""

import pytest

from app.use_cases.start_stream import start_stream
from central.backups.making import make_backup
from central.backups.restoring import restore_backup
from central.surroundings import Surroundings
from sync.protocol.status import Link
from tests.sync.faulty_transport import Fault
from tests.sync.world import World


class PowerCut(BaseException):
    """The moment at which central's machine stops."""


class CentralDies:
    """Central's machine stops once, before or after the commit of an exchange."""

    def __init__(self, moment: str) -> None:
        self.moment = moment
        self.died = False

    def before_commit(self) -> None:
        self._die_at("before_commit")

    def after_commit(self) -> None:
        self._die_at("after_commit")

    def _die_at(self, moment: str) -> None:
        if moment == self.moment and not self.died:
            self.died = True
            raise PowerCut


@pytest.mark.parametrize("moment", ["before_commit", "after_commit"])
def test_central_killed_around_its_commit_has_each_sale_once_after_its_restart(
    world: World, moment: str
) -> None:
    till = world.a_till()
    sold = till.sell(3)
    world.office.close()
    dying = CentralDies(moment)
    world.office.faults = dying
    till.turn()
    assert dying.died
    assert till.cycle.status.link is Link.OFFLINE
    world.office.close()

    till.settle()

    assert world.receipts() == [sale.sale.receipt_number for sale in sold]


def test_a_till_that_dies_before_it_hears_the_answer_sends_again_and_is_counted_once(
    world: World,
) -> None:
    till = world.a_till()
    sold = till.sell(3)
    till.transport.faults = [Fault.DROP_ANSWER]
    till.turn()
    assert till.cycle.status.link is Link.OFFLINE
    till.close()

    reborn = world.open_again(till)
    assert reborn.waiting() == 4
    reborn.settle()

    assert world.receipts() == [sale.sale.receipt_number for sale in sold]


def test_a_central_restored_from_yesterdays_copy_gets_the_missing_sales_again(
    world: World,
) -> None:
    till = world.a_till()
    first = till.sell(2)
    till.settle()
    copy = world.copy_central("yesterday")
    second = till.sell(2)
    till.settle()

    world.restore_central(copy)
    till.settle()

    assert world.receipts() == [sale.sale.receipt_number for sale in [*first, *second]]
    assert world.cases("fork") == []


@pytest.mark.parametrize("is_backup", [True, False])
def test_a_restored_central_gets_the_end_of_an_older_stream_again_as_well(
    world: World, is_backup: bool
) -> None:
    till = world.a_till()
    first = till.sell(2)
    till.settle()
    backup = make_backup(world.office.central, world.folder / "backups")
    copy = world.copy_central("yesterday")
    second = till.sell(2)
    till.settle()
    start_stream(till.till, "behind_mark")
    third = till.sell(1)
    till.settle()

    if is_backup:
        world.office.close()
        world.office.settings.database_path.unlink()
        restore_backup(world.office.settings, backup.path, Surroundings())
    else:
        world.restore_central(copy)
    till.go_round()

    every = [*first, *second, *third]
    assert sorted(world.receipts()) == sorted(sale.sale.receipt_number for sale in every)
    assert world.cases("fork") == []


def test_a_central_restored_from_a_backup_that_holds_all_is_caught_up_with_quietly(
    world: World,
) -> None:
    till = world.a_till()
    sold = till.sell(2)
    till.settle()
    backup = make_backup(world.office.central, world.folder / "backups")
    world.office.close()
    world.office.settings.database_path.unlink()
    restore_backup(world.office.settings, backup.path, Surroundings())

    till.settle()  # it says what it holds, and that is all

    assert till.waiting() == 0
    assert world.receipts() == [sale.sale.receipt_number for sale in sold]
