"""Bugs planted in payments: see planted_bugs.py, which lists them all."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from itertools import count
from typing import Any
from unittest.mock import patch

from stripe.checkout import SessionService

import central.feed.reading
import central.operations.payment_facts
import central.payments.mmg.checking
import central.payments.moving
import central.payments.office
import central.payments.references
from central.jobs import paying
from central.payments.rows import set_payment
from tests.simulation.planting import PlantedBug, true_of
from tests.simulation.swarm import BY_HAND, DOUBTS, PAYDAY, PUT_BACK


def sent_again_after_a_doubt() -> AbstractContextManager[object]:
    """An answer that was lost is taken for nothing sent: the wish is sent again, not looked up."""
    one = true_of(paying, "_One")
    true_begun = one._begun

    def begun(self: Any, answer: Any, doubt: str) -> None:
        if doubt:
            self._unsent(doubt)
        else:
            true_begun(self, answer, doubt)

    return patch.object(one, "_begun", begun)


def sent_again_after_a_kill() -> AbstractContextManager[object]:
    """What was being sent when the jobs died is sent again by those that come after."""
    one = true_of(paying, "_One")
    true_see_to = one.see_to

    def see_to(self: Any) -> bool:
        if self.row.step == "sending" and self.row.state == "requested":
            with self.lease.writing() as writing:
                self.row = set_payment(writing, self._locked(writing), step="idle")
        return bool(true_see_to(self))

    return patch.object(one, "see_to", see_to)


@contextmanager
def sent_again_by_a_central_put_back() -> Iterator[None]:
    """A central that was put back believes that it never sent what it does not remember."""
    with ExitStack() as stack:
        for module, name in (
            (central.operations.payment_facts, "may_have_been_sent"),
            (central.operations.payment_facts, "is_of_older_epoch"),
            (paying, "is_of_older_epoch"),
        ):
            stack.enter_context(patch.object(module, name, lambda *given: False))
        yield


def unknown_epochs_prove_nothing() -> AbstractContextManager[object]:
    """A copy of central's disk that is put back a second time forgets that there was a first."""
    return patch.object(central.feed.reading, "has_had_epoch", lambda *given: True)


@contextmanager
def card_under_a_new_key_each_time() -> Iterator[None]:
    """Each try of a card payment is another call to Stripe."""
    true_create, tries = true_of(SessionService, "create"), count()

    def create(self: Any, params: Any, options: Any) -> Any:
        key = f"{options['idempotency_key']}-{next(tries)}"
        return true_create(self, params, {"idempotency_key": key})

    with patch.object(SessionService, "create", create):
        yield


@contextmanager
def references_kept_by_tills_only() -> Iterator[None]:
    """Central does not mind whose a reference is: only the till that saw it refuses it."""
    for_all = lambda *given: None  # noqa: E731  the same for both
    with (
        patch.object(central.operations.payment_facts, "take_references", for_all),
        patch.object(central.payments.moving, "take_references", for_all),
    ):
        yield


def amounts_not_compared() -> AbstractContextManager[object]:
    """Whatever was paid under a number verifies the claim."""
    return patch.object(central.payments.mmg.checking, "_mismatch", lambda *given: None)


def given_up_and_forgotten() -> AbstractContextManager[object]:
    """What a till gave up is not looked for any more."""
    true_set = true_of(central.operations.payment_facts, "set_payment")

    def forget(writing: Any, row: Any, **values: Any) -> Any:
        if values.get("step") == "cancelling":
            values = {"step": "idle", "next_at": None}
        return true_set(writing, row, **values)

    return patch.object(central.operations.payment_facts, "set_payment", forget)


def tills_not_told() -> AbstractContextManager[object]:
    """A payment is moved, and its till does not hear of it."""
    return patch.object(central.payments.moving, "tell_payment", lambda *given: None)


@contextmanager
def numbers_of_what_was_seen_by_hand_not_noted() -> Iterator[None]:
    """What a person verified is looked up no more, and nobody minds which attempt money names."""
    with (
        patch.object(central.payments.references, "_whose_attempt", lambda *given: None),
        patch.object(central.payments.moving, "may_look_for_numbers", lambda *given: False),
        patch.object(central.payments.office, "numbers_of", lambda *given: ()),
    ):
        yield


def sales_not_tied_to_payments() -> AbstractContextManager[object]:
    """A sale is booked, and the payment that it names does not hear of it."""
    true_set = true_of(central.operations.payment_facts, "set_payment")

    def untied(writing: Any, row: Any, **values: Any) -> Any:
        return row if "receipt" in values else true_set(writing, row, **values)

    return patch.object(central.operations.payment_facts, "set_payment", untied)


def late_money_told_to_nobody() -> AbstractContextManager[object]:
    """Money for what was given up is taken, and no person hears of it."""
    true_open = true_of(central.payments.moving, "open_payment_case")

    def keep_quiet(writing: Any, around: Any, row: Any, case: Any) -> None:
        if case.kind != "payment_late":
            true_open(writing, around, row, case)

    return patch.object(central.payments.moving, "open_payment_case", keep_quiet)


def claims_looked_up_once() -> AbstractContextManager[object]:
    """A claim that could not be looked up is not looked up again."""
    true_look = true_of(paying, "look_of")

    def look_of(writing: Any, row: Any) -> Any:
        look = true_look(writing, row)
        return replace(look, is_last=True) if row.way == "claim" else look

    return patch.object(paying, "look_of", look_of)


_ONCE = "no_attempt_is_charged_twice"
_FOUND = "money_that_came_is_found"
_ONE_USE = "references_belong_to_one_payment"
_EVIDENCE = "verified_only_with_evidence"
_TOLD = "tills_know_what_became_of_payments"

PAYMENT_BUGS: tuple[PlantedBug, ...] = (
    PlantedBug("sent again after a doubt", sent_again_after_a_doubt, (_ONCE,), DOUBTS),
    PlantedBug("sent again after a kill", sent_again_after_a_kill, (_ONCE,), DOUBTS),
    PlantedBug(
        "sent again by a central put back",
        sent_again_by_a_central_put_back,
        (_ONCE, _FOUND),
        PAYDAY,
    ),
    PlantedBug(
        "unknown epochs prove nothing", unknown_epochs_prove_nothing, (_FOUND, _TOLD), PUT_BACK
    ),
    PlantedBug("card under a new key each time", card_under_a_new_key_each_time, (_ONCE,), PAYDAY),
    PlantedBug("references kept by tills only", references_kept_by_tills_only, (_ONE_USE,), PAYDAY),
    PlantedBug("amounts not compared", amounts_not_compared, (_EVIDENCE,), PAYDAY),
    PlantedBug("given up and forgotten", given_up_and_forgotten, (_FOUND,), PAYDAY),
    PlantedBug("tills not told of payments", tills_not_told, (_TOLD,), PAYDAY),
    PlantedBug(
        "numbers of what was seen by hand not noted",
        numbers_of_what_was_seen_by_hand_not_noted,
        (_ONE_USE,),
        BY_HAND,
    ),
    PlantedBug(
        "sales not tied to payments", sales_not_tied_to_payments, ("no_payment_is_lost",), PAYDAY
    ),
    PlantedBug(
        "late money told to nobody", late_money_told_to_nobody, ("late_money_is_a_case",), PAYDAY
    ),
    PlantedBug(
        "claims looked up once",
        claims_looked_up_once,
        ("claims_are_settled_by_what_is_true",),
        PAYDAY,
    ),
)
