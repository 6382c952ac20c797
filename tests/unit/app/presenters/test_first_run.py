"""The first run, step by step: what it asks, what it keeps, and where it goes on."""

from dataclasses import dataclass, field

import pytest

from app.presenters.first_run import (
    FirstRunPresenter,
    FirstRunServices,
    FirstRunState,
    Progress,
    Step,
    as_address,
)
from app.presenters.tasks import TaskRunner
from app.use_cases.printer_choice import PrinterChoice
from domain.errors import BadInput, WorldFailure
from tests.helpers.counter_desk import RecordingView, WaitingRunner


@dataclass
class House:
    """What the first run leaves behind."""

    progress: Progress = field(default_factory=Progress)
    till: str = ""
    language: str = ""
    enrolled: list[tuple[str, str]] = field(default_factory=list)
    printers: list[PrinterChoice] = field(default_factory=list)
    finished: int = 0
    fail_with: Exception | None = None

    def services(self) -> FirstRunServices:
        return FirstRunServices(
            read_progress=lambda: self.progress,
            keep_progress=self._keep,
            languages=(("en_GY", "English"), ("nl_SR", "Nederlands")),
            language="en_GY",
            use_language=self._use_language,
            enrolled_as=lambda: self.till,
            enrol=self._enrol,
            keep_printer=self._keep_printer,
        )

    def _keep(self, progress: Progress) -> None:
        self.progress = progress

    def _use_language(self, code: str) -> None:
        self.language = code

    def _enrol(self, address: str, code: str) -> str:
        self._fail()
        self.enrolled.append((address, code))
        self.till = "GY04"
        return self.till

    def _keep_printer(self, choice: PrinterChoice) -> None:
        self._fail()
        self.printers.append(choice)

    def _fail(self) -> None:
        error, self.fail_with = self.fail_with, None
        if error is not None:
            raise error


class Run:
    def __init__(self, house: House | None = None) -> None:
        self.house = house or House()
        self.view: RecordingView[FirstRunState] = RecordingView()
        self.runner = WaitingRunner()
        runner: TaskRunner = self.runner
        self.presenter = FirstRunPresenter(
            self.house.services(), runner, self.view, on_finished=self._finish
        )
        self.presenter.start()

    def _finish(self) -> None:
        self.house.finished += 1

    def next(self) -> None:
        self.presenter.on_next()
        self.runner.finish_all()

    def enrol(self, address: str = "till.example.gy", code: str = "ABC") -> None:
        self.presenter.on_address_typed(address)
        self.presenter.on_code_typed(code)
        self.next()


def test_the_first_run_goes_from_the_language_to_a_till_that_starts() -> None:
    run = Run()
    run.presenter.on_language("nl_SR")
    run.next()
    assert run.house.language == "nl_SR"
    run.enrol()
    assert run.house.enrolled == [("https://till.example.gy", "ABC")]
    run.presenter.on_printer(PrinterChoice(link="network", address="192.0.2.5", columns=32))
    run.next()
    assert run.house.printers == [PrinterChoice(link="network", address="192.0.2.5", columns=32)]
    assert "GY04" in run.view.last.text

    run.next()
    assert run.house.finished == 1


def test_what_lacks_is_named_at_its_field_and_nothing_is_asked_of_central() -> None:
    run = Run()
    run.next()
    run.next()
    assert dict(run.view.last.errors).keys() == {"address", "code"}
    assert run.view.asked[-1] == ("focus_field", "address")
    assert run.house.enrolled == []

    run.enrol()
    run.presenter.on_printer(PrinterChoice(link="spooler"))
    run.next()
    assert dict(run.view.last.errors).keys() == {"printer_address"}
    run.presenter.on_printer(PrinterChoice(link="folder"))
    assert run.view.last.errors == ()


@pytest.mark.parametrize(
    ("error", "field_name"),
    [
        (BadInput("That enrolment code is not right", "Check it."), "code"),
        (WorldFailure("Central is not reached", "Look at the line."), "address"),
    ],
)
def test_a_refusal_is_said_in_its_own_words_and_what_was_typed_stays(
    error: Exception, field_name: str
) -> None:
    run = Run()
    run.next()
    run.house.fail_with = error
    run.enrol()
    notice = run.view.last.notice
    assert notice is not None
    assert notice.title == str(error.args[0])
    assert run.view.asked[-1] == ("focus_field", field_name)
    assert run.view.last.address == "https://till.example.gy"

    run.next()
    assert run.house.till == "GY04"
    assert run.view.last.notice is None


def test_a_printer_that_cannot_be_kept_is_said_and_asked_again() -> None:
    run = Run(House(till="GY04"))
    run.house.fail_with = WorldFailure("Not kept", "The disk is full.")
    run.next()
    asked_again = run.presenter.step
    run.next()

    assert (asked_again, run.presenter.step) == (Step.PRINTER, Step.DONE)


def test_it_goes_on_where_it_was_left_and_never_keeps_the_code() -> None:
    first = Run()
    first.next()
    first.presenter.on_address_typed("till.example.gy")
    first.presenter.on_code_typed("SECRET-CODE")
    first.presenter.on_back()
    assert "SECRET-CODE" not in repr(first.house.progress)

    first.presenter.on_next()
    again = Run(first.house)
    assert again.presenter.step is Step.CENTRAL
    assert again.view.last.address == "till.example.gy"
    assert again.view.asked[-1] == ("focus_field", "code")


def test_a_till_that_has_its_name_is_not_enrolled_twice() -> None:
    run = Run(House(till="GY04", progress=Progress(step=Step.CENTRAL)))
    assert run.presenter.step is Step.PRINTER

    unnamed = Run(House(progress=Progress(step=Step.DONE)))
    assert unnamed.presenter.step is Step.CENTRAL


def test_while_central_is_asked_nothing_else_is_begun() -> None:
    run = Run()
    run.next()
    run.presenter.on_address_typed("till.example.gy")
    run.presenter.on_code_typed("ABC")
    run.presenter.on_next()
    assert run.view.last.is_busy
    run.presenter.on_next()
    run.presenter.on_back()
    assert len(run.runner.jobs) == 1
    run.runner.finish_all()

    assert run.presenter.step is Step.PRINTER
    run.presenter.on_back()
    assert run.presenter.step is Step.PRINTER


def test_esc_goes_one_step_back_where_that_makes_sense() -> None:
    run = Run()
    run.presenter.on_back()
    assert run.presenter.step is Step.LANGUAGE
    run.next()
    run.presenter.on_back()
    first = run.presenter.step
    run.next()
    run.enrol()
    run.next()
    run.presenter.on_back()

    assert (first, run.presenter.step) == (Step.LANGUAGE, Step.PRINTER)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (" till.example.gy/ ", "https://till.example.gy"),
        ("https://till.example.gy", "https://till.example.gy"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("  ", ""),
    ],
)
def test_an_address_is_taken_as_people_say_it(typed: str, meant: str) -> None:
    assert as_address(typed) == meant
