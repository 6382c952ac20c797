"""Somebody at the office who sees money in MMG's application, and verifies its payment by hand."""

from dataclasses import replace

import sqlalchemy as sa

from central.payments.office import ByPerson, check_payment
from central.payments.tables import payment
from domain.errors import Conflict
from tests.simulation.machine import Machine
from tests.simulation.town import Attempt, Town, supervisor_of


def verify_by_hand(town: Town, machine: Machine, attempt: Attempt) -> None:
    """Verify what was just paid, before central has asked MMG; its customer keeps the message.

    The application shows a person the money, and central learns no number of it by that.
    """
    office = town.jobs.office
    entries = town.bank.paid_for(attempt.payment_id, attempt.phone)
    if not office.is_up or not entries:
        return
    asked = sa.select(payment.c.organisation_id).where(payment.c.payment_id == attempt.payment_id)
    with office.central.database.reading() as connection:
        organisation_id = connection.scalar(asked)
    if organisation_id is None:
        return
    deed = ByPerson(
        organisation_id=organisation_id,
        payment_id=attempt.payment_id,
        by=supervisor_of(machine),
        reason="the customer stands there",
    )
    try:
        check_payment(office.central, deed, "verified", "MMG's application")
    except Conflict:  # central knows more by now
        return
    town.attempts[attempt.payment_id] = replace(attempt, reference=entries[0].reply_id)
    town.sometimes("verified by hand", attempt.kind)
