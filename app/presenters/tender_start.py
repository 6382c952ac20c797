"""Between F12 and the payment: prices that moved are shown, what is scarce is set aside."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.presenters import scarce_words
from app.presenters.figures import format_money
from app.presenters.key_map import Dialog
from app.presenters.nothing_left import NothingLeftPresenter, NothingLeftView
from app.presenters.notices import Notice, notice_of
from app.presenters.services import Desk
from app.use_cases.start_tender import PricesChanged, StartTender, TenderStarted
from app.use_cases.till import Session
from domain.errors import Conflict
from domain.holding import NothingLeft
from domain.price_change import PriceChange
from domain.pricing import PricedCart
from sync.protocol.status import Link, SyncStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceNewsRow:
    """One line whose price is another now."""

    name: str
    detail: str
    old_text: str
    new_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceNewsState:
    """The dialog: every price that moved, with old and new."""

    title: str = ""
    text: str = ""
    rows: tuple[PriceNewsRow, ...] = ()
    is_busy: bool = False


class PriceNewsView(Protocol):
    """The dialog, as the presenter knows it."""

    def show_state(self, state: PriceNewsState) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderStartExits:
    """Where it leads; bound by the flow."""

    open_dialog: Callable[[Dialog], None]
    started: Callable[[PricedCart], None]
    notify: Callable[[Notice], None]
    moved_on: Callable[[Conflict], None]
    park: Callable[[], None]


class TenderStart:
    """Runs ``start_tender`` and ``cancel_tender``; the payment opens only behind the first."""

    def __init__(
        self,
        desk: Desk,
        views: tuple[PriceNewsView, NothingLeftView],
        exits: TenderStartExits,
    ) -> None:
        self._desk = desk
        self._prices, scarce = views
        self._exits = exits
        self.nothing_left = NothingLeftPresenter(
            desk, scarce, try_again=self._try_again, park=self._park
        )
        self._session: Session | None = None
        self._cart: PricedCart | None = None
        self._shown: tuple[PriceChange, ...] = ()
        self._dialog: Dialog | None = None
        self._is_busy = False
        self._holds = False

    @property
    def is_busy(self) -> bool:
        """Whether an answer is awaited that leads somewhere else."""
        return self._is_busy or self.nothing_left.is_busy

    def start(self, session: Session, cart: PricedCart) -> None:
        """F12: begin with the cart as it is on screen."""
        if self._is_busy:
            return
        self._session, self._cart = session, cart
        self._shown = ()
        self._dialog = None
        self._run()

    def on_prices_taken(self) -> None:
        """The cashier has seen the new prices and takes them."""
        if not self._is_busy and self._dialog is Dialog.PRICES:
            self._run()

    def on_status(self, status: SyncStatus) -> None:
        """An exchange has ended: what was asked for may have come."""
        if self._dialog is not Dialog.NOTHING_LEFT:
            return
        self.nothing_left.set_online(is_online=status.link is not Link.OFFLINE)
        if self.nothing_left.is_asking and not self.is_busy:
            self._run()

    def leave(self) -> None:
        """Nothing is paid after all: what was set aside or asked for is free again."""
        cart, needs_release = self._cart, self._holds or self._dialog is Dialog.NOTHING_LEFT
        self.on_paid()
        if cart is not None and needs_release:
            self._release(cart.cart_id)

    def on_paid(self) -> None:
        """The sale is made, and nothing is set aside for it any more."""
        self._cart = None
        self._dialog = None
        self._holds = False

    def _try_again(self) -> None:
        if not self._is_busy:
            self._run()

    def _park(self) -> None:
        if not self._is_busy:
            self._exits.park()

    def _run(self) -> None:
        session, cart = self._session, self._cart
        if session is None or cart is None:
            return
        request = StartTender(cart_id=cart.cart_id, cart_version=cart.version, accepted=self._shown)
        self._is_busy = True
        self._desk.runner.run(
            "write",
            lambda: self._desk.services.allotments.start_tender(session, request),
            self._on_answer,
            self._on_error,
        )

    def _on_answer(self, answer: TenderStarted | PricesChanged) -> None:
        self._is_busy = False
        if self._cart is None:  # gone back meanwhile
            if isinstance(answer, TenderStarted) and answer.holds:
                self._release(answer.cart.cart_id)
            return
        if isinstance(answer, PricesChanged):
            self._show_prices(answer.changes)
            return
        self._cart = answer.cart
        self._holds = answer.holds
        self._dialog = None
        self._exits.started(answer.cart)

    def _show_prices(self, changes: tuple[PriceChange, ...]) -> None:
        self._shown = changes
        self._prices.show_state(
            PriceNewsState(
                title=scarce_words.prices_changed(len(changes)),
                text=scarce_words.prices_why(),
                rows=tuple(_row(change) for change in changes),
            )
        )
        self._open(Dialog.PRICES)

    def _on_error(self, error: Exception) -> None:
        self._is_busy = False
        cart, session = self._cart, self._session
        if cart is None or session is None:
            return
        if isinstance(error, NothingLeft):
            if self._dialog is Dialog.NOTHING_LEFT:
                self.nothing_left.update(error.shortages)
            else:
                self._open(Dialog.NOTHING_LEFT)
                self.nothing_left.start(session, cart.version, error.shortages)
        elif isinstance(error, Conflict):
            self._exits.moved_on(error)
        else:
            self._exits.notify(notice_of(error))

    def _release(self, cart_id: str) -> None:
        cancel = self._desk.services.allotments.cancel_tender
        self._desk.runner.run(
            "write", lambda: cancel(cart_id), lambda _none: None, self._on_release_failed
        )

    def _on_release_failed(self, error: Exception) -> None:
        self._exits.notify(notice_of(error))

    def _open(self, dialog: Dialog) -> None:
        if self._dialog is not dialog:
            self._dialog = dialog
            self._exits.open_dialog(dialog)


def _row(change: PriceChange) -> PriceNewsRow:
    old, new = format_money(change.old), format_money(change.new)
    return PriceNewsRow(
        name=change.name,
        detail=scarce_words.old_and_new(change.quantity, old, new),
        old_text=old,
        new_text=new,
    )
