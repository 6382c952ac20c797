"""Bugs planted in decisions, money that goes back, and cash by law: see planted_bugs.py."""

from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

import app.use_cases.decide_payment
import app.use_cases.take_payment
import central.operations.cash_facts
import central.operations.payment_facts
import central.payments.reversals
from domain.refund import refundable_of
from storage.refunds import Refunds
from tests.simulation.planting import PlantedBug, true_of
from tests.simulation.swarm import DESK


def decisions_left_at_their_till() -> AbstractContextManager[object]:
    """A till keeps what was decided, and says nothing of it."""
    return patch.object(app.use_cases.decide_payment, "append_operation", lambda *given: None)


def decisions_not_noted() -> AbstractContextManager[object]:
    """Central moves a payment as was decided; what moves nothing it forgets."""
    return patch.object(central.operations.payment_facts, "note_event", lambda *given: None)


def sent_back_and_given_again() -> AbstractContextManager[object]:
    """A till forgets that money of a receipt was sent back the way it was paid."""
    true_find = Refunds.find_refundable

    def find(self: Any, receipt_number: str) -> Any:
        if not self.list_sent_back(receipt_number):
            return true_find(self, receipt_number)
        return refundable_of(self._sales.get(receipt_number).sale)

    return patch.object(Refunds, "find_refundable", find)


def reversals_noted_and_not_asked_for() -> AbstractContextManager[object]:
    """Central tells the till that money is on its way, and asks no provider for it."""
    return patch.object(central.payments.reversals, "ask_back", lambda *given: None)


def documents_not_asked_for() -> AbstractContextManager[object]:
    """A till takes whatever cash it is given."""
    return patch.object(app.use_cases.take_payment, "require_identity", lambda *given: None)


def cash_counted_twice() -> AbstractContextManager[object]:
    """Central adds each payment in cash to its customer's month once more."""
    true_add = true_of(central.operations.cash_facts, "add_cash")

    def add(writing: Any, month: Any, minor: int) -> Any:
        return true_add(writing, month, 2 * minor)

    return patch.object(central.operations.cash_facts, "add_cash", add)


_DECIDED = ("decisions_reach_their_till_and_central",)

DESK_BUGS: tuple[PlantedBug, ...] = (
    PlantedBug("decisions left at their till", decisions_left_at_their_till, _DECIDED, DESK),
    PlantedBug("decisions not noted", decisions_not_noted, _DECIDED, DESK),
    PlantedBug(
        "sent back and given again", sent_back_and_given_again, ("no_money_goes_back_twice",), DESK
    ),
    PlantedBug(
        "reversals noted and not asked for",
        reversals_noted_and_not_asked_for,
        ("what_is_asked_back_is_settled",),
        DESK,
    ),
    PlantedBug(
        "documents not asked for", documents_not_asked_for, ("what_the_law_asks_is_asked",), DESK
    ),
    PlantedBug("cash counted twice", cash_counted_twice, ("months_of_cash_add_up",), DESK),
)
