"""A completed sale: the fact that is committed before anything prints."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.cart import Cart
from domain.errors import RuleBroken
from domain.invariants import require_int, require_text, require_utc
from domain.money import Money
from domain.pricing import PricedLine, VatSum, price_cart, require_sums
from domain.rules import RuleBook
from domain.shipment import require_bookable
from domain.tender import TenderLine, settle_cash


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleContext:
    """Where and when a sale happens: `at` is UTC, `business_date` the shift's own date."""

    receipt_number: str
    at: datetime
    business_date: date
    shift_number: int
    cashier_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """A sale as it was paid; what was received less `change` is `total` plus `rounding`.

    Raises:
        ValueError: when lines, VAT, tenders and change do not agree to the minor unit.
    """

    receipt_number: str
    at: datetime
    business_date: date
    shift_number: int
    cashier_id: str
    cart_id: str
    lines: tuple[PricedLine, ...]
    total: Money
    vat_total: Money
    vat_by_class: tuple[VatSum, ...]
    rounding: Money
    tenders: tuple[TenderLine, ...]
    change: Money

    def __post_init__(self) -> None:
        require_text(self.receipt_number, "receipt_number", longest=32)
        require_text(self.cashier_id, "cashier_id")
        require_text(self.cart_id, "cart_id")
        require_utc(self.at, "at")
        require_int(self.shift_number, "shift_number", low=1)
        if not self.lines:
            raise ValueError("a sale has lines")
        require_sums(self.lines, self.vat_by_class, self.total, self.vat_total)
        if self.change.is_negative:
            raise ValueError("change is never negative")
        if self.received - self.change != self.due:
            raise ValueError("what was received less the change must be what was due")

    @property
    def received(self) -> Money:
        """Everything the customer handed over."""
        return Money.total_of((tender.amount for tender in self.tenders), self.total.currency)

    @property
    def due(self) -> Money:
        """What was to be paid: the total and its cash rounding."""
        return self.total + self.rounding


def complete_sale(cart: Cart, rules: RuleBook, received: Money, context: SaleContext) -> Sale:
    """Price the cart, settle it in cash and make the sale; rates hold on the business date.

    An item without a price never gets this far (`domain.cart.add_item` asks for one).

    Raises:
        RuleBroken: code "empty_cart", "underpaid", "odd_cash", "quote_expired" (its quote ended
            before `context.at`) or "no_rule".
        OverLimit: a shipment that needs a special quote.
        CurrencyMismatch: cash in another currency than the cart.
    """
    if cart.is_empty:
        raise RuleBroken(
            "Nothing to pay for",
            "The sale is empty. Nothing is lost. Scan an item, or type a name, code or barcode.",
            "empty_cart",
        )
    _check_shipments(cart, rules, context)
    priced = price_cart(cart, rules, context.business_date)
    step_minor = rules.cash_step_minor(cart.currency, context.business_date)
    settled = settle_cash(priced.total, received, step_minor)
    return Sale(
        receipt_number=context.receipt_number,
        at=context.at,
        business_date=context.business_date,
        shift_number=context.shift_number,
        cashier_id=context.cashier_id,
        cart_id=cart.cart_id,
        lines=priced.lines,
        total=priced.total,
        vat_total=priced.vat_total,
        vat_by_class=priced.vat_by_class,
        rounding=settled.rounding,
        tenders=(TenderLine("cash", received),),
        change=settled.change,
    )


def _check_shipments(cart: Cart, rules: RuleBook, context: SaleContext) -> None:
    for line in cart.lines:
        if line.shipment is None or line.quoted_until is None:
            continue
        if context.at > line.quoted_until:
            raise RuleBroken(
                "The quote has ended",
                f"The price of line {line.line_no}, {line.name}, no longer holds. Nothing is lost."
                " Open the shipment and add it again at today's price.",
                "quote_expired",
            )
        require_bookable(line.shipment, rules.shipment_limits(context.business_date))
