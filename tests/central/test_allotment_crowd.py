"""Many tills at once: no unit is granted twice, no lock waits for another for ever."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from central.tills.organisations import Store
from sync.protocol.allotment_bodies import Want
from tests.central.allotting import Holder, Shelf
from tests.central.office import Office

pytestmark = pytest.mark.both_databases
TILLS = 6
TURNS = 6


def test_a_crowd_of_tills_spends_exactly_what_there_is(
    office: Office, shop: Store, tmp_path: Path
) -> None:
    """Half of them name the two items in the one order, half in the other."""
    shelf = Shelf(office, shop)
    names = [shelf.stock(tmp_path, 25), shelf.stock(tmp_path, 7, "DEAL-1")]
    holders = [Holder(office.enrol(shop)) for _ in range(TILLS)]

    def work(number: int) -> int:
        holder, sold = holders[number], 0
        holder.till.client = TestClient(office.client.app, raise_server_exceptions=False)
        wished = names if number % 2 else names[::-1]
        for turn in range(TURNS):
            wants = [Want(resource=name, hold=2, urgent=turn % 2 == 0) for name in wished]
            holder.take_in(holder.send(*wants))
            for name in wished:
                if holder.held.get(name, 0) > 0:
                    holder.sell(name)
                    sold += 1
        holder.send()
        return sold

    with ThreadPoolExecutor(TILLS) as pool:
        sold = sum(pool.map(work, range(TILLS)))

    books = [shelf.book(name) for name in names]
    assert sum(book.consumed for book in books) == sold
    assert all(book.pool >= 0 for book in books)
    for book in books:
        assert book.outstanding == sum(one.held.get(book.resource, 0) for one in holders)
    assert shelf.cases_of_units() == []
