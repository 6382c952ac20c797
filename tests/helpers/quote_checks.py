"""No shipment at a special price without somebody's answer: reckoned anew from what was said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from storage.unit_of_work import Reading
from sync.protocol.bodies import SaleCompleted, ShipmentBooked
from sync.protocol.operation import Facts
from sync.protocol.quote_bodies import QuoteAnswered, QuoteRequested

PREFIX = "special_quote:"


class Said(Protocol):
    """All that a till said, oldest stream first."""

    def said(self) -> list[Facts]: ...


@dataclass(slots=True)
class _Walk:
    """All that was said so far, in the order in which the till said it."""

    uow: Reading
    asked: dict[str, QuoteRequested] = field(default_factory=dict)
    answered: dict[str, list[QuoteAnswered]] = field(default_factory=dict)
    charged: dict[str, tuple[str, int]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def note(self, facts: Facts) -> None:
        """Take in what comes before a booking."""
        if facts.kind == "quote_requested":
            request = QuoteRequested.model_validate(facts.body)
            self.asked[request.quote_id] = request
        elif facts.kind == "quote_answered":
            answer = QuoteAnswered.model_validate(facts.body)
            self.answered.setdefault(answer.quote_id, []).append(answer)
        elif facts.kind == "sale_completed":
            for line in SaleCompleted.model_validate(facts.body).lines:
                self.charged[line.item_id] = (line.price_id, line.unit_minor)

    def complaints(self, facts: Facts) -> Iterator[str]:
        """What is wrong with a booking."""
        body = ShipmentBooked.model_validate(facts.body)
        yield from _of_sale(body, self.charged)
        if body.special is None:
            return
        quote_id = body.special.quote_id
        if quote_id in self.used:
            yield f"{body.waybill} uses a special quote that was used before"
        self.used.add(quote_id)
        answers = _answers(self.uow, quote_id, self.answered.get(quote_id, []))
        yield from _of_answer(facts, body, answers)
        yield from _of_goods(body, self.asked.get(quote_id))


def special_prices_are_signed(ledger: Said, uow: Reading) -> Iterator[str]:
    """A special price is one that was answered, in time, for that shipment, once; and it is paid.

    An answer of another till is in that till's operations: here it is what central told.
    """
    walk = _Walk(uow)
    for facts in ledger.said():
        walk.note(facts)
        if facts.kind == "shipment_booked":
            yield from walk.complaints(facts)


def _answers(uow: Reading, quote_id: str, said: list[QuoteAnswered]) -> list[tuple[object, ...]]:
    """Every price that this till said, or else the one that it was told."""
    prices = [each for each in said if each.decision == "price"]
    if said:
        return [(each.price_minor, each.valid_until, each.approved_by) for each in prices]
    kept = uow.special_quotes.find(quote_id)
    told = None if kept is None else kept.answer
    if told is None or told.price is None:
        return []
    return [(told.price.amount_minor, told.valid_until, told.answered_by)]


def _of_answer(
    facts: Facts, body: ShipmentBooked, answers: list[tuple[object, ...]]
) -> Iterator[str]:
    assert body.special is not None
    told = (body.quote_total_minor, body.quote_valid_until, body.special.approved_by)
    if told not in answers:
        yield f"{body.waybill} costs {body.quote_total_minor}, which nobody answered"
    if facts.at > body.quote_valid_until:
        yield f"{body.waybill} was booked after its special quote had ended"


def _of_goods(body: ShipmentBooked, asked: QuoteRequested | None) -> Iterator[str]:
    told = (body.shipment_id, body.pieces, body.destination_region, body.declared_minor)
    if asked is None or told != (
        asked.shipment_id,
        asked.pieces,
        asked.destination_region,
        asked.declared_minor,
    ):
        yield f"{body.waybill} is not the shipment that its special quote was asked for"


def _of_sale(body: ShipmentBooked, charged: dict[str, tuple[str, int]]) -> Iterator[str]:
    price_id, unit_minor = charged.get(body.shipment_id, ("", body.quote_total_minor))
    wanted = "" if body.special is None else f"{PREFIX}{body.special.quote_id}"
    if price_id.startswith(PREFIX) != bool(wanted) or (wanted and price_id != wanted):
        yield f"{body.waybill} was sold at {price_id}, and booked at another price"
    if wanted and unit_minor != body.quote_total_minor:
        yield f"{body.waybill} was charged {unit_minor} and quoted {body.quote_total_minor}"
