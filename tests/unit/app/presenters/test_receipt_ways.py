from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from app.counter.gallery_till import sample_till
from app.presenters.receipt_buyer import ReceiptBuyerState
from app.presenters.receipt_ways import ReceiptWaysPresenter, ReceiptWaysState
from domain.errors import WorldFailure
from tests.helpers.counter_desk import OpenFloor, WaitingRunner, a_desk, a_session


@dataclass
class WaysView:
    states: list[ReceiptWaysState] = field(default_factory=list)

    def show_ways(self, state: ReceiptWaysState) -> None:
        self.states.append(state)

    def show_buyer(self, state: ReceiptBuyerState) -> None:
        """Its own tests look at it."""

    def fill_buyer(self, name: str, lot_street: str) -> None:
        """Its own tests look at it."""

    @property
    def title(self) -> str:
        notice = self.states[-1].notice
        return "" if notice is None else notice.title


class Ways:
    def __init__(self, runner: WaitingRunner | None = None) -> None:
        till = sample_till()
        self.papers = till.papers
        self.view = WaysView()
        self.floor = OpenFloor(session=a_session(till))
        self.presenter = ReceiptWaysPresenter(a_desk(till, runner), self.view, self.floor)


@pytest.fixture
def ways() -> Ways:
    return Ways()


def test_an_address_is_asked_for_and_the_mail_is_queued(ways: Ways) -> None:
    ways.presenter.on_mail("GY03B-000001")
    asking = ways.view.states[-1].is_asking
    ways.presenter.on_address("GY03B-000001", " Anita@Example.com")

    assert asking
    assert not ways.view.states[-1].is_asking
    assert ways.view.title == "The receipt goes to Anita@example.com"
    assert [asked[0] for asked in ways.papers.asked] == ["mail"]
    assert ways.papers.asked[0][2:] == ("GY03B-000001", "Anita@example.com")


def test_the_address_of_a_known_customer_is_there_already(ways: Ways) -> None:
    ways.papers.addresses["GY03B-000001"] = "ann@example.com"
    ways.presenter.on_mail("GY03B-000001")

    assert ways.view.states[-1] == ReceiptWaysState(is_asking=True, address="ann@example.com")


def test_an_address_that_comes_after_the_receipt_was_left_is_not_shown() -> None:
    runner = WaitingRunner()
    ways = Ways(runner)
    ways.papers.addresses["GY03B-000001"] = "ann@example.com"
    ways.presenter.on_mail("GY03B-000001")
    ways.presenter.on_mail("GY03B-000001")
    ways.presenter.on_receipt_shown()
    runner.finish_all()

    assert ways.view.states[-1] == ReceiptWaysState()


def test_a_wrong_address_stays_to_be_corrected(ways: Ways) -> None:
    ways.presenter.on_mail("GY03B-000001")
    ways.presenter.on_address("GY03B-000001", "anita")

    assert ways.view.states[-1].is_asking
    assert ways.view.states[-1].address == "anita"
    assert ways.view.title == "Check the e-mail address"
    assert ways.papers.asked == []


@pytest.mark.parametrize("leave", ["on_mail_left", "on_receipt_shown", "on_locked"])
def test_nothing_of_a_customer_is_left_on_screen(ways: Ways, leave: str) -> None:
    ways.presenter.on_mail("GY03B-000001")
    ways.presenter.on_address("GY03B-000001", "anita")

    getattr(ways.presenter, leave)()

    assert ways.view.states[-1] == ReceiptWaysState()


def test_a_copy_is_saved_as_a_file_and_said_where(ways: Ways) -> None:
    ways.presenter.on_pdf("GY03B-000001")

    notice = ways.view.states[-1].notice
    assert notice is not None
    assert (notice.title, notice.text.endswith("GY03B-000001.pdf")) == ("The PDF is saved", True)


def test_a_folder_that_cannot_be_written_is_said(ways: Ways) -> None:
    ways.papers.fail_with = WorldFailure("The PDF was not written", "Try again.")

    ways.presenter.on_pdf("GY03B-000001")

    assert ways.view.title == "The PDF was not written"


def test_two_presses_queue_one_mail_and_one_file() -> None:
    runner = WaitingRunner()
    ways = Ways(runner)
    for _ in range(2):
        ways.presenter.on_address("GY03B-000001", "a@example.com")
        ways.presenter.on_pdf("GY03B-000001")
    runner.finish_all()

    assert [asked[0] for asked in ways.papers.asked] == ["mail"]


def test_nobody_signed_in_sends_nothing(ways: Ways) -> None:
    ways.floor.session = None

    ways.presenter.on_address("GY03B-000001", "a@example.com")

    assert ways.papers.asked == []
