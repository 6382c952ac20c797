"""Money that its provider gives back: asked for until it says that it did, for two weeks at most.

The step ``refund_sending`` is committed before the call. Whoever finds it there asks again: the
drivers look first, so that asking again gives back once.
"""

from dataclasses import dataclass

from central.database import Writing
from central.jobs.lease import Lease
from central.jobs.paying_asks import ask_of, look_of
from central.jobs.paying_notes import (
    LOST_AFTER,
    alert,
    get_locked,
    move_for_central,
    note,
    open_not_given_back,
)
from central.payments.credit_instead import is_credited
from central.payments.port import (
    Ask,
    Found,
    OutcomeUnknown,
    Provider,
    ProviderDown,
    ProviderRefused,
)
from central.payments.reversals import refuse_reversal
from central.payments.rows import PaymentRow, known_text, set_payment


@dataclass(slots=True)
class GivingBack:
    """One payment that is to be given back, with its provider."""

    lease: Lease
    provider: Provider
    row: PaymentRow

    def see_to(self) -> bool:
        """Do its next step; tell whether the provider is there."""
        ask = self._marked()
        if ask is None:
            return True
        try:
            found = self.provider.refund(ask)
        except (ProviderDown, OutcomeUnknown) as error:
            self._ask_later(f"{error}.")
            return False
        except ProviderRefused as error:
            alert(self.provider, error)
            found = Found(finding="unpaid", words=str(error))
        self._told(found)
        return True

    def _marked(self) -> Ask | None:
        """Commit that it is being asked for, unless it was given back meanwhile."""
        with self.lease.writing() as writing:
            row = get_locked(writing, self.row)
            if row.state == "refunded" or not row.step.startswith("refund"):
                return None
            again_at = writing.at + LOST_AFTER
            set_payment(writing, row, step="refund_sending", next_at=again_at)
            return ask_of(self.lease.central, writing.connection, row, needs_payer=False)

    def _told(self, found: Found) -> None:
        with self.lease.writing() as writing:
            row = get_locked(writing, self.row)
            row = set_payment(writing, row, known=known_text({**row.known, **found.known}))
            if found.finding == "paid":
                move_for_central(self.lease, writing, row, ("refunded", found.words))
            elif not row.step.startswith("refund"):
                note(writing, row, self.provider.name, found.words)
            elif found.finding == "pending":
                self._wait(writing, row, ("refund_waiting", found.words))
            else:
                set_payment(writing, row, step="idle", next_at=None)
                self._refused(writing, row, found.words)

    def _refused(self, writing: Writing, row: PaymentRow, words: str) -> None:
        if is_credited(writing, row):  # meanwhile: there is nothing to give any more
            note(writing, row, self.provider.name, words)
            return
        why = (
            f"it could not be given back. {words} The money is still at the provider: ask once more"
            " (payments reverse), or give it back in another way."
        )
        if not refuse_reversal(writing, self.lease.central.surroundings, row, words):
            open_not_given_back(self.lease, writing, row, why)

    def _ask_later(self, why: str) -> None:
        with self.lease.writing() as writing:
            row = get_locked(writing, self.row)
            note(writing, row, self.provider.name, why)
            if row.step.startswith("refund"):
                self._wait(writing, row, ("refund_due", why))

    def _wait(self, writing: Writing, row: PaymentRow, what: tuple[str, str]) -> None:
        """Ask later, ever more rarely; a person hears of it, and in the end it is theirs alone."""
        step, words = what
        look = look_of(writing, row)
        if look.is_last:
            set_payment(writing, row, step="idle", next_at=None, tries=0)
            why = (
                f"nobody could say for two weeks whether it was given back. {words} It is not asked"
                " for any more: ask the provider. A statement that shows it settles this."
            )
            open_not_given_back(self.lease, writing, row, why)
            return
        set_payment(writing, row, step=step, next_at=writing.at + look.after, tries=row.tries + 1)
        if look.is_case:
            why = (
                f"it is to be given back, and nobody can say whether it was. {words} It is asked"
                " for again. Give it back in no other way before the provider says that it did not."
            )
            open_not_given_back(self.lease, writing, row, why)
