"""The printer fails, the scale will not stand still, the drawer sticks, the power goes: by keys.

Each test says what the cashier saw, that nothing was lost, and that nobody was charged twice.
"""

import re
import shutil
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.devices.printer_lines import LineFailure, PrinterLine, open_line
from app.devices.printer_settings import PrinterSettings
from app.presenters.key_map import Dialog, Place
from app.till_folder import TillFolder
from central import tables, tender_tables
from tests.helpers.ledger_checks import complaints
from tests.helpers.scale_simulator import MOVING, status, weighs
from tests.journeys.day_books import BARREL as BARREL_MINOR
from tests.journeys.day_books import PADLOCK as PADLOCK_MINOR
from tests.journeys.day_hands import CONTROL, Hands, at_the_counter
from tests.journeys.day_script import BARREL, PADLOCK, SHANELLE, Morning
from tests.journeys.day_shop import DayShop

K = Qt.Key
RECEIPT = re.compile(r"^ *Receipt +(\S+) *$", re.MULTILINE)
GATE_S = 60.0


@dataclass
class Gate:
    """A line to the printer that a test holds: shut, slow, or broken."""

    fails: list[str] = field(default_factory=list)
    is_open: threading.Event = field(default_factory=threading.Event)
    reached: threading.Event = field(default_factory=threading.Event)

    def line(self, settings: PrinterSettings) -> AbstractContextManager[PrinterLine]:
        self.reached.set()
        assert self.is_open.wait(GATE_S)
        if self.fails:
            raise LineFailure(self.fails.pop(0))
        return open_line(settings)


@pytest.fixture
def cashier(hands: Hands) -> Hands:
    """Shanelle at an open shift."""
    begin(hands)
    return hands


def begin(hands: Hands) -> None:
    morning = Morning(hands)
    morning.sign_in()
    morning.open_shift()


def sell(hands: Hands, what: str = PADLOCK) -> None:
    """Ring up one thing and pay it exactly; the receipt stays on screen."""
    hands.enter(what)
    hands.press(K.Key_F12, K.Key_F2, K.Key_F12)
    assert hands.asks(Dialog.RECEIPT)


def notice_of_receipt(hands: Hands) -> str:
    bar = hands.counter.window.screens.receipt._notice
    return bar.accessibleName() if bar.isVisible() else ""


def papers(shop: DayShop) -> Counter[str]:
    """How often each receipt came out of the printer, copies included."""
    return Counter(RECEIPT.findall(shop.printer.printed.text))


def at_central(shop: DayShop) -> list[object]:
    return [row["receipt"] for row in shop.office.rows(tables.sale, "seq")]


def require_sound(hands: Hands, sales: int) -> None:
    """Everything is at central once, every receipt came out once, and the books hold."""
    hands.await_sent()
    receipts = [str(each) for each in at_central(hands.shop)]
    assert len(receipts) == sales
    assert papers(hands.shop) == Counter(receipts)
    assert "COPY" not in hands.shop.printer.printed.text
    assert complaints(hands.running.till.db) == []
    assert hands.shop.printer.faults == []


def test_out_of_paper_the_drawer_opens_selling_goes_on_and_all_papers_come_out_once(
    cashier: Hands,
) -> None:
    printer = cashier.shop.printer
    printer.paper_out = True
    sell(cashier)
    assert "no paper" in notice_of_receipt(cashier)
    assert "saved" in notice_of_receipt(cashier)
    assert printer.pulses == [("at once", 0)]
    cashier.press(K.Key_Return)
    sell(cashier)
    cashier.press(K.Key_Return)
    assert papers(cashier.shop) == {}

    printer.load_paper()
    cashier.press(K.Key_P, held=CONTROL)
    cashier.press(K.Key_P, held=CONTROL)
    require_sound(cashier, sales=2)


def test_a_printer_that_is_off_costs_paper_and_no_sale(cashier: Hands) -> None:
    printers = cashier.running.printers
    on = printers.printers()
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        nowhere = f"127.0.0.1:{nobody.getsockname()[1]}"
    off = tuple(
        replace(each, address=nowhere) if each.name == on.receipts else each for each in on.printers
    )
    printers.keep(replace(on, printers=off))
    sell(cashier)
    assert "does not answer" in notice_of_receipt(cashier)
    cashier.press(K.Key_Return)
    assert cashier.is_at(Place.SALE)

    printers.keep(on)
    cashier.press(K.Key_P, held=CONTROL)
    require_sound(cashier, sales=1)


