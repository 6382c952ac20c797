"""The provider's numbers of what a person verified by hand: looked for, so that each pays once.

Who looks in a provider's application has its word for the money and not all of its numbers. While
none is noted here, a claim that shows one of them would be taken for money of its own.
"""

from dataclasses import dataclass, replace

from central.jobs.lease import Lease
from central.jobs.paying_asks import ask_of, look_of
from central.jobs.paying_notes import alert, evidence_of, get_locked, note
from central.payments.moving import Move, move_payment
from central.payments.port import (
    Found,
    OutcomeUnknown,
    Provider,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
)
from central.payments.rows import Event, PaymentRow, note_event, set_payment

STEP = "numbering"
_ALONE_TRIES = 3
"""Some minutes: MMG's history may be behind, and show what the same person paid before alone."""
_OF_CLAIMS = ("ledger_id", "receipt_id", "history_id")
"""Numbers of the money that a claim's own number names, whatever else of it does not fit."""


@dataclass(slots=True)
class Numbering:
    """One payment that a person verified, with its provider. Its state is that person's word."""

    lease: Lease
    provider: Provider
    row: PaymentRow

    def see_to(self) -> bool:
        """Look once; tell whether the provider is there."""
        with self.lease.central.database.reading() as connection:
            ask = ask_of(self.lease.central, connection, self.row, needs_payer=False)
        if self.row.tries >= _ALONE_TRIES:  # the only money that it may be is what a claim has
            ask = replace(ask, taken=frozenset())
        try:
            found = self.provider.look_up(ask)
        except ProviderRefused as error:
            alert(self.provider, error)
            self._wait(str(error))
            return not isinstance(error, ProviderMisconfigured)
        except (ProviderDown, OutcomeUnknown) as error:
            self._wait(f"{error}.")
            return False
        numbers = self._numbers_in(found)
        if numbers:
            self._take(found, numbers)
        else:
            self._wait(found.words)
        return True

    def _numbers_in(self, found: Found) -> tuple[str, ...]:
        if found.finding == "mismatch" and self.row.way == "claim":
            return tuple(found.known[name] for name in _OF_CLAIMS if found.known.get(name))
        return found.references

    def _take(self, found: Found, numbers: tuple[str, ...]) -> None:
        """Note them as its own. Where one is another's, it becomes disputed (sync rule 16.6)."""
        with self.lease.writing() as writing:
            row = get_locked(writing, self.row)
            if row.step != STEP:
                return
            evidence = {**evidence_of(found), "references": ",".join(numbers)}
            move = Move(
                organisation_id=row.organisation_id,
                payment_id=row.payment_id,
                to="verified",
                by=self.provider.name,
                evidence=evidence,
                merchant=self.provider.merchant,
                references=numbers,
                known=found.known,
            )
            moved = move_payment(writing, self.lease.central.surroundings, move)
            if moved.outcome == "same":
                told = Event(by=move.by, why="Its numbers are noted.", evidence=evidence)
                note_event(writing, moved.row, told)
                set_payment(writing, moved.row, step="idle", next_at=None, tries=0)

    def _wait(self, words: str) -> None:
        """Look later, ever more rarely; after two weeks a statement may still show them."""
        with self.lease.writing() as writing:
            row = get_locked(writing, self.row)
            if row.step != STEP:
                return
            look = look_of(writing, row)
            if look.is_last:
                why = f"Its numbers were looked for in vain. {words}".strip()
                note(writing, row, self.provider.name, why)
                set_payment(writing, row, step="idle", next_at=None, tries=0)
            else:
                set_payment(writing, row, next_at=writing.at + look.after, tries=row.tries + 1)
