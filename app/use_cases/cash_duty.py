"""What the law asks before cash is taken: whom it is from, and who they are (sync rules 17)."""

from domain.cart import Cart
from domain.cash_compliance import (
    CASH_COMPLIANCE,
    CashAsked,
    business_month,
    judge_cash,
    read_cash_rule,
)
from domain.errors import RuleBroken
from domain.money import Money
from domain.money_text import format_money
from domain.sale import Sale, share_change
from domain.sentence import told
from storage.compliance import CashMonth
from storage.unit_of_work import Reading


class IdentityNeeded(RuleBroken):
    """A sale's cash waits for a document of its customer; ``customer_id`` says of whom."""

    def __init__(self, customer_id: str, threshold: Money) -> None:
        self.customer_id = customer_id
        super().__init__(
            "The law asks for a document",
            told(
                "This customer's cash of the month comes to {threshold} or more. Nothing was taken"
                " and nothing is lost. Check a document, or take another payment.",
                threshold=format_money(threshold),
            ),
            "identity_needed",
        )


class CustomerNeeded(RuleBroken):
    """A single cash payment is so large that the law asks from whom it is."""

    def __init__(self, threshold: Money) -> None:
        super().__init__(
            "The law asks whom this cash is from",
            told(
                "It is {threshold} or more in one payment. Nothing was taken and nothing is lost."
                " Press Esc, then F3 and choose the customer; or take another payment.",
                threshold=format_money(threshold),
            ),
            "customer_needed",
        )


def require_identity(uow: Reading, cart: Cart, sale: Sale) -> None:
    """Require what the law asks of a sale's cash, by what this till knows of the month.

    It never waits for central: what other tills took counts as far as it was told. Raises
    CustomerNeeded, IdentityNeeded, RuleBroken (``bad_rule``).
    """
    cash = cash_taken(sale)
    if cash.is_zero:
        return
    book, currency = uow.rules.book(), cash.currency
    rule = book.find(read_cash_rule, (CASH_COMPLIANCE, currency), sale.business_date)
    if rule is None or not rule.is_on:
        return
    threshold = Money(rule.threshold_minor, currency)
    customer_id = cart.customer_id
    if customer_id is None:
        asked = CashAsked(cash_minor=cash.amount_minor, has_customer=False)
        if judge_cash(rule, asked) == "customer":
            raise CustomerNeeded(threshold)
        return
    month = CashMonth(
        customer_id=customer_id, month=business_month(sale.business_date), currency=currency
    )
    asked = CashAsked(
        cash_minor=cash.amount_minor,
        before_minor=uow.compliance.cash_minor(month, uow.till.get_till().till_id),
        has_customer=True,
        is_identified=uow.compliance.was_identified(month),
    )
    if judge_cash(rule, asked) == "identity":
        raise IdentityNeeded(customer_id, threshold)


def cash_taken(sale: Sale) -> Money:
    """Return the cash that stays, change taken off, foreign cash at its rate."""
    kept = Money.zero(sale.total.currency)
    for tender, change in zip(sale.tenders, share_change(sale), strict=True):
        if tender.is_cash:
            kept += tender.amount - change
    return kept
