"""What is asked of somebody at another till: a supervisor's yes, and a price that no sheet has."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from app.use_cases.answer_asked import AnswerAsked, answer_asked, list_asked
from app.use_cases.answer_quote import AnswerQuote, answer_quote
from app.use_cases.ask_from_afar import AskFromAfar, ask_from_afar, cancel_ask, take_answer
from app.use_cases.special_quotes import (
    AskForQuote,
    ask_for_quote,
    book_with_quote,
    list_special_quotes,
)
from domain.errors import RuleBroken
from domain.money import Money
from tests.helpers.shipment_builders import a_piece
from tests.simulation.town import signed_for

if TYPE_CHECKING:
    from app.use_cases.till import Session
    from domain.shipment import ShipmentDraft
    from sync.protocol.approval_bodies import Answer
    from tests.simulation.machine import Machine
    from tests.simulation.town import Town

TOO_HEAVY_LB = 201
"""One pound more than the sample's limit for a piece."""
HELD_H = 8
"""Longer than a run: a price that ends in the middle of a sale leaves a cart nobody can pay."""
_ANSWERS: tuple[Answer, ...] = ("approve", "approve", "approve", "reject")


def see_to_afar(machine: Machine, session: Session, town: Town) -> None:
    """Take an answer that came, answer what others ask, and perhaps ask oneself."""
    _take_answers(machine, session, town)
    rows = list_asked(machine.running)
    if rows:
        _answer(machine, session, machine.chance.rng.choice(rows).asked.approval_id)
    if town.happens("ask_afar"):
        _ask(machine, session, town)


def _take_answers(machine: Machine, session: Session, town: Town) -> None:
    with machine.db.reading() as uow:
        waiting = uow.approvals.list_open()
    for asked in waiting:
        if asked.state != "approved" or asked.asked_by != session.staff_id:
            continue
        try:
            take_answer(machine.running, session, asked.approval_id)
        except RuleBroken as refusal:
            town.sometimes("answer from afar refused", refusal.title)
            cancel_ask(machine.running, session, asked.approval_id, "expired")
            continue
        town.sometimes("answer from afar used")
        if town.happens("pressed_twice"):
            with suppress(RuleBroken):
                take_answer(machine.running, session, asked.approval_id)


def _answer(machine: Machine, session: Session, approval_id: str) -> None:
    town = machine.town
    assert town is not None
    request = AnswerAsked(
        approval_id=approval_id,
        decision=machine.chance.rng.choice(_ANSWERS),
        reason="looked at",
        approval=signed_for(machine, "asked from afar"),
    )
    said = answer_asked(machine.running, session, request)
    town.sometimes(f"answered from afar: {said}")


def _ask(machine: Machine, session: Session, town: Town) -> None:
    """Ask, unless something is waited for; sometimes that is called off instead."""
    with machine.db.reading() as uow:
        waiting = uow.approvals.list_open()
    if waiting and waiting[0].expires_at > machine.clock.now():
        if machine.chance.rng.random() < 0.3:
            cancel_ask(machine.running, session, waiting[0].approval_id, "pressed")
            town.sometimes("asked from afar and called off")
        return
    request = AskFromAfar(
        approval_id=machine.chance.new_id(),
        title="Pay out 5,000 from the drawer",
        detail="A bill of the cleaner's",
        reason="The drawer's rule wants a supervisor",
        audit="pay_out",
    )
    ask_from_afar(machine.running, session, request)
    town.sometimes("asked from afar")


def see_to_quotes(machine: Machine, session: Session, draft: ShipmentDraft) -> None:
    """Answer what is asked, book what has its price, and perhaps bring something too heavy."""
    town, rng = machine.town, machine.chance.rng
    assert town is not None
    rows = list_special_quotes(machine.running)
    asked = [row.special.quote_id for row in rows if row.special.state == "asked"]
    if asked:
        _price(machine, session, rng.choice(asked))
    priced = [row.special for row in rows if row.is_mine and row.special.state == "priced"]
    if priced:
        book_with_quote(machine.running, session, rng.choice(priced).quote_id)
        town.sometimes("special price taken")
    if town.happens("special"):
        heavy = replace(draft, pieces=(a_piece(weight_lb=rng.randint(TOO_HEAVY_LB, 300)),))
        request = AskForQuote(quote_id=machine.chance.new_id(), draft=heavy)
        ask_for_quote(machine.running, session, request)
        town.sometimes("special price asked for")


def _price(machine: Machine, session: Session, quote_id: str) -> None:
    town, rng = machine.town, machine.chance.rng
    assert town is not None
    price = None if rng.random() < 0.2 else Money(rng.randint(5, 30) * 100_000, "GYD")
    request = AnswerQuote(
        quote_id=quote_id,
        price=price,
        hours=0 if price is None else HELD_H,
        reason="weighed and looked at",
        approval=signed_for(machine, "a special price"),
    )
    answered = answer_quote(machine.running, session, request)
    town.sometimes(f"special price: {answered.state}")
