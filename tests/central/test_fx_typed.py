"""A person's rate stands before any source's, within bounds, and the margin is the shop's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from central.fx.publishing import (
    TypedRate,
    end_typed_rate,
    set_rate,
)
from central.jobs.fx_rates import FxRates
from central.jobs.lease import Lease
from central.rules.loading import load_rules
from central.rules.today import today_of
from central.tables import audit
from central.tills.organisations import Store
from domain.errors import BadInput
from sync.protocol.changes import RuleChanged
from tests.central.office import Office
from tests.central.rate_desk import (
    PAIR,
    Sources,
    cases,
    frankfurter,
    in_force,
)

pytestmark = pytest.mark.both_databases
Expect = Callable[[str], None]
Keep = Callable[[], None]


@pytest.fixture(autouse=True)
def _somebody_may_approve(request: pytest.FixtureRequest) -> None:
    """S7 is on the staff of the test's shop, where it has one."""
    if "shop" in request.fixturenames:
        office: Office = request.getfixturevalue("office")
        office.hire(request.getfixturevalue("shop"))


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


def test_a_rate_set_shown_and_ended_by_command(
    shop_run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert shop_run("add-staff", "Nadia", "--role", "supervisor", "--id", "S7", "--no-pin") == 0
    capsys.readouterr()
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
    office.hire(other)
    set_rate(office.central, other.organisation_id, typed())
    sources.says["frankfurter"] = frankfurter("209.1")

    keep()

    assert in_force(office, shop).rate.micro == 209_100_000
    assert in_force(office, other).rate.micro == 214_750_000
