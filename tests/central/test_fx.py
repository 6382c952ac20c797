"""Rates: asked for in order, judged, the last good one kept, a person's before all of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import httpx
import pytest

from central.fx import fetching
from central.fx.fetching import BODY_BYTES_MAX, Asked, ask
from central.fx.publishing import (
    RateInForce,
    TypedRate,
    end_typed_rate,
    find_rate,
    set_rate,
    today_of,
)
from central.fx.sources import SOURCES, FxSource, SourceFailed
from central.fx.tables import fx_source
from central.jobs import fx_rates
from central.jobs.fx_rates import FAILED_AGAIN, FAILED_AGAIN_MAX, FxRates, chosen_sources
from central.jobs.lease import Lease, LeaseWatch
from central.operations.listing import list_open_cases
from central.rules.loading import load_rules
from central.tables import audit
from central.tills.organisations import Store
from domain.errors import BadInput
from sync.protocol.changes import RuleChanged
from tests.central.office import Office
from tests.helpers.faulty_server import FaultyServer, Heard, Reply, serving

pytestmark = pytest.mark.both_databases
Expect = Callable[[str], None]
Keep = Callable[[], None]
PAIR = "USD/GYD"


@dataclass(slots=True)
class Sources:
    """Four sources on one server: each says its rate, or whatever a test has put there."""

    server: FaultyServer
    says: dict[str, Reply]
    sources: tuple[FxSource, ...]

    def asked(self) -> list[str]:
        return [heard.path.split("/")[1] for heard in self.server.heard]


def frankfurter(rate: str, day: str = "2026-11-22") -> Reply:
    body = f'{{"date":"{day}","base":"USD","quote":"GYD","rate":{rate}}}'
    return Reply(body=body.encode(), headers={"etag": f'"{rate}"'})


def er_api(rate: str, seconds: int = 1_795_305_600) -> Reply:
    told = {"result": "success", "time_last_update_unix": seconds, "base_code": "USD"}
    return Reply(body=json.dumps({**told, "rates": {"GYD": "?"}}).replace('"?"', rate).encode())


@pytest.fixture
def sources() -> Iterator[Sources]:
    says = {source.name: Reply(status=503) for source in SOURCES}

    def answer(heard: Heard) -> Reply:
        reply = says[heard.path.split("/")[1]]
        if heard.headers.get("if-none-match", "-") == reply.headers.get("etag"):
            return Reply(status=304)
        return reply

    with serving(answer) as server:
        here = tuple(
            replace(source, address=f"{server.address}/{source.name}") for source in SOURCES
        )
        yield Sources(server, says, here)


@pytest.fixture
def lease(office: Office, shop: Store) -> Lease:
    del shop
    office.close()
    names = " ".join(source.name for source in SOURCES)
    office.settings = office.settings.model_copy(update={"fx_sources": names})
    office.clock.forward(timedelta(days=20, hours=1))  # 22 November: after the sample's own rate
    taken = LeaseWatch(office.central, "test").try_take()
    assert taken is not None
    return taken


@pytest.fixture
def keep(lease: Lease, sources: Sources) -> Keep:
    """Do the job once."""
    job = FxRates(sources.sources)
    return lambda: job.run(lease)


def in_force(office: Office, shop: Store) -> RateInForce:
    with office.central.database.reading() as connection:
        found = find_rate(connection, shop.organisation_id, PAIR, office.clock.now())
    assert found is not None
    return found


def cases(office: Office) -> list[str]:
    with office.central.database.reading() as connection:
        return [row.kind for row in list_open_cases(connection) if not row.till]


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


def typed(rate: str = "214.75", hours: int = 24) -> TypedRate:
    return TypedRate(pair=PAIR, rate=rate, hours=hours, by="S7", reason="Bank of Guyana, noon")


def test_a_persons_rate_stands_before_the_providers_until_it_ends(
    office: Office, shop: Store, keep: Keep, sources: Sources
) -> None:
    sources.says["frankfurter"] = frankfurter("209.1")
    set_rate(office.central, shop.organisation_id, typed())
    keep()
    first = in_force(office, shop)
    office.clock.forward(timedelta(hours=24))

    keep()

    assert (first.rate.micro, first.rate.source) == (214_750_000, "the office")
    assert in_force(office, shop).rate.micro == 209_100_000
    (deed,) = [row for row in office.rows(audit) if row["action"] == "fx_rate_typed"]
    assert (deed["actor"], deed["subject"]) == ("S7", PAIR)
    assert "214.75 for 24 h: Bank of Guyana" in str(deed["reason"])


def test_a_persons_rate_can_be_ended_early(
    office: Office, shop: Store, keep: Keep, sources: Sources
) -> None:
    sources.says["frankfurter"] = frankfurter("209.1")
    assert not end_typed_rate(office.central, shop.organisation_id, PAIR, "S7")
    set_rate(office.central, shop.organisation_id, typed())

    ended = end_typed_rate(office.central, shop.organisation_id, PAIR, "S7")
    keep()

    assert ended
    assert in_force(office, shop).rate.micro == 209_100_000


def test_a_persons_rate_that_grew_old_is_told_though_nobody_is_asked(
    office: Office, shop: Store, lease: Lease, expect_log: Expect
) -> None:
    expect_log("fx_old")
    set_rate(office.central, shop.organisation_id, typed())
    office.clock.forward(timedelta(hours=73))

    FxRates(()).run(lease)

    assert cases(office) == ["fx_old"]


def test_where_rates_are_neither_asked_for_nor_typed_nobody_is_told_of_their_age(
    office: Office, lease: Lease
) -> None:
    office.clock.forward(timedelta(days=30))

    FxRates(()).run(lease)

    assert cases(office) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"rate": "179.99"},
        {"rate": "260.01"},
        {"rate": "2e2"},
        {"rate": "209,5"},
        {"rate": "-209"},
        {"rate": "209.1234567"},
        {"hours": 0},
        {"hours": 1_000},
        {"by": " "},
        {"reason": ""},
        {"pair": "USD/TTD"},
    ],
)
def test_a_persons_rate_has_bounds_and_a_name_too(
    office: Office, shop: Store, wrong: dict[str, str]
) -> None:
    office.clock.forward(timedelta(days=20))
    with pytest.raises(BadInput, match="Nothing was changed"):
        set_rate(office.central, shop.organisation_id, replace(typed(), **wrong))  # type: ignore[arg-type]  # that is the test

    assert in_force(office, shop).rate.source == "Sample bank, buying cash"


def with_margin(office: Office, shop: Store, basis_points: int) -> None:
    value = {
        "low_micro": 180_000_000,
        "high_micro": 260_000_000,
        "change_basis_points": 500,
        "source_age_h": 120,
        "margin_basis_points": basis_points,
    }
    with office.central.database.reading() as connection:
        today = today_of(connection, shop.organisation_id, office.clock.now())
    row = RuleChanged(kind="fx_policy", key=PAIR, valid_from=today, value=value)
    load_rules(office.central, shop.organisation_id, [row])


def test_the_margin_is_the_shops_own_and_is_never_mixed_into_what_a_source_said(
    office: Office, shop: Store, keep: Keep, sources: Sources
) -> None:
    sources.says["frankfurter"] = frankfurter("210")
    keep()
    with_margin(office, shop, 200)

    keep()

    found = in_force(office, shop)
    assert (found.rate.micro, found.market_micro) == (205_800_000, 210_000_000)
    assert found.rate.source == "Frankfurter"
    assert sources.asked() == ["frankfurter"]


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


def test_a_rate_set_shown_and_ended_by_command(
    shop_run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    person = ("--by", "S7")
    assert shop_run("fx", "set", "--rate", "212.5", "--reason", "noon", *person) == 0
    assert shop_run("fx", "show") == 0
    assert shop_run("fx", "show", "--json") == 0
    out = capsys.readouterr().out
    assert "USD/GYD is 212.50 for 24 hours" in out
    assert "USD/GYD 212.50, the office" in out
    assert json.loads(out.splitlines()[-1])[PAIR]["micro"] == 212_500_000

    assert shop_run("fx", "auto", *person) == 0
    assert shop_run("fx", "auto", *person) == 0
    assert shop_run("fx", "set", "--rate", "20.9", "--reason", "noon", *person) == 2
    said = capsys.readouterr()
    assert "The providers speak again." in said.out
    assert "No person's rate was in force." in said.out
    assert "Nothing was changed" in said.err


def test_two_pairs_and_tills_of_other_organisations_are_kept_apart(
    office: Office, shop: Store, keep: Keep, sources: Sources
) -> None:
    other = office.open_shop("Somebody else")
    set_rate(office.central, other.organisation_id, typed())
    sources.says["frankfurter"] = frankfurter("209.1")

    keep()

    assert in_force(office, shop).rate.micro == 209_100_000
    assert in_force(office, other).rate.micro == 214_750_000


def test_no_more_pairs_are_kept_than_the_job_can_carry(
    office: Office, shop: Store, keep: Keep, monkeypatch: pytest.MonkeyPatch, sources: Sources
) -> None:
    with_margin(office, shop, 0)
    monkeypatch.setattr(fx_rates, "PAIRS_MAX", 0)

    keep()

    assert sources.asked() == []
