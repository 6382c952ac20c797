"""What the jobs write down about a payment, and what they ask of a person."""

from datetime import timedelta

import structlog

from central.database import Writing
from central.jobs.lease import Lease
from central.payments.cases import PaymentCase, open_payment_case
from central.payments.moving import Move, Moved, move_payment
from central.payments.port import Found, Provider, ProviderMisconfigured, ProviderRefused
from central.payments.rows import Event, PaymentRow, find_payment, note_event
from domain.money_text import format_money
from domain.payment import PaymentState

LOST_AFTER = timedelta(seconds=30)
"""How long whoever sends may be silent before somebody else looks."""
_log = structlog.get_logger("central.payments")


def get_locked(writing: Writing, row: PaymentRow) -> PaymentRow:
    """Return a payment as it is now; nobody else moves it until the commit."""
    found = find_payment(writing.connection, row.organisation_id, row.payment_id, lock=True)
    assert found is not None
    return found


def alert(provider: Provider, error: ProviderRefused) -> None:
    """Log what is a fault of our own account: every other payment fails as well."""
    if isinstance(error, ProviderMisconfigured):
        _log.error("provider_misconfigured", provider=provider.name, reason=str(error))


def evidence_of(found: Found) -> dict[str, str]:
    """Return what a finding rests on, by name."""
    evidence = {**found.known, "references": ",".join(found.references), "said": found.words}
    if found.paid_at is not None:
        evidence["paid_at"] = found.paid_at.isoformat()
    return {name: value for name, value in evidence.items() if value}


def move_for_central(
    lease: Lease, writing: Writing, row: PaymentRow, what: tuple[PaymentState, str]
) -> Moved:
    """Change a state for a reason of our own: a state, and a plain sentence."""
    move = Move(
        organisation_id=row.organisation_id,
        payment_id=row.payment_id,
        to=what[0],
        by="central",
        why=what[1],
    )
    return move_payment(writing, lease.central.surroundings, move)


def note(writing: Writing, row: PaymentRow, by: str, why: str) -> None:
    """Write down what happened and changed nothing."""
    note_event(writing, row, Event(by=by, why=why, evidence={}))


def open_unknown(lease: Lease, writing: Writing, row: PaymentRow, why: str) -> None:
    """Ask a person to look where no provider can be asked, or says anything."""
    receipt = f", receipt {row.receipt}" if row.receipt else ""
    case = PaymentCase(
        kind="payment_unknown",
        title="Nobody could say whether a payment was made",
        message=(
            f"{format_money(row.amount)} by {row.provider.upper()}{receipt}: {why}"
            " Look in the provider's own application, and verify or dispute it by hand."
        ),
    )
    open_payment_case(writing, lease.central.surroundings, row, case)


def open_not_given_back(lease: Lease, writing: Writing, row: PaymentRow, why: str) -> None:
    """Ask a person to look where money that is to be given back is in limbo, or was refused."""
    receipt = f", receipt {row.receipt}" if row.receipt else ""
    case = PaymentCase(
        kind="payment_unknown",
        title="Money is not known to be given back",
        message=f"{format_money(row.amount)} by {row.provider.upper()}{receipt}: {why}",
    )
    open_payment_case(writing, lease.central.surroundings, row, case)


def state_after(row: PaymentRow, found: Found) -> PaymentState | None:
    """Return the state that a finding leads to; None where it stays and is looked up again."""
    if found.finding == "pending":
        return None
    if found.finding == "paid":
        return "verified"
    if found.finding == "mismatch" or row.way == "claim":
        return "disputed"
    return "cancelled"
