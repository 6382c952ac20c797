"""A buyer who was named after the sale: noted, and asked about where one receipt has two buyers."""

import sqlalchemy as sa

from central.buyer_tables import named_buyer
from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.operations.quarantine import QuarantineError
from central.storable import is_storable
from sync.protocol.buyer_bodies import BuyerNamed

CHANGED = "buyer_changed"


def apply_buyer_named(booking: Booking) -> None:
    """Note whose tax invoice a receipt is (sync rule 13b.2).

    The sale stays as it was booked. A second buyer of one receipt is booked like the first, and the
    office is asked to look: one tax may be claimed back by two.
    """
    body, facts = booking.body, booking.facts
    assert isinstance(body, BuyerNamed)
    if not (is_storable(body.receipt) and is_storable(body.customer_id)):
        raise QuarantineError("A buyer of nothing", "No database keeps these names.")
    connection = booking.writing.connection
    asked = {
        "of_organisation": booking.key.organisation_id,
        "of_till": booking.key.till_id,
        "of_receipt": body.receipt,
        "other": body.customer_id,
    }
    is_changed = connection.execute(_ANOTHER, asked).first() is not None
    connection.execute(
        named_buyer.insert(),
        {
            **booking.key.columns(),
            "store_id": booking.store_id,
            "receipt": body.receipt,
            "customer_id": body.customer_id,
            "staff_id": facts.by,
            "business_date": facts.day,
            "named_at": facts.at,
        },
    )
    if is_changed:
        case = NewCase(
            store_id=booking.store_id,
            kind=CHANGED,
            title="A tax invoice has two buyers",
            message=(
                f"Receipt {body.receipt} was made out to another buyer before; {facts.by} named"
                f" customer {body.customer_id} on {facts.day:%d/%m/%Y}. The sale counts as it is."
                " See to it that the first paper is given back."
            ),
            operation_kind="buyer_named",
        )
        open_case(booking.writing, booking.central.surroundings, booking.key, case)


_ANOTHER = sa.select(named_buyer.c.seq).where(
    named_buyer.c.organisation_id == sa.bindparam("of_organisation"),
    named_buyer.c.till_id == sa.bindparam("of_till"),
    named_buyer.c.receipt == sa.bindparam("of_receipt"),
    named_buyer.c.customer_id != sa.bindparam("other"),
)
