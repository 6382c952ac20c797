"""Special quotes at the shipment and at the desk: asked, answered, booked, opened again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.counter.gallery_till import MemoryTill, sample_till
from app.presenters.key_map import Dialog, Place
from app.presenters.ship_form import ShipmentForm, form_of, read_pieces
from app.presenters.special_quotes import QuotesExits, QuotesState, SpecialQuotesPresenter
from app.use_cases.answer_quote import AnswerQuote
from app.use_cases.approve import Approval
from domain.errors import WorldFailure
from domain.money import Money
from domain.shipment import Length
from domain.staff import Permission
from sync.protocol.status import Link, SyncStatus
from tests.helpers.counter_desk import (
    SUPERVISOR_PIN,
    OpenFloor,
    RecordingView,
    WaitingRunner,
    a_desk,
    a_session,
)
from tests.helpers.shipment_builders import a_piece, a_shipment
from tests.unit.app.presenters.inbox_kit import AtDesk
from tests.unit.app.presenters.test_shipment import GOOD, TOO_HEAVY, ShipDesk

YES = Approval(approved_by="staff-ra", permission=Permission.APPROVE)
ONLINE = SyncStatus(link=Link.ONLINE)


def answer(till: MemoryTill, price_minor: int | None = 4_850_000, number: int = 0) -> None:
    """A supervisor has answered somewhere."""
    quotes = till.cases.quotes
    quotes.become(
        till,
        AnswerQuote(
            quote_id=quotes.rows[number].special.quote_id,
            price=None if price_minor is None else Money(price_minor, "GYD"),
            hours=24,
            reason="The carrier does not take it",
            approval=YES,
        ),
    )


def asked_at_ship() -> ShipDesk:
    desk = ShipDesk()
    desk.fill(GOOD, TOO_HEAVY)
    desk.presenter.on_special_quote()
    return desk


class AtList:
    """The list over the shipment of a till that has asked once."""

    def __init__(self, runner: WaitingRunner | None = None) -> None:
        self.till = asked_at_ship().till
        self.floor = OpenFloor(session=a_session(self.till), place=Place.SHIP)
        self.view: RecordingView[QuotesState] = RecordingView()
        self.changed: list[ShipmentForm] = []
        self.listed: list[int] = []
        self.presenter = SpecialQuotesPresenter(a_desk(self.till, runner), self.view, self.floor)
        self.presenter.bind(
            QuotesExits(
                change=self.changed.append, listed=lambda rows: self.listed.append(len(rows))
            )
        )

    @property
    def tag(self) -> str:
        return self.view.last.rows[0].tag


# ------------------------------------------------------------------ F5
def test_f5_keeps_what_was_filled_in_and_empties_the_form() -> None:
    desk = asked_at_ship()
    state = desk.view.last

    [row] = desk.till.cases.quotes.rows
    assert row.draft is not None
    assert row.draft.pieces[1].description == "Generator"
    assert row.special.why == ("piece_weight",)
    assert state.notice is not None
    assert state.notice.title == "A special quote is asked for."
    assert state.form.consignor.name == ""
    assert state.special_text == "1 special quote asked"
    assert not desk.presenter.is_busy


def test_f5_says_first_what_is_missing_and_that_a_price_is_there() -> None:
    desk = ShipDesk()
    desk.presenter.on_special_quote()
    assert desk.view.last.notice is not None
    assert "fields need you" in desk.view.last.notice.title
    desk.fill(GOOD)
    desk.presenter.on_special_quote()

    assert desk.view.last.notice is not None
    assert desk.view.last.notice.title == "It needs no special quote."
    assert desk.till.cases.quotes.rows == []


def test_what_could_not_be_asked_stays_in_the_form() -> None:
    desk = ShipDesk()
    desk.fill(GOOD, TOO_HEAVY)
    desk.till.cases.quotes.failure = WorldFailure("The disk is full", "Nothing was asked.")
    desk.presenter.on_special_quote()

    assert desk.view.last.notice is not None
    assert desk.view.last.notice.title == "The disk is full"
    assert desk.view.last.form.consignor.name == "Kelvin Persaud"


def test_f5_does_nothing_while_something_is_saved() -> None:
    runner = WaitingRunner()
    desk = ShipDesk(runner)
    desk.fill(GOOD, TOO_HEAVY)
    desk.presenter.on_special_quote()
    before = len(runner.jobs)
    desk.presenter.on_special_quote()

    assert len(runner.jobs) == before


# ------------------------------------------------------------------ F6
def test_the_list_says_what_waits_and_enter_on_it_says_so() -> None:
    desk = AtList()
    desk.presenter.on_open()
    assert desk.floor.dialog is Dialog.QUOTES
    assert desk.view.last.rows[0].title == "Kelvin Persaud to 9, U. Takutu-U. Essequibo"
    assert (desk.tag, desk.view.last.deed_text) == ("Waits for a supervisor", "")
    desk.presenter.on_row_entered(0)

    assert desk.view.last.notice is not None
    assert desk.view.last.notice.title == "Nobody has answered yet."
    assert desk.listed[-1] == 1


def test_what_is_priced_is_put_into_the_sale_at_that_price() -> None:
    desk = AtList()
    desk.presenter.on_open()
    answer(desk.till)
    desk.presenter.on_status(ONLINE)
    assert (desk.tag, desk.view.last.deed_text) == ("Good to Sun 22 Nov 14:26", "Add to sale")
    assert desk.view.last.rows[0].amount_text == "G$48,500"
    desk.presenter.on_row_entered(0)

    assert desk.floor.place is Place.SALE
    assert desk.till.cart.gross == Money(4_850_000, "GYD")
    assert desk.till.cart.lines[0].price_id.startswith("special_quote:")


@pytest.mark.parametrize("becomes", ["declined", "ended"])
def test_what_was_declined_or_has_ended_is_opened_again(becomes: str) -> None:
    desk = AtList()
    answer(desk.till, None if becomes == "declined" else 4_850_000)
    desk.till.cases.quotes.end()
    desk.presenter.on_open()
    said = {"declined": "Declined: The carrier does not take it", "ended": "Its price has ended"}
    assert (desk.tag, desk.view.last.deed_text) == (said[becomes], "Open it again")
    desk.presenter.on_row_entered(0)

    assert desk.floor.dialog is None
    assert desk.changed[0].consignor.name == "Kelvin Persaud"
    assert desk.changed[0].pieces[1].sides == "36 x 26 x 27 in"


def test_an_answer_is_said_once_where_somebody_works() -> None:
    desk = AtList()
    desk.presenter.on_signed_in(a_session(desk.till))
    answer(desk.till)
    desk.presenter.on_status(ONLINE)
    desk.presenter.on_status(ONLINE)

    told = [each.title for each in desk.floor.notices if each is not None]
    assert told == ["A special quote was answered."]


def test_nothing_is_said_of_what_others_asked_or_to_nobody() -> None:
    desk = AtList()
    desk.till.cases.quotes.rows.clear()
    desk.till.cases.quotes.asked_elsewhere(desk.till.clock)
    desk.presenter.on_open()
    assert desk.view.last.rows == ()
    assert desk.view.last.empty_text.startswith("Nothing waits.")
    desk.presenter.on_row_entered(0)
    desk.presenter.on_stepped(1)
    desk.presenter.on_locked()
    desk.floor.session = None
    desk.presenter.on_open()
    desk.presenter.on_status(ONLINE)

    assert desk.floor.notices == []


def test_the_arrows_move_and_news_keep_the_chosen_row() -> None:
    desk = AtList()
    first = desk.till.cases.quotes.rows[0]
    second = replace(first, special=replace(first.special, quote_id="quote-b"))
    desk.till.cases.quotes.rows.append(second)
    desk.presenter.on_open()
    desk.presenter.on_stepped(5)
    desk.till.cases.quotes.rows.pop(0)
    desk.presenter.on_status(ONLINE)

    assert desk.view.last.selected == 0
    assert len(desk.view.last.rows) == 1


def test_what_could_not_be_booked_is_said_in_the_list() -> None:
    desk = AtList()
    answer(desk.till)
    desk.presenter.on_open()
    desk.till.cases.quotes.failure = WorldFailure("It has ended", "Ask again.")
    desk.presenter.on_row_entered(0)

    assert desk.view.last.notice is not None
    assert desk.view.last.notice.title == "It has ended"
    assert not desk.presenter.is_busy


def test_a_draft_becomes_the_form_that_makes_it_again() -> None:
    mixed = replace(a_piece(), length=Length(61_000, "cm"))
    draft = a_shipment(pieces=(a_piece(weight_lb=212), mixed))
    form = form_of(draft)
    pieces = tuple(each.piece for each in read_pieces(form) if each.piece is not None)

    assert [piece.weight for piece in pieces] == [piece.weight for piece in draft.pieces]
    assert pieces[0].sides == draft.pieces[0].sides
    assert pieces[1].length == Length(61_000, "cm")
    assert form.declared_value == "60,000"


def test_a_filled_form_is_shown_with_its_limits() -> None:
    desk = ShipDesk()
    desk.presenter.on_filled(form_of(a_shipment(pieces=(a_piece(weight_lb=212),))))

    assert desk.view.last.limit_notice is not None
    assert "press F5" in desk.view.last.limit_notice.text


# ------------------------------------------------------------------ the desk
def desk_with_one() -> AtDesk:
    till = sample_till()
    till.cases.cases = ()
    till.cases.quotes.asked_elsewhere(till.clock)
    return AtDesk(till=till)


def test_the_desk_shows_the_measures_why_and_who_asks() -> None:
    desk = desk_with_one()
    detail = desk.state.detail
    assert detail is not None

    assert desk.state.rows[0].title == "412 lb to 9, U. Takutu-U. Essequibo"
    assert desk.state.rows[0].state_text == "Asks for a price"
    assert detail.why == ("A piece is heavier than the limit.",)
    facts = {fact.name: fact.text for fact in (*detail.facts, *detail.people)}
    assert facts["Goods"] == "Described at the till that asks"
    assert facts["Piece 1"] == "412 lb \u00b7 96 in \u00d7 40 in \u00d7 44 in"
    assert facts["Asked by"] == "Devon Ramsaroop, till GY03"
    assert desk.deed_keys() == ["F12", "F8"]


def test_a_price_is_typed_with_its_hours_and_signed() -> None:
    desk = desk_with_one()
    desk.presenter.on_usual()
    assert desk.sign.asked == {"price", "hours", "reason"}
    desk.presenter.sign.on_typed("reason", "Agreed with the carrier")
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)
    assert desk.sign.wrong == ("price", "Type an amount above zero.")
    desk.presenter.sign.on_typed("price", "48,500")
    desk.presenter.sign.on_typed("hours", "169")
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)
    assert desk.sign.wrong == ("hours", "Type 1 to 168 hours.")
    desk.presenter.sign.on_typed("hours", "48")
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)

    [said] = desk.till.cases.quotes.answers
    assert (said.price, said.hours) == (Money(4_850_000, "GYD"), 48)
    assert (said.reason, said.approval.approved_by) == ("Agreed with the carrier", "staff-ra")
    assert desk.state.rows == ()


def test_declining_needs_a_reason_and_no_price() -> None:
    desk = desk_with_one()
    desk.presenter.on_deed("F8")
    assert desk.sign.asked == {"reason"}
    desk.presenter.sign.on_reason_chosen(0)
    desk.presenter.sign.on_pin_entered(SUPERVISOR_PIN)

    [said] = desk.till.cases.quotes.answers
    assert (said.price, said.reason) == (None, "The carrier does not take it")
