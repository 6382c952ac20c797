"""F4 at the pieces: the scale is read, and only a weight that is fresh goes into the form."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.presenters import scan_words as words
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.use_cases.hardware import NoScaleSet, ScaleReading
from domain.shipment import Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighingExits:
    """What follows: the weight of a row, or why there is none (nothing to say without a scale)."""

    weighed: Callable[[int, Weight], None]
    failed: Callable[[int, Notice | None], None]


class PieceWeighing:
    """One reading at a time; a second press while the scale is asked does nothing."""

    def __init__(self, desk: Desk, exits: WeighingExits) -> None:
        self._desk = desk
        self._exits = exits
        self._is_asking = False
        self._round = 0

    def read(self, row: int) -> None:
        """Ask the scale for the piece in this row (from 0)."""
        if self._is_asking:
            return
        self._is_asking = True
        services = self._desk.services.devices
        self._desk.runner.run(
            "device",
            services.read_scale,
            partial(self._on_reading, row, self._round),
            partial(self._on_error, row, self._round),
        )

    def forget(self) -> None:
        """The form is another one: an answer under way belongs to no row of it."""
        self._round += 1
        self._is_asking = False

    def _on_reading(self, row: int, asked_in: int, reading: ScaleReading) -> None:
        if asked_in != self._round:
            return
        self._is_asking = False
        if reading.is_fresh(self._desk.clock.now()):
            self._exits.weighed(row, reading.weight)
        else:
            old = Notice(title=words.scale_old(), text=words.scale_old_text())
            self._exits.failed(row, old)

    def _on_error(self, row: int, asked_in: int, error: Exception) -> None:
        if asked_in == self._round:
            self._is_asking = False
            is_without = isinstance(error, NoScaleSet)
            self._exits.failed(row, None if is_without else notice_of(error))
