"""Why a sale waits, and whose it is: one key more, and the list of parked sales says it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.presenters import park_words
from app.presenters.return_rows import ReturnRow
from sync.protocol.cart_bodies import Reason

REASONS: tuple[Reason, ...] = ("more_to_fetch", "forgot_money", "asks_somebody", "")
"""The codes to choose from, the usual one first; the last says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkReasonState:
    """The dialog: a reason a row."""

    title: str = ""
    text: str = ""
    rows: tuple[ReturnRow, ...] = ()


class ParkReasonView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: ParkReasonState) -> None: ...


class ParkReason:
    """Shows the reasons and hands the chosen one on."""

    def __init__(self, view: ParkReasonView, *, on_chosen: Callable[[Reason, str], None]) -> None:
        self._view = view
        self._hand_on = on_chosen

    def start(self) -> None:
        """Ask: the first is chosen with Enter alone, each by its number."""
        self._view.show_state(
            ParkReasonState(
                title=park_words.why_title(),
                text=park_words.why_text(),
                rows=tuple(
                    ReturnRow(
                        title=park_words.reason(code) or park_words.no_reason(),
                        detail=park_words.its_key(number),
                        amount_text="",
                    )
                    for number, code in enumerate(REASONS, start=1)
                ),
            )
        )

    def on_row_chosen(self, row: int, name: str = "") -> None:
        """Enter, a double click, or the number of a row; ``name`` is what was typed before."""
        if 0 <= row < len(REASONS):
            self._hand_on(REASONS[row], name)
