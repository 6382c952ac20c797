"""Pictures of special quotes: asked at the shipment, listed with what came, priced at the desk."""

from app.counter.gallery_inbox_scenes import SUPERVISOR
from app.counter.gallery_paying_scenes import ONLINE
from app.counter.gallery_scenes import Stage, fill_shipment, ship_over
from app.presenters.key_map import Command
from app.use_cases.answer_quote import AnswerQuote
from app.use_cases.approve import Approval
from domain.money import Money
from domain.staff import Permission

_YES = Approval(approved_by="staff-ra", permission=Permission.APPROVE)


def quote_asked(stage: Stage) -> None:
    """A shipment that no rate sheet may price: a person is asked."""
    ship_over(stage)
    stage.window.counter.shipment.on_special_quote()


def quotes_waiting(stage: Stage) -> None:
    """Nobody has answered yet."""
    quote_asked(stage)
    stage.window.counter.flows.quotes.on_open()
    stage.window.counter.flows.quotes.on_row_entered(0)


def quotes_none(stage: Stage) -> None:
    """Nobody asked for one."""
    quote_asked(stage)
    stage.till.cases.quotes.rows.clear()
    stage.window.counter.flows.quotes.on_open()


def quotes_answered(stage: Stage) -> None:
    """One has a price, one was declined."""
    quote_asked(stage)
    ship_over_again(stage)
    quotes, till = stage.till.cases.quotes, stage.till
    first, second = (row.special.quote_id for row in quotes.rows)
    priced = AnswerQuote(
        quote_id=first,
        price=Money(4_850_000, "GYD"),
        hours=24,
        reason="Agreed with the carrier",
        approval=_YES,
    )
    quotes.become(till, priced)
    no = AnswerQuote(
        quote_id=second, price=None, reason="The carrier does not take it", approval=_YES
    )
    quotes.become(till, no)
    stage.window.counter.show_sync_status(ONLINE)
    stage.window.counter.flows.quotes.on_open()


def ship_over_again(stage: Stage) -> None:
    """Another shipment over the limit, from the same counter."""
    fill_shipment(stage)
    shipment = stage.window.counter.shipment
    shipment.on_party_edited("consignor", "name", "Anjali Narine")
    shipment.on_piece_edited(2, "weight", "640")
    shipment.on_special_quote()


def desk_quote(stage: Stage) -> None:
    """A cashier at another till asks for a price."""
    stage.till.cases.quotes.asked_elsewhere(stage.till.clock)
    stage.sign_in(SUPERVISOR)
    stage.open_shift()
    stage.window.counter.on_command(Command.DESK)
    stage.window.counter.flows.inbox.on_filter(2)


def desk_quote_price(stage: Stage) -> None:
    """The price is typed, with how long it holds, why, and a PIN."""
    desk_quote(stage)
    stage.window.counter.flows.inbox.on_usual()


QUOTE_SCENES = {
    scene.__name__: scene
    for scene in (
        quote_asked,
        quotes_waiting,
        quotes_none,
        quotes_answered,
        desk_quote,
        desk_quote_price,
    )
}
