"""How each source's answer is read: as documented, and every way it may drift from that."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from central.fx.sources import SOURCES, FxSource, SourceFailed

BY_NAME = {source.name: source for source in SOURCES}
AS_DOCUMENTED = {
    "frankfurter": '{"date":"2026-11-20","base":"USD","quote":"GYD","rate":209.1}',
    "er-api": (
        '{"result":"success","provider":"https://www.exchangerate-api.com",'
        '"documentation":"https://www.exchangerate-api.com/docs/free",'
        '"time_last_update_unix":1795132951,"time_last_update_utc":"-",'
        '"time_next_update_unix":1795220101,"time_eol_unix":0,"base_code":"USD",'
        '"rates":{"USD":1,"GYD":209.262437,"TTD":6.77}}'
    ),
    "currency-api": '{"date":"2026-11-20","usd":{"aave":0.0056,"gyd":209.20139846,"ttd":6.78}}',
    "floatrates": (
        '{"eur":{"code":"EUR","rate":0.86},"gyd":{"code":"GYD","alphaCode":"GYD",'
        '"numericCode":"328","name":"Guyana dollar","rate":209.23456789012,'
        '"date":"Fri, 20 Nov 2026 11:55:10 GMT","inverseRate":0.0047793}}'
    ),
}
READ = {
    "frankfurter": (209_100_000, datetime(2026, 11, 20, tzinfo=UTC)),
    "er-api": (209_262_437, datetime.fromtimestamp(1_795_132_951, UTC)),
    "currency-api": (209_201_398, datetime(2026, 11, 20, tzinfo=UTC)),
    "floatrates": (209_234_568, datetime(2026, 11, 20, 11, 55, 10, tzinfo=UTC)),
}
URLS = {
    "frankfurter": "https://api.frankfurter.dev/v2/rate/usd/gyd",
    "er-api": "https://open.er-api.com/v6/latest/USD",
    "currency-api": "https://latest.currency-api.pages.dev/v1/currencies/usd.json",
    "floatrates": "https://www.floatrates.com/daily/usd.json",
}


@pytest.mark.parametrize("name", READ)
def test_a_documented_answer_is_read_to_the_last_digit(name: str) -> None:
    said = BY_NAME[name].said(AS_DOCUMENTED[name].encode(), "USD", "GYD")

    assert (said.micro, said.at) == READ[name]
    assert BY_NAME[name].url("USD", "GYD") == URLS[name]


DRIFT = {
    "an HTML page": b"<!doctype html><title>Just a moment...</title>",
    "nothing": b"",
    "half of it": AS_DOCUMENTED["frankfurter"].encode()[:30],
    "a list": b"[]",
    "no text": b"\xff\xfe\x00",
    "deep": b"[" * 100_000,
    "a number that is none": AS_DOCUMENTED["frankfurter"].replace("209.1", "NaN").encode(),
    "endless": AS_DOCUMENTED["frankfurter"].replace("209.1", "Infinity").encode(),
}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
@pytest.mark.parametrize("drift", DRIFT)
def test_what_is_no_answer_fails_plainly(source: FxSource, drift: str) -> None:
    with pytest.raises(SourceFailed):
        source.said(DRIFT[drift], "USD", "GYD")


CHANGED = {
    "frankfurter": [
        {"base": "EUR"},
        {"quote": "TTD"},
        {"rate": "209.1"},
        {"rate": None},
        {"rate": True},
        {"date": "20/11/2026"},
        {"date": None},
    ],
    "er-api": [
        {"result": "error", "error-type": "unsupported-code"},
        {"base_code": "EUR"},
        {"time_last_update_unix": "now"},
        {"time_last_update_unix": 2**40},
        {"rates": []},
        {"rates": {"USD": 1}},
    ],
    "currency-api": [{"usd": 1}, {"usd": {}}, {"date": ""}],
    "floatrates": [
        {"gyd": None},
        {"gyd": {"code": "GYX", "rate": 209, "date": "Fri, 20 Nov 2026 11:55:10 GMT"}},
        {"gyd": {"code": "GYD", "rate": 209, "date": "soon"}},
        {"gyd": {"code": "GYD", "rate": 209, "date": "Fri, 20 Nov 2026 11:55:10 -0000"}},
        {"gyd": {"code": "GYD", "rate": {}, "date": "Fri, 20 Nov 2026 11:55:10 GMT"}},
    ],
}


@pytest.mark.parametrize(
    ("name", "change"), [(name, change) for name, changes in CHANGED.items() for change in changes]
)
def test_an_answer_whose_shape_drifted_is_no_rate(name: str, change: dict[str, object]) -> None:
    body = json.dumps({**json.loads(AS_DOCUMENTED[name]), **change}).encode()

    with pytest.raises(SourceFailed):
        BY_NAME[name].said(body, "USD", "GYD")


@pytest.mark.parametrize("rate", ["0", "-209", "1e999999999", "1e-999", "0.0000001", "9" * 400])
def test_a_figure_beyond_all_bounds_costs_nothing_and_is_no_rate(rate: str) -> None:
    body = AS_DOCUMENTED["frankfurter"].replace("209.1", rate).encode()

    with pytest.raises(SourceFailed):
        BY_NAME["frankfurter"].said(body, "USD", "GYD")


@given(whole=st.integers(1, 999_999), parts=st.integers(0, 999_999))
def test_six_places_survive_whatever_a_float_would_make_of_them(whole: int, parts: int) -> None:
    body = AS_DOCUMENTED["frankfurter"].replace("209.1", f"{whole}.{parts:06d}").encode()

    assert BY_NAME["frankfurter"].said(body, "USD", "GYD").micro == whole * 10**6 + parts
