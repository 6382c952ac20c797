"""Flags and false alarms are counted by the rule that raised them, at every till together."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from central.payments.rule_report import Days, RuleCount, count_by_rule
from tests.central.paper_till import DAY, PaperTill
from tests.central.paying import Payroom, claim, decide, move

both = pytest.mark.both_databases


def counted(
    room: Payroom, first: date | None = None, last: date | None = None
) -> tuple[RuleCount, ...]:
    days = Days(organisation_id=room.shop.organisation_id, first=first, last=last)
    with room.office.central.database.reading() as connection:
        return count_by_rule(connection, days)


@pytest.fixture
def decided(room: Payroom, till: PaperTill) -> Payroom:
    """Four claims: a false alarm that was paid, one approved, one rejected, one refused."""
    for number in range(3):
        claim(till, f"pay-{number}", reference=f"2040204853627{number}")
    refused = {"action": "refuse", "rules": ("over_cap", "first_time"), "reference": "20402048536"}
    claim(till, "pay-3", **refused)
    claim(till, "pay-4", reference="204020485")
    decide(till, "release", "pay-0")
    decide(till, "release", "pay-0")
    decide(till, "approve", "pay-1")
    decide(till, "reject", "pay-2")
    till.push()
    move(room, "verified", "pay-0")
    move(room, "disputed", "pay-1")
    decide(till, "approve", "pay-0")  # somebody was slower than the provider: it is noted only
    till.push()
    return room


@both
def test_each_rule_says_how_often_it_flagged_and_how_often_for_nothing(decided: Payroom) -> None:
    over, first = counted(decided)

    assert (over.rule, over.flagged, over.released) == ("over_cap", 4, 1)
    assert (over.approved, over.rejected, over.verified, over.disputed) == (1, 2, 1, 1)
    assert (first.rule, first.flagged, first.rejected) == ("first_time", 1, 1)


def test_only_the_days_that_were_asked_for_count(decided: Payroom) -> None:
    later = DAY + timedelta(days=1)

    assert counted(decided, first=later) == ()
    assert counted(decided, last=DAY - timedelta(days=1)) == ()
    assert counted(decided, first=DAY, last=DAY) == counted(decided)


def test_the_office_reads_it_by_command(
    decided: Payroom, run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    del decided
    assert run("payments", "rules") == 0
    assert run("payments", "rules", "--json") == 0
    assert run("payments", "rules", "--to", "2020-01-01") == 0
    said = capsys.readouterr().out.splitlines()

    assert said[0].startswith("over_cap: 4 flagged, 1 approved, 2 rejected, 1 false alarms (25 %)")
    assert json.loads(said[2])[0]["released"] == 1
    assert said[3] == "No rule has flagged a payment."
