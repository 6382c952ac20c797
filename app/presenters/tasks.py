"""The one door to slow work: a presenter asks, the answer comes back on the thread that asked."""

from collections.abc import Callable
from typing import Generic, Literal, Protocol, TypeVar

T = TypeVar("T")
Question = TypeVar("Question")
Answer = TypeVar("Answer")

Lane = Literal["read", "write", "device", "line"]
"""Four queues, one thread each, each keeping its order.

A look-up never delays a write; a printer that hangs (``device``) and an answer of central that
somebody waits for (``line``) delay neither a scan nor the next sale.
"""


class TaskRunner(Protocol):
    """Runs ``op`` away from the screen, then calls one of the two callbacks on the screen's thread.

    The real one is ``app.counter.task_runner``; tests use one that runs at once. Jobs of one lane
    run in the order given. An error that is not a ``WindwardError`` was also reported as ours.
    """

    def run(
        self,
        lane: Lane,
        op: Callable[[], T],
        on_done: Callable[[T], None],
        on_error: Callable[[Exception], None],
    ) -> None: ...


class LatestOnly(Generic[Question, Answer]):
    """Asks one question at a time; of the questions that came meanwhile only the newest is asked.

    This is the debounce of search as you type, of the quote and of the Z preview: its rate is
    the lane's own speed, so there is no timer to tune. An answer to a question that has been
    replaced or forgotten is dropped by its sequence number.
    """

    def __init__(
        self,
        runner: TaskRunner,
        lane: Lane,
        look_up: Callable[[Question], Answer],
        *,
        on_answer: Callable[[Question, Answer], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self._runner = runner
        self._lane = lane
        self._look_up = look_up
        self._on_answer = on_answer
        self._on_error = on_error
        self._sequence = 0
        self._asking = False
        self._next: tuple[int, Question] | None = None

    def ask(self, question: Question) -> None:
        """Ask now if none of our questions is under way, else as soon as that one returns."""
        self._sequence += 1
        self._next = (self._sequence, question)
        if not self._asking:
            self._send()

    def forget(self) -> None:
        """Drop what is waiting and ignore the answer under way: the screen has moved on."""
        self._sequence += 1
        self._next = None

    def _send(self) -> None:
        if self._next is None:
            return
        (sequence, question), self._next = self._next, None
        self._asking = True

        def done(answer: Answer) -> None:
            self._asking = False
            if sequence == self._sequence:
                self._on_answer(question, answer)
            self._send_unless_asking()

        def failed(error: Exception) -> None:
            self._asking = False
            if sequence == self._sequence:
                self._on_error(error)
            self._send_unless_asking()

        self._runner.run(self._lane, lambda: self._look_up(question), done, failed)

    def _send_unless_asking(self) -> None:
        if not self._asking:
            self._send()
