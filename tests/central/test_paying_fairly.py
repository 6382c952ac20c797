"""One provider's trouble, or its many claims, never hold up another's payments, nor a wish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from central.jobs import paying_due
from central.jobs.guarding import Guarded
from central.jobs.paying import BUDGET_S, Paying
from central.jobs.paying_due import BATCH_MAX, LATER_MIN
from central.payments.breakers import Hold, hold_breaker
from central.payments.port import Ask, ProviderDown
from central.payments.tables import payment
from domain.money import Money
from tests.central.paper_till import PaperTill
from tests.central.paying import Payroom, claim, give_up, push_wish, wish
from tests.central.scripted_provider import ScriptedProvider

both = pytest.mark.both_databases
SECOND = timedelta(seconds=1)
Expect = Callable[[str], None]


@pytest.fixture
def mmg() -> ScriptedProvider:
    return ScriptedProvider("mmg")


@pytest.fixture
def stripe() -> ScriptedProvider:
    return ScriptedProvider("stripe")


@pytest.fixture
def jobs(room: Payroom, mmg: ScriptedProvider, stripe: ScriptedProvider) -> Payroom:
    room.job = Paying({one.name: one for one in (mmg, stripe)}, ticks=lambda: 0.0)
    return room


def many_claims(till: PaperTill, count: int) -> None:
    for number in range(count):
        claim(till, f"claim-{number}", reference=f"20402048{number:06d}")
    till.push()


@both
def test_with_one_provider_down_and_many_claims_due_the_other_is_asked_in_the_very_next_run(
    jobs: Payroom,
    till: PaperTill,
    mmg: ScriptedProvider,
    stripe: ScriptedProvider,
    expect_log: Expect,
) -> None:
    expect_log("breaker_opened")
    mmg.is_down = True
    many_claims(till, 27)
    for _ in range(5):
        jobs.run(SECOND)
    wish(till, "card", provider="stripe")
    till.push()
    jobs.run(SECOND)

    assert stripe.heard == [("begin", "card")]
    assert jobs.state("card") == "pending"


def test_a_wish_goes_before_the_claims_of_a_day_offline(
    jobs: Payroom, till: PaperTill, mmg: ScriptedProvider
) -> None:
    many_claims(till, BATCH_MAX + 1)
    push_wish(till, "wish")
    till.push()
    jobs.run(SECOND)

    assert mmg.heard[0] == ("begin", "wish")
    assert jobs.state("wish") == "pending"


def test_claims_are_looked_up_though_many_wait_for_their_wish(
    jobs: Payroom, till: PaperTill, mmg: ScriptedProvider
) -> None:
    many_claims(till, LATER_MIN)
    for number in range(BATCH_MAX):
        push_wish(till, f"wish-{number}")
    till.push()
    jobs.run(SECOND)

    assert [name for _, name in mmg.heard].count("wish-0") == 1
    assert {f"claim-{number}" for number in range(LATER_MIN)} <= {name for _, name in mmg.heard}
    assert len(mmg.heard) == BATCH_MAX


def test_a_provider_that_rests_is_not_even_looked_at(
    jobs: Payroom, till: PaperTill, mmg: ScriptedProvider, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    mmg.is_down = True
    many_claims(till, 8)
    for _ in range(3):
        jobs.run(SECOND)
    tried = [row["tries"] for row in jobs.office.rows(payment, "payment_id")]
    for _ in range(20):
        jobs.run(SECOND)

    assert len(mmg.heard) == 3
    assert [row["tries"] for row in jobs.office.rows(payment, "payment_id")] == tried


def test_a_table_with_more_providers_than_are_bounded_ends_the_walk(
    jobs: Payroom, till: PaperTill, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim(till, "claim-1", reference="20402048000001")
    wish(till, "card", provider="stripe")
    till.push()
    monkeypatch.setattr(paying_due, "PROVIDERS_MAX", 1)

    assert list(paying_due.list_due(jobs.lease)) == ["mmg"]


def test_a_provider_that_calls_nobody_has_told_nothing(
    jobs: Payroom, mmg: ScriptedProvider
) -> None:
    page = Guarded(jobs.lease, mmg).undelivered(jobs.office.clock.now(), "")

    assert (page.events, page.after, mmg.heard) == ((), "", [])


def test_while_a_breaker_is_open_nothing_reaches_its_provider(
    jobs: Payroom, mmg: ScriptedProvider
) -> None:
    hold = Hold(provider="mmg", override="open", hours=2, by="S7", reason="Its status page")
    hold_breaker(jobs.office.central, hold)
    now = jobs.office.clock.now()
    ask = Ask(
        attempt_id="pay-1",
        way="push",
        amount=Money(180_000, "GYD"),
        begun_at=now,
        expires_at=now + timedelta(minutes=10),
        description="Windward",
    )

    with pytest.raises(ProviderDown, match="breaker"):
        Guarded(jobs.lease, mmg).look_up(ask)
    assert mmg.heard == []


def test_a_wish_that_waited_through_a_rest_is_sent_first_when_it_is_over(
    jobs: Payroom, till: PaperTill, mmg: ScriptedProvider, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    mmg.is_down = True
    many_claims(till, 8)
    for _ in range(3):
        jobs.run(SECOND)
    push_wish(till, "wish")
    till.push()
    jobs.run(SECOND)
    mmg.is_down = False
    jobs.run(30 * SECOND)

    assert mmg.heard[3] == ("begin", "wish")
    assert jobs.state("wish") == "pending"


def test_a_slow_provider_spends_its_own_time_only(
    jobs: Payroom, till: PaperTill, mmg: ScriptedProvider, stripe: ScriptedProvider
) -> None:
    passed = [0.0]

    def slowly() -> None:
        passed[0] += BUDGET_S

    jobs.job.ticks = lambda: passed[0]
    mmg.takes = slowly
    many_claims(till, 5)
    wish(till, "card", provider="stripe")
    wish(till, "card-2", provider="stripe")
    till.push()
    jobs.run(SECOND)

    assert len(mmg.heard) == 1
    assert [name for _, name in stripe.heard] == ["card", "card-2"]


def test_what_has_no_account_is_seen_to_behind_a_provider_that_rests(
    jobs: Payroom, till: PaperTill, mmg: ScriptedProvider, expect_log: Expect
) -> None:
    expect_log("breaker_opened")
    mmg.is_down = True
    many_claims(till, 24)
    wish(till, "bank", provider="wipay")
    give_up(till, "bank")
    wish(till, "bank-2", provider="wipay")
    till.push()
    jobs.run(SECOND)
    for _ in range(3):
        jobs.run(SECOND)

    assert jobs.state("bank-2") == "cancelled"


@both
def test_an_index_serves_the_query_of_what_is_due(jobs: Payroom, till: PaperTill) -> None:
    """However many payments lie there, what is due is read from the index alone, in its order."""
    many_claims(till, 3)
    central = jobs.office.central
    if not central.database.is_sqlite:
        with central.database.reading() as connection:
            names = {one["name"] for one in sa.inspect(connection).get_indexes("payment")}
        assert "ix_payment_due" in names
        return
    seen: list[str] = []

    def note(*words: object) -> None:
        seen.append(str(words[2]))

    sa.event.listen(central.database.engine, "before_cursor_execute", note)
    jobs.run(SECOND)
    sa.event.remove(central.database.engine, "before_cursor_execute", note)
    due = {one for one in seen if "payment.next_at <=" in one or "min(payment.provider)" in one}

    assert due
    with central.database.reading() as connection:
        for statement in due:
            values = (1,) * statement.count("?")
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            plan = " ".join(str(row[3]) for row in rows)
            assert "SEARCH payment USING" in plan or "MIN" in plan, plan
            assert "SCAN payment" not in plan
            assert "TEMP B-TREE" not in plan
