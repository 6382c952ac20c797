"""Special quotes, for pictures and tests: what this till and another one asked, in a plain list."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Protocol

from app.presenters.quote_services import QuoteServices
from app.use_cases.answer_quote import AnswerQuote
from app.use_cases.ports import Clock
from app.use_cases.special_quotes import AskForQuote, SpecialRow
from app.use_cases.till import Session
from domain.cart import Cart, add_shipment
from domain.rules import RuleBook
from domain.shipment import Length, Piece, Weight, check_limits
from domain.special_quote import (
    SpecialAnswer,
    SpecialQuote,
    SpecialState,
    quote_of,
    require_good,
)

LONGEST_H = 168


class WithCart(Protocol):
    """The till behind: its clock, its rules and its cart."""

    cart: Cart

    @property
    def clock(self) -> Clock: ...
    @property
    def rules(self) -> RuleBook: ...


@dataclass(slots=True)
class MemoryQuotes:
    """``rows`` are all that is asked. ``failure`` is raised once by the next call."""

    rows: list[SpecialRow] = field(default_factory=list)
    answers: list[AnswerQuote] = field(default_factory=list)
    failure: Exception | None = None

    def services(self, till: WithCart) -> QuoteServices:
        return QuoteServices(
            ask=lambda session, request: self._ask(till, session, request),
            list_quotes=self._list,
            answer=lambda _session, request: self.become(till, request),
            book=lambda _session, quote_id: self._book(till, quote_id),
            hours=lambda: (24, LONGEST_H),
        )

    def asked_elsewhere(self, clock: Clock) -> None:
        """Somebody asks at another till of the store."""
        piece = Piece(
            description="-",
            packing="crate",
            weight=Weight(412_000, "lb"),
            length=Length(96_000, "in"),
            width=Length(40_000, "in"),
            height=Length(44_000, "in"),
        )
        asked = SpecialQuote(
            quote_id="quote-else",
            shipment_id="shipment-else",
            till_id="till-03",
            till_label="GY03",
            asked_by="staff-dr",
            asked_at=clock.now() - timedelta(minutes=12),
            consignor_id="person-else",
            region=9,
            pieces=(piece,),
            declared=None,
            currency="GYD",
            why=("piece_weight",),
        )
        self.rows.append(
            SpecialRow(
                special=asked,
                asked_by_name="Devon Ramsaroop",
                answered_by_name="",
                sender="",
                draft=None,
            )
        )

    def become(self, till: WithCart, request: AnswerQuote) -> SpecialQuote:
        """Somebody has answered, here or elsewhere."""
        self._fail()
        self.answers.append(request)
        now = till.clock.now()
        answer = SpecialAnswer(
            price=request.price,
            valid_until=None if request.price is None else now + timedelta(hours=request.hours),
            answered_by=request.approval.approved_by,
            answered_at=now,
            reason=request.reason,
        )
        state: SpecialState = "declined" if request.price is None else "priced"
        return self._change(
            request.quote_id, lambda special: replace(special, state=state, answer=answer)
        )

    def end(self) -> None:
        """The price of what is answered has ended."""
        self.rows = [replace(row, is_ended=row.special.state == "priced") for row in self.rows]

    def _ask(self, till: WithCart, session: Session, request: AskForQuote) -> SpecialQuote:
        self._fail()
        draft, day = request.draft, till.clock.now().date()
        breaches = check_limits(draft.pieces, till.rules.shipment_limits(day))
        asked = SpecialQuote(
            quote_id=request.quote_id,
            shipment_id=draft.shipment_id,
            till_id="till-02",
            till_label="GY02A",
            asked_by=session.staff_id,
            asked_at=till.clock.now(),
            consignor_id=draft.consignor.person_id,
            region=draft.consignee.region,
            pieces=draft.pieces,
            declared=draft.declared_value,
            currency=till.cart.currency,
            why=tuple(dict.fromkeys(each.code for each in breaches)) or ("no_rate",),
        )
        row = SpecialRow(
            special=asked,
            asked_by_name=session.name,
            answered_by_name="",
            sender=draft.consignor.name,
            draft=draft,
        )
        self.rows.append(row)
        return asked

    def _list(self) -> tuple[SpecialRow, ...]:
        self._fail()
        return tuple(row for row in self.rows if row.special.state != "used")

    def _book(self, till: WithCart, quote_id: str) -> Cart:
        self._fail()
        row = next(row for row in self.rows if row.special.quote_id == quote_id)
        assert row.draft is not None
        answer = require_good(row.special, till.clock.now(), LONGEST_H)
        quote = quote_of(row.special, answer, row.draft, "standard")
        till.cart = add_shipment(till.cart, row.draft, quote)
        return till.cart

    def _change(
        self, quote_id: str, change: Callable[[SpecialQuote], SpecialQuote]
    ) -> SpecialQuote:
        self.rows = [
            replace(row, special=change(row.special), answered_by_name="Roxanne Adams")
            if row.special.quote_id == quote_id
            else row
            for row in self.rows
        ]
        return next(row.special for row in self.rows if row.special.quote_id == quote_id)

    def _fail(self) -> None:
        failure, self.failure = self.failure, None
        if failure is not None:
            raise failure
