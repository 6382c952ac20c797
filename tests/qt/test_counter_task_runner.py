"""Slow work leaves the screen's thread and its answer comes back to it."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.counter.task_runner import Bridge, LaneRunner
from domain.errors import WorldFailure
from sync.protocol.status import Link, SyncStatus


class Desk:
    def __init__(self) -> None:
        self.bridge = Bridge()
        self.reports: list[BaseException] = []
        self.report_fails = False
        self.runner = LaneRunner(self.bridge, report_crash=self.report)
        self.done: list[object] = []
        self.errors: list[Exception] = []
        self.threads: list[object] = []

    def report(self, error: BaseException) -> None:
        if self.report_fails:
            raise OSError("disk full")
        self.reports.append(error)

    def on_done(self, result: object) -> None:
        self.threads.append(QThread.currentThread())
        self.done.append(result)


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.runner.close()
    qapp.processEvents()


def test_work_runs_elsewhere_and_its_answer_arrives_on_the_screens_thread(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.runner.run("read", lambda: threading.current_thread().name, desk.on_done, print)
    desk.runner.run("write", lambda: threading.current_thread().name, desk.on_done, print)
    qtbot.waitUntil(lambda: len(desk.done) == 2)

    assert sorted(str(name).rsplit("_", 1)[0] for name in desk.done) == ["till-read", "till-write"]
    assert set(desk.threads) == {QThread.currentThread()}


def test_jobs_of_one_lane_keep_their_order(desk: Desk, qtbot: QtBot) -> None:
    for number in range(50):
        desk.runner.run("write", lambda number=number: number, desk.on_done, print)  # type: ignore[misc] # a default binds the number
    qtbot.waitUntil(lambda: len(desk.done) == 50)

    assert desk.done == list(range(50))


def test_a_long_look_up_does_not_delay_a_write(desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()
    desk.runner.run("read", lambda: gate.wait(timeout=5), lambda _was_set: None, print)
    desk.runner.run("write", lambda: "sold", desk.on_done, print)
    qtbot.waitUntil(lambda: desk.done == ["sold"])

    gate.set()


def test_a_printer_that_hangs_delays_neither_a_look_up_nor_a_sale(desk: Desk, qtbot: QtBot) -> None:
    gate = threading.Event()
    desk.runner.run("device", lambda: gate.wait(timeout=5), lambda _was_set: None, print)
    desk.runner.run("read", lambda: "found", desk.on_done, print)
    desk.runner.run("write", lambda: "sold", desk.on_done, print)
    qtbot.waitUntil(lambda: sorted(map(str, desk.done)) == ["found", "sold"])

    gate.set()


def test_the_worlds_failures_reach_the_presenter_without_a_crash_report(
    desk: Desk, qtbot: QtBot
) -> None:
    def op() -> None:
        raise WorldFailure("Disk", "Nothing is lost.")

    desk.runner.run("write", op, desk.on_done, desk.errors.append)
    qtbot.waitUntil(lambda: len(desk.errors) == 1)

    assert isinstance(desk.errors[0], WorldFailure)
    assert desk.reports == []


def test_our_own_mistakes_are_reported_and_still_reach_the_presenter(
    desk: Desk, qtbot: QtBot
) -> None:
    def op() -> None:
        raise KeyError("ours")

    desk.runner.run("read", op, desk.on_done, desk.errors.append)
    qtbot.waitUntil(lambda: len(desk.errors) == 1)

    assert [type(error) for error in desk.reports] == [KeyError]


def test_a_crash_report_that_can_not_be_written_loses_nothing_else(
    desk: Desk, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    desk.report_fails = True

    def op() -> None:
        raise KeyError("ours")

    with caplog.at_level("CRITICAL"):
        desk.runner.run("read", op, desk.on_done, desk.errors.append)
        qtbot.waitUntil(lambda: len(desk.errors) == 1)

    assert isinstance(desk.errors[0], KeyError)


def test_after_closing_nothing_arrives_and_nothing_is_begun(desk: Desk) -> None:
    desk.runner.run("write", lambda: "finished", desk.on_done, print)
    desk.runner.close()
    desk.runner.run("write", lambda: "never", desk.on_done, print)
    QApplication.processEvents()

    assert desk.done == []


def test_the_engines_news_come_over_from_its_own_thread(desk: Desk, qtbot: QtBot) -> None:
    seen: list[SyncStatus] = []
    desk.bridge.status_arrived.connect(seen.append)
    status = SyncStatus(link=Link.OFFLINE, waiting_count=12)
    engine = threading.Thread(target=desk.bridge.send_status, args=(status,))
    engine.start()
    engine.join(timeout=5)
    qtbot.waitUntil(lambda: seen == [status])
