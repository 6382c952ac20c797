"""Asking providers about payments: begun once, looked up until something is known (sync rules 16).

The step ``sending`` is committed before the first call. Whoever finds it there, after a kill or a
lost lease, knows that the outcome is unknown: it is looked up and never sent again.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from central.database import Writing
from central.jobs.guarding import Guarded
from central.jobs.lease import Lease
from central.jobs.paying_asks import PayerForgotten, ask_of, look_of, waits_of
from central.jobs.paying_back import GivingBack
from central.jobs.paying_due import in_turns, list_due
from central.jobs.paying_notes import (
    LOST_AFTER,
    alert,
    evidence_of,
    get_locked,
    move_for_central,
    note,
    open_unknown,
    state_after,
)
from central.jobs.paying_numbers import STEP as NUMBERING
from central.jobs.paying_numbers import Numbering
from central.jobs.paying_waits import NextLook
from central.payments.moving import Move, move_payment
from central.payments.port import (
    Ask,
    Begun,
    Found,
    OutcomeUnknown,
    Provider,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
)
from central.payments.providers import open_providers
from central.payments.put_back import is_of_older_epoch, look_instead
from central.payments.rows import (
    Event,
    PaymentRow,
    known_text,
    note_event,
    set_payment,
)
from domain.payment import PaymentState

BUDGET_S = 20.0
"""How long one run goes on: the other jobs wait meanwhile."""
AGAIN = timedelta(seconds=5)
"""When a wish is sent that could not be sent now."""
NO_ACCOUNT_AGAIN = timedelta(minutes=15)
_NOBODY_PAID: tuple[PaymentState, str] = ("expired", "Nobody paid in time.")
_GIVEN_UP = frozenset({"cancelled", "expired"})
_log = structlog.get_logger("central.payments")


@dataclass(slots=True)
class Paying:
    """The job. Its drivers are opened at the first run, and stay: MMG allows one login."""

    providers: Mapping[str, Provider] | None = None
    ticks: Callable[[], float] = field(default=time.monotonic)

    def run(self, lease: Lease) -> None:
        """See to what is due, in turns; one that is down or slow is left alone till next time.

        Each provider has its own share of the time, and its first payment is always seen to.
        Raises what the lease's transactions raise.
        """
        if self.providers is None:
            self.providers = open_providers(lease.central)
        due = list_due(lease)
        spent_s = dict.fromkeys(due, 0.0)
        for row in in_turns(due):
            if spent_s[row.provider] * len(due) >= BUDGET_S:
                continue
            begun = self.ticks()
            is_there = self._see_to(lease, row)
            spent_s[row.provider] += self.ticks() - begun if is_there else BUDGET_S

    def _see_to(self, lease: Lease, row: PaymentRow) -> bool:
        """Do a payment's next step; tell whether its provider is there."""
        assert self.providers is not None
        provider = self.providers.get(row.provider)
        if provider is None:
            _without_account(lease, row)
            return True
        return _One(lease, Guarded(lease, provider), row).see_to()


def _without_account(lease: Lease, row: PaymentRow) -> None:
    """A wish ends at once; a claim waits for somebody who can look, and becomes a case."""
    with lease.writing() as writing:
        if row.state == "requested":
            why = f"The office has no account at {row.provider.upper()}."
            move_for_central(lease, writing, row, ("cancelled", why))
            return
        set_payment(writing, row, next_at=writing.at + NO_ACCOUNT_AGAIN, tries=row.tries + 1)
        if row.state in {"claimed", "approved"}:
            open_unknown(lease, writing, row, "the office has no account to look it up with.")


