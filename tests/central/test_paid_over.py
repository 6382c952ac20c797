"""What a payment is more than its sale is owed: money while it is verified, and nothing else."""

from __future__ import annotations

import random

import pytest

from central.operations.refund_chores import keep_refunds
from central.payments import paid_over
from central.payments.office import ByPerson, reverse_payment
from central.payments.tables import payment_credit
from central.tables import case_file
from domain.errors import Conflict
from domain.payment import FOLLOWS
from sync.protocol.credit_bodies import CreditIssued
from sync.protocol.reversal_bodies import PaymentReversalAsked
from tests.central.allotting import Holder, Shelf
from tests.central.paper_till import PaperTill
from tests.central.paying import SOLD_MINOR, Payroom, claim, move, sell_by
from tests.central.refunding import give_back, refund_body, standings

OVER_MINOR = 6_000
CODE = "CR-7K3M2Q"
RESOURCE = f"credit:GYD-{CODE}"


def owe(till: PaperTill, payment_id: object = "pay-1", **changed: object) -> None:
    """The till issues the credit of a payment."""
    told = {
        "resource": RESOURCE,
        "currency": "GYD",
        "quantity": OVER_MINOR,
        "of_payment": payment_id,
        "awaits": True,
        **changed,
    }
    till.write(CreditIssued.model_validate(told), kind="credit_issued")


def sell_over(till: PaperTill, payment: object = "pay-1", **changed: object) -> str:
    """A claim of more than the sale took of it; return the receipt."""
    payment_id = str(payment)
    reference = f"REF-{payment_id}".upper()
    claim(till, payment_id, amount_minor=SOLD_MINOR + OVER_MINOR, reference=reference)
    told = {"over_minor": OVER_MINOR, "credit": CODE, "reference": reference, **changed}
    return sell_by(till, payment_id, **told)


def states(room: Payroom) -> list[str]:
    return [str(row["state"]) for row in room.office.rows(payment_credit, "resource")]


def book(room: Payroom, name: str = RESOURCE) -> tuple[int, int, int]:
    """Total, consumed and outstanding of a credit, after all books were counted again."""
    found = Shelf(room.office, room.shop).book(name)
    return found.total, found.consumed, found.outstanding


def shown(room: Payroom, kind: str) -> list[str]:
    rows = room.office.rows(case_file)
    return [str(row["message"]) for row in rows if row["kind"] == kind and not row["closed_at"]]


def give_whole_back(room: Payroom) -> None:
    whose = room.shop.organisation_id
    deed = ByPerson(organisation_id=whose, payment_id="pay-1", by="S7", reason="Too much")
    reverse_payment(room.office.central, deed)


@pytest.mark.both_databases
def test_it_is_free_for_whichever_till_asks_once_its_payment_is_verified(
    room: Payroom, till: PaperTill
) -> None:
    sell_over(till)
    owe(till, customer_id="person-7")
    assert rulings_of(till) == ()
    assert (states(room), Holder(till).ask(RESOURCE, OVER_MINOR, urgent=True)) == (["waiting"], [])
    move(room, "verified")
    granted = Holder(till).ask(RESOURCE, OVER_MINOR, urgent=True)

    assert states(room) == ["free"]
    assert [(name, units) for _, name, units in granted] == [(RESOURCE, OVER_MINOR)]
    assert book(room) == (OVER_MINOR, 0, OVER_MINOR)
    assert room.office.rows(payment_credit)[0]["customer_id"] == "person-7"
    assert room.row().over_minor == OVER_MINOR
    assert shown(room, "payment_sale") == []


def rulings_of(till: PaperTill) -> tuple[object, ...]:
    return tuple(till.push().rulings)


def test_a_till_that_was_away_brings_it_after_its_payment_was_verified(
    room: Payroom, till: PaperTill
) -> None:
    sell_over(till)
    till.push()
    move(room, "verified")
    owe(till)
    till.push()

    assert (states(room), book(room)) == (["free"], (OVER_MINOR, 0, 0))


def test_one_that_was_verified_at_the_sale_is_held_by_its_till(
    room: Payroom, till: PaperTill
) -> None:
    sell_over(till)
    till.push()
    move(room, "verified")
    owe(till, awaits=None)
    till.push()

    assert (states(room), book(room)) == (["free"], (OVER_MINOR, 0, OVER_MINOR))


