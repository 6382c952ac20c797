"""A customer sent more by MMG than was due: what is owed for it is money once MMG was asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.use_cases import shift_bodies
from app.use_cases.claim_payment import ClaimPayment, claim_payment
from app.use_cases.credits import AskCredit, ask_credit
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.take_payment import CompletedSale, TakePayment, take_payment
from central.allotments.showing import BookRow, list_books
from central.operations.shift_facts import DOUBT_KIND
from central.payments.moving import Move, move_payment
from central.payments.tables import payment_credit
from domain.errors import BadInput
from domain.money import Money
from domain.shift_figures import ShiftFigure
from domain.tender import TenderLine, cut_to
from domain.till_payment import TillPayment
from sync.protocol.shift_bodies import FigureBody
from tests.helpers.builders import gyd
from tests.sync.clerks import Clerk
from tests.sync.test_payment_day import TAPE_DOLLARS, Day, closed, day

__all__ = ["day"]

MORE_DOLLARS = 120
MORE_MINOR = MORE_DOLLARS * 100


def overpaid(clerk: Clerk, reference: str, more_minor: int = MORE_MINOR) -> TillPayment:
    """Claim the cart and something more, as the customer's message says."""
    cart = clerk.cart()
    request = ClaimPayment(
        payment_id=f"pay-{reference}",
        cart_id=cart.cart_id,
        phone="622 0001",
        reference=reference,
        amount=cart.gross + Money(more_minor, "GYD"),
        paid_at=clerk.sync.clock.now(),
    )
    return claim_payment(clerk.sync.till, clerk.session, request)


def sell(clerk: Clerk, *tenders: TenderLine) -> CompletedSale:
    cart = clerk.cart()
    request = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=tenders)
    return take_payment(clerk.sync.till, clerk.session, request)


def sell_overpaid(clerk: Clerk, reference: str) -> tuple[str, str]:
    """Sell a tape for a claim of more; return the receipt and the code of what is owed."""
    clerk.add()
    made = overpaid(clerk, reference)
    done = sell(clerk, cut_to(tender_of_payment(made), clerk.cart().gross))
    (tender,) = done.sale.tenders
    assert tender.over is not None
    assert any(tender.over.credit in line for line in done.receipt_lines)
    return done.sale.receipt_number, tender.over.credit


def asked(clerk: Clerk, code: str, minor: int = MORE_MINOR) -> int:
    """What of a credit can be spent at this till now, after asking central."""
    wanted = AskCredit(cart_id=clerk.cart().cart_id, code=code, wanted=Money(minor, "GYD"))
    ask_credit(clerk.sync.till, clerk.session, wanted)
    clerk.sync.settle()
    return ask_credit(clerk.sync.till, clerk.session, wanted).amount.amount_minor


def books(day: Day) -> list[BookRow]:
    with day.office.central.database.reading() as connection:
        return [
            row
            for row in list_books(connection, day.shop.organisation_id, "credit")
            if row.total or row.consumed or row.outstanding
        ]


def standing(day: Day) -> list[str]:
    return [str(row["state"]) for row in day.office.rows(payment_credit)]


def spend(clerk: Clerk, code: str) -> CompletedSale:
    """Buy a tape with the credit, and the rest in cash."""
    clerk.add()
    part = Money(asked(clerk, code), "GYD")
    credit = TenderLine(kind="store_credit", amount=part, reference=code)
    return sell(clerk, credit, TenderLine(kind="cash", amount=clerk.cart().gross - part))


def test_what_was_sent_beyond_the_sale_is_owed_and_pays_once_mmg_has_shown_it(day: Day) -> None:
    ann, bob = Clerk(day.world, "till-a"), Clerk(day.world, "till-b")
    ann.go_offline()
    receipt, code = sell_overpaid(ann, day.mmg.double.pay_merchant(TAPE_DOLLARS + MORE_DOLLARS))
    with pytest.raises(BadInput, match="once its MMG payment is verified"):
        asked(ann, code)
    ann.go_online()
    ann.sync.settle()
    waiting = (standing(day), books(day), asked(bob, code))
    day.run_jobs()
    ann.sync.settle()
    bob.sync.settle()
    freed = standing(day)
    done = spend(bob, code)
    bob.sync.settle()
    ann.sync.settle()
    (book,) = books(day)

    assert waiting == (["waiting"], [], 0)
    assert freed == ["free"]
    assert done.sale.tenders[0].amount == Money(MORE_MINOR, "GYD")
    assert (book.total, book.consumed, book.outstanding) == (MORE_MINOR, MORE_MINOR, 0)
    assert receipt.startswith("GY01A")
    z_lines = closed(ann)
    ann.sync.settle()
    assert [line.split()[-2:] for line in z_lines if line.startswith("Paid over")] == [
        ["(1)", "120"]
    ]
    for kind in ("payment_sale", "quarantine", "price_difference", DOUBT_KIND, "overspent"):
        assert day.world.cases(kind) == []


def test_a_claim_that_is_disputed_leaves_a_credit_that_pays_nothing_anywhere(day: Day) -> None:
    ann, bob = Clerk(day.world, "till-a"), Clerk(day.world, "till-b")
    _, code = sell_overpaid(ann, day.mmg.double.pay_merchant(TAPE_DOLLARS))
    ann.sync.settle()
    day.run_jobs()
    ann.sync.settle()

    assert standing(day) == ["void"]
    assert asked(bob, code) == 0
    with pytest.raises(BadInput, match="void"):
        asked(ann, code)
    assert books(day) == []
    assert len(day.world.cases("payment_disputed")) == 1
    assert day.world.cases("payment_credit") == []


def test_a_credit_that_was_used_before_its_payment_was_disputed_is_a_case(day: Day) -> None:
    ann = Clerk(day.world, "till-a")
    _, code = sell_overpaid(ann, day.mmg.double.pay_merchant(TAPE_DOLLARS + MORE_DOLLARS))
    ann.sync.settle()
    day.run_jobs()
    ann.sync.settle()
    spend(ann, code)
    ann.sync.settle()
    dispute(day)
    ann.sync.settle()
    (book,) = books(day)

    assert standing(day) == ["void"]
    assert (book.total, book.consumed, book.pool) == (0, MORE_MINOR, -MORE_MINOR)
    assert len(day.world.cases("payment_credit")) == 1


def test_planted_a_z_that_leaves_out_what_was_paid_over_is_found_by_central(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = shift_bodies._figure_body
    ann = Clerk(day.world, "till-a")
    sell_overpaid(ann, day.mmg.double.pay_merchant(TAPE_DOLLARS + MORE_DOLLARS))

    def forgetful(figure: ShiftFigure, by: str) -> FigureBody:
        kept = replace(figure, count=0, amount=gyd(0)) if figure.kind == "over" else figure
        return told(kept, by)

    monkeypatch.setattr(shift_bodies, "_figure_body", forgetful)
    closed(ann)
    ann.sync.settle()
    (case,) = day.world.cases(DOUBT_KIND)

    assert "It says 0 payments of more than was due of 0" in str(case)


def dispute(day: Day) -> None:
    """The office finds that a verified payment is not there."""
    (payment_id,) = day.states()
    move = Move(
        organisation_id=day.shop.organisation_id,
        payment_id=payment_id,
        to="disputed",
        by="office",
        why="The bank took it back.",
    )
    central = day.office.central
    with central.database.writing(day.office.clock.now()) as writing:
        move_payment(writing, central.surroundings, move)
