"""Errors and news as a cashier reads them: what happened, that nothing was lost, what to press."""

from dataclasses import dataclass
from enum import StrEnum

from app.presenters import words
from domain.errors import WindwardError, WorldFailure


class Tone(StrEnum):
    """Which of the look's fixed colours a message speaks in; never the colour alone."""

    NEUTRAL = "neutral"
    WORKING = "lagoon"
    WAITING = "amber"
    NEEDS_YOU = "red"
    VERIFIED = "green"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message that stays until it is answered or overtaken.

    ``key`` names the key that answers it and ``action`` says what that key does; both may be empty.
    """

    title: str
    text: str
    tone: Tone = Tone.NEUTRAL
    action: str = ""
    key: str = ""


def notice_of(error: BaseException) -> Notice:
    """Put an error into words.

    The world's failures and broken rules carry their own sentence. Anything else is ours: the
    runner has already written the report, so the cashier hears only that the data is kept.
    """
    if isinstance(error, WorldFailure):
        title, text = words.retold(error.title), words.retold(error.message)
        return Notice(title=title, text=text, tone=Tone.NEEDS_YOU)
    if isinstance(error, WindwardError):
        return Notice(title=words.retold(error.title), text=words.retold(error.message))
    return Notice(title=words.ours_title(), text=words.ours_text(), tone=Tone.NEEDS_YOU)
