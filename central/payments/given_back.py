"""Money that goes back by its provider, and money that tills gave back for the same receipt.

The two are weighed together (sync rule 9.31): whichever comes first, more than was paid is found.
"""

import sqlalchemy as sa

from central.database import Writing
from central.payments.cases import PaymentCase, open_payment_case
from central.payments.reversals import find_reversal, payment_reversal
from central.payments.rows import PaymentRow
from central.payments.tables import payment
from central.refunds.booking import find_sold
from central.refunds.tables import refund
from central.surroundings import Surroundings
from domain.errors import Conflict
from domain.money import Money
from domain.money_text import format_money
from sync.protocol.credit_names import code_end


def weigh_again(writing: Writing, row: PaymentRow) -> None:
    """Have the refunds of a payment's receipt weighed again: its provider has given it back.

    The jobs do that (``central.operations.refund_chores``), and open the case where it is too much.
    Behind the lock of the sale: a refund that comes at this moment sees the payment, or is seen.
    """
    if not row.receipt:
        return
    find_sold(writing.connection, row.organisation_id, row.receipt)
    writing.connection.execute(
        sa.update(refund)
        .where(*_of_receipt(row), refund.c.standing == "sound")
        .values(standing="open")
    )


def by_provider_minor(connection: sa.Connection, organisation_id: str, of_receipt: str) -> int:
    """Return what providers gave back of a receipt's payments, in minor units.

    What a booked refund of the receipt sends back itself counts once, with that refund.
    """
    asked = {"of_organisation": organisation_id, "asked": of_receipt}
    return int(connection.scalar(_BY_PROVIDER, asked) or 0)


def find_given_twice(writing: Writing, surroundings: Surroundings, row: PaymentRow) -> None:
    """Open a case where a payment went back of which the customer has the money as store credit.

    Whatever the sums of its receipt say: another part of the sale may hide it.
    """
    asked = find_reversal(writing.connection, row.organisation_id, row.payment_id)
    if asked is None or asked["state"] != "credited":
        return
    case = PaymentCase(
        kind="refunded_twice",
        title="Money went back that is owed as store credit",
        message=(
            f"{format_money(row.amount)} by {row.provider.upper()}, receipt {row.receipt}, went"
            f" back to the customer, who has it as store credit {code_end(asked['credit'])} as"
            f" well, for refund {asked['refund']}. Both count. Talk to the customer."
        ),
    )
    open_payment_case(writing, surroundings, row, case)


def require_not_credited(connection: sa.Connection, row: PaymentRow) -> None:
    """Let a payment be given back in whose place no store credit stands. Raises Conflict."""
    asked = find_reversal(connection, row.organisation_id, row.payment_id)
    if asked is not None and asked["state"] == "credited":
        raise Conflict(
            "It was given as store credit",
            f"The customer has it as {code_end(asked['credit'])}, for refund {asked['refund']}: its"
            " provider is asked no more. Nothing was changed.",
        )


def require_not_given(connection: sa.Connection, row: PaymentRow) -> None:
    """Let a payment be given back whose receipt's refunds leave enough of what was paid.

    Raises Conflict: tills have given that money back already.
    """
    sold = find_sold(connection, row.organisation_id, row.receipt) if row.receipt else None
    if sold is None:
        return
    taken_minor = row.amount_minor - row.over_minor
    given = sa.func.sum(refund.c.total_minor + refund.c.rounding_minor)
    given_minor = int(connection.scalar(sa.select(given).where(*_of_receipt(row))) or 0)
    asked = find_reversal(connection, row.organisation_id, row.payment_id)
    if asked is not None:
        given_minor -= taken_minor  # a refund gave it this very way, and it did not arrive
    if given_minor + taken_minor <= sold.paid_minor or given_minor <= 0:
        return
    paid, was_given = (
        format_money(Money(minor, row.currency)) for minor in (sold.paid_minor, given_minor)
    )
    raise Conflict(
        "It was given back already",
        f"Receipt {row.receipt} was paid with {paid}, and tills have given {was_given} back for it:"
        " with this it would be more than was paid. Nothing was changed.",
    )


def _of_receipt(row: PaymentRow) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        refund.c.organisation_id == row.organisation_id,
        refund.c.of_receipt == row.receipt,
    )


_BY_PROVIDER = sa.select(sa.func.sum(payment.c.amount_minor - payment.c.over_minor)).where(
    payment.c.organisation_id == sa.bindparam("of_organisation"),
    payment.c.receipt == sa.bindparam("asked"),
    payment.c.state == "refunded",
    ~sa.exists().where(
        payment_reversal.c.organisation_id == payment.c.organisation_id,
        payment_reversal.c.payment_id == payment.c.payment_id,
        payment_reversal.c.state != "credited",
        refund.c.organisation_id == payment.c.organisation_id,
        refund.c.refund == payment_reversal.c.refund,
    ),
)
