"""What keeps a person from being forgotten for now: a case about their cash that is still open."""

import sqlalchemy as sa

from central.compliance.tables import cash_payment
from central.tables import case_file

REPORTED = ("cash_reached", "cash_split")
"""Cases whose report says who somebody is."""


def is_held(
    connection: sa.Connection, organisation_id: str, person_id: str, month: str = ""
) -> bool:
    """Tell whether a report of this person's cash is still to be made; of one month, or of any.

    Such a case is opened by the sale that reached the month, and lies under its key.
    """
    same = [
        case_file.c[name] == cash_payment.c[name]
        for name in ("organisation_id", "till_id", "stream", "branch", "seq")
    ]
    statement = (
        sa.select(case_file.c.case_id)
        .join(cash_payment, sa.and_(*same))
        .where(
            cash_payment.c.organisation_id == organisation_id,
            cash_payment.c.customer_id == person_id,
            case_file.c.kind.in_(REPORTED),
            case_file.c.closed_at.is_(None),
        )
    )
    if month:
        statement = statement.where(cash_payment.c.month == month)
    return connection.execute(statement.limit(1)).first() is not None
