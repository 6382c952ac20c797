"""A completed sale: the fact that is committed before anything prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.cart import Cart
from domain.errors import RuleBroken
from domain.invariants import require_int, require_text, require_utc
from domain.money import Money
from domain.pricing import PricedLine, VatSum, price_cart, require_sums
from domain.quote import special_id_of
from domain.rules import RuleBook
from domain.sentence import told
from domain.shipment import require_bookable
from domain.special_quote import ended
from domain.tender import (
    TENDERS_MAX,
    TenderLine,
    require_whole_notes,
    rest_after,
    settle,
)


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

    Change and rounding are of cash: without a cash tender there is neither.

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
        if not 1 <= len(self.tenders) <= TENDERS_MAX:
            raise ValueError(f"a sale has 1 to {TENDERS_MAX} tenders")
        if self.change.is_negative:
            raise ValueError("change is never negative")
        if rest_after(self.total, self._without_cash).is_negative:
            raise ValueError("what is not cash never pays more than the total")
        if len(self._without_cash) == len(self.tenders) and not (
            self.change.is_zero and self.rounding.is_zero
        ):
            raise ValueError("change and rounding are of cash only")
        if self.received - self.change != self.due:
            raise ValueError("what was received less the change must be what was due")

    @property
    def received(self) -> Money:
        """Everything the customer handed over."""
        return Money.total_of((tender.amount for tender in self.tenders), self.total.currency)

    @property
    def cash_due(self) -> Money:
        """What cash paid of it: the cash received less the change."""
        return rest_after(self.due, self._without_cash)

    @property
    def _without_cash(self) -> tuple[TenderLine, ...]:
        return tuple(tender for tender in self.tenders if not tender.is_cash)

    @property
    def due(self) -> Money:
        """What was to be paid: the total and its cash rounding."""
        return self.total + self.rounding


def complete_sale(
    cart: Cart, rules: RuleBook, tenders: Sequence[TenderLine], context: SaleContext
) -> Sale:
    """Price the cart, settle it and make the sale; rates hold on the business date.

    An item without a price never gets this far (`domain.cart.add_item` asks for one).

    Raises:
        RuleBroken: code "empty_cart", "underpaid", "overpaid", "nothing_due", "odd_cash",
            "many_tenders", "quote_expired" or "special_ended" (its quote ended before
            `context.at`), or "no_rule".
        OverLimit: a shipment that needs a special quote.
        CurrencyMismatch: a tender in another currency than the cart.
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
    _check_tenders(tenders, rules, context)
    settled = settle(priced.total, tenders, step_minor)
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
        tenders=tuple(tenders),
        change=settled.change,
    )


def share_change(sale: Sale) -> tuple[Money, ...]:
    """What of the change each tender gave, in their order: the last cash received gives first."""
    left = sale.change
    own_last = sorted(
        range(len(sale.tenders)),
        key=lambda index: (sale.tenders[index].foreign is not None, -index),
    )
    shared = dict.fromkeys(range(len(sale.tenders)), Money.zero(sale.change.currency))
    for index in own_last:
        if sale.tenders[index].is_cash:
            shared[index] = min(left, sale.tenders[index].amount)
            left -= shared[index]
    return tuple(shared[index] for index in range(len(sale.tenders)))


def _check_tenders(tenders: Sequence[TenderLine], rules: RuleBook, context: SaleContext) -> None:
    if len(tenders) > TENDERS_MAX:
        raise RuleBroken(
            "Too many payments",
            told(
                "A sale takes at most {tenders_max} payments. Nothing is lost. Take some out, and"
                " put notes of one kind together.",
                tenders_max=TENDERS_MAX,
            ),
            "many_tenders",
        )
    for tender in tenders:
        if tender.foreign is not None:
            currency = tender.foreign.handed.currency
            notes = rules.denominations_minor(currency, context.business_date)
            require_whole_notes(tender, notes)


def _check_shipments(cart: Cart, rules: RuleBook, context: SaleContext) -> None:
    for line in cart.lines:
        if line.shipment is None or line.quoted_until is None:
            continue
        is_special = special_id_of(line.price_id) is not None
        if context.at > line.quoted_until:
            if is_special:
                raise ended()
            raise RuleBroken(
                "The quote has ended",
                told(
                    "The price of line {line_no}, {name}, no longer holds. Nothing is lost. Open"
                    " the shipment and add it again at today's price.",
                    line_no=line.line_no,
                    name=line.name,
                ),
                "quote_expired",
            )
        if not is_special:  # a person has looked at it and made its price
            require_bookable(line.shipment, rules.shipment_limits(context.business_date))
