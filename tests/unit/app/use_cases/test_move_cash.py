"""Drops, pay-ins, pay-outs and a drawer that is only opened: told, signed for, and on the Z."""

import json
from dataclasses import replace
from typing import get_args

import pytest

from app.use_cases.close_shift import CloseShift, close_shift, preview_close
from app.use_cases.move_cash import (
    REASONS,
    Move,
    MoveCash,
    kick_drawer,
    move_cash,
    needs_signature,
    open_drawer,
)
from app.use_cases.open_shift import MoreFloat, open_shift
from app.use_cases.ports import DrawerFailure
from app.use_cases.print_queue import list_prints, print_queued
from app.use_cases.shift_report import print_x, read_x
from app.use_cases.shift_summary import shift_summary
from app.use_cases.till import Session, Till
from domain.errors import BadInput, NotAllowed, RuleBroken
from domain.money import Money
from domain.shift import CashCount
from sync.protocol.bodies import ShiftClosed, ShiftOpened
from sync.protocol.shift_bodies import DrawerMoved, MoveReason
from tests.helpers.builders import (
    OTHER_CASHIER,
    SUPERVISOR,
    a_sale,
    a_session,
    an_open_shift,
    gyd,
    tray_of,
)
from tests.helpers.ledger_checks import complaints, read_ledger


def usd(dollars: int) -> Money:
    return Money(dollars * 100, "USD")


def a_move(
    move: Move = "pay_out", dollars: int = 6_500, reason: MoveReason = "fuel", note: str = ""
) -> MoveCash:
    return MoveCash(move=move, amount=gyd(dollars), reason=reason, note=note)


def told(till: Till) -> list[DrawerMoved]:
    facts = read_ledger(till.db).facts("drawer_moved")
    return [DrawerMoved.model_validate(fact.body) for _, fact in facts]


def test_a_drop_leaves_the_drawer_and_is_told_once_with_its_slip(
    till: Till, session: Session
) -> None:
    moved = move_cash(till, session, a_move("drop", 12_000, "safe"))

    assert shift_summary(till).sums.expected == gyd(8_000)
    (body,) = told(till)
    assert (body.move, body.amount_minor, body.reason) == ("drop", -1_200_000, "safe")
    assert any(line.strip() == "CASH DROP" for line in moved.slip_lines)
    print_queued(till, moved.slip_id)
    assert [job.lines for job in tray_of(till).jobs] == [moved.slip_lines]
    assert tray_of(till).kicks == 1
    assert complaints(till.db) == []


def test_what_comes_in_and_goes_out_stands_on_the_z_of_its_shift(
    till: Till, session: Session
) -> None:
    move_cash(till, session, a_move("pay_in", 1_000, "change"))
    move_cash(till, session, a_move("pay_out", 6_500, "fuel"))
    move_cash(till, session, a_move("drop", 10_000, "safe"))
    exact = CashCount("GYD", ((50_000, 9),))
    closed = close_shift(till, session, CloseShift(count=exact))

    assert closed.closing.over_short == gyd(0)
    words = [line.split("  ")[0] for line in closed.z_lines]
    assert {"Cash drops G$ (1)", "Pay-ins G$ (1)", "Pay-outs G$ (1)"} <= set(words)
    assert complaints(till.db) == []


