"""Bugs planted in refunds, drawers and shared carts: see planted_bugs.py, which lists them all."""

import json
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import app.use_cases.recall_cart
import central.carts.telling
import central.operations.refund_facts
import storage.refunds
from domain.refund import refundable_of
from storage.refunds import Refunds
from tests.simulation.planting import PlantedBug, true_of
from tests.simulation.swarm import MARKET


def given_back_again_and_again() -> AbstractContextManager[object]:
    """A till forgets what it gave back for a receipt before."""

    def find(self: Any, receipt_number: str) -> Any:
        return refundable_of(self._sales.get(receipt_number).sale)

    return patch.object(Refunds, "find_refundable", find)


def refunds_not_weighed() -> AbstractContextManager[object]:
    """Central books what was given back, and holds it against no sale."""
    module = central.operations.refund_facts
    return patch.object(module, "settle_receipt", lambda *given: ())


def refund_left_in_the_drawer() -> AbstractContextManager[object]:
    """Cash that was given back is still counted as in the drawer."""
    return patch.object(storage.refunds, "_entries", lambda given: ())


def parked_lines_cut() -> AbstractContextManager[object]:
    """Central tells the store's tills the first line of a parked cart only."""
    true_body = true_of(central.carts.telling, "_body")

    def body(row: Any, told: str, lines: str, receipts: Any) -> Any:
        return true_body(row, told, json.dumps(json.loads(lines)[:1]), receipts)

    return patch.object(central.carts.telling, "_body", body)


def recalled_without_its_last_line() -> AbstractContextManager[object]:
    """A cart comes back to the screen one line short."""
    true_take = true_of(app.use_cases.recall_cart, "take_edition")

    def take(uow: Any, till: Any, said: Any, what: Any) -> Any:
        known, note = what
        short = replace(note, lines=note.lines[: max(1, len(note.lines) - 1)])
        return true_take(uow, till, said, (known, short))

    return patch.object(app.use_cases.recall_cart, "take_edition", take)


_SALE = "refunds_never_exceed_their_sale"
_WEIGHED = "provisional_refunds_are_found"
_DRAWER = ("the_drawer_adds_up", "ledger_holds")
_LISTED = "every_parked_cart_is_listed_with_all_its_lines"
_WHOLE = "no_cart_loses_a_line"

RETURN_BUGS: tuple[PlantedBug, ...] = (
    PlantedBug("given back again and again", given_back_again_and_again, (_SALE,), MARKET),
    PlantedBug("refunds not weighed", refunds_not_weighed, (_WEIGHED,), MARKET),
    PlantedBug("refund left in the drawer", refund_left_in_the_drawer, _DRAWER, MARKET),
    PlantedBug("parked lines cut", parked_lines_cut, (_LISTED, _WHOLE), MARKET),
    PlantedBug("recalled without its last line", recalled_without_its_last_line, (_WHOLE,), MARKET),
)
