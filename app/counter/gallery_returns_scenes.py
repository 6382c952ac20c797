"""Scenes of *Returns*."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from app.counter.gallery_returns import sold
from app.counter.gallery_scenes import LONG_NAME, Stage
from app.presenters.key_map import Command, Place
from app.use_cases.foreign_receipt import ForeignReceipt
from app.use_cases.ports import PrinterFailure
from domain.money import Money
from domain.refund import take_back
from domain.refund_payment import PaidBy


def returns_find(stage: Stage) -> None:
    """F9: which receipt?"""
    stage.begin()
    stage.window.counter.on_command(Command.RETURN)


def returns_none(stage: Stage) -> None:
    """Nothing was sold yet."""
    stage.till.returns.receipts = ()
    stage.begin()
    stage.go(Place.RETURNS)


def returns_unknown(stage: Stage) -> None:
    """A receipt of another shop was scanned."""
    returns_find(stage)
    stage.window.screens.returns.search.show_text("GY09")
    stage.window.counter.flows.returns.on_text_changed("GY09")
    stage.window.counter.flows.returns.open_receipt("GY09C-000417")


def returns_choose(stage: Stage) -> None:
    """A receipt was found; nothing is chosen yet."""
    returns_find(stage)
    stage.window.counter.flows.returns.open_receipt("GY02A-004188")


def returns_chosen(stage: Stage) -> None:
    """A barrel and three rolls of tape come back: a supervisor signs."""
    returns_choose(stage)
    returns = stage.window.counter.flows.returns
    returns.on_units_stepped(1)
    returns.on_moved(1)
    for _ in range(3):
        returns.on_units_stepped(1)
    returns.on_next_reason()


def returns_unseen(stage: Stage) -> None:
    """The claim that paid it is disputed: a supervisor is shown that before anything goes back."""
    stage.till.returns.paid_by = (
        PaidBy(payment_id="pay-1", kind="mmg", state="disputed", amount=Money(1_000_000, "GYD")),
    )
    returns_chosen(stage)


def refund_sign_unseen(stage: Stage) -> None:
    """What a supervisor signs for: money that nobody has seen."""
    returns_unseen(stage)
    stage.window.counter.flows.returns.on_give()


def returns_given_back(stage: Stage) -> None:
    """Its provider gave a part of it back already: that part is given by no till."""
    stage.till.returns.paid_by = (
        PaidBy(
            payment_id="pay-1", kind="card_qr", state="refunded", amount=Money(1_000_000, "GYD")
        ),
    )
    returns_chosen(stage)
    stage.window.counter.flows.returns.on_row_entered(0)


_SEEN = PaidBy(payment_id="p-1", kind="mmg", state="verified", amount=Money(1_000_000, "GYD"))


def returns_as_paid(stage: Stage) -> None:
    """A verified payment goes back the way it was paid; what is more is a store credit."""
    stage.till.returns.paid_by = (_SEEN,)
    stage.till.returns.kinds = ("cash", "store_credit", "payment")
    returns_chosen(stage)
    stage.window.counter.flows.returns.on_kind_chosen(2)


def refund_done_as_paid(stage: Stage) -> None:
    """It is asked for, and the screen promises no more than that."""
    returns_as_paid(stage)
    stage.window.counter.flows.returns.on_give()
    stage.window.counter.flows.returns.sign.on_pin_entered("9630")


def returns_refused(stage: Stage) -> None:
    """Its provider did not give it back: why, and who gives it."""
    stage.till.returns.paid_by = (
        replace(_SEEN, back="refused", words="MMG did not give it back (184)."),
    )
    returns_choose(stage)


def returns_credited(stage: Stage) -> None:
    """A store credit stands in its place, from the desk or from the office."""
    stage.till.returns.paid_by = (replace(_SEEN, back="credited", credit="..X4PA"),)
    returns_choose(stage)


def returns_full(stage: Stage) -> None:
    """Long names, big amounts, more lines than fit, part of it back before, a card to refund."""
    lines = tuple((LONG_NAME, 987, 98_699_901_300) for _ in range(3))
    many = tuple((f"Carton {number}, corrugated", 12, 1_440_000) for number in range(1, 12))
    left = sold("GY02KRQ-004190", *lines, *many)
    stage.till.returns.receipts = (left,)
    stage.till.returns.kinds = ("cash", "store_credit", "bank_card")
    stage.begin()
    stage.go(Place.RETURNS)
    returns = stage.window.counter.flows.returns
    returns.open_receipt("GY02KRQ-004190")
    returns.on_row_entered(4)
    returns.on_give()
    stage.window.counter.flows.returns.sign.on_pin_entered("9630")
    returns.paper.on_done()
    returns.open_receipt("GY02KRQ-004190")
    returns.on_row_entered(0)
    returns.on_kind_chosen(2)


def returns_all_back(stage: Stage) -> None:
    """All of it was given back before."""
    returns_find(stage)
    returns = stage.window.counter.flows.returns
    returns.open_receipt("GY02A-004187")
    returns.on_row_entered(0)
    returns.on_give()
    returns.paper.on_done()
    returns.open_receipt("GY02A-004187")


def returns_weighed(stage: Stage) -> None:
    """Some of what was sold by weight comes back; its grams were typed."""
    plain = sold("GY02A-004190", ("Yams", 1_500, 99_000), ("Barrel seal, numbered", 4, 120_000))
    yams = replace(plain.lines[0], sold_by="kg")
    stage.till.returns.receipts = (replace(plain, lines=(yams, *plain.lines[1:])),)
    stage.begin()
    stage.go(Place.RETURNS)
    returns = stage.window.counter.flows.returns
    returns.open_receipt("GY02A-004190")
    stage.window.screens.returns.set_weight("500")
    returns.on_weight_typed("500")


def exchange_begun(stage: Stage) -> None:
    """A barrel comes back, and new goods are rung up for it."""
    returns_find(stage)
    returns = stage.window.counter.flows.returns
    returns.open_receipt("GY02A-004188")
    returns.on_units_stepped(1)
    returns.on_exchange()
    returns.sign.on_pin_entered("9630")
    stage.ring_up("BOX-M")


def exchange_to_pay(stage: Stage) -> None:
    """The new goods cost less: what still goes back stands where change would."""
    exchange_begun(stage)
    stage.window.counter.sale.on_pay()


def refund_sign(stage: Stage) -> None:
    """A supervisor is asked; the first PIN was wrong."""
    returns_chosen(stage)
    stage.window.counter.flows.returns.on_give()
    stage.window.counter.flows.returns.sign.on_pin_entered("0000")


def refund_done(stage: Stage) -> None:
    """The credit note, and how much to hand over."""
    returns_chosen(stage)
    stage.window.counter.flows.returns.on_give()
    stage.window.counter.flows.returns.sign.on_pin_entered("9630")


def refund_not_printed(stage: Stage) -> None:
    """The refund is saved; the printer has no paper."""
    stage.till.returns.fail_with["print"] = PrinterFailure(
        "The printer has no paper",
        "The refund is saved and nothing is lost. Load paper and press Ctrl+P to print it.",
    )
    refund_done(stage)


def returns_failed(stage: Stage) -> None:
    """Somebody gave it back a moment ago."""
    returns_choose(stage)
    returns = stage.window.counter.flows.returns
    left = stage.till.returns.receipts[1]
    take_back(left, {1: 1})
    returns.open_receipt(left.receipt_number)
    stage.till.returns.receipts = stage.till.returns.receipts[:1]
    returns.on_row_entered(0)


def returns_elsewhere(stage: Stage) -> None:
    """The signed code of another till's receipt; two kinds of goods were scanned."""
    stage.till.returns.foreign = ForeignReceipt(
        receipt_number="GY03C-000417",
        till_label="GY03",
        sold_on=date(2026, 11, 20),
        paid=Money(3_000_000, "GYD"),
        before=Money(0, "GYD"),
        most=Money(2_000_000, "GYD"),
        is_own=False,
    )
    returns_find(stage)
    returns = stage.window.counter.flows.returns
    returns.on_scan("W1.facts.signature")
    for code in ("BOX-M", "BOX-M", "BRL-55-L"):
        returns.on_scan(code)


RETURN_SCENES: Mapping[str, Callable[[Stage], None]] = {
    scene.__name__.replace("_", "-"): scene
    for scene in (
        returns_find,
        returns_none,
        returns_unknown,
        returns_choose,
        returns_chosen,
        returns_unseen,
        refund_sign_unseen,
        returns_given_back,
        returns_as_paid,
        refund_done_as_paid,
        returns_refused,
        returns_credited,
        returns_full,
        returns_all_back,
        returns_weighed,
        exchange_begun,
        exchange_to_pay,
        refund_sign,
        refund_done,
        refund_not_printed,
        returns_failed,
        returns_elsewhere,
    )
}
