"""The sale: find or scan, put in the cart, change quantities, go on to payment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol, TypeVar

from app.presenters import customer_words, words
from app.presenters.cart_rows import CartState, cart_state, changed_line_no
from app.presenters.line_deeds import Deed, SteppedQuantity
from app.presenters.notices import Notice, notice_of
from app.presenters.product_finder import CatalogSize, FinderState, ProductFinder, look_at_catalog
from app.presenters.services import Desk, Scanned
from app.use_cases.current_cart import CartView
from app.use_cases.ring_up import RingUp, WhichVariant
from app.use_cases.scan import Choose, PriceAsked, Unknown
from app.use_cases.till import Session
from domain.catalog import CatalogItem
from domain.errors import Conflict, RuleBroken
from domain.fx import Rate
from domain.holding import Standing
from domain.pricing import PricedCart

T = TypeVar("T")

SCANNED_CODE_MIN = 6
"""Shorter runs of digits are more often a size or a model than a barcode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleState:
    """The whole sale screen."""

    finder: FinderState = field(default_factory=FinderState)
    cart: CartState = field(default_factory=CartState)


class SaleView(Protocol):
    """The screen, as the presenter knows it."""

    def show_state(self, state: SaleState) -> None: ...

    def clear_search(self) -> None: ...

    def focus_search(self) -> None: ...

    def type_text(self, text: str) -> None: ...


class LineQuestions(Protocol):
    """Who changes lines: is asked when the sale can't go on alone, and told which is chosen."""

    selected: Callable[[], int | None]

    def on_refused(self, error: Exception, deed: Deed | None = None) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleExits:
    """Where the sale leads; bound by the flow."""

    ask_price: Callable[[CatalogItem], None]
    choose: Callable[[str, tuple[CatalogItem, ...]], None]
    pay: Callable[[PricedCart], None]
    notify: Callable[[Notice | None], None]
    seen: Callable[[CartView], None]
    lines: "LineQuestions | None" = None
    heading: Callable[[], str] = str


