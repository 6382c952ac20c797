"""Special quotes that wait for a price, among the rows of the supervisor's desk."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.presenters import quote_words as say_of
from app.presenters import ship_words
from app.presenters.figures import currency_prefix, format_money
from app.presenters.inbox_rows import (
    Fact,
    InboxDeed,
    InboxDetail,
    InboxItem,
    InboxKind,
    InboxYes,
    PriceAsk,
)
from app.presenters.notices import Tone
from app.presenters.quote_services import QuoteServices
from app.presenters.words import beside, listed
from app.use_cases.answer_quote import AnswerQuote
from app.use_cases.special_quotes import SpecialRow
from app.use_cases.till import Session
from domain.shipment import REGION_NAMES, Piece, format_milli


@dataclass(frozen=True, slots=True)
class QuoteRows:
    """What cashiers of the store ask a price for (sync rules 15b)."""

    services: QuoteServices

    @property
    def kind(self) -> InboxKind:
        return InboxKind.QUOTE

    def list_items(self) -> Sequence[InboxItem]:
        return tuple(_item(row) for row in self._waiting())

    def show(self, item: InboxItem) -> InboxDetail:
        found = [row for row in self._waiting() if row.special.quote_id == item.item_id]
        if not found:
            return InboxDetail()
        row = found[0]
        people = (
            (say_of.fact_sender(), say_of.desk_sender(row.sender)),
            (say_of.fact_asked_by(), say_of.who_asks(row.asked_by_name, row.special.till_label)),
        )
        return InboxDetail(
            why=tuple(say_of.why_text(code) for code in row.special.why),
            facts=_facts(row),
            people=tuple(Fact(name=name, text=text) for name, text in people),
            deeds=_deeds(row, self.services.hours()),
        )

    def carry_out(self, session: Session, yes: InboxYes) -> str:
        request = AnswerQuote(
            quote_id=yes.deed.item_ids[0],
            price=yes.price,
            hours=yes.hours,
            reason=yes.reason,
            approval=yes.approval,
        )
        self.services.answer(session, request)
        if yes.price is None:
            return say_of.said_declined()
        return say_of.said_priced(format_money(yes.price))

    def _waiting(self) -> tuple[SpecialRow, ...]:
        return tuple(row for row in self.services.list_quotes() if row.special.state == "asked")


def place_name(region: int) -> str:
    """A region as it is written on parcels; its number alone where it has no name."""
    name = REGION_NAMES.get(region)
    return str(region) if name is None else ship_words.region(region, name)


def weight_text(gross_milli_lb: int) -> str:
    """What it all weighs, in pounds."""
    return f"{format_milli(gross_milli_lb)} lb"


def _item(row: SpecialRow) -> InboxItem:
    special = row.special
    return InboxItem(
        kind=InboxKind.QUOTE,
        item_id=special.quote_id,
        title=say_of.desk_title(weight_text(special.gross_milli_lb), place_name(special.region)),
        detail=beside(row.sender, say_of.who_asks(row.asked_by_name, special.till_label)),
        state_text=say_of.desk_state(),
        at=special.asked_at,
        tone=Tone.WAITING,
        did_it=frozenset({special.asked_by}),
    )


def _facts(row: SpecialRow) -> tuple[Fact, ...]:
    special, draft = row.special, row.draft
    goods = say_of.goods_elsewhere()
    if draft is not None:
        goods = listed(*(piece.description for piece in draft.pieces))
    told = [
        (say_of.fact_goods(), goods),
        (say_of.fact_weight(), weight_text(special.gross_milli_lb)),
        (say_of.fact_place(), place_name(special.region)),
    ]
    if special.declared is not None:
        told.append((say_of.fact_declared(), format_money(special.declared)))
    pieces = draft.pieces if draft is not None else special.pieces
    told += [(say_of.fact_piece(no), _measures(piece)) for no, piece in enumerate(pieces, 1)]
    return tuple(Fact(name=name, text=text) for name, text in told)


def _measures(piece: Piece) -> str:
    sides = " \N{MULTIPLICATION SIGN} ".join(side.text for side in piece.sides)
    return beside(piece.weight.text, sides)


def _deeds(row: SpecialRow, hours: tuple[int, int]) -> tuple[InboxDeed, ...]:
    special = row.special
    ids, who = (special.quote_id,), frozenset({special.asked_by})
    usual_h, longest_h = hours
    return (
        InboxDeed(
            code="price",
            key="F12",
            words=say_of.give_price(),
            follows=say_of.give_follows(currency_prefix(special.currency)),
            reasons=say_of.give_reasons(),
            item_ids=ids,
            did_it=who,
            may_be_alone=True,
            price=PriceAsk(
                currency=special.currency, hours=min(usual_h, longest_h), hours_max=longest_h
            ),
        ),
        InboxDeed(
            code="decline",
            key="F8",
            words=say_of.decline(),
            follows=say_of.decline_follows(),
            reasons=say_of.decline_reasons(),
            item_ids=ids,
            did_it=who,
            may_be_alone=True,
        ),
    )
