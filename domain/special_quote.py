"""A special quote: a price that a person makes for a shipment that no rate sheet may price.

It is asked for by a cashier, answered once by a supervisor at any till of the store, and used once
by the till that asked: for the very goods that were quoted, at that price, while it holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal

from domain.errors import RuleBroken
from domain.invariants import require_int, require_text, require_utc
from domain.money import Money
from domain.quote import Quote, QuoteLine, SpecialTerms
from domain.sentence import told
from domain.shipment import (
    BreachCode,
    Piece,
    ShipmentDraft,
    gross_weight_nanograms,
    nanograms_to_milli_lb,
)

SpecialState = Literal["asked", "priced", "declined", "used"]
WhyNoPrice = BreachCode | Literal["no_rate"]
SHEET_NAME = "special_quote"
"""What stands where a booking names the rate sheet that priced it."""
FREIGHT_CLASS = "standard"
"""The tax class of freight where no rate sheet says one."""
KEPT_FOR = timedelta(days=14)
"""How long one that nobody used or answered is still shown, and its draft kept."""

FOLLOWS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "asked": frozenset({"priced", "declined", "used"}),
        "priced": frozenset({"used"}),
        "declined": frozenset({"used"}),
        "used": frozenset(),
    }
)
"""Which state may follow which at a till: its own answer stays, whatever others said later.

*Used* may follow any: another answer than the one heard first may have been booked with.
"""

STATES: frozenset[str] = frozenset(FOLLOWS)


def may_follow(before: str, after: str) -> bool:
    """Tell whether a special quote may go from one state to another.

    Raises:
        KeyError: for a state that is none.
    """
    return after in FOLLOWS[before]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialAnswer:
    """What a supervisor said: a price with its end (UTC), or neither where they declined.

    Raises:
        ValueError: when there is a price without an end, or one that is not above zero.
    """

    price: Money | None
    valid_until: datetime | None
    answered_by: str
    answered_at: datetime
    reason: str

    def __post_init__(self) -> None:
        require_text(self.answered_by, "answered_by")
        require_utc(self.answered_at, "answered_at")
        if (self.price is None) != (self.valid_until is None):
            raise ValueError("a price, and only that, holds until a time")
        if self.price is not None and self.price.amount_minor <= 0:
            raise ValueError("a special quote is above zero")
        if self.valid_until is not None:
            require_utc(self.valid_until, "valid_until")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialQuote:
    """What was asked and what became of it; no part of it names a person but by id.

    `pieces` are without what is inside: that stays in the draft of the till that asked.
    `shipment_id` is the id under which it will be booked. `why` says why no sheet prices it.

    Raises:
        ValueError: for a state that is none, no piece, or a price without an answer.
    """

    quote_id: str
    shipment_id: str
    till_id: str
    till_label: str
    asked_by: str
    asked_at: datetime
    consignor_id: str
    region: int
    pieces: tuple[Piece, ...]
    declared: Money | None
    currency: str
    why: tuple[str, ...]
    state: SpecialState = "asked"
    answer: SpecialAnswer | None = None

    def __post_init__(self) -> None:
        for name in ("quote_id", "shipment_id", "asked_by"):
            require_text(getattr(self, name), name)
        require_utc(self.asked_at, "asked_at")
        require_int(self.region, "region", low=0, high=99)
        if self.state not in STATES or not self.pieces:
            raise ValueError("a special quote is in one of its states and has pieces")
        if (self.state in {"priced", "declined"}) and self.answer is None:
            raise ValueError("what is answered has an answer")

    @property
    def gross_milli_lb(self) -> int:
        """What all pieces weigh, in thousandths of a pound."""
        return nanograms_to_milli_lb(gross_weight_nanograms(self.pieces))


def require_good(special: SpecialQuote, at: datetime, longest_h: int) -> SpecialAnswer:
    """Return the answer of a quote that can be booked with at a moment (UTC).

    One that would hold for longer than twice what special quotes hold (`longest_h`) was priced by a
    clock that has been set back since: it has ended (sync rule 7.5).

    Raises:
        RuleBroken: code "no_special_price" (none yet, declined, or used), "special_ended".
    """
    answer = special.answer
    if special.state != "priced" or answer is None or answer.valid_until is None:
        raise RuleBroken(
            "There is no price to book with",
            "This special quote is not priced, or was used before. Nothing was changed and nothing"
            " is lost. Press F6 at the shipment to see where it stands.",
            "no_special_price",
        )
    if not at <= answer.valid_until <= at + 2 * timedelta(hours=longest_h):
        raise ended()
    return answer


def ended() -> RuleBroken:
    """What is said of a special quote whose time has passed."""
    return RuleBroken(
        "The special quote has ended",
        "Its price no longer holds. Nothing is lost and nothing was taken. If the shipment is in"
        " the sale, take it out. Ask for a special quote again with F5 at the shipment.",
        "special_ended",
    )


def quote_of(
    special: SpecialQuote, answer: SpecialAnswer, draft: ShipmentDraft, tax_class: str
) -> Quote:
    """The price as a quote of the counter: one line, chargeable as it weighs.

    `answer` is what `require_good` returned, `tax_class` that of freight.

    Raises:
        RuleBroken: code "other_goods" when the draft is not what was quoted.
    """
    if not _is_same(special, draft):
        raise RuleBroken(
            "This is not what was quoted",
            "A special quote is for the pieces, the place and the value it was asked for. Nothing"
            " is lost. Ask for another one with F5.",
            "other_goods",
        )
    assert answer.price is not None
    assert answer.valid_until is not None  # beside a price, always
    return Quote(
        lines=(QuoteLine(told("Special quote"), answer.price),),
        charges=(),
        gross_weight_milli_lb=special.gross_milli_lb,
        chargeable_milli_lb=special.gross_milli_lb,
        total=answer.price,
        valid_until=answer.valid_until,
        sheet_name=SHEET_NAME,
        tax_class=tax_class,
        special=SpecialTerms(quote_id=special.quote_id, approved_by=answer.answered_by),
    )


def _is_same(special: SpecialQuote, draft: ShipmentDraft) -> bool:
    asked = (special.region, special.declared, [_measures(piece) for piece in special.pieces])
    return asked == (
        draft.consignee.region,
        draft.declared_value,
        [_measures(piece) for piece in draft.pieces],
    )


def _measures(piece: Piece) -> tuple[object, ...]:
    return (piece.weight, *piece.sides)
