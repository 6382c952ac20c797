"""Whose a row of a statement is, and rows that say other than is known: money out, and twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from central.payments.rows import set_payment
from central.payments.tables import payment
from domain.money import Money
from tests.central.paper_till import PaperTill
from tests.central.paying import (
    CLAIM,
    Payroom,
    check,
    give_up,
    move,
    push_wish,
    wish,
)
from tests.central.reconciling import NOON, Reconciling, claimed

both = pytest.mark.both_databases
REF = CLAIM.reference
NEXT = date(2026, 11, 3)


@both
def test_a_wish_is_known_by_our_own_number_and_money_that_comes_late_is_told(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    desk.columns["attempt"] = "Ours"
    desk.map()
    wish(till)
    wish(till, "pay-2")
    give_up(till, "pay-2")
    till.push()
    ours = room.row().attempt_digits

    assert desk.outcomes(("NO-1", "1140", NOON, ours), ("pay-2", "1140", NOON, "")) == [
        "verified",
        "verified",
    ]
    assert room.cases() == ["payment_late"]


def test_a_push_is_known_by_the_number_that_its_answer_told(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    push_wish(till)
    till.push()
    room.run()
    number = room.row().known["object_reference"]

    assert desk.outcomes((number, "1140")) == ["verified"]


def test_a_card_payment_is_held_against_what_its_payer_was_asked(
    room: Payroom, till: PaperTill, tmp_path: Path
) -> None:
    """The sale is in Guyana dollars, the provider's account in US dollars."""
    cards = Reconciling(room, tmp_path, provider="stripe", currency="USD")
    for name in ("pay-1", "pay-2"):
        wish(till, name, provider="stripe")
    till.push()
    for number, name in enumerate(("pay-1", "pay-2")):
        known = {"charge": f"ch_{number}"}
        move(room, "pending", name, quoted=Money(545, "USD"), known=known)

    assert cards.outcomes(("ch_0", "5.45"), ("ch_1", "5.44")) == ["verified", "disputed"]
    assert "The statement shows US$5.44, not US$5.45." in room.messages()[0]


def test_a_number_of_several_payments_is_nobodys(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    for name in ("pay-1", "pay-2"):
        wish(till, name)
    till.push()
    for name in ("pay-1", "pay-2"):
        _know(room, name, '{"object_reference": "NO-5"}')
    said = desk.take(("NO-5", "1140")).rows[0]

    assert (said.outcome, said.words) == ("unmatched", "Several payments know its number.")
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        writing.connection.execute(sa.update(payment).values(reference="NO-6"))
    said = desk.take(("NO-6", "1140"), name="more.csv").rows[0]
    assert said.words == "2 payments show its number: pay-1, pay-2."


def _know(room: Payroom, payment_id: str, known: str) -> None:
    with room.office.central.database.writing(room.office.clock.now()) as writing:
        set_payment(writing, room.row(payment_id), known=known)


def test_a_reused_number_verifies_its_first_payment_only(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    claimed(till, "pay-2")

    assert desk.outcomes((REF, "1140"))[0] == "verified"
    assert (room.state(), room.state("pay-2")) == ("verified", "disputed")


def test_a_number_that_is_anothers_disputes_what_our_number_names(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    """What was verified with a number keeps it, whatever else a row names."""
    wish(till)
    claimed(till, "pay-2")
    move(room, "verified", "pay-2", references=(REF,))
    desk.columns["attempt"] = "Ours"
    desk.map()

    ours = room.row().attempt_digits
    assert desk.outcomes((REF, "1140", NOON, ours))[0] == "disputed"
    assert "used before" in room.row().message


def test_what_central_disputed_is_verified_and_what_a_person_disputed_is_asked(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    move(room, "disputed", why="MMG does not know it.")
    claimed(till, "pay-2", reference="NO-2")
    check(till, "disputed", "pay-2")
    till.push()
    claimed(till, "pay-3", reference="NO-3")
    move(room, "disputed", "pay-3", known={"disputed": "yes"})

    rows = [(REF, "1140"), ("NO-2", "1140"), ("NO-3", "1140")]
    assert desk.outcomes(*rows) == ["verified", "open", "open"]
    assert [room.state(name) for name in ("pay-1", "pay-2", "pay-3")] == [
        "verified",
        "disputed",
        "disputed",
    ]


def test_a_second_word_of_other_money_asks_again(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    move(room, "disputed")

    assert desk.outcomes((REF, "900")) == ["open"]
    assert "G$900" in room.messages()[0]


@both
def test_money_out_gives_back_what_was_verified(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    rows = [(REF, "1140"), (REF, "-1140", "02/11/2026 15:00")]

    assert desk.outcomes(*rows) == ["verified", "refunded"]
    assert room.state() == "refunded"
    assert desk.outcomes(*rows) == ["known", "known"]


def test_money_out_of_what_was_given_back_is_no_news_and_in_neither(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    move(room, "verified", references=(REF,))
    move(room, "refunded", known={"reversal_id": "REV-1"})

    assert desk.outcomes((REF, "1140"), ("REV-1", "-1140")) == ["confirmed", "confirmed"]
    assert desk.open_cases() == []


MONEY_OUT = [
    ("-500", "open", "G$500 of it was given back."),
    ("-2000", "unmatched", "G$2,000 went out for a payment of G$1,140."),
]


@pytest.mark.parametrize(("amount", "outcome", "words"), MONEY_OUT)
def test_another_sum_that_went_out_asks_a_person(
    room: Payroom, till: PaperTill, desk: Reconciling, amount: str, outcome: str, words: str
) -> None:
    claimed(till)
    move(room, "verified", references=(REF,))
    (told,) = desk.take((REF, amount), days=(date(2026, 11, 2), NEXT)).rows[:1]

    assert (told.outcome, told.words) == (outcome, words)
    assert room.state() == "verified"
    assert len(desk.open_cases()) == 2  # and nothing shows that it ever came in


def test_money_out_of_what_never_came_in_is_a_case(till: PaperTill, desk: Reconciling) -> None:
    claimed(till)
    (told, _) = desk.take((REF, "-1140")).rows

    assert told.words == "Money went out for a payment that is claimed."
    assert ("statement_row", f"mmg {REF} out") in desk.open_cases()


def test_money_out_that_nobody_knows_guesses_nothing(desk: Reconciling) -> None:
    (told,) = desk.take(("NO-1", "-1140")).rows

    assert told.words == "No payment has its number."


def test_other_money_for_what_was_given_back_is_a_case_of_the_office(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    move(room, "verified", references=(REF,))
    move(room, "refunded")

    assert desk.outcomes((REF, "900")) == ["unmatched"]
    assert desk.open_cases() == [("statement_row", f"mmg {REF} in")]


def test_a_number_that_comes_again_with_other_figures_is_a_case(
    room: Payroom, till: PaperTill, desk: Reconciling
) -> None:
    claimed(till)
    desk.take((REF, "1140"))

    assert desk.outcomes((REF, "1150"), name="other.csv") == ["conflict"]
    assert desk.outcomes((REF, "1150"), name="other.csv") == ["conflict"]
    assert [kind for kind, _ in desk.open_cases()] == ["statement_row"]
    assert room.state() == "verified"
