"""What the risk policy says of a sale's tenders, asked again at central (sync rule 16.14a).

A till judges by the rules that it was told. Where those in force ask for a second person and the
sale names none, or somebody who may not, the sale is booked all the same and a person looks at it.
"""

from collections import defaultdict

import sqlalchemy as sa

from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.storable import storable
from central.tables import staff
from domain.risk import COUNTER_TENDERS, RiskRule
from domain.risk_policy import risk_rules
from domain.second_person import is_waived
from domain.staff import Permission, Role
from sync.protocol.bodies import SaleCompleted

ABOVE = "tender_above_cap"


def note_tender_caps(booking: Booking, sale: SaleCompleted) -> None:
    """Open a case for a sale whose tenders needed a yes that it does not have."""
    doubt = _doubt(booking, sale)
    if not doubt:
        return
    case = NewCase(
        store_id=booking.store_id,
        kind=ABOVE,
        title="A payment above what the policy takes",
        message=(
            f"Receipt {sale.receipt}: {doubt} The sale is booked and its money is counted. Ask who"
            " sold it, and whether that till had heard of the rule."
        ),
    )
    open_case(booking.writing, booking.central.surroundings, booking.key, case)


def _doubt(booking: Booking, sale: SaleCompleted) -> str:
    """Why somebody should look; empty where nobody has to."""
    signer = sale.tenders_approved_by
    if signer is None:
        above = _above(booking, sale)
        return "" if not above else f"Nobody signed for it. {above[0].supervisor_sentence}"
    who = storable(signer)
    if signer == booking.facts.by:
        if is_waived(booking.rules, booking.store_id, booking.facts.day):
            return ""  # `signed_alone` is a case of its own
        return f"{who} signed for what they took themselves."
    role = booking.writing.connection.execute(
        sa.select(staff.c.role).where(
            staff.c.organisation_id == booking.key.organisation_id,
            staff.c.staff_id == signer,
        )
    ).scalar_one_or_none()
    if role is None:
        return f"{who} signed for it, whom nobody knows."
    if Permission.APPROVE not in booking.rules.role_permissions(Role(role), booking.facts.day):
        return f"{who} signed for it and has no right to approve."
    return ""


def _above(booking: Booking, sale: SaleCompleted) -> list[RiskRule]:
    """The caps in force that the sale is above; only what a sale says by itself is measured."""
    sums: defaultdict[str, int] = defaultdict(int)
    for tender in sale.tenders:
        if tender.kind in COUNTER_TENDERS:
            sums[tender.kind] += tender.amount_minor
    if not sums:
        return []
    return [
        rule
        for rule in risk_rules(booking.rules, booking.facts.day)
        if rule.measure == "amount"
        and rule.action != "accept"
        and any(sums[kind] > rule.threshold for kind in sums if rule.tender in {"", kind})
    ]
