"""What the screen of a shipment shows, put together from its parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from app.presenters.notices import Notice
from app.presenters.ship_form import ShipmentForm
from app.presenters.ship_rows import LimitBar, PieceRow, QuoteState


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentState:
    """The whole screen.

    ``errors`` (must be put right) and ``doubts`` (only said) are by field key, as in
    ``ship_form.missing_fields``.
    """

    title: str = ""
    form: ShipmentForm = field(default_factory=ShipmentForm)
    errors: tuple[tuple[str, str], ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    rows: tuple[PieceRow, ...] = ()
    bars: tuple[LimitBar, ...] = ()
    limit_notice: Notice | None = None
    quote: QuoteState = field(default_factory=QuoteState)
    can_add_piece: bool = True
    special_text: str = ""
    is_busy: bool = False
    notice: Notice | None = None


class ShipmentView(Protocol):
    """The screen, as the presenter knows it."""

    def show_state(self, state: ShipmentState) -> None: ...

    def focus_field(self, key: str) -> None: ...


def own_errors(errors: Mapping[str, str], prefix: str) -> dict[str, str]:
    """Of errors by field key those below ``prefix``, by what follows it."""
    start = f"{prefix}."
    return {key[len(start) :]: text for key, text in errors.items() if key.startswith(start)}
