"""What central keeps for a while only: enrolment codes, a month after they could last be used."""

from datetime import timedelta

import sqlalchemy as sa

from central.jobs.lease import Lease
from central.tables import enrolment_code

KEPT = timedelta(days=30)


def prune_codes(lease: Lease) -> None:
    """Delete codes that nobody can use, and that no till will ask about again."""
    with lease.writing() as writing:
        writing.connection.execute(
            sa.delete(enrolment_code).where(enrolment_code.c.expires_at < writing.at - KEPT)
        )
