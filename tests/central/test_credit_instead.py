"""Store credits in the place of payments that did not go back: once, and each second is found."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from central.allotments.tables import resource
from central.operations import credit_facts
from central.operations.refund_chores import keep_refunds
from central.payments import moving
from central.payments.office_credits import issue_instead
from central.payments.reversals import refuse_reversal
from central.payments.rows import set_payment
from central.payments.tables import payment, payment_event
from domain.errors import BadInput, Conflict, NotFound
from sync.protocol.reversal_bodies import PaymentReversalAsked
from tests.central.allotting import Shelf
from tests.central.paper_till import PaperTill
from tests.central.paying import SOLD_MINOR, Payroom, move
from tests.central.refunding import standings
from tests.central.reversing import (
    as_credit,
    by_office,
    deed,
    messages,
    paid,
    paid_in_part,
    refuse,
    refused_back,
    reverse,
    send_back,
    told,
)
from tests.central.test_money_in_limbo import TAKEN_UP


def credited(till: PaperTill) -> list[str]:
    """The ends of the codes that the till was told stand in the place of its payment."""
    bodies = [each.body or {} for each in till.pull().changes if each.kind == "payment_reversal"]
    return [str(body["credit"]) for body in bodies if body["state"] == "credited"]


def test_what_a_till_gave_as_credit_its_provider_is_asked_for_no_more(
    room: Payroom, till: PaperTill
) -> None:
    _, number = refused_back(room, till)
    reverse(room)
    assert room.row().step == "refund_due"
    as_credit(till, number)
    step, open_cases = room.row().step, room.cases()
    with pytest.raises(Conflict, match=r"given as store credit.*as \.\.3M2Q"):
        reverse(room)
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        assert not refuse_reversal(writing, room.office.central.surroundings, room.row(), "Again.")

    assert (step, open_cases) == ("idle", [])
    assert credited(till) == ["..3M2Q"]


def test_a_part_of_a_sale_that_was_given_as_credit_is_given_back_by_nobody_else(
    room: Payroom, till: PaperTill
) -> None:
    as_credit(till, refuse(room, till, paid_in_part(room, till)))
    with pytest.raises(Conflict, match="It was given as store credit"):
        reverse(room)
    for _ in range(3):
        room.run(timedelta(minutes=5))

    assert room.state() == "verified"
    assert room.mmg.double.reversals == 0


def test_a_provider_that_gives_back_a_part_that_was_given_as_credit_is_a_case(
    room: Payroom, till: PaperTill
) -> None:
    receipt = paid_in_part(room, till)
    number = refuse(room, till, receipt)
    as_credit(till, number)
    move(room, "refunded")
    keep_refunds(room.office.central, room.lease.writing)

    assert standings(room.office) == ["sound"]  # in sums it is what was paid
    (message,) = messages(room, "refunded_twice")
    assert f"receipt {receipt}, went back" in message
    assert f"store credit ..3M2Q as well, for refund {number}" in message


def test_a_provider_that_gives_back_a_whole_sale_that_was_given_as_credit_is_found_in_sums_too(
    room: Payroom, till: PaperTill
) -> None:
    _, number = refused_back(room, till)
    as_credit(till, number)
    move(room, "refunded")
    keep_refunds(room.office.central, room.lease.writing)

    assert standings(room.office) == ["over"]
    assert len(messages(room, "refunded_twice")) == 2


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"quantity": 50_000}, "its payment is of G$1,140"),
        ({"of_refund": "R-9"}, "refund R-9 sends no such payment back"),
        ({"of_refund": None}, "sends no such payment back"),
        ({"instead_of": "pay-9"}, "it stands for no payment of this till"),
    ],
)
def test_a_credit_that_stands_for_no_refused_payment_is_a_case(
    room: Payroom, till: PaperTill, changed: dict[str, object], says: str
) -> None:
    _, number = refused_back(room, till)
    as_credit(till, number, **changed)

    assert says in messages(room, "payment_sale")[0]


def test_a_second_credit_for_one_payment_is_a_case_that_names_both(
    room: Payroom, till: PaperTill
) -> None:
    _, number = refused_back(room, till)
    as_credit(till, number)
    as_credit(till, number, resource="credit:GYD-CR-OTHER")

    (message,) = messages(room, "payment_sale")
    assert "given as store credit before, as ..3M2Q, and this is ..THER" in message
    assert credited(till) == ["..3M2Q"]


@pytest.mark.parametrize(
    ("step", "tries", "says"),
    [
        ("refund_waiting", 1, "gives it back as well"),
        ("refund_due", 1, "gives it back as well"),
        ("refund_due", 0, "had not refused"),
        ("idle", 0, "had not refused"),
    ],
)
def test_a_credit_for_what_its_provider_may_still_give_back_is_a_case(
    room: Payroom, till: PaperTill, step: str, tries: int, says: str
) -> None:
    number = send_back(till, paid(room, till))
    till.push()
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row(), step=step, tries=tries)
    as_credit(till, number)

    assert says in messages(room, "payment_sale")[0]


def test_while_its_provider_is_asked_once_more_the_till_is_told_and_what_it_says_counts(
    room: Payroom, till: PaperTill
) -> None:
    _, number = refused_back(room, till)
    reverse(room)
    assert [said for _, said, _ in told(till)][-2:] == ["refused", "asked"]
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row(), step="idle", next_at=None)  # nobody could say
    as_credit(till, number)

    assert "its provider had not refused" in messages(room, "payment_sale")[0]


def test_a_provider_that_refuses_after_the_credit_asks_nobody_for_a_second_one(
    room: Payroom, till: PaperTill
) -> None:
    _, number = refused_back(room, till)
    reverse(room)
    room.mmg.line.only, room.mmg.line.next = "reversal", [TAKEN_UP, (422, b'{"statusCode":"9"}')]
    room.run(timedelta(seconds=5))
    assert room.row().step == "refund_waiting"
    as_credit(till, number)
    assert "or was asked to" in messages(room, "payment_sale")[0]
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row(), known="{}")
    room.run(timedelta(hours=5))

    assert (room.state(), room.row().step) == ("verified", "idle")
    assert [each for each in messages(room, "payment_unknown") if "MMG said no" not in each] == []
    assert credited(till) == ["..3M2Q"]


def test_a_till_that_forgot_the_credit_and_sends_it_back_again_is_told_and_nobody_is_asked(
    room: Payroom, till: PaperTill
) -> None:
    receipt = paid_in_part(room, till)
    number = refuse(room, till, receipt)
    as_credit(till, number)
    again = send_back(till, receipt)
    till.push()
    room.run(timedelta(minutes=5))

    assert room.mmg.double.reversals == 0
    assert credited(till) == ["..3M2Q", "..3M2Q"]
    assert room.cases() == ["payment_unknown"]
    message = messages(room, "payment_unknown")[0]
    assert f"refund {again} sends it back" in message
    assert f"..3M2Q was given for it, for {number}" in message


def test_the_wish_of_a_copied_till_for_the_same_refund_is_no_second_one(
    room: Payroom, till: PaperTill
) -> None:
    receipt, number = refused_back(room, till)
    as_credit(till, number)
    wish = {"payment_id": "pay-1", "refund": number, "of_receipt": receipt}
    till.write(PaymentReversalAsked.model_validate(wish), kind="payment_reversal_asked")
    till.push()

    assert room.cases() == []
    assert room.row().step == "idle"


# ------------------------------------------------------------------ given by the office


@pytest.mark.both_databases
def test_what_the_office_gives_closes_the_case_is_worth_the_payment_and_is_told_to_the_till(
    room: Payroom, till: PaperTill
) -> None:
    refused_back(room, till)
    assert "--instead-of pay-1" in messages(room, "payment_unknown")[0]
    by_office(room, " cr-office-1")
    book = Shelf(room.office, room.shop).book("credit:GYD-CR-OFFICE-1")

    assert (book.total, book.consumed, book.outstanding) == (SOLD_MINOR, 0, 0)
    assert credited(till) == ["..CE-1"]
    assert room.cases() == []
    last = room.office.rows(payment_event, "event_no")[-1]
    assert (last["by"], str(last["why"])[-9:]) == ("S7", "Once more")


def test_a_till_that_gives_it_after_the_office_did_is_a_case_that_names_both(
    room: Payroom, till: PaperTill
) -> None:
    _, number = refused_back(room, till)
    by_office(room)
    as_credit(till, number)

    (message,) = messages(room, "payment_sale")
    assert "as ..CE-1, and this is ..3M2Q" in message
    assert "..3M2Q, G$1,140: it was given" in message


def test_the_office_gives_nothing_for_what_was_given_went_back_or_was_never_sent_back(
    room: Payroom, till: PaperTill
) -> None:
    receipt = paid(room, till)
    with pytest.raises(BadInput, match="nobody on the staff who may approve"):
        issue_instead(room.office.central, deed(room, by="anybody"), "CR-OFFICE-1")
    with pytest.raises(NotFound):
        by_office(room, of="pay-9")
    with pytest.raises(Conflict, match="No refund sends it back"):
        by_office(room)
    number = refuse(room, till, receipt)
    reverse(room)
    with pytest.raises(Conflict, match="on its way back"):
        by_office(room)
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row(), step="idle")
    with pytest.raises(BadInput, match="Check the code"):
        by_office(room, "x")
    move(room, "disputed")
    with pytest.raises(Conflict, match="Nothing is owed for it"):
        by_office(room)
    move(room, "verified")
    as_credit(till, number)
    with pytest.raises(Conflict, match="It was given as store credit"):
        by_office(room)

    assert credited(till) == ["..3M2Q"]
    assert "CR-OFFICE-1" not in str(room.office.rows(resource))


def test_the_office_settles_what_nobody_could_say_for_two_weeks(
    room: Payroom, till: PaperTill
) -> None:
    send_back(till, paid(room, till))
    till.push()
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row(), step="idle", next_at=None)
    by_office(room)

    assert credited(till) == ["..CE-1"]


def test_the_office_gives_it_by_command_with_a_name_and_a_reason_and_no_amount_of_its_own(
    room: Payroom, till: PaperTill, run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    refused_back(room, till)
    give = ("credits", "issue", "--code", "CR-OFFICE-1", "--instead-of", "pay-1")
    assert run("credits", "issue", "--code", "CR-1") != 0
    assert "Give --amount" in capsys.readouterr().err
    assert run(*give) != 0
    assert "Say who and why" in capsys.readouterr().err
    assert run(*give, "--amount", "5", "--by", "S7", "--reason", "asked") != 0
    assert "Give no --amount" in capsys.readouterr().err
    assert run(*give, "--by", "S7", "--reason", "asked") == 0
    assert "CR-OFFICE-1 is worth G$1,140, in the place of payment" in capsys.readouterr().out


# ------------------------------------------------------------------ the invariant


def live(room: Payroom, till: PaperTill, chance: random.Random) -> dict[str, int]:
    """What a provider refused is given, in any order; return how often, by payment."""
    ways: dict[str, int] = {}
    for name in ("pay-1", "pay-2", "pay-3", "pay-4"):
        number = refuse(room, till, paid_in_part(room, till, name), name)
        ways[name] = 0
        deeds = ["till", "till", "office", "again", "provider"]
        for way in chance.sample(deeds, chance.randint(1, 4)):
            with suppress(Conflict):
                if way == "till":
                    code = f"credit:GYD-CR-{ways[name]}-{name.upper()}"
                    as_credit(till, number, resource=code, instead_of=name)
                    ways[name] += 1
                elif way == "office":
                    by_office(room, f"CR-OFFICE-{name}".upper(), name)
                    ways[name] += 1
                elif way == "again":
                    reverse(room, name)
                    room.run()
                    room.run(timedelta(minutes=5))
                else:
                    move(room, "refunded", name)
        ways[name] += room.state(name) == "refunded"
    return ways


def faults(room: Payroom, ways: dict[str, int]) -> list[str]:
    """The invariant: money that is given more than once has a case, and no other has."""
    keys = {str(row["payment_id"]): row["receipt"] for row in room.office.rows(payment)}
    said = [*messages(room, "refunded_twice"), *messages(room, "payment_sale")]
    found = []
    for name, count in ways.items():
        of_it = (f"receipt {keys[name]}, went back", f"..{name.upper()[-4:]}, G$")
        is_told = any(words in message for message in said for words in of_it)
        if (count > 1) != is_told:
            found.append(name)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_whoever_gives_it_and_in_whatever_order_money_given_twice_is_a_case(
    room: Payroom, till: PaperTill, seed: int
) -> None:
    ways = live(room, till, random.Random(seed))

    assert faults(room, ways) == []


def test_planted_a_credit_whose_payment_may_go_back_as_well_is_found(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "find_given_twice", lambda *_: None)
    as_credit(till, refuse(room, till, paid_in_part(room, till)))
    move(room, "refunded")

    assert faults(room, {"pay-1": 2}) == ["pay-1"]


def test_planted_a_second_credit_that_nobody_doubts_is_found(
    room: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(credit_facts, "note_credited", lambda *_: "")
    number = refuse(room, till, paid_in_part(room, till))
    by_office(room)
    as_credit(till, number)

    assert faults(room, {"pay-1": 2}) == ["pay-1"]
