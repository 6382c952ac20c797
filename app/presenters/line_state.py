"""What the dialog of F5 shows, and what its presenter asks of it."""

from dataclasses import dataclass
from typing import Literal, Protocol

from app.presenters.notices import Notice

Choice = Literal["share", "sum", "price", "free", "note", "void", "weight"]
CHOICES: tuple[Choice, ...] = ("share", "sum", "price", "free", "note", "void")
"""In the order of their keys F2, F3, F4, F6, F7, F8; ``weight`` comes with goods sold by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineState:
    """The dialog. ``choice`` is a row of ``choices``, ``reason`` one of ``reasons``.

    ``scale_text`` names the key that reads the scale, where something is weighed.
    """

    title: str = ""
    detail: str = ""
    choices: tuple[str, ...] = ()
    choice: int = 0
    scope_text: str = ""
    scale_text: str = ""
    help_text: str = ""
    caption: str = ""
    asks_number: bool = False
    asks_note: bool = False
    error: str = ""
    reasons: tuple[str, ...] = ()
    reason: int = 0
    primary_text: str = ""
    is_busy: bool = False
    notice: Notice | None = None


class LineView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: LineState) -> None: ...

    def clear_entries(self) -> None: ...

    def set_number(self, text: str) -> None: ...

    def set_note(self, text: str) -> None: ...

    def focus_amount(self) -> None: ...
