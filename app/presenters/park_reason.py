"""Why a sale waits, and whose it is: one key more, and the list of parked sales says it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.presenters import park_words
from app.presenters.return_rows import ReturnRow
from sync.protocol.cart_bodies import Reason

REASONS: tuple[Reason, ...] = ("more_to_fetch", "forgot_money", "asks_somebody", "")
"""The codes to choose from, the usual one first; the last says nothing."""
TO_CONFIRM: Reason = "to_confirm"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkReasonState:
    """The dialog: a reason a row, or one ``button`` where there is nothing to choose.

    ``asks_name``: the keys are the name's first. ``name`` is what stands in the field already,
    ``wrong`` what is wrong with it.
    """

    title: str = ""
    text: str = ""
    rows: tuple[ReturnRow, ...] = ()
    button: str = ""
    name_label: str = ""
    name: str = ""
    asks_name: bool = False
    wrong: str = ""


class ParkReasonView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: ParkReasonState) -> None: ...


class ParkReason:
    """Shows the reasons and hands the chosen one on."""

    def __init__(self, view: ParkReasonView, *, on_chosen: Callable[[Reason, str], None]) -> None:
        self._view = view
        self._hand_on = on_chosen
        self._reasons = REASONS

    def start(self) -> None:
        """Ask: the first is chosen with Enter alone, each by its number."""
        self._reasons = REASONS
        self._view.show_state(
            ParkReasonState(
                title=park_words.why_title(),
                text=park_words.why_text(),
                name_label=park_words.whose(),
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
        if not 0 <= row < len(self._reasons):
            return
        reason = self._reasons[row]
        if reason == TO_CONFIRM and not name.strip():
            self._ask_whose("", park_words.order_for_whom())
        else:
            self._hand_on(reason, name)

    def start_order(self, name: str) -> None:
        """Too little is left: whose order is it? ``name`` is the sale's customer's, if known."""
        self._reasons = (TO_CONFIRM,)
        self._ask_whose(name, "")

    def _ask_whose(self, name: str, wrong: str) -> None:
        self._view.show_state(
            ParkReasonState(
                title=park_words.order_title(),
                text=park_words.order_text(),
                button=park_words.order_button(),
                name_label=park_words.order_for(),
                name=name,
                asks_name=True,
                wrong=wrong,
            )
        )
