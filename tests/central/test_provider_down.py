"""A provider that is down for hours, or refuses every payment: the office is told, by real runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from central.cases.closing import Closing
from central.cases.office import close_office_cases
from central.jobs.paying import Paying
from central.jobs.provider_news import watch_providers
from central.payments import alerts
from central.payments.breaker_rows import breaker_rule, find_breaker
from central.rules.loading import load_rules
from central.tables import case_file
from domain.breaker import Breaker
from domain.payment import UNSETTLED
from sync.protocol.changes import RuleChanged
from tests.central.paper_till import DAY, PaperTill
from tests.central.paying import Payroom, claim, give_up, push_wish
from tests.central.scripted_provider import ScriptedProvider

both = pytest.mark.both_databases
MINUTE = timedelta(minutes=1)
Expect = Callable[[str], None]


@pytest.fixture
def mmg() -> ScriptedProvider:
    return ScriptedProvider("mmg")


@pytest.fixture
def jobs(room: Payroom, mmg: ScriptedProvider) -> Payroom:
    room.job = Paying({"mmg": mmg}, ticks=lambda: 0.0)
    return room


def come_round(jobs: Payroom, minutes: int) -> None:
    """Let both jobs run, every minute."""
    for _ in range(minutes):
        jobs.run(MINUTE)
        watch_providers(jobs.lease)


def find_state(jobs: Payroom) -> Breaker:
    with jobs.office.central.database.reading() as connection:
        return find_breaker(connection, "mmg").state


def office_cases(jobs: Payroom, *, closed: bool = False) -> list[str]:
    rows = jobs.office.rows(case_file, "kind", "opened_at")
    return [
        str(row["kind"])
        for row in rows
        if row["till_id"] == "" and (row["closed_at"] is not None) == closed
    ]


def wishes(jobs: Payroom, till: PaperTill, count: int, minutes: int = 5) -> None:
    """A customer every few minutes; the till waits as long as that, and then no more."""
    for number in range(count):
        name = f"wish-{jobs.office.clock.now():%H%M}-{number}"
        push_wish(till, name)
        till.push()
        come_round(jobs, minutes)
        if jobs.state(name) in UNSETTLED:
            give_up(till, name, "expired")
            till.push()


@both
def test_a_provider_that_does_not_come_back_is_a_case_within_minutes(
    jobs: Payroom, till: PaperTill, mmg: ScriptedProvider, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    expect_log("provider_down")
    mmg.is_down = True
    for number in range(4):
        claim(till, f"claim-{number}", reference=f"2040204853627{number}")
    till.push()
    come_round(jobs, 8)
    (case,) = [row for row in jobs.office.rows(case_file) if row["kind"] == "provider_down"]

    assert office_cases(jobs) == ["provider_down"]
    assert case["title"] == "MMG is down"
    assert "claims wait" in str(case["message"])


def test_the_case_closes_when_the_provider_answers_again_and_a_new_one_tells_of_the_next_time(
    jobs: Payroom, till: PaperTill, mmg: ScriptedProvider, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    expect_log("provider_down")
    expect_log("payments_fail")
    mmg.is_down = True
    wishes(jobs, till, 3)
    mmg.is_down = False
    wishes(jobs, till, 4)
    assert office_cases(jobs) == []
    assert office_cases(jobs, closed=True) == ["provider_down"]

    mmg.is_down = True
    wishes(jobs, till, 4)

    assert "provider_down" in office_cases(jobs)


def test_in_an_outage_of_hours_the_share_of_payments_that_fail_raises_the_alarm(
    jobs: Payroom, till: PaperTill, mmg: ScriptedProvider, expect_log: Expect
) -> None:
    """The rests keep calls so few that no share of calls would ever tell it."""
    for word in ("breaker_opened", "provider_down", "payments_fail"):
        expect_log(word)
    mmg.is_down = True
    wishes(jobs, till, 13)
    calls = len(mmg.heard)

    assert calls < 20
    assert office_cases(jobs) == ["payments_fail", "provider_down"]


def test_planted_a_share_of_calls_is_silent_where_every_payment_is_refused(
    jobs: Payroom, till: PaperTill, mmg: ScriptedProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count_calls(*_: object) -> tuple[int, int]:
        state = find_state(jobs)
        return state.window_calls, state.window_failed

    monkeypatch.setattr(alerts, "count_ends", count_calls)
    mmg.refuses = True
    wishes(jobs, till, 11, minutes=1)

    assert find_state(jobs).window_calls == 11
    assert office_cases(jobs) == []


@both
def test_a_provider_that_answers_each_call_and_refuses_each_payment_raises_the_alarm(
    jobs: Payroom, till: PaperTill, mmg: ScriptedProvider, expect_log: Expect
) -> None:
    expect_log("payments_fail")
    mmg.refuses = True
    wishes(jobs, till, 10, minutes=1)
    (case,) = [row for row in jobs.office.rows(case_file) if row["kind"] == "payments_fail"]

    assert "10 of 10 payments" in str(case["message"])
    assert find_state(jobs).trips == 0


def test_what_is_paid_or_given_up_by_customers_raises_no_alarm(
    jobs: Payroom, till: PaperTill, mmg: ScriptedProvider
) -> None:
    for number in range(12):
        push_wish(till, f"wish-{number}")
        till.push()
        jobs.run(MINUTE)
        if number < 10:
            mmg.paid.add(f"wish-{number}")
        else:
            give_up(till, f"wish-{number}")
            till.push()
        come_round(jobs, 1)
    span = (jobs.office.clock.now() - 60 * MINUTE, jobs.office.clock.now())
    with jobs.office.central.database.reading() as connection:
        counted = alerts.count_ends(connection, "mmg", span)

    assert counted == (10, 0)
    assert office_cases(jobs) == []


def test_the_alarm_is_told_once_a_window_however_often_it_is_closed(
    jobs: Payroom, till: PaperTill, mmg: ScriptedProvider, expect_log: Expect
) -> None:
    expect_log("payments_fail")
    rule = {"alert_payments": 3, "window_s": 1_800}
    own = RuleChanged(kind="breaker", key="mmg", valid_from=DAY, value=rule)
    load_rules(jobs.office.central, jobs.shop.organisation_id, [own])
    mmg.refuses = True
    wishes(jobs, till, 3, minutes=2)
    assert office_cases(jobs) == ["payments_fail"]
    with jobs.lease.writing() as writing:
        closing = Closing(by="S1", reason="Seen")
        name = ("payments_fail", "mmg")
        close_office_cases(writing, jobs.shop.organisation_id, name, closing)
        assert breaker_rule(writing.connection, "mmg", writing.at).alert_payments == 3
    wishes(jobs, till, 3, minutes=2)
    assert office_cases(jobs) == []

    wishes(jobs, till, 13, minutes=2)

    assert office_cases(jobs) == ["payments_fail"]
