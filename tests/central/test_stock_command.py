"""``stock``, ``bookings`` and ``lost-till`` from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from central.allotments.tables import resource
from central.tills.organisations import list_stores
from tests.central.allotting import CATALOG, Holder, Shelf
from tests.central.office import new_office
from tests.central.paper_till import shipment_body

Run = Callable[..., int]
Out = pytest.CaptureFixture[str]
AGENT = "staff-sr"
DECIDED = ("--by", "staff-ra", "--reason", "burnt")


@pytest.fixture
def stocked(shop_run: Run, tmp_path: Path, capsys: Out) -> Run:
    path = tmp_path / "catalog.csv"
    path.write_text(CATALOG, "utf-8")
    assert shop_run("import-catalog", str(path)) == 0
    assert shop_run("stock", "set", "--sku", "RUM-1", "--total", "10") == 0
    assert "RUM-1: 10 in all, 0 sold, 0 with tills, 10 free" in capsys.readouterr().out
    return shop_run


def with_holder(folder: Path, units: int) -> str:
    """Let a till hold some, book something, and be copied; return its label."""
    office = new_office(folder / "central")
    with office.central.database.reading() as connection:
        (store,) = list_stores(connection)
    shelf = Shelf(office, store)
    holder = Holder(office.enrol(store))
    holder.ask(str(shelf_resource(shelf)), units, urgent=True)
    booking = f"booking:{AGENT}"
    holder.ask(booking, 1, urgent=True)
    holder.book(booking, shipment_body("GY01A").waybill)
    shelf.hire_supervisor("staff-sup")
    holder.book(booking, "GY01A-W000002", exception_by="staff-sup")
    holder.send()
    office.close()
    return holder.till.granted.label


def shelf_resource(shelf: Shelf) -> object:
    return shelf.office.rows(resource, "resource")[-1]["resource"]


def test_stock_is_added_to_shown_and_unmarked(stocked: Run, capsys: Out) -> None:
    assert stocked("stock", "set", "--sku", "RUM-1", "--add", "5") == 0
    assert stocked("stock", "show", "--json") == 0
    lines = capsys.readouterr().out.splitlines()
    (row,) = json.loads(lines[-1])

    assert (row["sku"], row["total"], row["pool"], row["holders"]) == ("RUM-1", 15, 15, [])
    assert stocked("stock", "show", "--sku", "DEAL-1") == 0
    assert "No item is marked" in capsys.readouterr().out
    assert stocked("stock", "unmark", "--sku", "RUM-1") == 0
    assert stocked("stock", "unmark", "--sku", "RUM-1") == 0
    assert "sold without asking" in capsys.readouterr().out


def test_an_agents_limit_is_set_shown_and_its_bookings_closed(
    stocked: Run, tmp_path: Path, capsys: Out
) -> None:
    assert stocked("bookings", "show") == 0
    assert "No agent has a limit" in capsys.readouterr().out
    assert stocked("bookings", "limit", "--agent", AGENT, "--limit", "1") == 0
    assert f"{AGENT} may have 1 bookings open" in capsys.readouterr().out
    with_holder(tmp_path, 3)

    assert stocked("bookings", "show") == 0
    shown = capsys.readouterr().out
    assert f"{AGENT}: 1 in all, 2 used, 0 with tills, -1 free" in shown
    assert "1 of them above the limit" in shown
    assert "GY01A-W000001  booked by staff-sr in GY01A" in shown
    assert stocked("bookings", "close", "--waybill", "GY01A-W000001") == 0
    assert "its agent may book 1 more" in capsys.readouterr().out
    assert stocked("bookings", "show", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["waybill"] for row in told["open"]] == ["GY01A-W000002"]
    assert told["limits"][0]["exceptions"] == 1


def test_a_lost_till_is_declared_and_its_units_are_shown_free(
    stocked: Run, tmp_path: Path, capsys: Out
) -> None:
    stocked("bookings", "limit", "--agent", AGENT, "--limit", "5")
    label = with_holder(tmp_path, 4)
    capsys.readouterr()

    assert stocked("stock", "show") == 0
    assert f"{label} holds 4 in {label}A" in capsys.readouterr().out
    assert stocked("lost-till", "--till", label, *DECIDED) == 0
    told = capsys.readouterr().out
    assert f"Closed: {label}A. Free to grant again: 4 of stock:" in told
    assert stocked("stock", "show") == 0
    assert "10 free at central" in capsys.readouterr().out
    assert stocked("lost-till", "--till", label, *DECIDED) == 2
    assert "declared lost already" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        stocked("lost-till", "--till", label)
    assert "--by, --reason" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("stock", "set", "--sku", "NOTHING", "--total", "1"), "There is no such item"),
        (("stock", "set", "--sku", "RUM-1", "--total", "-1"), "Check the total"),
        (("bookings", "limit", "--agent", "nobody", "--limit", "1"), "There is no such person"),
        (("bookings", "close", "--waybill", "W9"), "There is no such booking"),
        (("lost-till", "--till", "GY09", *DECIDED), "There is no such till"),
    ],
)
def test_what_does_not_work_is_one_sentence(
    stocked: Run, capsys: Out, words: tuple[str, ...], sentence: str
) -> None:
    assert stocked(*words) == 2
    assert capsys.readouterr().err.startswith(sentence)
