"""The demo's window: the counter as it is, below a strip that cuts the network and restores it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import RunningTill, enrol_till, open_till
from app.counter_window import keep_crashes, the_application
from app.demo.sample import sample_staff
from app.demo.screens import Photographer
from app.demo.window import DemoWindow
from app.theme.apply import apply_theme
from app.theme.theme import Theme
from app.till_folder import TillFolder
from domain.money import Money
from domain.till_payment import TillPayment
from storage.payments import PaymentEvent
from sync.protocol.status import Link, SyncStatus
from tests.journeys.conftest import SampleShop

PATIENCE_S = 60.0


def settled(status: SyncStatus) -> bool:
    return status.link is Link.ONLINE and status.waiting_count == 0


@pytest.fixture
def running(shop: SampleShop, tmp_path: Path) -> Iterator[RunningTill]:
    folder = TillFolder.below(tmp_path)
    enrol_till(folder, address=shop.address, code=shop.a_code())
    till = open_till(folder)
    assert till.board.await_status(settled, PATIENCE_S)
    yield till
    till.close()


@pytest.fixture
def demo(qapp: QApplication, qtbot: QtBot, running: RunningTill) -> Iterator[DemoWindow]:
    apply_theme(qapp, Theme())
    window = DemoWindow(running, sample_staff().hint)
    with qtbot.waitExposed(window):
        window.start()
    window.activateWindow()  # a display without a window manager gives it to nobody
    qtbot.waitUntil(window.isActiveWindow, timeout=20_000)
    yield window
    window.close()
    window.counter.close()


def test_a_sale_by_keyboard_with_the_line_cut_waits_and_is_sent_when_it_returns(
    demo: DemoWindow, running: RunningTill, tmp_path: Path
) -> None:
    cashier = Photographer(running, demo.counter, tmp_path)
    cashier.settle()
    cashier.type(sample_staff().first_pin)
    cashier.press(Qt.Key.Key_Return)
    cashier.type("40000")
    cashier.press(Qt.Key.Key_F12)
    assert running.board.await_status(settled, PATIENCE_S)

    demo.strip.switch.click()
    cashier.await_link(lambda status: status.link is Link.OFFLINE)
    cashier.type("padlock")
    cashier.press(Qt.Key.Key_Return)
    cashier.press(Qt.Key.Key_F12)
    cashier.type("5000")
    cashier.press(Qt.Key.Key_F12)
    assert not running.link.is_up
    assert len(list(running.folder.receipts.glob("*.txt"))) == 1
    cashier.await_link(lambda status: status.waiting_count >= 1)

    demo.strip.switch.click()
    cashier.await_link(settled)
    assert running.link.is_up


def test_the_customers_phone_opens_the_code_that_is_shown_and_its_own_page_without_one(
    qapp: QApplication, qtbot: QtBot, running: RunningTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "app.demo.window.QDesktopServices.openUrl", lambda url: opened.append(url.toString())
    )
    apply_theme(qapp, Theme())
    window = DemoWindow(running, sample_staff().hint, "http://127.0.0.1:1")
    qtbot.addWidget(window)
    window.strip.phone.click()
    qtbot.waitUntil(lambda: len(opened) == 1, timeout=20_000)
    now = running.till.clock.now()
    shown = TillPayment(
        payment_id="pay-1",
        cart_id="cart-1",
        shift=1,
        cashier_id="staff-1",
        provider="mmg",
        way="qr",
        state="pending",
        amount=Money(48_000, "GYD"),
        made_at=now,
        changed_at=now,
        url="http://127.0.0.1:1/pay?token=abc_-%3D",
    )
    with running.till.db.unit_of_work() as uow:
        uow.payments.add(shown, PaymentEvent(at=now, by="central", what="pending", state="pending"))
        uow.commit()
    window.strip.phone.click()
    qtbot.waitUntil(lambda: len(opened) == 2, timeout=20_000)
    window.counter.close()

    assert opened == ["http://127.0.0.1:1", "http://127.0.0.1:1/pay?token=abc_-%3D"]
    qtbot.waitUntil(lambda: window.strip.address.text().endswith(opened[1]), timeout=20_000)
    window.strip.show_address("")
    assert window.strip.address.isHidden()


def test_a_fault_of_ours_on_the_screens_thread_leaves_a_report_without_anybodys_words(
    running: RunningTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: seen.append(error))
    keep_crashes(running)
    fault = KeyError("Ignatius Gomes")

    sys.excepthook(KeyError, fault, None)

    reports = running.crashes.list_reports()
    assert seen == [fault]
    assert len(reports) == 1
    text = reports[0].read_text()
    assert "KeyError" in text
    assert "Gomes" not in text


def test_there_is_one_application(qapp: QApplication) -> None:
    assert the_application() is qapp
