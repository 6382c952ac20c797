"""The first run: language, enrolment, printer. It can be left at any step and goes on there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from app.presenters import first_run_words as words
from app.presenters.notices import Notice, notice_of
from app.presenters.tasks import TaskRunner
from app.use_cases.printer_choice import PrinterChoice
from domain.errors import BadInput

NARROW_COLUMNS, WIDE_COLUMNS = 32, 42
_SCHEMES = ("https://", "http://")


class Step(StrEnum):
    """The steps, in order."""

    LANGUAGE = "language"
    CENTRAL = "central"
    PRINTER = "printer"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the first run came; no secret. The code is never kept."""

    step: Step = Step.LANGUAGE
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunServices:
    """What the first run asks of the house. ``enrol(address, code)`` returns the till's name."""

    read_progress: Callable[[], Progress]
    keep_progress: Callable[[Progress], None]
    languages: Sequence[tuple[str, str]]
    language: str
    use_language: Callable[[str], None]
    enrolled_as: Callable[[], str]
    enrol: Callable[[str, str], str]
    keep_printer: Callable[[PrinterChoice], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunState:
    """The whole window; ``errors`` by field: ``address``, ``code``, ``printer_address``."""

    step: Step = Step.LANGUAGE
    title: str = ""
    text: str = ""
    foot_text: str = ""
    steps: tuple[str, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    language: str = ""
    address: str = ""
    printer: PrinterChoice = field(default_factory=PrinterChoice)
    printer_hint: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    notice: Notice | None = None
    next_words: str = ""
    back_words: str = ""
    is_busy: bool = False


class FirstRunView(Protocol):
    """The window, as the presenter knows it."""

    def show_state(self, state: FirstRunState) -> None: ...

    def focus_field(self, name: str) -> None: ...


class FirstRunPresenter:
    """Runs ``FirstRunServices`` away from the screen; ``on_finished`` follows the last step."""

    def __init__(
        self,
        services: FirstRunServices,
        runner: TaskRunner,
        view: FirstRunView,
        *,
        on_finished: Callable[[], None],
    ) -> None:
        self._services = services
        self._runner = runner
        self._view = view
        self._on_finished = on_finished
        self._progress = Progress()
        self._language = services.language
        self._till = ""
        self._code = ""
        self._printer = PrinterChoice(columns=WIDE_COLUMNS)
        self._errors: dict[str, str] = {}
        self._notice: Notice | None = None
        self._is_busy = False

    @property
    def step(self) -> Step:
        return self._progress.step

    def start(self) -> None:
        """Go on where it was left; a till that has its name is never enrolled twice."""
        self._progress = self._services.read_progress()
        self._till = self._services.enrolled_as()
        if self._till and self.step in {Step.LANGUAGE, Step.CENTRAL}:
            self._progress = replace(self._progress, step=Step.PRINTER)
        elif not self._till and self.step in {Step.PRINTER, Step.DONE}:
            self._progress = replace(self._progress, step=Step.CENTRAL)
        self._show()
        self._focus()

    def on_language(self, code: str) -> None:
        self._language = code

    def on_address_typed(self, text: str) -> None:
        self._progress = replace(self._progress, address=text)

    def on_code_typed(self, text: str) -> None:
        self._code = text

    def on_printer(self, choice: PrinterChoice) -> None:
        is_other = choice.link != self._printer.link
        self._printer = choice
        if is_other:
            self._errors.clear()
            self._show()

    def on_back(self) -> None:
        """Esc: one step back, as far as that makes sense; what was typed stays."""
        if not self._is_busy and self._can_go_back():
            self._forget()
            self._go({Step.CENTRAL: Step.LANGUAGE, Step.DONE: Step.PRINTER}[self.step])

    def on_next(self) -> None:
        """F12."""
        if self._is_busy:
            return
        self._forget()
        acts = {
            Step.LANGUAGE: self._take_language,
            Step.CENTRAL: self._enrol,
            Step.PRINTER: self._take_printer,
            Step.DONE: self._on_finished,
        }
        acts[self.step]()

    def _take_language(self) -> None:
        self._services.use_language(self._language)
        self._go(Step.CENTRAL)

    def _enrol(self) -> None:
        address, code = as_address(self._progress.address), self._code.strip()
        if not address:
            self._errors["address"] = words.need_address()
        if not code:
            self._errors["code"] = words.need_code()
        if self._errors:
            self._show()
            self._view.focus_field(next(iter(self._errors)))
            return
        self._progress = replace(self._progress, address=address)
        self._is_busy = True
        self._show()
        self._runner.run(
            "write", lambda: self._services.enrol(address, code), self._on_enrolled, self._on_error
        )

    def _on_enrolled(self, till: str) -> None:
        self._is_busy = False
        self._till, self._code = till, ""
        self._go(Step.PRINTER)

    def _take_printer(self) -> None:
        if self._printer.link != "folder" and not self._printer.address.strip():
            self._errors["printer_address"] = words.need_printer_address()
            self._show()
            self._view.focus_field("printer_address")
            return
        choice = self._printer
        self._is_busy = True
        self._show()
        self._runner.run(
            "write",
            lambda: self._services.keep_printer(choice),
            lambda _: self._on_printer_kept(),
            self._on_error,
        )

    def _on_printer_kept(self) -> None:
        self._is_busy = False
        self._go(Step.DONE)

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        self._notice = notice_of(error)
        self._show()
        at_code = isinstance(error, BadInput) and self.step is Step.CENTRAL
        self._view.focus_field("code" if at_code else _FIRST[self.step])

    def _go(self, step: Step) -> None:
        self._progress = replace(self._progress, step=step)
        self._services.keep_progress(self._progress)
        self._show()
        self._focus()

    def _focus(self) -> None:
        at_code = self.step is Step.CENTRAL and bool(self._progress.address)
        self._view.focus_field("code" if at_code else _FIRST[self.step])

    def _can_go_back(self) -> bool:
        return self.step in {Step.CENTRAL, Step.DONE}

    def _forget(self) -> None:
        self._errors.clear()
        self._notice = None

    def _show(self) -> None:
        step = self.step
        title, text = {
            Step.LANGUAGE: (words.language_title(), words.language_text()),
            Step.CENTRAL: (words.central_title(), words.central_text()),
            Step.PRINTER: (words.printer_title(), words.printer_text()),
            Step.DONE: (words.done_title(), words.done_text(self._till)),
        }[step]
        next_words = {Step.CENTRAL: words.enrol(), Step.DONE: words.start()}.get(
            step, words.go_on()
        )
        self._view.show_state(
            FirstRunState(
                step=step,
                title=title,
                text=text,
                foot_text=words.enrolling() if self._is_enrolling() else words.later(),
                steps=words.steps(),
                languages=tuple(self._services.languages),
                language=self._language,
                address=self._progress.address,
                printer=self._printer,
                printer_hint=words.printer_address_hint(self._printer.link),
                errors=tuple(self._errors.items()),
                notice=self._notice,
                next_words=next_words,
                back_words=words.back() if self._can_go_back() else "",
                is_busy=self._is_busy,
            )
        )

    def _is_enrolling(self) -> bool:
        return self._is_busy and self.step is Step.CENTRAL


_FIRST = {
    Step.LANGUAGE: "language",
    Step.CENTRAL: "address",
    Step.PRINTER: "printer",
    Step.DONE: "next",
}


def as_address(text: str) -> str:
    """An address as typed: without a scheme it is ``https``; no slash stands at its end."""
    typed = text.strip().rstrip("/")
    if not typed or typed.lower().startswith(_SCHEMES):
        return typed
    return f"https://{typed}"
