"""Part of what was sold by weight comes back: its grams, from the scale or typed."""

from collections.abc import Callable
from typing import Protocol

from app.presenters import words
from app.presenters.line_weighing import LineScaleExits, LineWeighing
from app.presenters.notices import Notice
from app.presenters.services import Desk
from domain.cart_line import Weighed
from domain.errors import BadInput


class WeightField(Protocol):
    """The field for grams, as the presenter knows it."""

    def set_weight(self, text: str) -> None: ...


class ReturnWeighing:
    """Reads a weight for the selected line, by the rules of any weighed line."""

    def __init__(
        self,
        desk: Desk,
        view: WeightField,
        *,
        on_weighed: Callable[[Weighed], None],
        notify: Callable[[Notice | None], None],
    ) -> None:
        self._view = view
        self._on_weighed = on_weighed
        self._scale = LineWeighing(desk, LineScaleExits(weighed=self._on_scale_said, failed=notify))
        self.error = ""

    def ask(self) -> None:
        """F4: what does the scale say now?"""
        self._scale.ask()

    def forget(self) -> None:
        """Another line is selected, or none."""
        self._scale.forget()
        self.error = ""

    def on_typed(self, text: str) -> None:
        """Grams in the field. What can't be a weight is said below it and changes nothing."""
        self.error = ""
        if not text.strip():
            return
        try:
            weighed = self._scale.read(text)
        except BadInput as error:
            self.error = words.retold(error.message)
            return
        self._on_weighed(weighed)

    def _on_scale_said(self, grams: str) -> None:
        self._view.set_weight(grams)
        self.on_typed(grams)