class SalePresenter:
    """Runs ``search_catalog``, ``scan``, ``ring_up`` and the changes of the cart."""

    def __init__(self, desk: Desk, view: SaleView, exits: SaleExits) -> None:
        self._desk, self._view, self._exits = desk, view, exits
        self._session: Session | None = None
        self._cart: PricedCart | None = None
        self._problem: RuleBroken | None = None
        self._selected_line_no: int | None = None
        self._last_sale = ""
        self._left: Mapping[int, Standing] = {}
        self._rate: Rate | None = None
        self._customer_name = ""
        self._said_empty, self._is_looking = False, False
        self._finder = ProductFinder(desk, on_changed=self._show, on_error=self._on_error)
        if exits.lines is not None:
            exits.lines.selected = lambda: self._selected_line_no

    def start(self, session: Session) -> None:
        """Show the cart this till holds; it outlives locking, a restart and a change of cashier."""
        self._session = session
        self._finder.search("")
        self._view.clear_search()
        self._show()
        self._look_at_catalog()
        self.reload()

    def leave(self) -> None:
        """The till is locked: what is still being looked up for this cashier leads nowhere."""
        self._session = None

    def reload(self) -> None:
        """Read the cart again: after a payment, a booking, or a change made elsewhere."""
        self._write(lambda _session, _no_one: None)

    def on_exchange(self) -> None:
        """Central was heard: products that came, what is left, or who else has this cart."""
        if self._finder.is_arriving and not self._is_looking:
            self._look_at_catalog()
        if self._left or (self._cart is not None and self._cart.lines):
            self.reload()

    def set_last_sale(self, text: str) -> None:
        """What the empty cart says of the sale before."""
        self._last_sale = text

    def on_typed(self, text: str) -> None:
        """Typing that began elsewhere goes on in the search field."""
        self._view.type_text(text)

    def on_text_changed(self, text: str) -> None:
        if text and self._said_empty:
            self._exits.notify(None)  # it is no news any more to who does what it says
            self._said_empty = False
        self._finder.search(text)

    def on_moved(self, step: int) -> None:
        self._finder.move(step)
        self._show()

    def on_row_selected(self, row: int) -> None:
        self._finder.select(row)
        self._show()

    def on_row_chosen(self, row: int) -> None:
        self._finder.select(row)
        self._show()
        self._ring_up_selected()

    def on_enter(self, text: str) -> None:
        """A code that matches exactly rings up; else the row on screen; else say what is wrong."""
        code = text.strip()
        self._exits.notify(None)
        if not code:
            return
        if self._finder.was_chosen_by_hand:
            self._ring_up_selected()
            return
        session = self._session
        if session is None:
            return
        shown = self._finder.best_for(code)
        if looks_scanned(code):
            self._view.clear_search()  # the next scan may begin before this one is answered
            self._finder.search("")
        self._desk.runner.run(
            "write",
            lambda: self._scan(session, code),
            partial(self._on_scanned, session, code, shown),
            self._on_error,
        )

    def on_scanned_code(self, code: str) -> None:
        """A scanner read a code, wherever the cursor is: what is being typed stays."""
        session = self._session
        if session is None:
            return
        self._exits.notify(None)
        self._desk.runner.run(
            "write",
            lambda: self._scan(session, code),
            partial(self._on_code_answered, session, code),
            self._on_error,
        )

    def on_escape(self) -> None:
        """Esc: an empty search, and what was said is read."""
        self._view.clear_search()
        self._finder.search("")
        self._exits.notify(None)
        self._view.focus_search()

    def on_line_selected(self, line_no: int) -> None:
        self._selected_line_no = line_no
        self._show()

    def on_quantity_entered(self, line_no: int, quantity: int) -> None:
        """The quantity as typed with F4, for the cart as it was on screen."""
        cart = self._cart
        if cart is None:
            return
        change = self._desk.services.lines.change_quantity
        version = cart.version
        self._write(lambda session, signer: change(session, line_no, quantity, version, signer))

    def on_quantity_stepped(self, step: int) -> None:
        """One more or one less of the selected line, whatever the quantity is by then."""
        line_no = self._selected_line_no
        if line_no is None:
            return
        self._write(SteppedQuantity(self._desk.services, line_no, step))

    def on_remove(self) -> None:
        cart, line_no = self._cart, self._selected_line_no
        if cart is None or line_no is None:
            return
        remove = self._desk.services.lines.remove_line
        version = cart.version
        self._write(lambda session, signer: remove(session, line_no, version, signer))

    def on_pay(self) -> None:
        if self._cart is None or not self._cart.lines:
            self._said_empty = True
            self._exits.notify(Notice(title=words.nothing_to_pay(), text=words.scan_or_type()))
            self._view.focus_search()
            return
        if self._problem is not None:
            self._exits.notify(notice_of(self._problem))
            return
        self._exits.notify(None)
        self._exits.pay(self._cart)

    def on_item_chosen(self, item: CatalogItem) -> None:
        """Put one of a found item in the cart, or ask for its price first."""
        self._view.clear_search()
        self._finder.search("")
        self._view.focus_search()
        if item.needs_price:
            self._exits.ask_price(item)
        else:
            ring_up = self._desk.services.ring_up
            self._write(lambda session, _no_one: ring_up(session, RingUp(item_id=item.item_id)))

    def _ring_up_selected(self) -> None:
        item = self._finder.selected_item()
        if item is not None:
            self.on_item_chosen(item)

    def _scan(self, session: Session, code: str) -> tuple[Scanned, CartView]:
        services = self._desk.services
        return services.scan(session, code), services.current_cart(session)

    def _on_scanned(
        self,
        session: Session,
        code: str,
        shown: CatalogItem | None,
        answer: tuple[Scanned, CartView],
    ) -> None:
        scanned, cart = answer
        if session is not self._session:
            return  # that cashier is gone; the next one's cart is read anew
        if isinstance(scanned, Choose):
            self._exits.choose(code, tuple(scanned.items))  # which takes the focus
        elif isinstance(scanned, PriceAsked):
            self.on_item_chosen(scanned.item)
        elif isinstance(scanned, Unknown):
            self._on_unknown(code, shown, scanned.code)
        else:
            if not looks_scanned(code):
                self._view.clear_search()
                self._finder.search("")
            self._on_cart(cart)
            self._view.focus_search()

    def _on_code_answered(
        self, session: Session, code: str, answer: tuple[Scanned, CartView]
    ) -> None:
        scanned, cart = answer
        if session is not self._session:
            return  # that cashier is gone; on_scanned_code was theirs
        if isinstance(scanned, Choose):
            self._exits.choose(code, tuple(scanned.items))
        elif isinstance(scanned, PriceAsked):
            self._exits.ask_price(scanned.item)
        elif isinstance(scanned, Unknown):
            title = words.unknown_code(scanned.code)
            self._exits.notify(Notice(title=title, text=self._what_now()))
        else:
            self._on_cart(cart)

    def _on_unknown(self, code: str, shown: CatalogItem | None, normalised: str) -> None:
        is_scan = looks_scanned(code)
        if shown is not None and (not is_scan or _bears(shown, normalised)):
            self.on_item_chosen(shown)
        elif is_scan:
            self._exits.notify(Notice(title=words.unknown_code(code), text=self._what_now()))
            self._view.focus_search()

    def _what_now(self) -> str:
        return words.unknown_what(is_arriving=self._finder.is_arriving)

    def _write(self, change: Callable[[Session, str | None], object]) -> None:
        session = self._session
        if session is None:
            return

        def op() -> CartView:
            change(session, None)
            return self._desk.services.current_cart(session)

        self._desk.runner.run(
            "write", op, self._on_cart, partial(self._on_error, deed=partial(change, session))
        )

    def _on_cart(self, view: CartView) -> None:
        cart = view.priced
        self._left, self._rate = view.left, view.dollar_rate
        self._customer_name = view.customer_name
        if view.problem is not None or self._problem is not None:
            self._exits.notify(None if view.problem is None else notice_of(view.problem))
        self._problem = view.problem
        changed = changed_line_no(self._cart, cart)
        self._cart = cart
        numbers = [each.line.line_no for each in cart.lines]
        if changed is not None:
            self._selected_line_no = changed
        elif self._selected_line_no not in numbers:
            self._selected_line_no = numbers[-1] if numbers else None
        self._exits.seen(view)
        self._show()

    def _look_at_catalog(self) -> None:
        self._is_looking = True
        self._desk.runner.run(
            "read",
            partial(look_at_catalog, self._desk.services),
            self._on_catalog_size,
            self._on_catalog_unread,
        )

    def _on_catalog_size(self, size: CatalogSize) -> None:
        self._is_looking = False
        self._finder.set_size(size)
        self._show()

    def _on_catalog_unread(self, error: Exception) -> None:
        self._is_looking = False
        self._on_error(error)

    def _on_error(self, error: Exception, deed: Deed | None = None) -> None:
        if isinstance(error, WhichVariant):
            self._exits.choose(error.item.name, error.variants)
            return
        if self._exits.lines is not None and self._exits.lines.on_refused(error, deed):
            return
        self._exits.notify(notice_of(error))
        if isinstance(error, Conflict):
            self.reload()

    def _show(self) -> None:
        zone = self._desk.profile.zone
        cart = CartState()
        if self._cart is not None:
            cart = cart_state(
                self._cart,
                self._selected_line_no,
                zone,
                self._last_sale,
                left=self._left,
                rate=self._rate,
            )
        if self._customer_name:
            cart = replace(cart, heading=customer_words.for_whom(self._customer_name))
        if self._exits.heading():
            cart = replace(cart, heading=self._exits.heading())
        if self._problem is not None:
            cart = replace(cart, vat_label="", vat_text="", can_pay=False)
        self._view.show_state(SaleState(finder=self._finder.state(), cart=cart))


def _bears(item: CatalogItem, code: str) -> bool:
    """Whether the code is the item's own: the search also answers to the beginning of a barcode."""
    return code == item.sku.upper() or code in item.barcodes


def looks_scanned(code: str) -> bool:
    """Whether a text is more likely a barcode than something a person is looking for."""
    return len(code) >= SCANNED_CODE_MIN and code.isdigit()
