"""Asking only the newest question, and dropping answers nobody waits for."""

from app.presenters.tasks import LatestOnly
from tests.helpers.counter_desk import WaitingRunner


class Asked:
    def __init__(self) -> None:
        self.runner = WaitingRunner()
        self.looked_up: list[str] = []
        self.answers: list[tuple[str, str]] = []
        self.errors: list[Exception] = []
        self.latest: LatestOnly[str, str] = LatestOnly(
            self.runner,
            "read",
            self.look_up,
            on_answer=lambda question, answer: self.answers.append((question, answer)),
            on_error=self.errors.append,
        )

    def look_up(self, question: str) -> str:
        self.looked_up.append(question)
        if question == "bad":
            raise LookupError(question)
        return question.upper()


def test_while_one_question_is_under_way_only_the_newest_of_the_others_is_asked() -> None:
    asked = Asked()
    for text in ("s", "sa", "sam"):
        asked.latest.ask(text)

    asked.runner.finish_all()

    assert asked.looked_up == ["s", "sam"]
    assert asked.answers == [("sam", "SAM")]


def test_an_answer_to_a_forgotten_question_is_dropped() -> None:
    asked = Asked()
    asked.latest.ask("s")
    asked.latest.forget()
    asked.runner.finish_all()

    assert asked.answers == []


def test_after_an_error_the_next_question_is_asked() -> None:
    asked = Asked()
    asked.latest.ask("bad")
    asked.runner.finish()
    asked.latest.ask("good")
    asked.runner.finish_all()

    assert [str(error) for error in asked.errors] == ["bad"]
    assert asked.answers == [("good", "GOOD")]


def test_an_error_of_a_replaced_question_is_not_shown() -> None:
    asked = Asked()
    asked.latest.ask("bad")
    asked.latest.ask("good")
    asked.runner.finish_all()

    assert asked.errors == []
    assert asked.answers == [("good", "GOOD")]
