"""A supervisor changes prices in the catalog's file, and another till sells at them a moment later.

Central runs in a process of its own; the tills are as the program opens them.
"""

import csv
from pathlib import Path

import pytest

from app.bootstrap import RunningTill, enrol_till, open_till
from app.demo.sample import sample_staff
from app.till_folder import TillFolder
from app.use_cases.approve import ApprovalRequest, approve
from app.use_cases.catalog_csv import catalog_export_steps
from app.use_cases.file_steps import run_steps
from app.use_cases.search_catalog import search_catalog
from app.use_cases.send_catalog import (
    CatalogResult,
    SendCatalog,
    catalog_read_steps,
    send_catalog_steps,
)
from app.use_cases.sign_in import sign_in
from domain.errors import WorldFailure
from domain.staff import Permission
from sync.protocol.status import Link, SyncStatus
from tests.journeys.conftest import SampleShop

PATIENCE_S = 60.0


def is_online(status: SyncStatus) -> bool:
    return status.link is Link.ONLINE and status.waiting_count == 0


def a_till(shop: SampleShop, folder: Path) -> RunningTill:
    made = TillFolder.below(folder)
    enrol_till(made, address=shop.address, code=shop.a_code())
    running = open_till(made)
    assert running.board.await_status(is_online, PATIENCE_S)
    return running


def price_of(running: RunningTill, words: str) -> int | None:
    price = search_catalog(running.till, words, 1)[0].price
    return None if price is None else price.amount_minor


def send(running: RunningTill, path: Path) -> CatalogResult:
    """Check a file and send it, as the page does with a supervisor's PIN."""
    boss, till = sample_staff().first("supervisor"), running.till
    session = sign_in(till, boss.staff_id, boss.demo_pin)
    read = run_steps(catalog_read_steps(till, session, path), lambda _done, _total: True)
    asked = ApprovalRequest(
        staff_id=boss.staff_id,
        pin=boss.demo_pin,
        permission=Permission.APPROVE,
        reason="send catalog",
    )
    request = SendCatalog(read=read, approval=approve(till, asked))
    return run_steps(send_catalog_steps(till, session, request), lambda _done, _total: True)


def test_prices_that_are_sent_from_one_till_are_sold_at_by_another(
    shop: SampleShop, tmp_path: Path
) -> None:
    first, other = a_till(shop, tmp_path / "first"), a_till(shop, tmp_path / "other")
    try:
        boss = sample_staff().first("supervisor")
        session = sign_in(first.till, boss.staff_id, boss.demo_pin)
        path = tmp_path / "catalog.csv"
        run_steps(catalog_export_steps(first.till, session, path), lambda _done, _total: True)
        item = search_catalog(first.till, "tape", 1)[0]
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = list(csv.reader(file))
        price = next(number for number, name in enumerate(head) if name.startswith("price"))
        changed = [row for row in rows if row[head.index("sku")] == item.sku]
        changed[0][price] = "4321"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])

        done = send(first, path)

        assert (done.added, done.changed, done.refused) == (0, 1, 0)
        assert done.unchanged == len(rows) - 1
        assert other.board.await_status(
            lambda _status: price_of(other, "tape") == 432_100, PATIENCE_S
        )
        assert send(first, path).changed == 0

        shop.central.stop()
        with pytest.raises(WorldFailure, match="nothing is lost") as down:
            send(first, path)
        assert down.value.title == "Sending a catalog needs the line"
    finally:
        first.close()
        other.close()