def test_a_slow_printer_holds_up_no_customer(cashier: Hands) -> None:
    gate = Gate()
    cashier.running.printers.open_line = gate.line
    cashier.lanes = ("write", "read")
    sell(cashier)
    cashier.press(K.Key_Return)
    cashier.press(K.Key_R, held=CONTROL)
    cashier.press(K.Key_P, held=CONTROL)
    cashier.press(K.Key_Escape)
    cashier.press(K.Key_F10, K.Key_F12)
    sell(cashier)
    cashier.press(K.Key_Return)
    cashier.await_sent()
    assert gate.reached.is_set()
    assert len(at_central(cashier.shop)) == 2
    assert papers(cashier.shop) == {}

    gate.is_open.set()
    cashier.lanes = ("write", "read", "device")
    cashier.settle()
    require_sound(cashier, sales=2)


def test_a_drawer_that_stays_shut_is_said_and_opened_again_with_f10(cashier: Hands) -> None:
    gate = Gate(fails=["the cable is out"])
    gate.is_open.set()
    cashier.running.printers.open_line = gate.line
    sell(cashier)
    assert "drawer" in notice_of_receipt(cashier)
    assert "F10" in notice_of_receipt(cashier)
    assert cashier.shop.printer.pulses == []
    cashier.press(K.Key_Return)
    cashier.press(K.Key_F10, K.Key_F12)

    assert cashier.shop.printer.pulses == [("in turn", 0)]
    require_sound(cashier, sales=1)


def test_a_load_that_moves_is_never_weighed(cashier: Hands) -> None:
    scale = cashier.shop.scale
    scale.answers(status(MOVING))
    cashier.press(K.Key_F8, K.Key_F4)
    ship = cashier.counter.window.screens.shipment
    words = ship._notice.accessibleName()
    assert "still moving" in words
    assert ship._model.rows[0].form.weight == ""

    scale.answers(status(MOVING), weighs("131.0"))
    cashier.press(K.Key_Escape, K.Key_F4)
    form = ship._model.rows[0].form
    assert (form.weight, form.is_weighed) == ("131", True)


# ---------------------------------------------------------------------- the power goes


@contextmanager
def after_a_power_cut(hands: Hands, folder: Path) -> Iterator[Hands]:
    """What lies on the disk at this moment is all that is left; somebody starts the till again.

    The files are copied while the database is open, its log not folded in, the mark outside it as
    it was: what a machine finds that lost its power. Whatever the old process does then, the line
    is down, so that nobody hears of it.
    """
    assert not hands.running.link.is_up
    old, shop = hands.shop.folder, hands.shop
    for part in (old.data, old.state):
        shutil.copytree(part, folder / part.name)
    hands.counter.window.close()
    shop.folder = TillFolder.below(folder)
    with at_the_counter(shop) as again:
        yield again


def sign_in_again(hands: Hands) -> None:
    hands.press(K.Key_Down, K.Key_Down)
    hands.enter(SHANELLE)
    assert hands.is_at(Place.SALE)


def test_a_power_cut_within_a_tender_keeps_the_cart_and_takes_no_money(
    cashier: Hands, tmp_path: Path
) -> None:
    cashier.go_offline()
    cashier.scan(BARREL)
    cashier.press(K.Key_F12, K.Key_F3)
    cashier.enter("20")
    cashier.press(K.Key_F7)
    cashier.enter("a83k91")
    with after_a_power_cut(cashier, tmp_path / "after") as again:
        sign_in_again(again)
        assert [line.sku for line in Morning(again).cart.lines] == ["BRL-55-L"]
        again.take("12-after-a-power-cut")
        with again.running.till.db.reading() as uow:
            assert uow.drawer.sums(1) == {"GYD": 4_000_000, "USD": 2_000}
        again.press(K.Key_F12, K.Key_F7)
        again.enter("a83k91")
        again.press(K.Key_F12, K.Key_Return)

        require_sound(again, sales=1)
        (tender,) = again.shop.office.rows(tender_tables.sale_tender, "seq")
        assert (tender["kind"], tender["amount_minor"]) == ("bank_card", BARREL_MINOR)


def test_a_power_cut_between_sale_and_paper_prints_the_receipt_and_charges_once(
    cashier: Hands, tmp_path: Path
) -> None:
    gate = Gate(fails=["the power went"] * 4)
    cashier.running.printers.open_line = gate.line
    cashier.lanes = ("write", "read")
    cashier.go_offline()
    sell(cashier)
    assert gate.reached.wait(GATE_S)
    with after_a_power_cut(cashier, tmp_path / "after") as again:
        gate.is_open.set()
        sign_in_again(again)
        assert Morning(again).cart.is_empty
        assert "not printed" in again.notice()
        again.take("13-paper-after-a-power-cut")
        again.press(K.Key_P, held=CONTROL)

        require_sound(again, sales=1)
        (sale,) = again.shop.office.rows(tables.sale, "seq")
        assert sale["total_minor"] == PADLOCK_MINOR
