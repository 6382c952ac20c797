"""Breakers: calls kept away, tills told, persons heard for some hours, the office alarmed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NoReturn

import pytest

from central.jobs.fx_rates import FxRates
from central.jobs.guarding import Guarded
from central.jobs.lease import LeaseWatch
from central.jobs.provider_news import ProviderNews
from central.jobs.running import all_jobs
from central.payments.breaker_rows import breaker_rule, find_breaker
from central.payments.breakers import Hold, hold_breaker, is_kept_away
from central.payments.port import (
    Ask,
    Begun,
    Found,
    OutcomeUnknown,
    ProviderDown,
    ProviderMisconfigured,
    ProviderRefused,
    Way,
)
from central.rules.loading import load_rules
from central.tables import audit
from central.tills.organisations import add_organisation
from domain.breaker import BreakerRule, Override
from domain.errors import BadInput
from domain.money import Money
from sync.protocol.changes import RuleChanged
from tests.central.cardroom import CardRoom
from tests.central.office import Office
from tests.central.paper_till import DAY
from tests.helpers.faulty_server import Reply

pytestmark = pytest.mark.both_databases
Expect = Callable[[str], None]
DOWN = Reply(status=503)
SECOND = timedelta(seconds=1)


@pytest.fixture
def room(card_desk: CardRoom) -> CardRoom:
    return card_desk


def tell(room: CardRoom) -> list[dict[str, Any]]:
    ProviderNews(room.providers).run(room.lease)
    return [
        {**(one.body or {}), "key": one.key}
        for one in room.till.pull().changes
        if one.kind == "provider"
    ]


def fail(room: CardRoom, count: int) -> None:
    room.server.faults = [DOWN] * count
    room.ask()
    for _ in range(count):
        room.run(5 * SECOND)


def test_after_three_failures_calls_are_kept_away_and_the_tills_are_told(
    room: CardRoom, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    first = tell(room)
    fail(room, 3)
    asked = len(room.server.heard)
    room.run(5 * SECOND)
    (news,) = tell(room)

    assert [(one["key"], one["ways"], one["is_open"]) for one in first] == [
        ("stripe", ["qr"], False)
    ]
    assert len(room.server.heard) == asked
    assert news["is_open"]
    assert "take another way of paying" in news["message"]
    assert news["until"] is not None


def test_when_the_provider_is_back_one_trial_closes_it_and_the_wish_goes_on(
    room: CardRoom, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    fail(room, 3)
    tell(room)
    room.run(30 * SECOND)
    (news,) = tell(room)

    assert (room.state(), news["is_open"]) == ("pending", False)
    assert tell(room) == []


def test_a_no_is_an_answer_and_opens_nothing(room: CardRoom) -> None:
    for number in range(5):
        room.ask(f"pay-{number}", amount_minor=100)  # too little for a card
        room.run()

    with room.lease.writing() as writing:
        assert not is_kept_away(writing, "stripe")


@pytest.mark.parametrize(
    ("failure", "is_failed"),
    [
        (ProviderDown("x"), True),
        (OutcomeUnknown("x"), True),
        (ProviderMisconfigured("x"), True),
        (ProviderRefused("x"), False),
    ],
)
@pytest.mark.parametrize("call", ["begin", "look_up", "cancel", "refund"])
def test_every_call_is_noted_and_what_it_raises_goes_on(
    room: CardRoom, failure: Exception, is_failed: bool, call: str
) -> None:
    def failing(_: Ask) -> NoReturn:
        raise failure

    ask = Ask(
        attempt_id="x",
        way="qr",
        amount=Money(100, "USD"),
        begun_at=room.office.clock.now(),
        expires_at=room.office.clock.now(),
        description="x",
    )
    guarded = Guarded(room.lease, _Failing(failing))

    with pytest.raises(type(failure)):
        getattr(guarded, call)(ask)
    with room.office.central.database.reading() as connection:
        state = find_breaker(connection, "stripe").state
    assert (state.window_calls, state.failures) == (1, int(is_failed))
    assert (guarded.ways, guarded.merchant) == (("qr",), "m")


class _Failing:
    """A driver all of whose calls do the same."""

    ways: tuple[Way, ...] = ("qr",)
    merchant = "m"
    name = "stripe"

    def __init__(self, call: Callable[[Ask], NoReturn]) -> None:
        self._call = call

    def begin(self, ask: Ask) -> Begun:
        self._call(ask)

    def look_up(self, ask: Ask) -> Found:
        self._call(ask)

    def cancel(self, ask: Ask) -> Found:
        self._call(ask)

    def refund(self, ask: Ask) -> Found:
        self._call(ask)


def hold(override: Override, **changed: Any) -> Hold:  # noqa: ANN401  any field of a Hold
    told = {"hours": 2, "by": "S7", "reason": "Stripe's status page", **changed}
    return Hold(provider="stripe", override=override, **told)


def test_a_person_switches_a_provider_off_for_some_hours_and_that_is_written_down(
    room: CardRoom,
) -> None:
    tell(room)
    hold_breaker(room.office.central, hold("open"))
    (held,) = tell(room)
    room.ask()
    room.run()
    asked = len(room.server.heard)
    room.office.clock.forward(timedelta(hours=2))
    (over,) = tell(room)

    assert (held["is_open"], over["is_open"]) == (True, False)
    assert "switched off by the office" in held["message"]
    assert asked == 0
    (deed,) = [row for row in room.office.rows(audit) if row["action"] == "breaker_open"]
    assert (deed["actor"], deed["subject"]) == ("S7", "stripe")


def test_a_person_lets_calls_through_a_breaker_that_opened(
    room: CardRoom, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    fail(room, 3)
    hold_breaker(room.office.central, hold("closed"))
    room.run(5 * SECOND)

    assert room.state() == "pending"


def test_tills_are_told_since_when_until_when_and_of_the_last_failures(
    room: CardRoom, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    started = room.office.clock.now()
    tell(room)
    fail(room, 3)
    (silent,) = tell(room)
    hold_breaker(room.office.central, hold("closed"))
    (kept_on,) = tell(room)
    room.run(5 * SECOND)
    (well,) = tell(room)
    opened = (started + 15 * SECOND).isoformat().replace("+00:00", "Z")

    assert (silent["since"], silent["failed_at"], silent["failures"]) == (opened, opened, 3)
    assert (kept_on["held"], kept_on["is_open"]) == ("closed", False)
    assert kept_on["held_until"] is not None
    assert (well["since"], well["failures"], well["failed_at"]) == (None, 0, opened)
    assert well["changed_at"] > kept_on["changed_at"]


def test_auto_lets_go_of_what_a_person_held_and_of_a_rest(
    room: CardRoom, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    fail(room, 3)
    hold_breaker(room.office.central, hold("auto"))
    room.run(5 * SECOND)

    assert room.state() == "pending"


@pytest.mark.parametrize("wrong", [{"hours": 0}, {"hours": 5}, {"by": ""}, {"reason": " "}])
def test_nobody_holds_a_breaker_for_long_or_without_a_name(
    room: CardRoom, wrong: dict[str, Any]
) -> None:
    with pytest.raises(BadInput, match="Nothing was changed"):
        hold_breaker(room.office.central, hold("open", **wrong))
    with room.office.central.database.reading() as connection:
        assert find_breaker(connection, "stripe").state.override == "auto"


def test_a_providers_own_rule_goes_before_the_default_one(room: CardRoom) -> None:
    own = RuleChanged(kind="breaker", key="stripe", valid_from=DAY, value={"failures": 9})
    load_rules(room.office.central, room.shop.organisation_id, [own])

    with room.lease.writing() as writing:
        assert breaker_rule(writing.connection, "stripe", writing.at).failures == 9
        assert breaker_rule(writing.connection, "mmg", writing.at).failures == 3


def test_without_an_organisation_or_a_rule_the_usual_one_holds(office: Office) -> None:
    central = office.central
    with central.database.writing(office.clock.now()) as writing:
        nobody = breaker_rule(writing.connection, "stripe", writing.at)
        add_organisation(writing, central.surroundings, "Without rules")
        bare = breaker_rule(writing.connection, "stripe", writing.at)

    assert (nobody, bare) == (BreakerRule(), BreakerRule())


def test_without_an_account_nobody_is_told_of_a_provider(office: Office) -> None:
    shop = office.open_shop()
    till = office.enrol(shop)
    lease = LeaseWatch(office.central, "jobs").try_take()
    assert lease is not None
    ProviderNews().run(lease)

    assert [one for one in till.pull().changes if one.kind == "provider"] == []


def test_whoever_takes_over_the_jobs_knows_that_a_breaker_is_open(
    room: CardRoom, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    fail(room, 3)
    asked = len(room.server.heard)
    room.restart()
    room.run(5 * SECOND)

    assert len(room.server.heard) == asked


def test_planted_a_guard_that_looks_at_nothing_would_go_on_calling(
    room: CardRoom, monkeypatch: pytest.MonkeyPatch, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    monkeypatch.setattr("central.jobs.guarding.is_kept_away", lambda *_: False)
    monkeypatch.setattr("central.jobs.paying_due.resting_providers", lambda *_: frozenset())
    fail(room, 3)
    asked = len(room.server.heard)
    room.run(5 * SECOND)

    assert len(room.server.heard) == asked + 1


def test_a_breaker_is_held_and_shown_by_command(
    shop_run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert shop_run("add-staff", "Nadia", "--role", "supervisor", "--id", "S7", "--no-pin") == 0
    assert shop_run("payments", "breakers") == 0
    words = ("--by", "S7", "--reason", "status page")
    assert shop_run("payments", "breaker", "stripe", "open", "--hours", "3", *words) == 0
    assert shop_run("payments", "breakers") == 0
    assert shop_run("payments", "breakers", "--json") == 0
    assert shop_run("payments", "breaker", "stripe", "auto", *words) == 0
    assert shop_run("payments", "breaker", "stripe", "open", "--hours", "9", *words) == 2
    said = capsys.readouterr()

    assert "No provider was called yet." in said.out
    assert "stripe: open, 0 of 0 calls failed lately" in said.out
    (shown,) = [json.loads(line) for line in said.out.splitlines() if line.startswith("{")]
    assert shown["stripe"]["held"] == "open"
    assert "The breaker of stripe is auto." in said.out
    assert "1 to 4" in said.err


def test_the_jobs_do_all_of_this() -> None:
    names = [job.name for job in all_jobs()]

    assert {"payments", "webhooks", "providers", "fx_rates"} <= set(names)
    assert FxRates().sources