@dataclass(slots=True)
class _One:
    """One payment that is due, with its provider."""

    lease: Lease
    provider: Provider
    row: PaymentRow

    def see_to(self) -> bool:
        """Do its next step; tell whether the provider is there."""
        if self.row.step == "idle":
            return self._begin()
        if self.row.step == "sending":
            self._note_lost()
        if self.row.step.startswith("refund"):
            return GivingBack(self.lease, self.provider, self.row).see_to()
        if self.row.step == NUMBERING:
            return Numbering(self.lease, self.provider, self.row).see_to()
        return self._look()

    # --- beginning ---------------------------------------------------------------------------

    def _begin(self) -> bool:
        """Send a wish, once. What is committed before the call says that it may have been sent."""
        ask = self._marked()
        if ask is None:
            return True
        try:
            begun = self.provider.begin(ask)
        except ProviderDown as error:
            self._unsent(str(error))
            return False
        except OutcomeUnknown as error:
            self._begun(Begun(), str(error))
        except ProviderRefused as error:
            self._refused(error)
        else:
            self._begun(begun, "")
        return True

    def _marked(self) -> Ask | None:
        """Commit *sending*, unless the till gave it up or nobody waits any more."""
        with self.lease.writing() as writing:
            row = self._locked(writing)
            if row.step != "idle" or row.state != "requested":
                return None
            if is_of_older_epoch(writing.connection, row):
                look_instead(writing, row)
                return None
            if waits_of(writing.connection, row)[1] <= writing.at:
                move_for_central(self.lease, writing, row, _NOBODY_PAID)
                set_payment(writing, row, next_at=None)
                return None
            try:
                ask = ask_of(self.lease.central, writing.connection, row)
            except PayerForgotten:
                move_for_central(
                    self.lease, writing, row, ("cancelled", "The payer's number is not known.")
                )
                set_payment(writing, row, next_at=None)
                return None
            note_event(
                writing,
                row,
                Event(by="central", why="It is being sent.", evidence={"tries": str(row.tries)}),
            )
            self.row = set_payment(
                writing, row, step="sending", next_at=writing.at + LOST_AFTER, tries=row.tries + 1
            )
            return ask

    def _begun(self, begun: Begun, doubt: str) -> None:
        """Note what the answer told. Given up meanwhile, it is ended there as well."""
        with self.lease.writing() as writing:
            row = self._locked(writing)
            if row.state == "requested":
                move = Move(
                    organisation_id=row.organisation_id,
                    payment_id=row.payment_id,
                    to="pending",
                    by=self.provider.name,
                    why=doubt,
                    known=begun.known,
                    url=begun.url,
                    quoted=begun.quoted,
                )
                row = move_payment(writing, self.lease.central.surroundings, move).row
                step = "waiting"
            else:  # given up, or settled, meanwhile
                note(writing, row, self.provider.name, doubt or "It had been sent already.")
                row = set_payment(writing, row, known=known_text({**row.known, **begun.known}))
                step = "cancelling" if row.state in _GIVEN_UP else "idle"
            after = None if step == "idle" else writing.at + look_of(writing, row).after
            set_payment(writing, row, step=step, tries=0, next_at=after)

    def _unsent(self, why: str) -> None:
        with self.lease.writing() as writing:
            row = self._locked(writing)
            note(writing, row, self.provider.name, f"Nothing was sent: {why}.")
            gone = row.state != "requested"
            set_payment(writing, row, step="idle", next_at=None if gone else writing.at + AGAIN)

    def _refused(self, error: ProviderRefused) -> None:
        self._alert(error)
        with self.lease.writing() as writing:
            row = self._locked(writing)
            if row.state == "requested":
                move_for_central(self.lease, writing, row, ("cancelled", str(error)))
            set_payment(writing, row, step="idle", next_at=None)

    def _note_lost(self) -> None:
        """Somebody sent it, or was about to, and did not live to say: nobody knows."""
        with self.lease.writing() as writing:
            row = self._locked(writing)
            if row.step != "sending":
                self.row = row
                return
            why = "It was being sent when central stopped: it is looked up, and not sent again."
            if row.state == "requested":
                row = move_for_central(self.lease, writing, row, ("pending", why)).row
            else:
                note(writing, row, "central", why)
            step = "cancelling" if row.state in _GIVEN_UP else "waiting"
            self.row = set_payment(writing, row, step=step, tries=0)

    # --- looking -----------------------------------------------------------------------------

    def _look(self) -> bool:
        """Ask what became of it. A question may be asked as often as needed."""
        central = self.lease.central
        call = self.provider.cancel if self.row.step == "cancelling" else self.provider.look_up
        with central.database.reading() as connection:
            ask = ask_of(central, connection, self.row, needs_payer=False)
        try:
            found = call(ask)
        except ProviderRefused as error:
            self._alert(error)
            self._found(Found(finding="pending", words=str(error)))
            return not isinstance(error, ProviderMisconfigured)
        except (ProviderDown, OutcomeUnknown) as error:
            self._put_off(f"{error}.")
            return False
        self._found(found)
        return True

    def _found(self, found: Found) -> None:
        with self.lease.writing() as writing:
            row = self._locked(writing)
            if row.step not in {"waiting", "cancelling"}:
                return
            if found.finding == "unpaid" and row.state in _GIVEN_UP:
                note(writing, row, self.provider.name, found.words)
                set_payment(writing, row, step="idle", next_at=None)
                return
            to = state_after(row, found)
            if to is None:
                self._wait(writing, row, found)
                return
            move = Move(
                organisation_id=row.organisation_id,
                payment_id=row.payment_id,
                to=to,
                by=self.provider.name,
                why=found.words,
                evidence=evidence_of(found),
                merchant=self.provider.merchant,
                references=found.references if to == "verified" else (),
                known=found.known,
            )
            moved = move_payment(writing, self.lease.central.surroundings, move)
            set_payment(writing, moved.row, step="idle", next_at=None)

    def _wait(self, writing: Writing, row: PaymentRow, found: Found) -> None:
        """Nothing is known yet: look later, ever more rarely, and let a person know at last."""
        row = set_payment(writing, row, known=known_text({**row.known, **found.known}))
        look = look_of(writing, row)
        if look.is_expired and row.state == "pending":
            row = move_for_central(self.lease, writing, row, _NOBODY_PAID).row
        elif found.url and row.state == "pending" and not row.url:
            row = self._tell_code(writing, row, found)
        self._set_look(writing, row, look)
        if look.is_case:
            open_unknown(self.lease, writing, row, found.words or "the provider says nothing.")

    def _tell_code(self, writing: Writing, row: PaymentRow, found: Found) -> PaymentRow:
        """Tell the till of a code whose telling was lost with whoever began it."""
        move = Move(
            organisation_id=row.organisation_id,
            payment_id=row.payment_id,
            to="pending",
            by=self.provider.name,
            url=found.url,
            quoted=found.quoted,
        )
        return move_payment(writing, self.lease.central.surroundings, move).row

    def _put_off(self, why: str) -> None:
        with self.lease.writing() as writing:
            row = self._locked(writing)
            look = look_of(writing, row)
            if row.step in {"waiting", "cancelling"}:
                self._set_look(writing, row, look, step=row.step)
                if look.is_case:
                    open_unknown(self.lease, writing, row, why)

    def _set_look(
        self, writing: Writing, row: PaymentRow, look: NextLook, step: str = "waiting"
    ) -> None:
        at = None if look.is_last else writing.at + look.after
        set_payment(
            writing, row, step="idle" if at is None else step, next_at=at, tries=row.tries + 1
        )

    # --- common ------------------------------------------------------------------------------

    def _locked(self, writing: Writing) -> PaymentRow:
        return get_locked(writing, self.row)

    def _alert(self, error: ProviderRefused) -> None:
        alert(self.provider, error)
