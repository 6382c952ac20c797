"""Bugs planted in what is asked of another till: see planted_bugs.py, which lists them all."""

from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

import app.use_cases.answer_asked
import app.use_cases.answer_quote
import central.operations.quote_bookings
from storage.approvals import Approvals
from tests.simulation.planting import PlantedBug, true_of
from tests.simulation.swarm import AFAR


def answers_left_at_their_till() -> AbstractContextManager[object]:
    """A till keeps what was answered, and says nothing of it."""
    return patch.object(app.use_cases.answer_asked, "append_operation", lambda *given: None)


def answer_not_used_up() -> AbstractContextManager[object]:
    """A till forgets that it went on with an answer."""
    true_save = Approvals.save

    def save(approvals: Approvals, asked: Any) -> None:
        if asked.state != "used":
            true_save(approvals, asked)

    return patch.object(Approvals, "save", save)


def special_prices_left_at_their_till() -> AbstractContextManager[object]:
    """A till keeps the price that somebody gave, and says nothing of it."""
    return patch.object(app.use_cases.answer_quote, "append_operation", lambda *given: None)


def special_price_not_used_up() -> AbstractContextManager[object]:
    """Central books at a special price, and keeps it as one that waits."""
    true_move = true_of(central.operations.quote_bookings, "move_quote")

    def move(writing: Any, row: Any) -> None:
        if row.state != "used":
            true_move(writing, row)

    return patch.object(central.operations.quote_bookings, "move_quote", move)


_SPECIAL = ("special_prices_hold",)

AFAR_BUGS: tuple[PlantedBug, ...] = (
    PlantedBug(
        "answers left at their till",
        answers_left_at_their_till,
        ("answers_from_afar_are_known_at_both_ends",),
        AFAR,
    ),
    PlantedBug(
        "answer from afar not used up",
        answer_not_used_up,
        ("answers_from_afar_are_used_once", "answers_from_afar_are_known_at_both_ends"),
        AFAR,
    ),
    PlantedBug(
        "special prices left at their till", special_prices_left_at_their_till, _SPECIAL, AFAR
    ),
    PlantedBug("special price not used up", special_price_not_used_up, _SPECIAL, AFAR),
)
