"""Central's jobs as a process of their own: they take the lease, ask providers, and are killed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa

from central.database import DatabaseUnavailable, Writing
from central.jobs.lease import Lease, LeaseLost, LeaseWatch
from central.jobs.paying import Paying
from central.jobs.paying_asks import waits_of
from central.jobs.provider_news import ProviderNews
from central.opening import Central
from central.operations.refund_chores import keep_refunds
from central.payments.rows import payment_row
from central.payments.tables import payment
from tests.simulation.bank import Bank
from tests.simulation.head_office import HeadOffice
from tests.simulation.mortal import Fuse, Killed

ROUNDS_MAX = 6
"""How often the jobs come round at one moment after healing: a run takes twenty payments."""
JUMPS_MAX = 10
HORIZON = timedelta(hours=7)
"""A claim is looked up again after six hours at the latest (sync rule 16.8)."""
OVER_BY = timedelta(minutes=1)
"""So long after a till stopped waiting, central has said so."""
BREAKER_REST = timedelta(minutes=15)
"""Longer than any breaker rests."""
_PLACES = 12
_Key = tuple[str, str, str]
"""Organisation, payment, and its way; or that its numbers are looked for."""
_TO_THE_END = frozenset({"claim", "numbering"})
"""What is looked for until it is found."""


@dataclass(frozen=True)
class MortalLease(Lease):
    """The lease of a process that may die before and behind each of its commits."""

    fuse: Fuse = field(default_factory=Fuse)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        self.fuse.burn("before a job's transaction")
        with super().writing() as writing:
            yield writing
        self.fuse.burn("after a job's commit")


@dataclass(slots=True)
class PayJobs:
    """The process. ``complain`` hears of what no job may do: fail."""

    office: HeadOffice
    bank: Bank
    complain: Callable[[str, str], None]
    dies: float = 0.0
    _of: Central | None = None
    _lease: MortalLease | None = None
    _paying: Paying = field(default_factory=Paying)
    _news: ProviderNews = field(default_factory=ProviderNews)

    def run(self, *, with_news: bool = False) -> None:
        """Come round once, unless central is down; perhaps die on the way."""
        if not self.office.is_up:
            return
        self.bank.fuse.put_out()
        if not self.bank.is_calm and self.bank.chance.happens(self.dies):
            self.bank.fuse.light(self.bank.chance.rng.randint(1, _PLACES))
        try:
            self._do(with_news=with_news)
        except Killed as death:
            self.bank.clockwork.journal.sometimes(f"jobs died {death}")
            self._of = None
        except (LeaseLost, DatabaseUnavailable) as error:
            self._of = None
            if self.office.disk is None or not self.office.disk.is_bad:
                self.complain("nothing_fails_unexpectedly", f"the jobs: {error.title}")
        except Exception as error:  # noqa: BLE001  # whatever it is, it is the run's finding
            self._of = None
            words = f"the jobs: {type(error).__name__}: {error}".splitlines()[0]
            self.complain("nothing_fails_unexpectedly", words)
        finally:
            self.bank.fuse.put_out()

    def _do(self, *, with_news: bool) -> None:
        lease = self._take_lease()
        self._paying.run(lease)
        keep_refunds(lease.central, lease.writing)
        if with_news:
            self._news.run(lease)

    def _take_lease(self) -> Lease:
        """Go on with the lease; a new process, or one whose central was put back, takes it anew."""
        if self._of is not self.office.central or self._lease is None:
            self._of = self.office.central
            drivers = self.bank.drivers(self._of)
            self._paying = Paying(drivers, ticks=lambda: 0.0)
            self._news = ProviderNews(drivers)
            taken = _taken(self._of)
            self._lease = MortalLease(taken.central, taken.token, self.bank.fuse)
        return self._lease

    def settle(self) -> bool:
        """Let time pass until each claim is settled and each wish was looked at twice.

        The second time is when nobody waits for it any more: a central that was put back looks for
        what it has forgotten until then, whatever its till knew before. Tell whether there was
        anything.
        """
        looked_at: set[_Key] = set()
        for jump in range(JUMPS_MAX):
            until = self.office.clockwork.now() + HORIZON
            waiting = self._waiting(to_the_end=jump > 0)
            due = [(at, key) for at, key in waiting if key not in looked_at and at < until]
            if not due:
                return jump > 0
            looked_at |= {key for _, key in due if jump and key[2] not in _TO_THE_END}
            self._go_on_to(max(at for at, _ in due))
            for _ in range(ROUNDS_MAX):
                self.run()
                if not any(at <= self.office.clockwork.now() for at, _ in self._waiting()):
                    break
        return True

    def _waiting(self, *, to_the_end: bool = False) -> list[tuple[datetime, _Key]]:
        """Return what is looked at next, and when; ``to_the_end``: an open wish when it is over."""
        waits = sa.select(payment).where(payment.c.next_at.is_not(None))
        found = []
        with self.office.central.database.reading() as connection:
            for each in connection.execute(waits.order_by(payment.c.next_at)).mappings():
                row, at = payment_row({**each}), each["next_at"]
                if to_the_end and row.way != "claim" and row.state == "pending":
                    at = max(at, waits_of(connection, row)[1] + OVER_BY)
                way = row.step if row.step == "numbering" else row.way
                found.append((at, (row.organisation_id, row.payment_id, way)))
        return found

    def _go_on_to(self, at: datetime) -> None:
        clockwork = self.office.clockwork
        ahead = at - clockwork.now()
        if ahead <= timedelta(0):  # it is due, and waits for its provider's breaker
            ahead = BREAKER_REST
        clockwork.pass_time(ahead // timedelta(milliseconds=1) + 1)
        clockwork.journal.note("the jobs wait", ahead)


def _taken(central: Central) -> Lease:
    """Take the lease from whoever holds it: it has shown no sign for long enough."""
    ticks = [0.0]
    watch = LeaseWatch(central, "jobs", lambda: ticks[0])
    lease = watch.try_take()
    if lease is None:
        ticks[0] = 1_000.0
        lease = watch.try_take()
    assert lease is not None
    return lease
