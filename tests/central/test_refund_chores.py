"""Goods that are sold again after a refund, and what the jobs keep true of refunds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from central.commands import refunds
from central.database import Writing
from central.operations import refund_facts
from central.operations.refund_chores import keep_refunds
from central.refunds.listing import list_provisional
from central.refunds.restocking import restockable_in
from central.rules.loading import load_rules
from central.tables import change
from central.tills.organisations import Store
from sync.protocol.bodies import SaleCompleted
from sync.protocol.changes import RuleChanged
from sync.protocol.operation import to_base64
from sync.protocol.refund_bodies import (
    TillKeysChanged,
)
from tests.central.allotting import Holder, Shelf
from tests.central.office import Office
from tests.central.paper_till import DAY, PaperTill, sale_body
from tests.central.refunding import cases, give_back, refund_body, sell_two, standings

pytestmark = pytest.mark.both_databases


@pytest.fixture
def other(office: Office, shop: Store) -> PaperTill:
    return office.enrol(shop)


# ------------------------------------------------------------------ goods that are sold again


def sell_rum(till: PaperTill, rum: str, count: int) -> SaleCompleted:
    item_id = rum.rsplit(":", 1)[1]
    body = sale_body(till.next_receipt())
    line = body.lines[0].model_copy(
        update={"item_id": item_id, "quantity": count, "unit_minor": 114_000 // count}
    )
    sold = body.model_copy(update={"lines": (line,)})
    till.write(sold, kind="sale_completed")
    return sold


def return_rum(till: PaperTill, sold: SaleCompleted, reason: str) -> None:
    body = refund_body(till, sold.receipt, 57_000, reason=reason)
    line = body.lines[0].model_copy(update={"item_id": sold.lines[0].item_id})
    give_back(till, body.model_copy(update={"lines": (line,)}))


@pytest.mark.parametrize(("reason", "pool"), [("unwanted", 4), ("damaged", 3)])
def test_a_marked_item_that_came_back_is_for_sale_again_where_the_rule_says_so(
    office: Office, shop: Store, till: PaperTill, tmp_path: Path, reason: str, pool: int
) -> None:
    shelf = Shelf(office, shop)
    rum = shelf.stock(tmp_path, 5)
    sold = sell_rum(till, rum, 2)
    return_rum(till, sold, reason)
    Holder(till).send()

    assert shelf.book(rum).pool == pool
    assert "allotment" not in shelf.cases()


def test_the_rule_of_the_day_decides_which_reasons_restock(
    office: Office, shop: Store, till: PaperTill, tmp_path: Path
) -> None:
    row = RuleChanged(
        kind="refund_approval",
        key="GYD",
        valid_from=DAY,
        value={"free_minor": 0, "elsewhere_max_minor": 0, "restocked": ["damaged"]},
    )
    load_rules(office.central, shop.organisation_id, [row])
    shelf = Shelf(office, shop)
    rum = shelf.stock(tmp_path, 5)
    sold = sell_rum(till, rum, 2)
    return_rum(till, sold, "unwanted")
    return_rum(till, sold, "damaged")
    Holder(till).send()

    assert shelf.book(rum).pool == 4


def test_no_more_comes_back_than_was_consumed(
    office: Office, shop: Store, till: PaperTill, tmp_path: Path
) -> None:
    """It was sold before it was marked: no book knows of it."""
    holder = Holder(till)
    shelf = Shelf(office, shop)
    rum = shelf.stock(tmp_path, 5)
    sold = sale_body("GY99A-000001")
    item_id = rum.rsplit(":", 1)[1]
    line = sold.lines[0].model_copy(update={"item_id": item_id})
    return_rum(till, sold.model_copy(update={"lines": (line,)}), "unwanted")
    holder.send()

    assert shelf.book(rum).pool == 5


def test_a_shipment_that_was_given_back_is_on_no_shelf(
    office: Office, shop: Store, till: PaperTill, tmp_path: Path
) -> None:
    shelf = Shelf(office, shop)
    rum = shelf.stock(tmp_path, 5)
    sold = sell_rum(till, rum, 2)
    body = refund_body(till, sold.receipt)
    line = body.lines[0].model_copy(
        update={"kind": "shipment", "item_id": sold.lines[0].item_id, "name": "Barrel to Bartica"}
    )
    give_back(till, body.model_copy(update={"lines": (line,)}))
    Holder(till).send()

    assert shelf.book(rum).pool == 3
    assert standings(office) == ["sound"]


def test_bytes_that_are_no_refund_bring_nothing_back() -> None:
    marked = {"item-1": "stock:s:item-1"}

    assert restockable_in([b'{"kind":"sale_refunded"'], marked) == set()
    assert restockable_in([b'{"kind":"sale_refunded","body":{}}'], marked) == set()
    assert restockable_in([b'["sale_refunded"]'], marked) == set()
    assert restockable_in([b'{"kind":"sale_completed"}'], marked) == set()


# ------------------------------------------------------------------ what the jobs keep true


@contextmanager
def open_writing(office: Office) -> Iterator[Writing]:
    with office.central.database.writing(office.clock.now()) as writing:
        yield writing


def keep(office: Office) -> None:
    keep_refunds(office.central, lambda: open_writing(office))


def told_keys(office: Office) -> dict[str, list[str]]:
    bodies = [
        TillKeysChanged.model_validate_json(str(row["body"]))
        for row in office.rows(change, "stream", "position")
        if row["kind"] == "till_keys"
    ]
    return {body.label: list(body.keys) for body in bodies}


def test_every_tills_keys_are_told_once_and_again_when_one_is_new(
    office: Office, shop: Store, till: PaperTill, other: PaperTill
) -> None:
    keep(office)
    keep(office)
    told = told_keys(office)

    assert told[till.granted.label] == [to_base64(till.signer.public_bytes)]
    assert set(told) == {till.granted.label, other.granted.label}
    assert len([row for row in office.rows(change, "position") if row["kind"] == "till_keys"]) == 2
    again = office.enrol(shop, label=till.granted.label)
    keep(office)
    assert set(told_keys(office)[till.granted.label]) == {
        to_base64(till.signer.public_bytes),
        to_base64(again.signer.public_bytes),
    }


def test_a_refund_and_its_sale_that_missed_each_other_are_weighed_by_the_jobs(
    office: Office, till: PaperTill, other: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = sell_two(till)
    with monkeypatch.context() as patched:
        patched.setattr(refund_facts, "settle_receipt", lambda *_: ())
        give_back(other, refund_body(other, receipt, 171_000, provisional=True))
        give_back(other, refund_body(other, "GY07A-000009", provisional=True))
        other.push()
        till.push()
    assert standings(office) == ["open", "open"]
    keep(office)

    assert sorted(standings(office)) == ["open", "over"]
    assert cases(office) == ["refunded_twice"]


def test_the_office_lists_provisional_refunds_by_command(
    shop_run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert shop_run("refunds") == 0
    assert "No refund was given back provisionally" in capsys.readouterr().out
    assert shop_run("refunds", "--json") == 0
    assert capsys.readouterr().out == "[]\n"


def test_a_provisional_refund_is_told_in_one_line(
    office: Office, till: PaperTill, other: PaperTill
) -> None:
    receipt = sell_two(till)
    till.push()
    give_back(other, refund_body(other, receipt, provisional=True))
    other.push()
    with office.central.database.reading() as connection:
        (row,) = list_provisional(connection, other.granted.organisation_id)

    line = refunds._line(row)
    assert f"G$570 for receipt {receipt}" in line
    assert line.endswith("signed by staff-ra: sound")
