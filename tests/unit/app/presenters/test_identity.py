"""The law asks for a document: typed, kept once, forgotten, and the sale goes on by itself."""

import pytest

from app.counter.gallery_till import sample_till
from app.presenters.identity import IdentityPresenter, IdentityState
from app.use_cases.cash_duty import IdentityNeeded
from domain.errors import BadInput
from domain.money import Money
from tests.helpers.counter_desk import RecordingView, WaitingRunner, a_desk, a_session

NEEDED = IdentityNeeded("person-1", Money(200_000_000, "GYD"))


class Desk:
    """The dialog by itself, over a till in memory."""

    def __init__(self, runner: WaitingRunner | None = None) -> None:
        self.till = sample_till()
        self.view: RecordingView[IdentityState] = RecordingView()
        self.checked = 0
        self.identity = IdentityPresenter(
            a_desk(self.till, runner), self.view, on_checked=self._on_checked
        )
        self.identity.start(a_session(self.till), NEEDED)

    def _on_checked(self) -> None:
        self.checked += 1

    def type(self, number: str = "R0712345", until: str = "31/01/2030") -> None:
        self.identity.on_typed("number", number)
        self.identity.on_typed("until", until)


def test_it_says_why_and_offers_every_document() -> None:
    desk = Desk()

    state = desk.view.last
    assert "G$2,000,000" in state.detail
    assert state.documents == ("Passport", "Driving licence", "National ID card")


def test_a_document_is_kept_and_the_sale_goes_on() -> None:
    desk = Desk()
    desk.identity.on_document(2)
    desk.identity.on_document(7)
    desk.type()

    desk.identity.on_submit()

    (kept,) = desk.till.payments.paying.identities
    assert (kept.document, kept.number, kept.customer_id) == ("national_id", "R0712345", "person-1")
    assert desk.checked == 1
    assert not desk.identity.is_busy


def test_enter_pressed_twice_keeps_it_once() -> None:
    runner = WaitingRunner()
    desk = Desk(runner)
    desk.type()
    desk.identity.on_submit()
    desk.identity.on_submit()

    assert desk.identity.is_busy
    runner.finish_all()

    assert len(desk.till.payments.paying.identities) == 1
    assert desk.checked == 1


@pytest.mark.parametrize(
    ("number", "until", "wrong"),
    [
        ("12", "31/01/2030", (True, False)),
        ("R0712345", "never", (False, True)),
        ("4111 1111 1111 1111", "31/02/2030", (True, True)),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(
    number: str, until: str, wrong: tuple[bool, bool]
) -> None:
    desk = Desk()
    desk.type(number, until)
    desk.identity.on_submit()

    assert tuple(map(bool, desk.view.last.errors)) == wrong
    assert desk.till.payments.paying.identities == []
    desk.type()
    assert desk.view.last.errors == ("", "")


def test_what_the_house_refuses_is_said_and_nothing_goes_on() -> None:
    desk = Desk()
    desk.till.payments.paying.failure = BadInput("The document has run out", "Ask for another.")
    desk.type()
    desk.identity.on_submit()

    notice = desk.view.last.notice
    assert notice is not None
    assert notice.title == "The document has run out"
    assert desk.checked == 0


def test_what_was_typed_is_forgotten_when_the_dialog_is_left() -> None:
    desk = Desk()
    desk.type()
    desk.identity.forget()
    desk.identity.on_submit()

    assert desk.till.payments.paying.identities == []


def test_left_without_a_document_that_is_noted_once_and_never_after_one_was_shown() -> None:
    desk = Desk()
    desk.identity.leave()
    desk.identity.leave()
    shown = Desk()
    shown.type()
    shown.identity.on_submit()
    shown.identity.leave()

    assert desk.till.payments.paying.not_shown == ["person-1"]
    assert shown.till.payments.paying.not_shown == []


def test_what_is_being_kept_is_not_noted_as_missing() -> None:
    runner = WaitingRunner()
    desk = Desk(runner)
    desk.type()
    desk.identity.on_submit()
    desk.identity.leave()
    runner.finish_all()

    assert desk.till.payments.paying.not_shown == []


def test_a_note_that_cannot_be_kept_is_said_in_the_dialog() -> None:
    desk = Desk()
    services = desk.till.payments.paying
    services.not_shown = _Full()
    desk.identity.leave()

    assert desk.view.last.notice is not None


class _Full(list[str]):
    def append(self, _customer_id: str) -> None:
        raise BadInput("The disk is full", "Nothing was kept.")
