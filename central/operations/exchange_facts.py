"""Exchanges: what goods pay of a sale is what a refund just before it gave for them (rule 9.35)."""

import json

import sqlalchemy as sa
from pydantic import ValidationError

from central.operation_key import OperationKey
from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.tables import operation
from sync.protocol.bodies import SaleCompleted
from sync.protocol.refund_bodies import SaleRefunded

CASE_KIND = "exchange_doubt"
_LOOK_BACK = 4
"""Refund, the credit that it may owe, and the sale are neighbours: one transaction wrote them."""


def note_exchange(booking: Booking, body: SaleCompleted) -> None:
    """Have a person look where a sale was paid by goods that no refund beside it took in."""
    paid = {
        tender.reference or "": tender.amount_minor
        for tender in body.tenders
        if tender.kind == "exchange"
    }
    if not paid:
        return
    told = _given(booking.writing.connection, booking.key)
    if all(told.get(number) == minor for number, minor in paid.items()):
        return
    case = NewCase(
        store_id=booking.store_id,
        kind=CASE_KIND,
        title="A sale was paid by goods that did not come back",
        message=(
            f"Receipt {body.receipt} says that goods brought back paid {sum(paid.values())} of it,"
            f" by {', '.join(sorted(paid))}, and no refund beside it says so. The sale counts as it"
            " is. Compare the papers."
        ),
    )
    open_case(booking.writing, booking.central.surroundings, booking.key, case)


def _given(connection: sa.Connection, key: OperationKey) -> dict[str, int]:
    """What refunds just before an operation gave towards new goods, by their numbers.

    Read from what the till said, booked or not: a refund that is in quarantine was given as well.
    """
    given: dict[str, int] = {}
    asked = {f"of_{name}": value for name, value in key.columns().items()}
    for raw in connection.execute(_BEFORE, asked).scalars():
        try:
            body = SaleRefunded.model_validate(json.loads(bytes(raw))["body"])
        except (ValidationError, ValueError, KeyError, TypeError, RecursionError):
            continue
        for tender in body.tenders:
            if tender.kind == "exchange" and tender.reference == body.refund:
                given[body.refund] = given.get(body.refund, 0) + tender.amount_minor
    return given


_BEFORE = sa.select(operation.c.facts).where(
    operation.c.organisation_id == sa.bindparam("of_organisation_id"),
    operation.c.till_id == sa.bindparam("of_till_id"),
    operation.c.stream == sa.bindparam("of_stream"),
    operation.c.branch == sa.bindparam("of_branch"),
    operation.c.seq < sa.bindparam("of_seq"),
    operation.c.seq >= sa.bindparam("of_seq") - _LOOK_BACK,
    operation.c.kind == "sale_refunded",
)