def test_what_a_till_holds_is_asked_back_when_the_money_is_not_there_and_given_when_it_is(
    room: Payroom, till: PaperTill
) -> None:
    sell_over(till)
    owe(till, awaits=None)
    till.push()
    move(room, "verified")
    move(room, "disputed")
    recalls = [change for change in till.pull().changes if change.kind == "recall"]

    assert (states(room), book(room)) == (["void"], (0, 0, OVER_MINOR))
    assert [(change.body or {})["keep"] for change in recalls] == [0]
    (message,) = shown(room, "payment_credit")
    assert CODE not in message
    assert "G$60 of ..3M2Q" in message
    move(room, "verified")
    assert (states(room), book(room)) == (["free"], (OVER_MINOR, 0, OVER_MINOR))
    assert shown(room, "payment_credit") == []


@pytest.mark.parametrize("to", ["disputed", "cancelled"])
def test_one_that_nobody_could_use_is_void_without_a_word(
    room: Payroom, till: PaperTill, to: str
) -> None:
    sell_over(till)
    owe(till)
    till.push()
    move(room, to)

    assert states(room) == ["void"]
    assert shown(room, "payment_credit") == []
    assert Holder(till).ask(RESOURCE, OVER_MINOR, urgent=True) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"quantity": 7_000}, "its sale leaves G$60 of its payment"),
        ({"of_payment": "pay-9"}, "it names no payment that central knows"),
    ],
)
def test_a_credit_that_does_not_fit_is_paid_by_nobody_and_a_person_looks(
    room: Payroom, till: PaperTill, changed: dict[str, object], says: str
) -> None:
    sell_over(till)
    owe(till, **changed)
    till.push()
    move(room, "verified")

    assert states(room) in ([], ["doubtful"])
    assert Holder(till).ask(RESOURCE, OVER_MINOR, urgent=True) == []
    (message,) = shown(room, "payment_sale")
    assert says in message


def test_a_second_credit_and_the_same_code_of_a_payment_are_paid_by_nobody(
    room: Payroom, till: PaperTill
) -> None:
    sell_over(till)
    owe(till)
    owe(till, resource="credit:GYD-CR-OTHER")
    owe(till)
    till.push()
    move(room, "verified")
    messages = " ".join(shown(room, "payment_sale"))

    assert states(room) == ["free", "doubtful"]
    assert "its payment is owed for by another credit" in messages
    assert "its code is another credit's" in messages
    assert book(room) == (OVER_MINOR, 0, 0)


def test_a_payment_of_another_till_is_owed_by_nobody(room: Payroom, till: PaperTill) -> None:
    sell_over(till)
    till.push()
    other = room.office.enrol(room.shop)
    owe(other)
    other.push()

    assert states(room) == []
    assert "names a payment of another till" in shown(room, "payment_sale")[0]


def test_a_customer_that_no_database_keeps_is_left_out(room: Payroom, till: PaperTill) -> None:
    sell_over(till)
    owe(till, customer_id="x\x00")
    till.push()

    assert room.office.rows(payment_credit)[0]["customer_id"] is None


def test_a_tender_and_what_was_paid_over_are_the_payment_or_a_person_looks(
    room: Payroom, till: PaperTill
) -> None:
    sell_over(till, over_minor=9_000)
    till.push()

    assert "for a payment of G$1,200" in shown(room, "payment_sale")[0]


@pytest.mark.parametrize("changed", [{"credit": None}, {"over_minor": None}])
def test_what_was_paid_over_and_its_credit_are_told_together(
    room: Payroom, till: PaperTill, changed: dict[str, object]
) -> None:
    sell_over(till, **changed)

    assert [ruling.title for ruling in till.push().rulings] == ["It does not add up"]
    assert room.row().over_minor == 0


def test_only_mmg_is_paid_over(room: Payroom, till: PaperTill) -> None:
    sell_over(till, kind="card_qr", reference=None)

    assert [ruling.title for ruling in till.push().rulings] == ["It does not add up"]
    assert room.row().receipt == ""


# ------------------------------------------------------------------ money back


