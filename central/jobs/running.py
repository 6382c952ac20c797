"""Running the jobs: step by step, so that tests step it and the command waits in between."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog

from central.bookings.chores import keep_allotments
from central.database import DatabaseUnavailable
from central.jobs.durability import Durability
from central.jobs.fx_rates import FxRates
from central.jobs.lease import Lease, LeaseLost, LeaseWatch
from central.jobs.mailing import Mailing
from central.jobs.paying import Paying
from central.jobs.provider_news import ProviderNews, watch_providers
from central.jobs.pruning import prune_codes
from central.jobs.silence import ask_after_silent_tills
from central.jobs.undelivered import Undelivered
from central.jobs.webhooks import WebhookWork
from central.operations.refund_chores import keep_refunds
from central.payments.statements.again import settle_waiting_rows

WAIT_S_MAX = 1.0
_REST_S = 60.0
_log = structlog.get_logger("central.jobs")


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do every so often: ``run`` writes through the lease it is given."""

    name: str
    every_s: float
    run: Callable[[Lease], None]


def all_jobs() -> tuple[Job, ...]:
    """Return every job, fresh: some remember what they saw last."""
    return (
        Job("durability", 1.0, Durability().run),
        Job("payments", 1.0, Paying().run),
        Job("mail", 5.0, Mailing().run),
        Job("webhooks", 1.0, WebhookWork().run),
        Job("undelivered", 900.0, Undelivered().run),
        Job("providers", 15.0, ProviderNews().run),
        Job("payments_fail", 60.0, watch_providers),
        Job("fx_rates", 15.0, FxRates().run),
        Job("prune_codes", 3_600.0, prune_codes),
        Job("refunds", 60.0, lambda lease: keep_refunds(lease.central, lease.writing)),
        Job("statements", 60.0, lambda lease: settle_waiting_rows(lease.central, lease.writing)),
        Job("allotments", 30.0, lambda lease: keep_allotments(lease.central, lease.writing)),
        Job("silence", 600.0, lambda lease: ask_after_silent_tills(lease.central, lease.writing)),
    )


@dataclass(slots=True)
class JobRunner:
    """Wants the lease, and with it does each job when it is due."""

    watch: LeaseWatch
    jobs: Sequence[Job]
    ticks: Callable[[], float] = field(default=time.monotonic)
    lease: Lease | None = field(default=None, init=False)
    _due_at: dict[str, float] = field(default_factory=dict, init=False)

    def step(self) -> float:
        """Do what is due; return the seconds to wait before the next step."""
        try:
            if self.lease is None:
                self.lease = self.watch.try_take()
            if self.lease is None:
                return WAIT_S_MAX
            for job in self.jobs:
                self._do(job, self.lease)
        except LeaseLost:
            self._forget()
        except DatabaseUnavailable:
            _log.warning("jobs_wait_for_the_database")
        return WAIT_S_MAX

    def beat(self) -> None:
        """Show that this process lives. Called from a thread of its own, also during a long job."""
        lease = self.lease
        if lease is None:
            return
        try:
            lease.beat()
        except LeaseLost:
            self._forget()
        except DatabaseUnavailable:
            _log.warning("jobs_wait_for_the_database")

    def stop(self) -> None:
        """Give the lease back, if it is held."""
        lease, self.lease = self.lease, None
        if lease is not None:
            try:
                lease.release()
            except (LeaseLost, DatabaseUnavailable):
                _log.info("lease_not_released")

    def _do(self, job: Job, lease: Lease) -> None:
        now = self.ticks()
        if now < self._due_at.get(job.name, now):
            return
        self._due_at[job.name] = now + job.every_s
        try:
            job.run(lease)
        except (LeaseLost, DatabaseUnavailable):
            raise
        except Exception as error:  # noqa: BLE001  the border around one job: the others go on
            self._due_at[job.name] = now + max(job.every_s, _REST_S)
            _log.exception("job_failed", job=job.name, error=type(error).__name__)

    def _forget(self) -> None:
        self.lease = None
        _log.info("lease_lost")
