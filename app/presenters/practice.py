"""*Practice*: training in a window of its own, opened from the sign-in screen or from *More*.

It is another program with data of its own, so no use case of this till has a part in it: the
*room* is told to open, and looked at once a second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.presenters.floor import Floor
from app.presenters.more import MorePage, MoreRow, Page
from app.presenters.notices import Notice, Tone, notice_of
from app.presenters.words import say
from domain.errors import WindwardError


class RoomState(StrEnum):
    """How it stands with the window for training."""

    ABSENT = "absent"
    """It cannot be opened from here: a demonstration, or training itself."""
    CLOSED = "closed"
    OPEN = "open"
    FAILED = "failed"
    """It ended by a fault."""


class PracticeRoom(Protocol):
    """The program for training, as the presenter knows it."""

    @property
    def state(self) -> RoomState: ...

    def open(self) -> None:
        """Open its window, if it is not open. Raises WorldFailure."""


class NoPracticeRoom:
    """Where training is not to be had."""

    state = RoomState.ABSENT

    def open(self) -> None:
        """There is nothing to open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeState:
    """What the page and the sign-in screen show."""

    is_offered: bool = False
    is_open: bool = False
    news: str = ""


class PracticeView(Protocol):
    """A place that offers training."""

    def show_practice(self, state: PracticeState) -> None: ...


class PracticePresenter(Page):
    """Opens training and locks this till, so that nobody trains on the real one."""

    key = MorePage.PRACTICE

    def __init__(
        self,
        room: PracticeRoom,
        views: Sequence[PracticeView],
        floor: Floor,
    ) -> None:
        self._room = room
        self._views = tuple(views)
        self._floor = floor
        self._shown = RoomState.ABSENT

    @property
    def row(self) -> MoreRow:
        return MoreRow(
            key=self.key,
            title=say("Practice"),
            detail=say("A till to learn on"),
            icon="user-circle",
        )

    def begin(self) -> None:
        """The window is there: show what is offered."""
        self._show(self._room.state)

    def on_open(self) -> None:
        """F9 at the sign-in screen, F12 on the page."""
        if self._room.state in {RoomState.ABSENT, RoomState.OPEN}:
            return
        try:
            self._room.open()
        except WindwardError as error:
            self._floor.notify(notice_of(error))
            return
        self._show(self._room.state)
        self._floor.on_lock()

    def on_second(self) -> None:
        """Somebody may have closed its window, or it has stopped by itself."""
        state = self._room.state
        if state is self._shown:
            return
        self._show(state)
        if state is RoomState.FAILED:
            self._floor.notify(
                Notice(title=_stopped_title(), text=_stopped_text(), tone=Tone.NEEDS_YOU)
            )

    def _show(self, state: RoomState) -> None:
        self._shown = state
        news = {
            RoomState.ABSENT: say(
                "This is the demo, and all of it is practice. Training opens at a till of your own."
            ),
            RoomState.CLOSED: "",
            RoomState.OPEN: say("Training is open in its own window."),
            RoomState.FAILED: f"{_stopped_title()} {_stopped_text()}",
        }
        for view in self._views:
            view.show_practice(
                PracticeState(
                    is_offered=state is not RoomState.ABSENT,
                    is_open=state is RoomState.OPEN,
                    news=news[state],
                )
            )


def _stopped_title() -> str:
    return say("Training has stopped.")


def _stopped_text() -> str:
    return say("This till is not touched by it, and nothing is lost. Open training again.")