def test_a_note_is_the_word_of_who_wrote_it_and_not_a_fact(till: Till, session: Session) -> None:
    move_cash(till, session, a_move(reason="other", note=" Taxi for Ravi "))

    ((operation, _),) = read_ledger(till.db).facts("drawer_moved")
    assert b"Ravi" not in operation.facts
    (part,) = operation.personal
    assert json.loads(part.part) == {"note": "Taxi for Ravi"}


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (a_move(dollars=0), "above zero"),
        (replace(a_move(), amount=Money(100, "TTD")), "above zero, in GYD or USD"),
        (a_move("drop", 100, "fuel"), "one of those that are shown"),
        (a_move(reason="other"), "Type a note"),
        (a_move(note="x" * 201), "at most 200"),
        (a_move(note="\ud800"), "broken"),
    ],
)
def test_what_makes_no_sense_is_said_and_moves_nothing(
    till: Till, session: Session, request_: MoveCash, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        move_cash(till, session, request_)

    assert told(till) == []


def test_more_than_there_should_be_is_a_slip_of_the_finger(till: Till, session: Session) -> None:
    with pytest.raises(RuleBroken) as caught:
        move_cash(till, session, a_move("drop", 20_001, "safe"))
    with pytest.raises(RuleBroken, match="less than"):
        move_cash(till, session, replace(a_move("drop", reason="safe"), amount=usd(1)))

    assert caught.value.code == "not_in_drawer"
    assert told(till) == []


def test_a_large_move_waits_for_somebody_else_to_sign(till: Till, session: Session) -> None:
    large = a_move("pay_out", 10_001, "supplier")
    assert needs_signature(till, session, large)
    assert not needs_signature(till, session, a_move())
    with pytest.raises(RuleBroken) as caught:
        move_cash(till, session, large)
    with pytest.raises(NotAllowed, match="not signed in here"):
        move_cash(till, session, replace(large, approved_by=session.staff_id))
    with pytest.raises(NotAllowed):
        move_cash(till, session, replace(large, approved_by="nobody"))
    moved = move_cash(till, session, replace(large, approved_by=SUPERVISOR.staff_id))

    assert caught.value.code == "needs_signature"
    assert told(till)[0].approved_by == SUPERVISOR.staff_id
    assert any(line.endswith(SUPERVISOR.name) for line in moved.slip_lines)


def test_the_only_supervisor_signs_for_nothing_and_is_not_kept_waiting(till: Till) -> None:
    """Nobody else could: central looks at it afterwards."""
    an_open_shift(till)
    supervisor = a_session(till, SUPERVISOR)

    moved = move_cash(till, supervisor, a_move("pay_out", 10_001, "supplier"))

    assert moved.entry.amount_minor == -1_000_100


def test_a_drawer_is_opened_without_a_sale_and_counted(till: Till, session: Session) -> None:
    open_drawer(till, session, "customer")
    assert tray_of(till).kicks == 0, "what is written down waits for no printer"
    kick_drawer(till)

    assert tray_of(till).kicks == 1
    (body,) = told(till)
    assert (body.move, body.amount_minor, body.reason) == ("no_sale", 0, "customer")
    assert any(
        line.split() == ["Drawer", "opened,", "no", "sale", "1"]
        for line in read_x(till, session).lines
    )
    with pytest.raises(BadInput, match="Choose one"):
        open_drawer(till, session, "safe")


def test_a_drawer_that_is_stuck_is_counted_all_the_same(till: Till, session: Session) -> None:
    tray_of(till).is_drawer_stuck = True
    open_drawer(till, session, "check")
    with pytest.raises(DrawerFailure, match="Use the key"):
        kick_drawer(till)

    assert [body.move for body in told(till)] == ["no_sale"]


def test_every_move_has_reasons_that_the_wire_knows() -> None:
    known = set(get_args(DrawerMoved.model_fields["reason"].annotation))
    assert {reason for reasons in REASONS.values() for reason in reasons} <= known


def test_without_a_shift_nothing_moves(till: Till) -> None:
    with pytest.raises(RuleBroken) as caught:
        move_cash(till, a_session(till), a_move())

    assert caught.value.code == "no_shift"


# ------------------------------------------------------------------ X, currencies, cashiers


def test_an_x_changes_nothing_and_prints_on_demand(till: Till, session: Session) -> None:
    a_sale(till, session)
    before = len(list(read_ledger(till.db).operations["GY03A"]))
    paper = read_x(till, session)
    job = print_x(till, paper)

    assert job.lines == paper.lines == read_x(till, session).lines
    assert len(list(read_ledger(till.db).operations["GY03A"])) == before
    assert not any("Expected" in line for line in paper.lines)
    assert [waiting.new.kind for waiting in list_prints(till)] == ["receipt"]


def test_a_drawer_of_two_currencies_opens_and_closes_on_two_counts(till: Till) -> None:
    session = a_session(till)
    dollars = CashCount("USD", ((2_000, 5),))
    more = MoreFloat(others=(usd(100),), counts=(dollars, CashCount("GYD", ((500_000, 4),))))
    open_shift(till, session, gyd(20_000), more)
    count = CashCount("GYD", ((500_000, 4),))
    with pytest.raises(BadInput, match="US dollars"):
        preview_close(till, session, CloseShift(count=count))
    with pytest.raises(BadInput, match="twice"):
        preview_close(till, session, CloseShift(count=count, others=(dollars, dollars)))
    summary = shift_summary(till)
    closed = close_shift(till, session, CloseShift(count=count, others=(dollars,)))

    assert [sums.expected for sums in summary.others] == [usd(100)]
    assert [drawer.over_short.amount_minor for drawer in closed.closing.drawers] == [0, 0]
    ((_, opened),) = read_ledger(till.db).facts("shift_opened")
    told_open = ShiftOpened.model_validate(opened.body)
    assert told_open.counts == ((500_000, 4),)
    assert told_open.others[0].counts == ((2_000, 5),)
    ((_, facts),) = read_ledger(till.db).facts("shift_closed")
    assert ShiftClosed.model_validate(facts.body).others[0].counted_minor == 10_000
    with till.db.reading() as uow:
        assert uow.shifts.find_closing(1) == closed.closing
    assert complaints(till.db) == []


@pytest.mark.parametrize(
    "more",
    [
        MoreFloat(others=(gyd(5),)),
        MoreFloat(others=(usd(-1),)),
        MoreFloat(others=(usd(1), usd(2))),
        MoreFloat(others=(Money(1, "TTD"),)),
        MoreFloat(counts=(CashCount("GYD", ((100, 1),)),)),
        MoreFloat(others=(usd(1),), counts=(CashCount("USD", ()),)),
    ],
)
def test_a_float_that_does_not_add_up_opens_nothing(till: Till, more: MoreFloat) -> None:
    with pytest.raises(BadInput, match="Count it again"):
        open_shift(till, a_session(till), gyd(20_000), more)


def test_a_drawer_far_off_asks_for_a_reason_and_then_for_a_signature(
    till: Till, session: Session
) -> None:
    short = CashCount("GYD", ((500_000, 3),))
    little = CashCount("GYD", ((500_000, 3), (100_000, 4)))
    preview = preview_close(till, session, CloseShift(count=short))
    assert (preview.needs_reason, preview.needs_signature) == (True, False)
    with pytest.raises(RuleBroken) as unexplained:
        close_shift(till, session, CloseShift(count=little))
    nothing = CloseShift(count=CashCount("GYD", ()), reason="unknown")
    with pytest.raises(RuleBroken) as unsigned:
        close_shift(till, session, nothing)
    with pytest.raises(NotAllowed):
        close_shift(till, session, replace(nothing, approved_by=session.staff_id))
    signed = replace(nothing, approved_by=SUPERVISOR.staff_id)
    closed = close_shift(till, session, signed)

    assert (unexplained.value.code, unsigned.value.code) == ("needs_reason", "needs_signature")
    assert any(line.startswith("Reason: Nobody knows") for line in closed.z_lines)
    assert any(line.startswith("Signed for") for line in closed.z_lines)


def test_a_hand_over_keeps_the_shift_and_who_sold_what(till: Till, session: Session) -> None:
    a_sale(till, session)
    other = a_session(till, OTHER_CASHIER)
    a_sale(till, other)
    a_sale(till, other)

    blind = read_x(till, other).lines
    lines = read_x(till, a_session(till, SUPERVISOR)).lines
    mine = next(line for line in lines if line.startswith(f"{session.name} (1)"))
    theirs = next(line for line in lines if line.startswith(f"{OTHER_CASHIER.name} (2)"))
    assert (mine.split()[-1], theirs.split()[-1]) == ("G$480", "G$960")
    counts = [line.split()[-1] for line in blind if line.startswith((session.name, other.name))]
    assert sorted(counts) == ["1", "2"]
    assert shift_summary(till).sale_count == 3


def test_totals_for_ever_go_on_from_shift_to_shift(till: Till) -> None:
    exact = CashCount("GYD", ((500_000, 4), (10_000, 4), (5_000, 1), (2_000, 1), (1_000, 1)))
    for _ in range(3):
        session, _ = an_open_shift(till)
        a_sale(till, session)
        close_shift(till, session, CloseShift(count=exact))

    told_totals = [
        ShiftClosed.model_validate(facts.body).perpetual
        for _, facts in read_ledger(till.db).facts("shift_closed")
    ]
    assert [(t.z_count, t.grand_total_minor) for t in told_totals if t is not None] == [
        (1, 48_000),
        (2, 96_000),
        (3, 144_000),
    ]