def test_the_office_gives_the_whole_back_while_nobody_used_the_difference(
    room: Payroom, till: PaperTill
) -> None:
    receipt = sell_over(till)
    owe(till)
    till.push()
    move(room, "verified")
    give_whole_back(room)
    assert room.row().step == "refund_due"
    move(room, "refunded")
    give_back(till, refund_body(till, receipt, 1_000))
    till.push()
    keep_refunds(room.office.central, room.lease.writing)

    assert (states(room), book(room)) == (["void"], (0, 0, 0))
    assert standings(room.office) == ["over"]  # all that the sale took went back: no dollar is left


def test_the_office_gives_nothing_back_whose_difference_lies_at_a_till(
    room: Payroom, till: PaperTill
) -> None:
    sell_over(till)
    owe(till)
    till.push()
    move(room, "verified")
    Holder(till).ask(RESOURCE, OVER_MINOR, urgent=True)
    with pytest.raises(Conflict, match="owed as store credit"):
        give_whole_back(room)


def test_a_refund_of_all_but_the_difference_is_no_more_than_was_paid(
    room: Payroom, till: PaperTill
) -> None:
    receipt = sell_over(till)
    owe(till)
    till.push()
    move(room, "verified")
    give_back(till, refund_body(till, receipt, SOLD_MINOR))
    till.push()
    with pytest.raises(Conflict, match="given back already"):
        give_whole_back(room)
    assert standings(room.office) == ["sound"]


def test_a_till_cannot_send_back_what_is_owed_in_part(room: Payroom, till: PaperTill) -> None:
    receipt = sell_over(till)
    owe(till)
    till.push()
    move(room, "verified")
    told = {"payment_id": "pay-1", "refund": "R-1", "of_receipt": receipt}
    till.write(PaymentReversalAsked.model_validate(told), kind="payment_reversal_asked")
    till.push()
    (message,) = shown(room, "payment_unknown")

    assert "A part of it is owed as a store credit" in message


# ------------------------------------------------------------------ the invariant


def faults(room: Payroom, names: list[str]) -> list[str]:
    """A credit is in its book while its payment is verified, and at no other time."""
    found = []
    owed = {str(row["resource"]): row for row in room.office.rows(payment_credit)}
    for name in names:
        is_seen = room.row(str(owed[name]["payment_id"])).state == "verified"
        total, consumed, outstanding = book(room, name)
        if total != (OVER_MINOR if is_seen else 0):
            found.append(f"{name} is of {total}")
        if not is_seen and consumed + outstanding and not shown(room, "payment_credit"):
            found.append(f"{name} was used unseen")
    return found


def live(room: Payroom, till: PaperTill, chance: random.Random) -> list[str]:
    """Payments go through their states in any order, and tills ask for what they owe."""
    names, holder = [], Holder(till)
    for number in range(4):
        code = f"CR-CODE{number}"
        names.append(f"credit:GYD-{code}")
        sell_over(till, f"pay-{number}", credit=code)
        owe(till, f"pay-{number}", resource=names[-1])
    holder.send()
    for _ in range(24):
        payment_id = f"pay-{chance.randrange(4)}"
        choices = sorted(FOLLOWS[room.row(payment_id).state] - {"refunded", "approved"})
        move(room, chance.choice(choices), payment_id)
        if chance.random() < 0.3:
            holder.ask(chance.choice(names), 1_000, urgent=True)
    return names


def test_whatever_becomes_of_payments_a_credit_is_money_only_while_its_payment_is_seen(
    room: Payroom, till: PaperTill
) -> None:
    names = live(room, till, random.Random(7))

    assert faults(room, names) == []


def test_planted_a_credit_that_stays_money_when_its_payment_is_disputed_is_found(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paid_over, "_NOT_THERE", frozenset())
    names = live(room, till, random.Random(7))

    assert faults(room, names) != []


def test_planted_a_credit_that_is_money_before_anybody_saw_its_payment_is_found(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = paid_over.settle_owed

    def hasty(writing: object, surroundings: object, row: object) -> None:
        settle(writing, surroundings, row)  # type: ignore[arg-type]  # as it was called
        for owed in paid_over._list_owed(writing.connection, row.organisation_id, row.payment_id):  # type: ignore[attr-defined]  # the same
            if owed.state == "waiting":
                paid_over._free(writing, row, owed)  # type: ignore[arg-type]  # the same

    monkeypatch.setattr(paid_over, "settle_owed", hasty)
    sell_over(till)
    owe(till)
    till.push()

    assert faults(room, [RESOURCE]) == [f"{RESOURCE} is of {OVER_MINOR}"]
