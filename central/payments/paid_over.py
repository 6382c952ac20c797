"""Store credits of what payments were more than their sales took (sync rule 16.27).

MMG gives back the whole or nothing: what a customer sent beyond what was due is owed to them, and
is money once somebody has seen the payment. Before, and where it turns out not to be there, the
credit is in no book, and pays nothing.
"""

from dataclasses import dataclass

import sqlalchemy as sa

from central.allotments.books import HoldingPlace, book_of, find_books, lock_books
from central.allotments.recalling import due_recalls, publish_recalls
from central.allotments.stock import set_total
from central.database import Writing
from central.payments.cases import PaymentCase, open_payment_case
from central.payments.rows import Event, PaymentRow, note_event
from central.payments.tables import payment_credit
from central.surroundings import Surroundings
from domain.allotment import Book
from domain.errors import Conflict
from domain.money import Money
from domain.money_text import format_money
from sync.protocol.credit_names import code_end

_NOT_THERE = frozenset({"disputed", "cancelled", "expired", "refunded"})
_NO_MONEY = frozenset({"waiting", "void"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A credit that a till says it owes for a payment; ``is_held``: that till can spend it."""

    resource: str
    quantity: int
    customer_id: str | None
    is_held: bool


def note_owed_credit(
    writing: Writing, surroundings: Surroundings, row: PaymentRow, owed: Owed
) -> str:
    """Note what a till owes for a payment, and settle it by what is known of the money.

    Return what does not fit, or nothing: a credit that is not the difference of its payment and
    its sale pays nothing by itself; what its till holds of it counts all the same.
    """
    whose = (row.organisation_id, row.payment_id)
    is_first = not _list_owed(writing.connection, *whose)
    doubt = ""
    if not is_first:
        doubt = "its payment is owed for by another credit"
    elif owed.quantity != row.over_minor:
        doubt = f"its sale leaves {_text(row, row.over_minor)} of its payment"
    state = "free" if owed.is_held else "waiting"
    writing.connection.execute(
        sa.insert(payment_credit).values(
            organisation_id=row.organisation_id,
            resource=owed.resource,
            payment_id=row.payment_id,
            customer_id=owed.customer_id,
            state="doubtful" if doubt else state,
            quantity=owed.quantity,
            changed_at=writing.at,
        )
    )
    settle_owed(writing, surroundings, row)
    return doubt


def is_owed(connection: sa.Connection, organisation_id: str, resource: str) -> bool:
    """Tell whether a credit is known as one of a payment."""
    statement = sa.select(payment_credit.c.state).where(
        payment_credit.c.organisation_id == organisation_id,
        payment_credit.c.resource == resource,
    )
    return connection.execute(statement).first() is not None


def settle_owed(writing: Writing, surroundings: Surroundings, row: PaymentRow) -> None:
    """Let a payment's credit be money where that is verified, and void where it is not there.

    What was used of it then is a case: somebody has goods for money that did not come.
    """
    for owed in _list_owed(writing.connection, row.organisation_id, row.payment_id):
        if row.state == "verified" and owed.state in _NO_MONEY:
            _free(writing, row, owed)
        elif row.state in _NOT_THERE and owed.state in {"waiting", "free"}:
            _void(writing, surroundings, row, owed)


def require_unused(connection: sa.Connection, row: PaymentRow) -> None:
    """Let a payment be given back whole of whose credit nothing was used, and no till holds any.

    Raises Conflict: the customer has that part of it already.
    """
    for owed in _list_owed(connection, row.organisation_id, row.payment_id):
        used = _used_of(_book(connection, row, owed.resource)) if owed.state == "free" else 0
        if used:
            raise Conflict(
                "A part of it is owed as store credit",
                f"{_text(row, used)} of {code_end(owed.resource)} was used, or lies at a till."
                " Nothing was changed. Give the customer the rest in another way.",
            )


def _free(writing: Writing, row: PaymentRow, owed: sa.Row[tuple[object, ...]]) -> None:
    """Put it into its book, free to be granted to whichever till its customer comes to."""
    lock_books(writing, row.organisation_id, [owed.resource])
    book = _book(writing.connection, row, owed.resource)
    set_total(
        writing, row.organisation_id, owed.resource, book.with_total(book.total + owed.quantity)
    )
    _stand(writing, row, owed, "free")


def _void(
    writing: Writing,
    surroundings: Surroundings,
    row: PaymentRow,
    owed: sa.Row[tuple[object, ...]],
) -> None:
    """Take it out of its book; what a till holds of it is asked back."""
    _stand(writing, row, owed, "void")
    if owed.state == "waiting":
        return
    name = owed.resource
    lock_books(writing, row.organisation_id, [name])
    book = _book(writing.connection, row, name)
    set_total(writing, row.organisation_id, name, book.with_total(book.total - owed.quantity))
    used = _used_of(book)
    if not used:
        return
    place = HoldingPlace(organisation_id=row.organisation_id, till_id="", stream="", resource=name)
    if book.outstanding > 0:
        recalls = due_recalls(writing.connection, place, book.outstanding, writing.at)
        publish_recalls(writing, place, recalls)
    case = PaymentCase(
        kind="payment_credit",
        title="A store credit was used whose money is not there",
        message=(
            f"{_text(row, used)} of {code_end(name)}, receipt {row.receipt}, was used or lies at a"
            f" till, and its payment is {row.state}. The credit is void from now on. Talk to the"
            " customer."
        ),
    )
    open_payment_case(writing, surroundings, row, case)


def _stand(writing: Writing, row: PaymentRow, owed: sa.Row[tuple[object, ...]], state: str) -> None:
    writing.connection.execute(
        sa.update(payment_credit)
        .where(
            payment_credit.c.organisation_id == row.organisation_id,
            payment_credit.c.resource == owed.resource,
        )
        .values(state=state, changed_at=writing.at)
    )
    words = {"free": "can be used now", "void": "is void"}[state]
    why = f"Store credit {code_end(owed.resource)} {words}."
    evidence = {"credit": owed.resource, "quantity": str(owed.quantity)}
    note_event(writing, row, Event(by="central", why=why, evidence=evidence))


def _list_owed(
    connection: sa.Connection, organisation_id: str, payment_id: str
) -> list[sa.Row[tuple[object, ...]]]:
    statement = (
        sa.select(payment_credit)
        .where(
            payment_credit.c.organisation_id == organisation_id,
            payment_credit.c.payment_id == payment_id,
        )
        .order_by(payment_credit.c.resource)
    )
    return list(connection.execute(statement).all())


def _book(connection: sa.Connection, row: PaymentRow, name: str) -> Book:
    found = find_books(connection, row.organisation_id, [name])
    return book_of(found[name])


def _used_of(book: Book) -> int:
    """What of a credit is spent, or held by a till."""
    return book.consumed + book.outstanding


def _text(row: PaymentRow, minor: int) -> str:
    return format_money(Money(minor, row.currency))
