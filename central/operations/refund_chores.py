"""What keeps refunds true while nobody asks: new keys, refunds whose sale came meanwhile."""

import sqlalchemy as sa

from central.allotments.publishing import OpenWriting
from central.opening import Central
from central.operations.refund_facts import weigh_refunds
from central.refunds.booking import find_sold
from central.refunds.key_telling import tell_due_keys
from central.refunds.tables import refund

OPEN_MAX = 200


def keep_refunds(central: Central, open_writing: OpenWriting) -> None:
    """Do what is due now. For the jobs: bounded, and harmless to repeat.

    A sale and its refund that came at one moment did not see each other: they are weighed here.
    """
    tell_due_keys(central.database, open_writing)
    with central.database.reading() as connection:
        due = [
            (row.organisation_id, row.of_receipt)
            for row in connection.execute(_OPEN)
            if find_sold(connection, row.organisation_id, row.of_receipt, lock=False) is not None
        ]
    for organisation_id, of_receipt in due:
        with open_writing() as writing:
            weigh_refunds(central, writing, organisation_id, of_receipt)


_OPEN = (
    sa.select(refund.c.organisation_id, refund.c.of_receipt)
    .where(refund.c.standing == "open")
    .group_by(refund.c.organisation_id, refund.c.of_receipt)
    .order_by(sa.func.max(refund.c.refunded_at).desc(), refund.c.of_receipt)
    .limit(OPEN_MAX)
)
