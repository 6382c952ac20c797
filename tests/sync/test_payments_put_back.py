"""A till whose data is older than its payments: a backup, a new disk (sync rule 16.15)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

import central.operations.payment_facts
from app.use_cases.approve import Approval
from app.use_cases.claim_payment import ClaimPayment, claim_payment
from app.use_cases.current_cart import current_cart
from app.use_cases.decide_payment import DecidePayment, Decision, decide_payment
from app.use_cases.list_payments import list_payments, show_payment
from app.use_cases.settle_payments import tender_of_payment
from app.use_cases.start_stream import start_stream
from app.use_cases.take_payment import TakePayment, take_payment
from central.database import Writing
from central.payments import rows
from central.payments.moving import Move, move_payment
from central.payments.tables import payment
from domain.errors import NotAllowed, RuleBroken
from domain.staff import Permission
from domain.till_payment import TillPayment
from storage.payments import Lookback
from sync.protocol.payment_bodies import PaymentChanged
from tests.helpers.ledger_checks import complaints
from tests.sync.asking import staff
from tests.sync.clerks import Clerk
from tests.sync.till import SyncTill
from tests.sync.world import World

ADDED = ("receipt", "cashier_id", "made_at", "is_held")


@pytest.fixture
def ann(world: World) -> Clerk:
    clerk = Clerk(world, "till-a")
    clerk.sync.settle()
    return clerk


@pytest.fixture
def yesterday(world: World, ann: Clerk) -> SyncTill:
    """A copy of the till from before the morning, where none of it is known."""
    return world.copy_of(ann.sync, "yesterday")


def claim(ann: Clerk, number: int = 1, *, is_held: bool = False) -> TillPayment:
    cart = ann.add(1)
    asked = ClaimPayment(
        payment_id=f"pay-{number}",
        cart_id=cart.cart_id,
        phone=f"622 12{number:02}",
        reference=f"20402048536{number:03}",
        amount=current_cart(ann.sync.till, ann.session).priced.total,
        paid_at=ann.sync.clock.now(),
        is_held=is_held,
    )
    return claim_payment(ann.sync.till, ann.session, asked)


def sell(ann: Clerk, number: int = 1, *, is_held: bool = False) -> str:
    tender = tender_of_payment(claim(ann, number, is_held=is_held))
    cart = ann.cart()
    asked = TakePayment(cart_id=cart.cart_id, cart_version=cart.version, tenders=(tender,))
    return take_payment(ann.sync.till, ann.session, asked).sale.receipt_number


def put_back(old: SyncTill) -> SyncTill:
    """The till works on with the older data, and hears what it missed."""
    start_stream(old.till, "behind_mark")
    old.go_round()
    return old


def decide(till: SyncTill, decision: Decision, *, by: str) -> TillPayment:
    asked = DecidePayment(
        payment_id="pay-1",
        decision=decision,
        reason="The message was not real",
        approval=Approval(approved_by=by, permission=Permission.APPROVE),
    )
    return decide_payment(till.till, till.cashier(), asked)


def unlike(world: World, till: SyncTill) -> Iterator[str]:
    """What a till that has heard all knows otherwise than central of the sales of its payments."""
    with till.till.db.reading() as uow:
        for row in world.office.rows(payment):
            known = uow.payments.get(str(row["payment_id"]))
            told = (known.receipt or "", known.is_held, known.made_at)
            if told != (row["receipt"], bool(row["is_held"]), row["begun_at"]):
                yield f"{known.payment_id} is {told} there, and {row['receipt']} at central"
            if known.cashier_id == "central":
                yield f"{known.payment_id} was taken by nobody"


def see(world: World, payment_id: str) -> None:
    """MMG says that the money came."""
    central_ = world.office.central
    with central_.database.writing(world.office.clock.now()) as writing:
        move = Move(
            organisation_id=world.store.organisation_id,
            payment_id=payment_id,
            to="verified",
            by="mmg",
            evidence={"status": "successful"},
        )
        move_payment(writing, central_.surroundings, move)


def test_a_till_put_back_knows_the_sales_of_the_claims_that_it_took_since(
    world: World, ann: Clerk, yesterday: SyncTill
) -> None:
    receipts = [sell(ann, number) for number in (1, 2, 3)]
    ann.sync.settle()
    see(world, "pay-3")

    till = put_back(yesterday)
    listed = list_payments(till.till)
    assert [(each.payment_id, each.state, each.receipt) for each in listed] == [
        ("pay-1", "claimed", receipts[0]),
        ("pay-2", "claimed", receipts[1]),
    ]
    assert {each.cashier_id for each in listed} == {ann.session.staff_id}
    assert not any(each.is_without_sale for each in listed)
    assert list(unlike(world, till)) == list(unlike(world, ann.sync)) == []
    assert complaints(till.till.db) == []


def test_there_a_supervisor_who_took_the_claim_may_not_decide_on_it(
    ann: Clerk, yesterday: SyncTill
) -> None:
    boss = staff(ann)
    ann.session = replace(ann.session, staff_id=boss)
    sell(ann)
    ann.sync.settle()

    till = put_back(yesterday)
    with pytest.raises(NotAllowed):
        decide(till, "reject", by=boss)


def test_its_goods_are_held_there_still_and_after_they_went_no_more(
    world: World, ann: Clerk, yesterday: SyncTill
) -> None:
    sell(ann, is_held=True)
    ann.sync.settle()
    see(world, "pay-1")
    later = world.copy_of(ann.sync, "later")
    till = put_back(yesterday)
    assert show_payment(till.till, "pay-1").goods == "ready"

    ann.sync.settle()
    decide(ann.sync, "hand_over", by=staff(ann))
    ann.sync.settle()
    put_back(later)
    till.go_round()
    for each in (till, later):
        assert not show_payment(each.till, "pay-1").payment.is_held
        assert list(unlike(world, each)) == []


def test_a_claim_put_back_without_its_sale_hears_of_it_and_pays_no_second_one(
    world: World, ann: Clerk
) -> None:
    made = claim(ann)
    ann.sync.settle()
    between = world.copy_of(ann.sync, "between")
    cart = ann.cart()
    asked = TakePayment(
        cart_id=cart.cart_id, cart_version=cart.version, tenders=(tender_of_payment(made),)
    )
    receipt = take_payment(ann.sync.till, ann.session, asked).sale.receipt_number
    ann.sync.settle()

    till = put_back(between)
    (known,) = list_payments(till.till)
    assert (known.receipt, known.is_begun_here, known.is_without_sale) == (receipt, True, False)
    with pytest.raises(RuleBroken) as refused:
        take_payment(till.till, till.cashier(), asked)
    assert refused.value.code == "payment_gone"


def test_one_whose_sale_went_down_with_the_disk_is_shown_and_accused_by_nobody(
    ann: Clerk, yesterday: SyncTill
) -> None:
    claim(ann)
    ann.sync.settle()

    till = put_back(yesterday)
    (known,) = list_payments(till.till)
    assert (known.receipt, known.is_known_here, known.is_without_sale) == (None, False, False)
    with pytest.raises(RuleBroken) as refused:
        decide(till, "reject", by=staff(ann))
    assert refused.value.code == "not_known_here"
    assert show_payment(till.till, "pay-1").payment.state == "claimed"


def test_an_older_central_tells_no_sale_and_nobody_is_accused_until_it_is_upgraded(
    world: World, ann: Clerk, yesterday: SyncTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(rows, "PaymentChanged", as_before)
        sell(ann, is_held=True)
        ann.sync.settle()
        till = put_back(yesterday)
        (known,) = list_payments(till.till)
        assert (known.is_known_here, known.is_without_sale) == (False, False)
        with till.till.db.reading() as uow:
            since = Lookback(since=world.office.clock.now() - timedelta(days=9))
            assert (uow.payments.count(since), uow.payments.outstanding_minor("GYD")) == (0, 0)
    see(world, "pay-1")
    till.go_round()

    assert list(unlike(world, till)) == []
    assert show_payment(till.till, "pay-1").goods == "ready"


def as_before(**told: object) -> PaymentChanged:
    """The change as central told it before it told of the sale."""
    known = {name: each for name, each in told.items() if name not in ADDED}
    return PaymentChanged.model_validate(known)


@pytest.mark.parametrize("untold", ["sale", "goods"])
def test_a_planted_bug_that_tells_no_till_of_it_is_caught(
    world: World, ann: Clerk, yesterday: SyncTill, untold: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep_quiet(writing: Writing, row: rows.PaymentRow) -> None:
        if not (row.receipt if untold == "sale" else not row.is_held):
            rows.tell_payment(writing, row)

    monkeypatch.setattr(central.operations.payment_facts, "tell_payment", keep_quiet)
    sell(ann, is_held=True)
    ann.sync.settle()
    decide(ann.sync, "hand_over" if untold == "goods" else "keep", by=staff(ann))
    ann.sync.settle()

    assert len(list(unlike(world, put_back(yesterday)))) == 1
