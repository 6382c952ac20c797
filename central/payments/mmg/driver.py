"""MMG as a payment provider: codes, pushes and claims, behind the port.

A code is made here, without a call: MMG hears of it when the customer opens the page. A push has no
idempotency key, so that a lost answer is looked for in the history and never sent again.
"""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import ValidationError

from central.payments.mmg.account import Account, read_account
from central.payments.mmg.answers import Pushed, Reversal, Transaction, local_digits
from central.payments.mmg.checking import (
    confirm,
    is_reversed,
    list_history,
    look_up_id,
    names_attempt,
)
from central.payments.mmg.token import Wanted, checkout_url, require_room, whole_dollars
from central.payments.mmg.wire import MmgWire, Told, open_client
from central.payments.mmg.words import REJECTED, REVERSED_BEFORE, standing_of
from central.payments.numbers import attempt_digits
from central.payments.port import (
    ASKED_BACK,
    Ask,
    Begun,
    Found,
    OutcomeUnknown,
    ProviderRefused,
    Way,
)
from central.settings import Settings

NAME = "mmg"


@dataclass(frozen=True, slots=True)
class Mmg:
    """The driver. ``now`` tells the time."""

    account: Account
    wire: MmgWire
    now: Callable[[], datetime]

    @property
    def name(self) -> str:
        """The name in operations, rules and settings."""
        return NAME

    @property
    def ways(self) -> tuple[Way, ...]:
        """A code needs the checkout's credentials; all else goes by the other product."""
        return ("push", "claim") if self.account.checkout is None else ("qr", "push", "claim")

    @property
    def merchant(self) -> str:
        """The merchant's number at MMG."""
        return self.account.merchant

    def begin(self, ask: Ask) -> Begun:
        """Make a code, or ask the payer's phone. Raises the four of the port."""
        try:
            whole = whole_dollars(ask.amount)
        except ValueError as error:
            raise ProviderRefused("MMG takes whole Guyana dollars only.") from error
        return self._push(ask, whole) if ask.way == "push" else self._code(ask)

    def _code(self, ask: Ask) -> Begun:
        checkout = self.account.checkout
        if checkout is None:
            raise ProviderRefused("This office has no MMG checkout.")
        wanted = Wanted(
            attempt=attempt_digits(ask.attempt_id),
            amount=ask.amount,
            description=ask.description,
            at=self.now(),
        )
        url = checkout_url(self.account, checkout, wanted)
        return Begun(known={"attempt": wanted.attempt}, url=url)

    def _push(self, ask: Ask, whole: int) -> Begun:
        payer = local_digits(ask.payer_phone)
        if payer is None:
            raise ProviderRefused("MMG asks numbers of Guyana only: seven digits.")
        body = {
            "amount": f"{whole}.00",
            "currency": "GYD",
            "subType": "merinipmt",
            "type": "transfer",
            "debitParty": [{"key": "accountid", "value": payer}],
            "creditParty": [{"key": "accountid", "value": self.merchant}],
        }
        told = self.wire.do("payment", {"merchant_msisdn": self.merchant}, body)
        if told.status in REJECTED:
            raise ProviderRefused(f"MMG did not ask the customer's phone ({_why(told)}).")
        try:
            pushed = Pushed.model_validate(told.body)
        except ValidationError as error:
            raise OutcomeUnknown("MMG's answer could not be read") from error
        if standing_of(pushed.status) == "unpaid":
            raise ProviderRefused(f"MMG says: {pushed.status[:40]}.")
        known = {"object_reference": pushed.object_reference, "execution_id": pushed.execution_id}
        return Begun(known={name: value for name, value in known.items() if value})

    def look_up(self, ask: Ask) -> Found:
        """Say what is known. Paid is what a look-up and the history both say."""
        number = _number(ask)
        if number is not None:
            return self._checked(ask, number, None)
        rows = list_history(self.wire, ask, self.now())
        mine = self._of_attempt(ask, rows)
        if len(mine) > 1:
            return Found(finding="mismatch", words="MMG shows more than one that it may be.")
        if mine:
            return self._checked(ask, mine[0].reference, rows)
        hint = ask.known.get("transaction_id")
        if hint:
            found = self._checked(ask, hint, rows)
            if found.finding == "paid":
                return found
        # A reply to the page proves nothing, neither for a payment nor against it.
        return Found(finding="pending", words="MMG does not show it yet.")

    def _checked(self, ask: Ask, number: str, rows: tuple[Transaction, ...] | None) -> Found:
        now = self.now()
        seen = look_up_id(self.wire, number, ask, now)
        if seen.found is not None:
            return seen.found
        assert seen.transaction is not None
        if rows is None:
            rows = list_history(self.wire, ask, now)
        return confirm(self.wire, ask, seen.transaction, rows, number)

    def _of_attempt(self, ask: Ask, rows: tuple[Transaction, ...]) -> list[Transaction]:
        """Find an attempt whose number at MMG nobody told us: by our digits, or by the payer."""
        if ask.way == "qr":
            ours = attempt_digits(ask.attempt_id)
            return [row for row in rows if row.external_id == ours]
        payer = local_digits(ask.payer_phone)
        if payer is None:
            return []
        return [
            row
            for row in rows
            if row.is_from(payer)
            and row.money() == ask.amount
            and not names_attempt(row)
            and not row.ids & ask.taken
        ]

    def cancel(self, ask: Ask) -> Found:
        """MMG can't take a request back: look what became of it."""
        return self.look_up(ask)

    def refund(self, ask: Ask) -> Found:
        """Reverse the whole, once. MMG reverses nothing twice; that it did, its look-up says alone.

        A reversal that was taken up may still fail: while it is under way MMG refuses another one
        as it does after it.
        """
        number = ask.known.get("history_id") or _number(ask)
        if number is None:
            raise ProviderRefused("Nobody knows its number at MMG.")
        if is_reversed(look_up_id(self.wire, number, ask, self.now()).transaction):
            return Found(finding="paid", words="MMG gave it back.")
        if ASKED_BACK in ask.known:
            return Found(finding="pending", words="MMG does not say yet that it gave it back.")
        told = self.wire.do(
            "reversal", {"merchant_msisdn": self.merchant, "transactionId": number}, {}
        )
        if told.code == REVERSED_BEFORE:
            words = "MMG was asked to give it back before, and does not say yet that it did."
            return Found(finding="pending", known={ASKED_BACK: ""}, words=words)
        if told.status in REJECTED:
            raise ProviderRefused(f"MMG did not give it back ({_why(told)}).")
        try:
            reversal = Reversal.model_validate(told.body)
        except ValidationError as error:
            raise OutcomeUnknown("MMG's answer could not be read") from error
        known = {ASKED_BACK: reversal.reference}
        standing = standing_of(reversal.status)
        return Found(finding=standing, known=known, words=f"MMG says: {reversal.status[:40]}.")

    def balance(self) -> Told:
        """Ask what the account holds: whether the login and the numbers work."""
        return self.wire.read("balance", {"merchant_msisdn": self.merchant})


def open_mmg(settings: Settings) -> Mmg | None:
    """Return the driver; None without an account. Raises BadInput for one that cannot work."""
    account = read_account(settings)
    if account is None:
        return None
    require_room(account)
    wire = MmgWire(account, open_client(), time.monotonic, lambda: str(uuid.uuid4()))
    return Mmg(account, wire, lambda: datetime.now(UTC))


def mmg_merchant(settings: Settings) -> str:
    """Return the merchant's number in the settings, empty where there is none."""
    return settings.mmg_merchant


def _number(ask: Ask) -> str | None:
    """Return what to look up: what the payer showed, or MMG's own number of a push."""
    return ask.known.get({"claim": "reference", "push": "object_reference"}.get(ask.way, ""))


def _why(told: Told) -> str:
    return told.code or str(told.status)
