"""What the risk policy says of a sale's tenders, asked again at central (sync rule 16.14a).

A till judges by the rules that it was told. Where those in force ask for a second person and the
sale names none, or somebody who may not, the sale is booked all the same and a person looks at it.
"""

import sqlalchemy as sa

from central.operations.alone import may_stand_alone
from central.operations.cart_facts import Booking
from central.operations.cases import NewCase, open_case
from central.operations.tender_sums import (
    Window,
    customer_of,
    customer_sum,
    judged_sums,
    keep_tenders,
    till_minor,
)
from central.storable import storable
from central.tables import staff
from domain.risk import BY_ITSELF, CAPS, RiskRule, rules_for
from domain.risk_policy import risk_rules
from domain.staff import Permission, Role
from sync.protocol.bodies import SaleCompleted

ABOVE = "tender_above_cap"


def note_tender_caps(booking: Booking, sale: SaleCompleted) -> None:
    """Open a case for a sale whose tenders needed a yes that it does not have."""
    keep_tenders(booking, sale)
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
        return "" if not above else f"Nobody signed for it. {above[0]}"
    return signer_doubt(booking, signer)


def signer_doubt(booking: Booking, signer: str) -> str:
    """Why a yes does not count: of nobody known, without the right, or one's own; empty where so.

    ``booking`` is of who sold: an own yes counts where the store waives a second person.
    """
    who = storable(signer)
    if signer == booking.facts.by:
        if may_stand_alone(booking, signer):
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


def _above(booking: Booking, sale: SaleCompleted) -> list[str]:
    """What the caps in force that the sale is above say to a supervisor."""
    sums = judged_sums(sale)
    if not sums:
        return []
    policy = risk_rules(booking.rules, booking.facts.day)
    said = [
        _said(booking, sale, rule, (kind, minor))
        for kind, minor in sums.items()
        for rule in rules_for(policy, kind)
        if rule.action not in BY_ITSELF
    ]
    return [words for words in said if words]


def _said(booking: Booking, sale: SaleCompleted, rule: RiskRule, paid: tuple[str, int]) -> str:
    """The rule's sentence where the sale is above it; what only its till can measure is not asked.

    What a customer paid at several tills none of them could know.
    """
    kind, minor = paid
    tills = 1
    window = Window(kind=kind, currency=sale.currency, minutes=rule.window_minutes)
    customer_id = customer_of(sale)
    if rule.measure == "till_sum":
        minor = till_minor(booking, window)
    elif rule.measure == "customer_sum" and customer_id is not None:
        found = customer_sum(booking, customer_id, window)
        minor, tills = found.amount_minor, found.till_count
    elif rule.measure not in CAPS:
        return ""
    if minor <= rule.threshold:
        return ""
    known = "" if tills == 1 else f" It was paid at {tills} tills, each of which knew its own part."
    return rule.supervisor_sentence + known
