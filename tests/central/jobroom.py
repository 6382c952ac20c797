"""What rooms of payments share: the office, its shop, the jobs' lease, and a payment's row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa

from central.jobs.lease import Lease, LeaseWatch
from central.payments.rows import PaymentRow, find_payment
from central.payments.tables import payment
from central.tills.organisations import Store
from tests.central.office import Office


@dataclass
class JobRoom:
    """An office whose jobs are stepped by hand."""

    office: Office
    shop: Store = field(init=False)
    lease: Lease = field(init=False)

    def run(self, after: timedelta = timedelta(0)) -> None:
        """Do what is due after this time."""
        raise NotImplementedError

    def take_lease(self) -> None:
        """Begin the jobs anew, as after a kill: whoever held the lease is silent."""
        watch = LeaseWatch(self.office.central, "jobs", lambda: 0.0)
        lease = watch.try_take()
        if lease is None:
            watch.ticks = lambda: 1_000.0
            lease = watch.try_take()
        assert lease is not None
        self.lease = lease

    def run_through(self, span: timedelta, step: timedelta) -> None:
        """Do what is due, again and again."""
        until = self.office.clock.now() + span
        while self.office.clock.now() < until:
            self.run(step)

    def row(self, payment_id: str = "pay-1") -> PaymentRow:
        with self.office.central.database.reading() as connection:
            organisation_id = connection.scalar(sa.select(payment.c.organisation_id).limit(1))
            assert organisation_id is not None
            found = find_payment(connection, organisation_id, payment_id)
        assert found is not None
        return found

    def state(self, payment_id: str = "pay-1") -> str:
        return self.row(payment_id).state
