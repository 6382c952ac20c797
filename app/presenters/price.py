"""An item without a price: type it, choose who may say yes, and have them enter their PIN."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.presenters import words
from app.presenters.figures import currency_prefix, format_money, parse_money
from app.presenters.services import Desk
from app.presenters.signing import Asked, PinView, Signing, SigningState
from app.use_cases.approve import Approval
from app.use_cases.ring_up import RingUp
from app.use_cases.till import Session
from domain.cart import TypedPrice
from domain.catalog import CatalogItem
from domain.errors import BadInput
from domain.money import Money
from domain.staff import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceState(SigningState):
    """The dialog: the item, and the price as it is typed."""

    item_name: str = ""
    item_code: str = ""
    symbol: str = ""
    price_text: str = ""
    price_error: str = ""


class PriceView(PinView, Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: PriceState) -> None: ...

    def clear_entries(self) -> None: ...

    def focus_price(self) -> None: ...


class PricePresenter:
    """Runs ``approve`` and ``ring_up`` in one job: no approval is left without its line."""

    def __init__(self, desk: Desk, view: PriceView, *, on_rung_up: Callable[[], None]) -> None:
        self._desk = desk
        self._view = view
        self._on_rung_up = on_rung_up
        self._session: Session | None = None
        self._item: CatalogItem | None = None
        self._price: Money | None = None
        self._price_error = ""
        self._signing = Signing(desk, view, self._show)

    @property
    def is_busy(self) -> bool:
        """Whether something is being saved: nobody goes elsewhere in that moment."""
        return self._signing.is_busy

    def start(self, session: Session, item: CatalogItem) -> None:
        self._session = session
        self._item = item
        self._price = None
        self._price_error = ""
        self._signing.begin()
        self._view.clear_entries()
        self._show()
        self._view.focus_price()
        self._signing.look(session, Permission.TYPE_PRICE)

    def on_price_typed(self, text: str) -> None:
        self._price = None
        self._price_error = ""
        if text.strip():
            try:
                self._price = parse_money(text, self._desk.profile.currency)
            except BadInput as error:
                self._price_error = words.retold(error.message)
        self._show()

    def on_approver_chosen(self, row: int) -> None:
        self._signing.on_approver_chosen(row)

    def on_pin_entered(self, pin: str) -> None:
        session, item = self._session, self._item
        if session is None or item is None or not self._signing.is_ready(pin):
            return
        if self._price is None or self._price.amount_minor <= 0:
            self._price_error = self._price_error or words.price_missing()
            self._show()
            self._view.focus_price()
            return
        price, ring_up = self._price, self._desk.services.ring_up

        def deed(approval: Approval) -> None:
            typed = TypedPrice(price=price, approved_by=approval.approved_by)
            ring_up(session, RingUp(item_id=item.item_id, typed=typed))

        reason = words.price_reason(item.sku, format_money(price))
        asked = Asked(permission=Permission.TYPE_PRICE, reason=reason)
        self._signing.sign(pin, asked, deed, self._on_done)

    def on_second(self) -> None:
        self._signing.on_second()

    def _on_done(self, _result: None) -> None:
        self._view.clear_entries()
        self._on_rung_up()

    def _show(self) -> None:
        self._view.show_state(
            PriceState(
                item_name=self._item.name if self._item else "",
                item_code=self._item.sku if self._item else "",
                symbol=currency_prefix(self._desk.profile.currency),
                price_text="" if self._price is None else format_money(self._price),
                price_error=self._price_error,
                empty_text=words.no_approver() if self._signing.is_empty else "",
                **self._signing.told(),
            )
        )
