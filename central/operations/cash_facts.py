"""Where operations meet the law's questions about cash: sales are recounted, documents noted.

Nothing is refused and no sale waits: what a till could not know, because it was offline or another
till took the rest, becomes a case. Its words are for staff alone (no tipping-off).
"""

from dataclasses import replace

from central.compliance.months import (
    Month,
    Sums,
    add_cash,
    list_told,
    note_month,
    read_sums,
    tell_month,
    was_identified,
)
from central.compliance.tables import cash_payment, identity_check
from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.operations.quarantine import QuarantineError
from central.storable import is_storable
from domain.cash_compliance import (
    CASH_COMPLIANCE,
    CashRule,
    business_month,
    is_split,
    read_cash_rule,
    report_due,
)
from domain.money import Money
from domain.money_text import format_money
from sync.protocol.bodies import SaleCompleted
from sync.protocol.compliance_bodies import IdentityChecked, IdentityNotShown

REACHED = "cash_reached"
SPLIT = "cash_split"
UNNAMED = "cash_unnamed"
NOT_SHOWN = "cash_not_shown"
_QUIET = "Tell nobody whom it is about."


def note_cash(booking: Booking, sale: SaleCompleted) -> None:
    """Count a sale's cash for its customer's month; open the case of a month that is reached."""
    cash = Money(sum(t.amount_minor for t in sale.tenders if t.kind == "cash"), sale.currency)
    if cash.is_zero:
        return
    key = (CASH_COMPLIANCE, sale.currency)
    rule = booking.rules.find(read_cash_rule, key, booking.facts.day)
    if rule is None or not rule.is_on:
        return
    if sale.customer_id is None or not is_storable(sale.customer_id):
        _note_unnamed(booking, sale, rule, cash)
        return
    month = Month(
        organisation_id=booking.key.organisation_id,
        customer_id=sale.customer_id,
        month=business_month(booking.facts.day),
        currency=sale.currency,
    )
    row = {
        **booking.key.columns(),
        **month.columns(),
        "store_id": booking.store_id,
        "amount_minor": cash.amount_minor,
        "receipt": sale.receipt,
    }
    booking.writing.connection.execute(cash_payment.insert(), row)
    known = add_cash(booking.writing, month, cash.amount_minor)
    if known.amount_minor < min(rule.told_minor, rule.threshold_minor):
        return
    sums = read_sums(booking.writing.connection, month)
    tell_month(booking.writing, month, sums)
    is_new = rule.is_reached(known.amount_minor) and not known.is_reported
    if is_new:
        _open(booking, month, rule, sums)
    note_month(booking.writing, month, is_told=1, is_reported=int(is_new or known.is_reported))


def apply_identity_checked(booking: Booking) -> None:
    """Note that a document was shown, and tell the tills that need not ask again."""
    body, facts = booking.body, booking.facts
    assert isinstance(body, IdentityChecked)
    if not is_storable(body.check_id):
        raise QuarantineError("A check of nobody", "No database keeps these names.")
    if [person_id for person_id, _ in facts.personal] != [body.customer_id]:
        raise QuarantineError("It belongs elsewhere", "The document is another person's.")
    month = Month(
        organisation_id=booking.key.organisation_id,
        customer_id=body.customer_id,
        month=business_month(facts.day),
        currency="",
    )
    booking.writing.connection.execute(
        identity_check.insert(),
        {
            **booking.key.columns(),
            "store_id": booking.store_id,
            "check_id": body.check_id,
            "customer_id": body.customer_id,
            "month": month.month,
            "document": body.document,
            "staff_id": facts.by,
            "checked_at": facts.at,
        },
    )
    for currency in list_told(booking.writing.connection, month):
        told = replace(month, currency=currency)
        tell_month(booking.writing, told, read_sums(booking.writing.connection, told))


def apply_identity_not_shown(booking: Booking) -> None:
    """Ask the office to look at a customer who was asked for a document and showed none."""
    body, facts = booking.body, booking.facts
    assert isinstance(body, IdentityNotShown)
    if not is_storable(body.customer_id):
        raise QuarantineError("A check of nobody", "No database keeps these names.")
    case = NewCase(
        store_id=booking.store_id,
        kind=NOT_SHOWN,
        title="A document was asked for and not shown",
        message=(
            f"Customer {body.customer_id} was asked on {facts.day:%d/%m/%Y} because of cash, and"
            f" the till was left without a document. One may have been shown later. {_QUIET}"
        ),
        operation_kind="identity_not_shown",
    )
    open_case(booking.writing, booking.central.surroundings, booking.key, case)


def _note_unnamed(booking: Booking, sale: SaleCompleted, rule: CashRule, cash: Money) -> None:
    """One payment that reaches the threshold alone has a customer; its till did not ask for one."""
    if not rule.is_reached(cash.amount_minor):
        return
    case = NewCase(
        store_id=booking.store_id,
        kind=UNNAMED,
        title="A large cash payment without a customer",
        message=(
            f"Receipt {sale.receipt} took {format_money(cash)} in cash, and nobody was asked who"
            f" paid. The sale counts as it is. {_QUIET}"
        ),
        operation_kind="sale_completed",
    )
    open_case(booking.writing, booking.central.surroundings, booking.key, case)


def _open(booking: Booking, month: Month, rule: CashRule, sums: Sums) -> None:
    """Open the one case of a customer's month: reached, or reached in parts at several tills."""
    is_pattern = is_split(
        rule,
        largest_minor=sums.largest_minor,
        sum_minor=sums.amount_minor,
        till_count=len(sums.tills),
    )
    is_seen = was_identified(booking.writing.connection, month)
    total, largest = (
        format_money(Money(minor, month.currency))
        for minor in (sums.amount_minor, sums.largest_minor)
    )
    shown = "A document was shown." if is_seen else "No document was shown: ask for one."
    case = NewCase(
        store_id=booking.store_id,
        kind=SPLIT if is_pattern else REACHED,
        title=(
            "Cash in parts at several tills" if is_pattern else "A customer's cash is to be told"
        ),
        message=(
            f"Customer {month.customer_id} paid {total} in cash in {month.month}: payments"
            f" {sums.count}, tills {len(sums.tills)}, the largest {largest}. {shown} Its report is"
            f" due by {report_due(rule, month.month):%d/%m/%Y}. Receipts:"
            f" {', '.join(sums.receipts)}. {_QUIET}"
        ),
        operation_kind="sale_completed",
    )
    open_case(booking.writing, booking.central.surroundings, booking.key, case)
