"""A drawer that is counted again after its result was shown: the first count is kept."""

import pytest

from app.use_cases.close_shift import close_shift, count_drawer, preview_close
from app.use_cases.till import Till
from domain.errors import NotAllowed
from domain.money import Money
from domain.shift import COUNTINGS_MAX, CashCount
from storage.shifts import Shifts
from sync.protocol.bodies import ShiftClosed
from sync.protocol.shift_bodies import CountingBody
from tests.helpers.builders import (
    CASHIER,
    OTHER_CASHIER,
    a_sale,
    a_session,
    an_open_shift,
)
from tests.helpers.ledger_checks import complaints, read_ledger
from tests.unit.app.use_cases.drawer_counts import counted, may_only, signed


def shorter() -> CashCount:
    """What lies there less the tape's 480."""
    return CashCount("GYD", ((500_000, 4),))


def told_before(till: Till) -> list[CountingBody]:
    [(_, facts)] = read_ledger(till.db).facts("shift_closed")
    return list(ShiftClosed.model_validate(facts.body).counted_before or ())


def test_a_drawer_counted_once_is_told_without_a_word_of_a_recount(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)
    shown = count_drawer(till, session, counted())

    assert shown == preview_close(till, session, counted())
    closed = close_shift(till, session, counted())
    assert closed.closing.before == ()
    assert told_before(till) == []
    assert not any("counted" in line for line in closed.z_lines if "Counted G$" not in line)


def test_a_short_drawer_typed_to_exact_after_the_result_keeps_its_first_count(till: Till) -> None:
    """Also when the till was started anew in between, or somebody else closes."""
    session, shift = an_open_shift(till)
    a_sale(till, session)
    count_drawer(till, session, counted(shorter()))
    other = a_session(till, OTHER_CASHIER)
    count_drawer(till, other, counted())

    closed = close_shift(till, other, counted())

    (first,) = closed.closing.before
    assert (first.by, first.drawers[0].over_short) == (CASHIER.staff_id, Money(-48_000, "GYD"))
    (body,) = told_before(till)
    assert (body.by, body.drawers[0].counted_minor) == (CASHIER.staff_id, 2_000_000)
    assert body.drawers[0].over_short_minor == -48_000
    lines = [" ".join(line.split()) for line in closed.z_lines]
    assert "First counted G$ 20,000" in lines
    assert "Counted again 1 x" in lines
    with till.db.reading() as uow:
        assert uow.shifts.find_closing(shift.number) == closed.closing
    assert complaints(till.db) == []


def test_a_closing_on_figures_whose_result_was_never_shown_keeps_what_was_shown(till: Till) -> None:
    session, _ = an_open_shift(till)
    a_sale(till, session)
    count_drawer(till, session, counted(shorter()))

    assert len(close_shift(till, session, counted()).closing.before) == 1


def test_of_very_many_counts_the_first_and_the_latest_are_kept(till: Till) -> None:
    session, shift = an_open_shift(till)
    for notes in range(COUNTINGS_MAX + 3):
        count_drawer(till, session, counted(CashCount("GYD", ((2_000, notes),))))
    with till.db.reading() as uow:
        kept = uow.shifts.list_countings(shift.number)

    notes_seen = [each.drawers[0].count.counts[0][1] for each in kept]
    assert notes_seen == [*range(COUNTINGS_MAX - 1), COUNTINGS_MAX + 2]
    close_shift(till, session, signed())
    assert len(told_before(till)) == COUNTINGS_MAX


def test_counting_needs_the_right_of_closing_and_keeps_nothing_without_it(till: Till) -> None:
    session, shift = an_open_shift(till)
    may_only(till, "sell")
    with pytest.raises(NotAllowed, match="may not close a shift here"):
        count_drawer(till, session, counted())

    with till.db.reading() as uow:
        assert uow.shifts.list_countings(shift.number) == ()


def test_planted_a_till_that_forgets_what_was_shown_is_caught_by_its_z(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shifts, "add_counting", lambda *_: None)

    with pytest.raises(ValueError, match="not enough values to unpack"):
        test_a_short_drawer_typed_to_exact_after_the_result_keeps_its_first_count(till)
