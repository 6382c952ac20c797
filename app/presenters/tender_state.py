"""The payment as it stands on the screen, and the dialog that draws it."""

from dataclasses import dataclass
from typing import Protocol

from app.presenters.notices import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickAmount:
    """A button with a likely amount; ``typed`` is what it puts in the field."""

    label: str
    typed: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WayRow:
    """A way to pay. Where it is not possible now, ``detail`` says why."""

    title: str
    detail: str
    is_chosen: bool = False
    is_possible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidRow:
    """A tender that was taken, or (``is_pending``) is being entered: that one can't be removed."""

    icon: str
    title: str
    detail: str
    amount_text: str
    remove_text: str = ""
    is_pending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderState:
    """The whole dialog. ``rounding_text`` stands apart from the total, as people expect it.

    ``code_caption`` is empty where the way that is chosen needs no code.
    """

    detail: str = ""
    total_text: str = ""
    vat_text: str = ""
    due_label: str = ""
    due_text: str = ""
    rounding_text: str = ""
    ways: tuple[WayRow, ...] = ()
    paid: tuple[PaidRow, ...] = ()
    amount_caption: str = ""
    amount_error: str = ""
    code_caption: str = ""
    code_error: str = ""
    quick: tuple[QuickAmount, ...] = ()
    change_label: str = ""
    change_text: str = ""
    give: tuple[str, ...] = ()
    can_finish: bool = False
    is_busy: bool = False
    notice: Notice | None = None


class TenderView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: TenderState) -> None: ...

    def set_amount(self, text: str) -> None: ...

    def set_code(self, text: str) -> None: ...

    def focus_amount(self) -> None: ...

    def focus_code(self) -> None: ...
