"""Rates: asked for in order, judged, the last good one kept, a person's before all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from central.fx import fetching
from central.fx.fetching import BODY_BYTES_MAX, Asked, ask
from central.fx.sources import SOURCES, SourceFailed
from central.fx.tables import fx_source
from central.jobs import fx_rates
from central.jobs.fx_rates import FAILED_AGAIN, FAILED_AGAIN_MAX, chosen_sources
from central.jobs.lease import Lease
from central.rules.today import today_of
from central.tills.organisations import Store
from tests.central.office import Office
from tests.central.rate_desk import (
    PAIR,
    Sources,
    cases,
    er_api,
    frankfurter,
    in_force,
)
from tests.helpers.faulty_server import Reply

pytestmark = pytest.mark.both_databases
Expect = Callable[[str], None]
Keep = Callable[[], None]


def test_the_first_sources_rate_reaches_the_tills_with_source_and_day(
    office: Office, shop: Store, keep: Keep, sources: Sources
) -> None:
    till = office.enrol(shop)
    till.pull()
    sources.says["frankfurter"] = frankfurter("209.1375")

    keep()

    told = [one.body for one in till.pull().changes if one.kind == "rule"]
    assert [one["key"] for one in told] == [PAIR]
    value = told[0]["value"]
    assert isinstance(value, dict)
    assert (value["micro"], value["market_micro"]) == (209_137_500, 209_137_500)
    assert (value["source"], value["at"]) == ("Frankfurter", "2026-11-22T00:00:00+00:00")
    assert sources.asked() == ["frankfurter"]


def test_a_rate_that_is_the_same_is_asked_for_in_few_bytes_and_told_to_nobody(
    office: Office, shop: Store, keep: Keep, sources: Sources
) -> None:
    till = office.enrol(shop)
    sources.says["frankfurter"] = frankfurter("209.1375")
    keep()
    till.pull()
    keep()
    office.clock.forward(timedelta(hours=1))

    keep()

    assert sources.asked() == ["frankfurter", "frankfurter"]
    assert sources.server.heard[-1].headers["if-none-match"] == '"209.1375"'
    assert [one.kind for one in till.pull().changes] == []


FAULTS = {
    "down": Reply(status=503),
    "limited": Reply(status=429, headers={"retry-after": "60"}),
    "moved": Reply(status=302, headers={"location": "http://127.0.0.1:1/"}),
    "a web page": Reply(body=b"<html>Attention Required!</html>"),
    "torn": replace(frankfurter("209.1"), fault="torn"),
    "reset": Reply(fault="reset"),
    "too large": Reply(body=b" " * (BODY_BYTES_MAX + 1)),
    "an unasked 304": Reply(status=304),
    "drifted": Reply(body=b'{"amount":1.0,"base":"USD","rates":{"GYD":209.1}}'),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_source_that_fails_is_followed_by_the_next_and_rests(
    office: Office,
    shop: Store,
    keep: Keep,
    sources: Sources,
    fault: str,
    expect_log: Expect,
) -> None:
    expect_log("fx_source_failed")
    sources.says["frankfurter"] = FAULTS[fault]
    sources.says["er-api"] = er_api("209.5")

    for _ in range(4):
        keep()

    found = in_force(office, shop)
    assert (found.rate.micro, found.rate.source) == (209_500_000, "ExchangeRate-API")
    assert sources.asked() == ["frankfurter", "er-api"]


def test_a_source_that_hangs_is_given_up_after_five_seconds(
    lease: Lease, sources: Sources, monkeypatch: pytest.MonkeyPatch
) -> None:
    del lease
    monkeypatch.setattr(fetching, "TIMEOUT_S", 0.05)
    sources.server.faults = [Reply(fault="silent")]

    with pytest.raises(SourceFailed, match="ReadTimeout"), httpx.Client() as client:
        ask(client, Asked(url=sources.sources[0].url("USD", "GYD"), modified="Sun, 22 Nov 2026"))
    assert sources.server.heard[0].headers["if-modified-since"] == "Sun, 22 Nov 2026"


def test_a_source_that_drips_is_given_up_by_the_whole_answers_time(sources: Sources) -> None:
    sources.says["frankfurter"] = frankfurter("209.1")
    ticks = iter((0.0, 6.0))

    with pytest.raises(SourceFailed, match="drips"), httpx.Client() as client:
        ask(client, Asked(url=sources.sources[0].url("USD", "GYD")), lambda: next(ticks))


def test_only_one_source_is_asked_at_a_time_and_a_failing_one_ever_more_rarely(
    office: Office, keep: Keep, sources: Sources, expect_log: Expect
) -> None:
    expect_log("fx_source_failed")
    keep()

    assert sources.asked() == ["frankfurter"]
    waits = []
    for _ in range(10):
        (row,) = [one for one in office.rows(fx_source) if one["source"] == "frankfurter"]
        waits.append(row["next_at"] - office.clock.now())  # type: ignore[operator]  # a column of times
        office.clock.forward(waits[-1])
        keep()
    assert waits[:2] == [FAILED_AGAIN, 2 * FAILED_AGAIN]
    assert waits[-1] == FAILED_AGAIN_MAX


@pytest.mark.parametrize("rate", ["20.91", "2091.0", "219.46", "198.54"])
def test_an_absurd_rate_is_not_believed_the_last_good_stays_and_the_office_is_told(
    office: Office,
    shop: Store,
    keep: Keep,
    sources: Sources,
    rate: str,
    expect_log: Expect,
) -> None:
    expect_log("fx_source_failed")
    expect_log("fx_doubt")
    sources.says["frankfurter"] = frankfurter(rate)

    for _ in range(6):
        keep()

    assert in_force(office, shop).rate.micro == 209_000_000
    assert cases(office) == ["fx_doubt"]


def test_a_source_stuck_in_the_past_is_passed_over(
    office: Office, shop: Store, keep: Keep, sources: Sources
) -> None:
    sources.says["frankfurter"] = frankfurter("209.1", "2026-10-01")
    sources.says["er-api"] = er_api("209.5")
    keep()
    keep()

    assert in_force(office, shop).rate.source == "ExchangeRate-API"


def test_an_older_word_never_replaces_a_later_one(
    office: Office, shop: Store, keep: Keep, sources: Sources
) -> None:
    sources.says["frankfurter"] = frankfurter("205", "2026-11-20")

    keep()

    assert in_force(office, shop).rate.micro == 209_000_000


def test_a_last_good_rate_that_grows_old_is_told_once_and_stays_in_force(
    office: Office, shop: Store, keep: Keep, expect_log: Expect
) -> None:
    expect_log("fx_source_failed")
    expect_log("fx_old")
    office.clock.forward(timedelta(days=3))
    for _ in range(6):
        keep()

    found = in_force(office, shop)
    assert found.rate.is_stale(office.clock.now())
    assert found.rate.micro == 209_000_000
    assert cases(office) == ["fx_old"]


def test_a_rate_begins_on_the_earliest_day_of_any_store(office: Office, shop: Store) -> None:
    late = office.clock.now().replace(hour=2)  # 22:00 of the day before in Georgetown
    with office.central.database.reading() as connection:
        today = today_of(connection, shop.organisation_id, late)
        nowhere = today_of(connection, "nobody", late)

    assert (nowhere - today).days == 1


def test_names_that_are_no_source_are_passed_over_and_the_order_is_the_settings() -> None:
    chosen = chosen_sources("floatrates nothing er-api", SOURCES)

    assert [source.name for source in chosen] == ["floatrates", "er-api"]


def test_planted_a_rate_taken_without_judging_would_be_seen(
    office: Office,
    shop: Store,
    keep: Keep,
    sources: Sources,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("domain.fx_policy.FxPolicy.find_doubt", lambda *_: None)
    sources.says["frankfurter"] = frankfurter("20.91")

    keep()

    assert in_force(office, shop).rate.micro != 209_000_000


def test_no_more_pairs_are_kept_than_the_job_can_carry(
    keep: Keep, monkeypatch: pytest.MonkeyPatch, sources: Sources
) -> None:
    monkeypatch.setattr(fx_rates, "PAIRS_MAX", 0)

    keep()

    assert sources.asked() == []
