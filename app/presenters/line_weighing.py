"""A line that is sold by weight: the scale's weight is taken as it stands, any other is typed."""

from collections.abc import Callable
from dataclasses import dataclass

from app.presenters import line_words, scan_words
from app.presenters.line_entries import read_grams
from app.presenters.notices import Notice
from app.presenters.piece_weighing import PieceWeighing, WeighingExits
from app.presenters.services import Desk
from domain.cart_line import Weighed
from domain.shipment import Weight

_ASKED_ALONE, _ASKED_BY_KEY = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LineScaleExits:
    """What follows: whole grams for the field, or why the scale gave none."""

    weighed: Callable[[str], None]
    failed: Callable[[Notice], None]


class LineWeighing:
    """Reads the scale for one line. A weight typed over the scale's is marked as typed.

    A till without a scale is told so only where somebody pressed the key.
    """

    def __init__(self, desk: Desk, exits: LineScaleExits) -> None:
        self._exits = exits
        self._from_scale: str | None = None
        self._scale_text = ""
        self._scale = PieceWeighing(
            desk, WeighingExits(weighed=self._on_weighed, failed=self._on_failed)
        )

    def start(self) -> None:
        """Something is to be weighed: what lies on the scale is read at once."""
        self.forget()
        self._scale.read(_ASKED_ALONE)

    def forget(self) -> None:
        """Nothing is weighed any more; an answer under way belongs to nothing."""
        self._from_scale, self._scale_text = None, ""
        self._scale.forget()

    def ask(self) -> None:
        """F4: what does the scale say now?"""
        self._scale.read(_ASKED_BY_KEY)

    def read(self, text: str) -> Weighed:
        """Return the weight in the field, and where it came from. Raises BadInput."""
        typed = read_grams(text)
        if text != self._from_scale:
            return typed
        return Weighed(weight_grams=typed.weight_grams, source="scale")

    def help_text(self, text: str) -> str:
        """What is said below the field of what stands in it."""
        if self._from_scale is None or text != self._from_scale:
            return ""
        return line_words.from_scale(self._scale_text)

    def _on_weighed(self, _how: int, weight: Weight) -> None:
        if not weight.grams:
            self._exits.failed(
                Notice(title=scan_words.scale_empty(), text=scan_words.scale_empty_text())
            )
            return
        self._from_scale, self._scale_text = str(weight.grams), weight.text
        self._exits.weighed(self._from_scale)

    def _on_failed(self, how: int, notice: Notice | None) -> None:
        if notice is not None:
            self._exits.failed(notice)
        elif how == _ASKED_BY_KEY:
            self._exits.failed(Notice(title=scan_words.no_scale(), text=scan_words.no_scale_text()))
