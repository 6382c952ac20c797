"""Whose phone MMG asks: typed, and asked once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.presenters import payment_words as words
from app.presenters.claim import whole_dollars
from app.presenters.figures import format_money
from app.presenters.pay_ways import PayAsk
from app.use_cases.request_payment import read_mmg_phone
from domain.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class PayPhoneState:
    """The dialog. ``wrong`` stands beside the field."""

    title: str = ""
    detail: str = ""
    wrong: str = ""


class PayPhoneView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: PayPhoneState) -> None: ...

    def set_phone(self, text: str) -> None: ...

    def focus_phone(self) -> None: ...


class PayPhonePresenter:
    """Reads a phone number; ``on_phone`` goes on with it."""

    def __init__(self, view: PayPhoneView, on_phone: Callable[[PayAsk, str], None]) -> None:
        self._view = view
        self._on_phone = on_phone
        self._ask: PayAsk | None = None
        self._text = ""

    def start(self, ask: PayAsk) -> None:
        """Ask for the number of who pays what is due."""
        self._ask, self._text = ask, ""
        self._view.set_phone("")
        self._show()

    def on_typed(self, text: str) -> None:
        """The field was changed; what was wrong with it is forgotten."""
        self._text = text
        self._show()

    def on_submit(self) -> None:
        """Ask that phone, or say what is wrong with the number."""
        ask = self._ask
        if ask is None:
            return
        try:
            read_mmg_phone(self._text)
        except BadInput:
            self._show(words.type_guyana_phone())
            self._view.focus_phone()
            return
        self._on_phone(ask, self._text)

    def _show(self, wrong: str = "") -> None:
        if self._ask is not None:
            amount = format_money(whole_dollars(self._ask.due))
            self._view.show_state(
                PayPhoneState(
                    title=words.phone_title(), detail=words.phone_detail(amount), wrong=wrong
                )
            )
