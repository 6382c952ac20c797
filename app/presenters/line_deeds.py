"""What F5 does with a line or the whole sale, as it was typed and chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from app.presenters.line_entries import read_share, read_sum
from app.presenters.line_services import LineServices
from app.presenters.line_state import Choice
from app.use_cases.change_line import GiveDiscount, GiveFree, OverridePrice, WeighLine
from app.use_cases.current_cart import CartView
from app.use_cases.till import Session
from domain.cart import Cart, TypedPrice
from domain.cart_line import CartLine, PriceReason, SampleReason, Weighed
from domain.discount import DiscountAsked, DiscountReason

Deed = Callable[[str | None], object]
"""What is done, given who signed for it, or None where nobody had to."""

DISCOUNTS: tuple[DiscountReason, ...] = (
    *("goodwill", "damaged", "promotion", "price_match", "staff"),
)
PRICES: tuple[PriceReason, ...] = ("price_match", "damaged", "wrong_label", "goodwill", "agreed")
GIFTS: tuple[SampleReason, ...] = ("promotion", "tasting", "goodwill", "replacement")


class CartHouse(Protocol):
    """The services that a step needs."""

    @property
    def current_cart(self) -> Callable[[Session], CartView]: ...
    @property
    def lines(self) -> LineServices: ...


@dataclass(slots=True)
class SteppedQuantity:
    """One more or one less of a line, whatever its quantity is by then.

    It is looked up once: who signs for it signs for what was refused.
    """

    house: CartHouse
    line_no: int
    step: int
    wish: tuple[int, int] | None = None

    def __call__(self, session: Session, signer: str | None) -> None:
        if self.wish is None:
            cart = self.house.current_cart(session).cart
            line = next((each for each in cart.lines if each.line_no == self.line_no), None)
            if line is None or line.kind != "item":
                return
            self.wish = (line.quantity + self.step, cart.version)
        self.house.lines.change_quantity(session, self.line_no, *self.wish, signer)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineWish:
    """What somebody wants of a line, or of the whole cart, with ``reason`` a row of its reasons.

    ``weigh`` reads the weight in the field; ``text`` is what was typed there.
    """

    session: Session
    cart: Cart
    line: CartLine
    choice: Choice
    is_whole: bool
    reason: int
    text: str
    note: str
    currency: str
    weigh: Callable[[str], Weighed]

    def deed(self, lines: LineServices) -> Deed:
        """What is to be done. Raises BadInput for what was typed and is no number."""
        if self.choice in {"share", "sum"}:
            return self._discount(lines)
        if self.choice == "price":
            return self._price(lines)
        if self.choice == "free":
            return self._free(lines)
        if self.choice == "weight":
            return self._weight(lines)
        if self.choice == "note":
            number, note = self.line.line_no, self.note
            return lambda _signer: lines.note(self.session, number, note, self.cart.version)
        return self.void(lines)

    def void(self, lines: LineServices) -> Deed:
        """The line, or everything, leaves the sale."""
        session, version, number = self.session, self.cart.version, self.line.line_no
        if self.is_whole:
            return lambda signer: lines.void_cart(session, version, signer)
        return lambda signer: lines.remove_line(session, number, version, signer)

    def _price(self, lines: LineServices) -> Deed:
        price, reason = read_sum(self.text, self.currency), PRICES[self.reason]
        return lambda signer: lines.set_price(
            self.session,
            OverridePrice(
                version=self.cart.version,
                line_no=self.line.line_no,
                typed=TypedPrice(price=price, approved_by=signer or "", reason=reason),
            ),
        )

    def _free(self, lines: LineServices) -> Deed:
        version, number, gift = self.cart.version, self.line.line_no, GIFTS[self.reason]
        return lambda signer: lines.give_free(
            self.session,
            GiveFree(version=version, line_no=number, reason=gift, approved_by=signer or ""),
        )

    def _weight(self, lines: LineServices) -> Deed:
        version, number, weighed = self.cart.version, self.line.line_no, self.weigh(self.text)
        return lambda signer: lines.weigh(
            self.session, WeighLine(version, number, weighed, approved_by=signer)
        )

    def _discount(self, lines: LineServices) -> Deed:
        reason = DISCOUNTS[self.reason]
        if self.choice == "share":
            asked = DiscountAsked(basis_points=read_share(self.text), reason=reason)
        else:
            asked = DiscountAsked(amount=read_sum(self.text, self.currency), reason=reason)
        version, line_no = self.cart.version, None if self.is_whole else self.line.line_no
        return lambda signer: lines.discount(
            self.session,
            GiveDiscount(version=version, line_no=line_no, asked=asked, approved_by=signer),
        )
