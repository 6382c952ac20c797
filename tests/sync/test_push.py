"""Sales reach central exactly once, whatever the line does (sync rules 2 and 3)."""

import pytest

from sync.protocol.status import Link
from tests.sync.faulty_transport import Fault
from tests.sync.world import World


def test_sales_made_offline_reach_central_once_when_the_line_returns(world: World) -> None:
    till = world.a_till()
    till.transport.is_down = True
    sold = till.sell(5)
    till.turn()
    offline = till.cycle.status
    assert (offline.link, offline.waiting_count) == (Link.OFFLINE, 6)

    till.transport.is_down = False
    till.settle()

    assert world.receipts() == [sale.sale.receipt_number for sale in sold]
    assert world.takings_minor() == sum(sale.sale.due.amount_minor for sale in sold)
    assert till.cycle.status.link is Link.ONLINE


@pytest.mark.parametrize("fault", list(Fault))
def test_every_fault_of_the_line_leaves_each_sale_in_central_once(
    world: World, fault: Fault
) -> None:
    till = world.a_till()
    first = till.sell(2)
    till.settle()
    till.transport.faults = [fault, Fault.NONE, fault]
    second = till.sell(3)
    till.settle()
    till.settle()

    assert world.receipts() == [sale.sale.receipt_number for sale in [*first, *second]]
    assert fault in till.transport.happened
    assert world.cases("fork") == []
